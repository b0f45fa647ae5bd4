"""The road through the phases as the Week screen draws it: where somebody is, each gate, and what they may choose."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.actions.days import Opened
from webapp.actions.phases import HABIT_GATE, gate_to
from webapp.domain import preview
from webapp.domain.catalogue import Catalogue
from webapp.domain.profile import Profile
from webapp.domain.sheet import Gate

PHASES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Post:
    """One phase on the road. `gate` leads to it; `shut` says in words why that gate cannot be opened early."""

    phase: int
    state: str  # passed, here, ahead
    gate: Gate | None = None
    shut: str = ""  # safety, mastery
    early: bool = False  # its gate may be opened now
    hurried: bool = False  # opened early, and still closed
    paused: bool = False  # reached before, closed by safety today


@dataclass(frozen=True, slots=True)
class Road:
    phase: int
    posts: tuple[Post, ...]
    stay: int | None
    may_stay: bool
    may_step_back: bool


def road(catalogue: Catalogue, profile: Profile, opened: Opened) -> Road:
    """From today's sheet, with what is ticked today counted in."""
    phase = opened.sheet.phase
    return Road(
        phase=phase,
        posts=tuple(_post(number, catalogue, profile, opened) for number in PHASES),
        stay=profile.stay,
        may_stay=profile.stay is None and phase < PHASES[-1],
        may_step_back=phase > PHASES[0],
    )


def branches(profile: Profile, words: Mapping[str, Mapping[str, str]], path_week: int, level: int) -> list[tuple]:
    """(name, what was chosen, where it stands, address to change it) of lifting and of jumps."""
    lifts, jumps = profile.wishes.lifting != "no", profile.wishes.plyometrics
    chosen = words["road"]["wanted"], words["road"]["unwanted"]
    stands = f"week {path_week} of 20" if path_week else ""
    return [
        (words["road"]["lifting"], words["lifting-card"][profile.wishes.lifting] if lifts else chosen[1],
         stands if lifts else "", "/me/lifting"),
        (words["road"]["jumps"], chosen[0] if jumps else chosen[1],
         f"level {level}" if jumps and path_week else "", "/me/jumps"),
    ]  # fmt: skip


def _post(number: int, catalogue: Catalogue, profile: Profile, opened: Opened) -> Post:
    phase = opened.sheet.phase
    state = "here" if number == phase else "passed" if number < phase else "ahead"
    if number == PHASES[0] or state != "ahead":
        return Post(number, state)
    gate = _gate(number, catalogue, profile, opened)
    open_ = gate is not None and gate.met
    if number != HABIT_GATE:
        return Post(number, state, gate, shut="" if open_ else "mastery")
    closed = gate is not None and not gate.met and profile.stay is None
    return Post(
        number,
        state,
        gate,
        shut="safety" if gate and gate.safety and not open_ else "",
        early=closed and not gate.safety and profile.ahead is None,
        hurried=closed and profile.ahead is not None,
        paused=open_ and profile.stay is None,
    )


def _gate(number: int, catalogue: Catalogue, profile: Profile, opened: Opened) -> Gate | None:
    gate = gate_to(opened.sheet, number)
    if gate is None or gate.met or number != HABIT_GATE:
        return gate
    return preview.gate_now(catalogue, profile, opened.stored.standing, opened.sheet, opened.checks)
