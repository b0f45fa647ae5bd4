"""General strength: one circuit session, and how it gets shorter."""

from dataclasses import replace

from webapp.domain import circuit_list, circuit_rows, circuit_weeks, path, phases
from webapp.domain.circuit_list import NEEDS, regions_are_apart
from webapp.domain.plan import DayPlan
from webapp.domain.runner import Runner
from webapp.domain.sheet import Block, Item, LeftOut

SETUP = 180  # seconds to get things ready: training.md 4.13 [d]
LEAST = 5  # exercises of a circuit that was made shorter: training.md 4.3 [seed]
TOO_FEW = 3  # fewer are no circuit [d]
HARDER_FROM = 3  # the circuit week from which the effort rises [d]
SHORT = "short_circuit"


def block(runner: Runner, plan: DayPlan) -> tuple[Block | None, tuple[LeftOut, ...]]:
    """Today's circuit, with what of its list cannot be done; None where safety or kit leave too little."""
    if "phase-2" in runner.limits.closed or runner.limits.stopped:
        return None, (LeftOut("circuit", runner.say("gate-shut")),)
    week, session = circuit_weeks.row(runner.catalogue, runner.standing), circuit_list.session_of(runner)
    found = circuit_list.stations(runner, session, week.exercises)
    if len(found) < TOO_FEW:
        return None, (LeftOut("circuit", runner.say("circuit-too-little")),)
    deload = _is_deload(runner)
    rows = tuple(circuit_rows.row(runner, station, deload, plan.share) for station in found)
    made = Block(
        kind="circuit",
        reason=plan.session_why or runner.say("circuit"),
        items=rows,
        name=runner.catalogue.sessions[session].name,
        note=_note(runner, plan, deload),
        week=week.week,
        eased=deload or plan.share < 1,
        setup=SETUP + (week.rounds - 1) * week.rest_between_rounds,
    )
    return made, _left_out(runner, session)


def one_round(runner: Runner, block: Block) -> Block:
    """The same circuit once instead of twice, when minutes are short: it still counts (DECISIONS 5)."""
    if all(row.rounds == 1 for row in block.items):
        return block
    rows = tuple(circuit_rows.with_rounds(row, 1) for row in block.items)
    return replace(block, items=rows, setup=SETUP, note=f"{block.note} {runner.say('circuit-one-round')}")


def shorter(runner: Runner, block: Block) -> Block | None:
    """One exercise fewer, from the end: regions stay apart, and served as long as they can be. None at five."""
    if len(block.items) <= LEAST:
        return None
    fewer = [block.items[:n] + block.items[n + 1 :] for n in reversed(range(len(block.items)))]
    apart = [rows for rows in fewer if regions_are_apart(_regions(runner, rows))]
    best = min(apart, key=lambda rows: _lacking(runner, rows), default=None)
    return replace(block, items=best) if best else None


def short_rows(runner: Runner, plan: DayPlan) -> tuple[Item, ...]:
    """The short circuit, one round: what a runner short on time does instead of the day's; it counts as it."""
    found = circuit_list.arranged(circuit_list.own_stations(runner, SHORT))
    rows = tuple(circuit_rows.row(runner, station, _is_deload(runner), plan.share, rounds=1) for station in found)
    return rows if len(rows) >= TOO_FEW else ()


def _is_deload(runner: Runner) -> bool:
    """The build's own lighter week, or in phase 3 that of the path from lifting to jumping (DECISIONS 12)."""
    week = path.row(runner) if phases.phase_of(runner) == 3 else None
    return week.deload if week else runner.standing.circuits.deload


def _note(runner: Runner, plan: DayPlan, deload: bool) -> str:
    """How hard, and why there is less of it than usual."""
    gentle = plan.gentle or runner.limits.gentle or "full-effort" in runner.limits.closed
    later = runner.standing.circuits.week >= HARDER_FROM and not deload
    effort = "circuit-gentle" if gentle else "circuit-effort-later" if later else "circuit-effort"
    parts = [effort, *(["circuit-deload"] if deload else ["circuit-share"] if plan.share < 1 else [])]
    return " ".join(runner.say(key) for key in parts)


def _left_out(runner: Runner, session: str) -> tuple[LeftOut, ...]:
    found = circuit_list.impossible(runner, session)
    owned = (exercise.levels[0].possible_with(runner.kit) for exercise in found)
    keys = ("not-today" if kit else "no-kit" for kit in owned)
    return tuple(LeftOut(exercise.slug, runner.say(key)) for exercise, key in zip(found, keys, strict=True))


def _regions(runner: Runner, rows: tuple[Item, ...]) -> list[str]:
    return [runner.catalogue.exercises[row.exercise].region for row in rows]


def _lacking(runner: Runner, rows: tuple[Item, ...]) -> int:
    """How many exercises short of each region's least these rows are."""
    there = _regions(runner, rows)
    return sum(max(0, least - len([r for r in there if r in regions])) for regions, least in NEEDS)
