"""A day's list: rehab, minutes, reasons, extras, short versions."""

from tests.domain.facts import close_to_race, every_row, extras_can_be_done, of_kind
from tests.domain.strategies import Walk
from webapp.domain.days import weekday
from webapp.domain.sheet import SLOTS


def rehab_is_capped(walk: Walk) -> None:
    """injuries.yaml and DECISIONS 10: 6 items or 12 minutes of once-a-day work; one alone may be longer."""
    for step in walk.steps:
        once = [row for row in of_kind(step, "rehab") if len(row.slots) == 1]
        assert len(once) <= 6
        assert sum(row.seconds for row in once) <= 12 * 60 or len(once) == 1


def rehab_comes_from_the_injuries(walk: Walk) -> None:
    """injuries.yaml: every rehab row is work of one of the person's injuries, or the easier move in its place."""
    own = {
        past.injury: {work.exercise for work in walk.catalogue.injuries[past.injury].work}
        for past in walk.profile.injuries
    }
    for step in walk.steps:
        for row in of_kind(step, "rehab"):
            assert {row.exercise, row.swapped_from} & set().union(*own.values()), row
            assert row.injury in own


def several_times_a_day_has_its_boxes(walk: Walk) -> None:
    """training.md 4.2: per_day > 1 stands as separate boxes: morning, after run, evening; a test has a key of its own."""
    for step in walk.steps:
        for row in step.sheet.items:
            assert row.slots in (*SLOTS.values(), ("test",))
            assert len(set(row.keys)) == len(row.slots)
            assert len(row.slots) == 1 or row.injury


def an_exercise_appears_once_a_day(walk: Walk) -> None:
    """DECISIONS 10."""
    for step in walk.steps:
        for rows in (step.sheet.items, *(short.items for short in step.sheet.short)):
            names = [row.exercise for row in rows]
            assert len(names) == len(set(names)), names


def everything_has_its_reason(walk: Walk) -> None:
    """ARCHITECTURE: a reason on every item, block, day and everything left out; stops say why, what is left, who to see."""
    for step in walk.steps:
        sheet = step.sheet
        said = [sheet.reason, *(block.reason for block in sheet.blocks), *(row.reason for row in every_row(step))]
        said += [out.reason for out in sheet.left_out]
        said += [words for stop in sheet.stops for words in (stop.why, stop.allowed, stop.see)]
        assert all(words.strip() for words in said)
        assert not [words for words in said if "{" in words]


def what_is_left_out_is_not_there(walk: Walk) -> None:
    """A thing cannot be on the list and said to rest today."""
    for step in walk.steps:
        outs = [out.what for out in step.sheet.left_out]
        assert len(outs) == len(set(outs))
        assert not set(outs) & {row.exercise for row in step.sheet.items}


def the_day_fits_the_minutes(walk: Walk) -> None:
    """DECISIONS 5: what does not fit is dropped in the order of 4.12, until only what 4.12 keeps is left; a session day
    has twice the minutes."""
    for step in walk.steps:
        times = 2 if {block.kind for block in step.sheet.blocks} & {"circuit", "lift", "plyo", "test"} else 1
        if step.sheet.seconds > walk.profile.minutes * 60 * times:
            kinds = {block.kind for block in step.sheet.blocks}
            once = [row for row in of_kind(step, "rehab") if len(row.slots) == 1]
            assert kinds <= {"hip", "rehab"}
            assert all(row.sets == 1 for row in of_kind(step, "hip"))
            assert len(of_kind(step, "hip")) <= 3
            assert len(once) <= 4, "the first one, and what else holds a role of a full day"


def what_minutes_dropped_is_said(walk: Walk) -> None:
    """DECISIONS 5: what does not fit is dropped and the day says so."""
    wishes = {"full": walk.profile.wishes.lunges and "mobility", "light": walk.profile.wishes.core and "core"}
    for step in walk.steps:
        wished = wishes.get(step.sheet.kind)
        starter = (step.day - step.standing.starter_from).days < 7
        there = {block.kind for block in step.sheet.blocks} | {out.what for out in step.sheet.left_out}
        session = there & {"circuit", "lift", "plyo", "test"}
        if (
            wished
            and not starter
            and not session
            and not close_to_race(walk, step.day)
            and extras_can_be_done(walk, step, wished)
        ):
            assert wished in there


def extras_are_only_for_who_wants_them(walk: Walk) -> None:
    """training.md 4.1: optional pedestal and lunges."""
    kinds = {block.kind for step in walk.steps for block in step.sheet.blocks}
    assert walk.profile.wishes.core or "core" not in kinds
    assert walk.profile.wishes.lunges or "mobility" not in kinds


def the_free_day_asks_only_for_what_hurts_now(walk: Walk) -> None:
    """training.md 4.8: one day a week may be free; the work for a current injury goes on."""
    current = {past.injury for past in walk.profile.injuries if past.pain and not past.variant}
    for step in walk.steps:
        if weekday(step.day) == walk.profile.free_day:
            assert step.sheet.kind not in ("full", "light", "starter")
            assert {row.injury for row in step.sheet.items} <= current
            assert not step.sheet.short


def short_versions_fit_and_keep_what_matters(walk: Walk) -> None:
    """training.md 4.12: 5 and 10 minutes, the most important rehab first."""
    for step in walk.steps:
        rehab = of_kind(step, "rehab")
        if of_kind(step, "hip") and step.sheet.kind != "free":
            assert [short.minutes for short in step.sheet.short] == [5, 10]
        for short in step.sheet.short:
            assert short.items
            assert sum(row.seconds for row in short.items) <= short.minutes * 60 or len(short.items) == 1
            tested = bool(of_kind(step, "test"))  # a test takes its exercise out of rehab for the day
            assert not rehab or tested or short.items[0].exercise == rehab[0].exercise


RULES = (
    rehab_is_capped,
    rehab_comes_from_the_injuries,
    several_times_a_day_has_its_boxes,
    an_exercise_appears_once_a_day,
    everything_has_its_reason,
    what_is_left_out_is_not_there,
    the_day_fits_the_minutes,
    what_minutes_dropped_is_said,
    extras_are_only_for_who_wants_them,
    the_free_day_asks_only_for_what_hurts_now,
    short_versions_fit_and_keep_what_matters,
)
