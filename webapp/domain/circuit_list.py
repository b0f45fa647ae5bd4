"""Which exercises a circuit holds, and in which order: kit, impact, regions of the body."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from webapp.domain import circuit_weeks
from webapp.domain.catalogue import Exercise
from webapp.domain.circuit_rows import LANDING, Station, landings
from webapp.domain.runner import Runner
from webapp.domain.safety import Limits, stand_in
from webapp.domain.sessions import in_week, of_kind

LOW_IMPACT = "circuit_low_impact"
BODY, BALL, MACHINE, MIXED = "circuit_a_bodyweight", "circuit_b_medball", "circuit_c_machine", "circuit_d_mixed"
NEEDS = (  # regions and how many at least: training.md 4.3
    (("full",), 1), (("push",), 1), (("pull",), 1), (("legs",), 2), (("trunk-back",), 1),
    (("trunk-front", "trunk-back"), 2),
)  # fmt: skip
FULL_MOST = 2
JUMPS_MOST, JUMPS_FREE_FROM = 2, 5  # exercises with landings, and the week from which only the budget counts


def session_of(runner: Runner) -> str:
    """The slug of today's circuit: two by kit in turn, A-D-A in odd weeks and D-A-D in even ones."""
    if runner.limits.impact == 0:
        return LOW_IMPACT
    circuits = in_week(of_kind(runner.standing, "circuit"), runner.day)
    before = [placed for placed in circuits if placed.on < runner.day]
    return _pair(runner)[(len(before) + runner.standing.circuits.week - 1) % 2]


def stations(runner: Runner, session: str, count: int) -> list[Station]:
    """So many exercises at most: each region served, then the list's own order, then others to fill it up."""
    own = own_stations(runner, session)
    pool = [*own, *_fillers(runner, session, own)]
    picked: list[Station] = []
    for regions, least in NEEDS:
        able = [station for station in pool if station not in picked and station.exercise.region in regions]
        lacking = least - len([station for station in picked if station.exercise.region in regions])
        picked += able[: max(0, lacking)]
    for station in own:
        picked += [station] if station not in picked and _fits(picked, station, count) else []
    while more := _filler(picked, pool, count):
        picked.append(more)
    return arranged(sorted(picked, key=pool.index))


def own_stations(runner: Runner, session: str) -> list[Station]:
    """What the list itself gives today: each exercise or what stands in for it, once; landings within the budget."""
    week = circuit_weeks.row(runner.catalogue, runner.standing)
    found: list[Station] = []
    for planned, exercise in _today(runner, session, _limits(runner, week.impact_max)):
        if exercise.impact == LANDING and not _may_land(runner, found, exercise):
            calm = stand_in(runner.catalogue, planned, _limits(runner, LANDING - 1), runner.kit)
            if calm is None:
                continue
            exercise = calm
        if exercise.slug not in {station.exercise.slug for station in found}:
            found.append(Station(exercise, planned, _why(runner, planned, exercise)))
    return found


def impossible(runner: Runner, session: str) -> list[Exercise]:
    """Exercises of the list that neither can be done today nor have anything to stand in."""
    asked = [runner.catalogue.exercises[slug] for slug in runner.catalogue.sessions[session].items]
    return [planned for planned in asked if not stand_in(runner.catalogue, planned, _limits(runner), runner.kit)]


def arranged(found: Sequence[Station]) -> list[Station]:
    """In the given order as far as possible, without two of one region in a row, last and first included.

    Where the regions do not allow the round to close, only neighbours count; where not even that, the last go.
    """
    kept = list(found)
    while kept and (often := _commonest(kept))[1] > (len(kept) + 1) // 2:
        kept.remove([station for station in kept if station.exercise.region == often[0]][-1])
    return _chain([], kept, closed=True) or _chain([], kept, closed=False) or kept


def regions_are_apart(regions: Sequence[str]) -> bool:
    """Whether no two neighbours are of the same region."""
    return all(one != other for one, other in pairwise(regions))


def _pair(runner: Runner) -> tuple[str, str]:
    ball, machine = "medball" in runner.kit, "machine" in runner.kit
    if ball and machine:
        return BALL, MACHINE
    return BODY, BALL if ball else MACHINE if machine else MIXED


def _limits(runner: Runner, impact: int = LANDING) -> Limits:
    """Today's limits, never above the week's impact; a circuit also minds what only its legs are closed for."""
    legs = {"legs", "full"} if "phase-2-legs" in runner.limits.shut else set()
    limits = runner.limits
    return replace(limits, impact=min(limits.impact, impact, LANDING), regions=limits.regions | legs)


def _today(runner: Runner, session: str, limits: Limits) -> list[tuple[Exercise, Exercise]]:
    """Each planned exercise with today's; one that stands for itself comes before the same as a stand-in."""
    asked = [runner.catalogue.exercises[slug] for slug in runner.catalogue.sessions[session].items]
    pairs = [(planned, stand_in(runner.catalogue, planned, limits, runner.kit)) for planned in asked]
    itself = {planned.slug for planned, exercise in pairs if exercise is planned}
    return [(p, e) for p, e in pairs if e and (e is p or e.slug not in itself)]


def _may_land(runner: Runner, found: list[Station], exercise: Exercise) -> bool:
    week = circuit_weeks.row(runner.catalogue, runner.standing)
    jumps = [station.exercise for station in found if station.exercise.impact == LANDING]
    budget = sum(landings(runner, jump) for jump in (*jumps, exercise)) <= week.landings
    return budget and (week.week >= JUMPS_FREE_FROM or len(jumps) < JUMPS_MOST)


def _why(runner: Runner, planned: Exercise, exercise: Exercise) -> str:
    """Words for a swap: the week's own rule where nothing else asks for it."""
    if exercise is planned:
        return ""
    if stand_in(runner.catalogue, planned, _limits(runner), runner.kit) is planned:
        week = circuit_weeks.row(runner.catalogue, runner.standing)
        key = "circuit-landings" if week.impact_max >= LANDING else "circuit-no-jumps"
        return runner.say(key, planned=planned.name.lower())
    return runner.instead_of(planned)


def _fillers(runner: Runner, session: str, own: Iterable[Station]) -> list[Station]:
    """Exercises of the other circuits, none with landings: they make up short lists by region (DECISIONS 8)."""
    week = circuit_weeks.row(runner.catalogue, runner.standing)
    limits = _limits(runner, min(week.impact_max, LANDING - 1))
    taken = {station.exercise.slug for station in own}
    found: dict[str, Station] = {}
    for other in runner.catalogue.sessions:
        if other.startswith("circuit_") and other != session:
            for _, exercise in _today(runner, other, limits):
                if exercise.slug not in taken:
                    found.setdefault(exercise.slug, Station(exercise, exercise))
    return list(found.values())


def _filler(picked: list[Station], pool: list[Station], count: int) -> Station | None:
    """The next of the region there is least of."""
    there = _regions(picked)
    able = [station for station in pool if station not in picked and _fits(picked, station, count)]
    return min(able, key=lambda station: there.count(station.exercise.region), default=None)


def _fits(picked: list[Station], station: Station, count: int) -> bool:
    """Room in the circuit, and no more of a region than can be kept apart."""
    region = station.exercise.region
    most = FULL_MOST if region == "full" else count // 2
    return len(picked) < count and _regions(picked).count(region) < most


def _regions(found: Iterable[Station]) -> list[str]:
    return [station.exercise.region for station in found]


def _commonest(found: list[Station]) -> tuple[str, int]:
    return Counter(_regions(found)).most_common(1)[0]


def _chain(done: list[Station], left: list[Station], closed: bool) -> list[Station]:
    """The first order, read from the front of `left`, that keeps regions apart; nothing if there is none."""
    if not left:
        return done if not closed or len(done) < 2 or done[0].exercise.region != done[-1].exercise.region else []
    for station in left:
        rest = [other for other in left if other is not station]
        if _can_go_on(done, station, rest, closed) and (found := _chain([*done, station], rest, closed)):
            return found
    return []


def _can_go_on(done: list[Station], station: Station, left: list[Station], closed: bool) -> bool:
    """Whether it may come next, and each region left still finds places apart from it and, closed, from the first."""
    region, first = station.exercise.region, (*done, station)[0].exercise.region
    if done and done[-1].exercise.region == region:
        return False
    regions = _regions(left)
    room = {other: len(left) - (other == region) - (closed and other == first) for other in set(regions)}
    return all(regions.count(other) <= (places + 1) // 2 for other, places in room.items())
