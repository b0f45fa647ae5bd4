"""What a red does over time: two half sessions, and a closed week after the second red."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.domain.mornings import MONDAY, answered, days_ago, settled
from webapp.domain import dose
from webapp.domain.checks import Check
from webapp.domain.dose import Dose
from webapp.domain.pain import after, halve
from webapp.domain.profile import PastInjury, Profile
from webapp.domain.runner import Runner
from webapp.domain.safety import Limits, limits
from webapp.domain.sheet import Block, Item, Report, Sheet
from webapp.domain.standing import Red

AT = datetime(2026, 11, 23, 18, tzinfo=UTC)
NO_KIT: frozenset[str] = frozenset()
SHIN_BONE = PastInjury("bsi-low", area="foot")


def row(catalogue, slug: str, sets: int = 3, amount: int = 15, extra: str = "", **known) -> Item:
    made = dose.item(catalogue.exercises[slug], 1, Dose(sets, amount, extra), "for a reason", NO_KIT)
    return replace(made, **known)


def sheet_of(*rows: Item, report: Report = Report(), sore: tuple[str, ...] = ()) -> Sheet:  # noqa: B008
    return Sheet(MONDAY, 1, "full", "", blocks=(Block("hip", "", rows),), report=report, sore=sore)


def runner_with(catalogue, *injuries: PastInjury, **halved: int) -> Runner:
    return Runner(catalogue, Profile(injuries=injuries), settled(halved=halved), Limits(), MONDAY)


def hurting(slug: str, pain: int) -> dict[str, Check]:
    return {slug: Check("op", MONDAY, slug, True, AT, pain=pain)}


def test_a_red_area_halves_its_next_two_sessions(catalogue):
    sheet = sheet_of(report=Report(pain=(("calf", 6),)), sore=("calf",))
    assert after(catalogue, settled(), sheet, {}).halved == {"calf": 2}


@pytest.mark.parametrize(
    ("injury", "pain", "halved"),
    [
        pytest.param(None, 4, {"clamshell": 2}, id="an exercise by itself"),
        pytest.param("itbs", 4, {"itbs": 2}, id="rehab: its injury"),
        pytest.param(None, 3, {}, id="at the limit"),
    ],
)
def test_a_red_row_halves_too(catalogue, injury, pain, halved):
    sheet = sheet_of(row(catalogue, "clamshell", injury=injury))
    assert after(catalogue, settled(), sheet, hurting("clamshell", pain)).halved == halved


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        pytest.param("calf-raise-single-straight", {"calf": 1}, id="asked for"),
        pytest.param("dead-bug", {"calf": 2}, id="nothing of that place"),
    ],
)
def test_only_sessions_of_that_place_count_down(catalogue, asked, left):
    assert after(catalogue, settled(halved={"calf": 2}), sheet_of(row(catalogue, asked)), {}).halved == left


def test_after_two_half_sessions_the_dose_is_whole_again(catalogue):
    standing, sheet = settled(halved={"calf": 2}), sheet_of(row(catalogue, "calf-raise-single-straight"))
    for _ in range(2):
        standing = after(catalogue, standing, sheet, {})
    assert standing.halved == {}


@pytest.mark.parametrize(
    ("report", "left"),
    [
        pytest.param(Report(), 1, id="only told of an injury: halved when it began"),
        pytest.param(Report(pain=(("calf", 7),)), 2, id="reported again"),
        pytest.param(Report(worse=("calf",)), 2, id="worse this morning"),
    ],
)
def test_a_place_still_red_the_next_day(catalogue, report, left):
    standing = settled(halved={"calf": 2}, reds=(Red(days_ago(1), "calf"),))
    sheet = sheet_of(row(catalogue, "calf-raise-single-straight"), report=report, sore=("calf",))
    assert after(catalogue, standing, sheet, {}).halved == {"calf": left}


@pytest.mark.parametrize(
    ("sets", "amount", "half"), [(3, 15, (2, 15)), (2, 15, (1, 15)), (1, 15, (1, 8)), (1, 1, (1, 1))]
)
def test_half_is_half_the_sets_or_half_of_a_single_one(catalogue, sets, amount, half):
    found = halve(runner_with(catalogue, calf=2), row(catalogue, "calf-raise-single-straight", sets, amount))
    assert (found.sets, found.amount) == half
    assert found.seconds == dose.seconds(catalogue.exercises["calf-raise-single-straight"], 1, Dose(*half))
    assert found.reason == "for a reason; half today: pain lately"
    assert found.next_level == -1


def test_the_extra_set_of_the_injured_side_goes_first(catalogue):
    found = halve(runner_with(catalogue, hip_side=2), row(catalogue, "clamshell", 2, 15, "left"))
    assert (found.sets, found.sets_left, found.sets_right) == (1, None, None)
    assert found.seconds == dose.seconds(catalogue.exercises["clamshell"], 1, Dose(1, 15))


def test_a_row_of_a_circuit_does_half_in_every_round(catalogue):
    circuit = row(catalogue, "calf-raise-single-straight", 1, 20, rounds=3, rest=30, seconds=500, contacts=0)
    found = halve(runner_with(catalogue, calf=1), circuit)
    assert (found.sets, found.amount, found.rounds, found.rest) == (1, 10, 3, 30)
    assert found.seconds == 500 - 3 * round(2 * 10 * catalogue.exercises["calf-raise-single-straight"].seconds_per_unit)


def test_half_the_sets_of_a_lift_save_their_rests(catalogue):
    lift = row(catalogue, "goblet-squat", 4, 5, rest=120, seconds=700, load=20.0)
    found = halve(runner_with(catalogue, knee_front=1), lift)
    assert (found.sets, found.amount, found.load) == (2, 5, 20.0)
    assert found.seconds == 700 - 2 * 120 - round(2 * 5 * catalogue.exercises["goblet-squat"].seconds_per_unit)


@pytest.mark.parametrize(("sets", "amount", "contacts", "left"), [(2, 10, 20, 10), (3, 10, 30, 20), (1, 9, 9, 5)])
def test_contacts_fall_with_the_dose(catalogue, sets, amount, contacts, left):
    jumps = row(catalogue, "pogo-jump", sets, amount, contacts=contacts)
    assert halve(runner_with(catalogue, achilles=2), jumps).contacts == left


@pytest.mark.parametrize(
    ("injuries", "key", "slug", "injury", "halved"),
    [
        pytest.param((), "calf", "dead-bug", None, False, id="another place"),
        pytest.param((), "dead-bug", "dead-bug", None, True, id="the exercise itself"),
        pytest.param((PastInjury("calf"),), "calf", "dead-bug", "calf", True, id="rehab of the place"),
        pytest.param((PastInjury("mtss"),), "mtss", "calf-raise-double", None, False, id="no swap for the shin"),
        pytest.param((PastInjury("mtss"),), "mtss", "pogo-jump", None, True, id="an injury halves its place"),
        pytest.param((), "mtss", "pogo-jump", None, False, id="an injury no longer told"),
        pytest.param((SHIN_BONE,), "bsi-low", "heavy-calf-raise", None, True, id="the place the person chose"),
        pytest.param((SHIN_BONE,), "shin", "dead-bug", "bsi-low", False, id="not the place it has by default"),
    ],
)
def test_what_belongs_to_a_place(catalogue, injuries, key, slug, injury, halved):
    made = row(catalogue, slug, injury=injury)
    found = halve(runner_with(catalogue, *injuries, **{key: 2}), made)
    assert (found != made) is halved


def test_a_test_is_never_halved(catalogue):
    made = row(catalogue, "calf-raise-single-straight", slots=("test",))
    assert halve(runner_with(catalogue, calf=2), made) == made


# Red twice in a week, as the limits of a day.


def after_reds(catalogue, *ago: int, what: str = "knee_front", report: Report = Report(), **known) -> Limits:  # noqa: B008
    standing = settled(reds=tuple(Red(days_ago(days), what) for days in ago))
    return limits(catalogue, Profile(screen=answered(catalogue), **known), MONDAY, report, standing)


@pytest.mark.parametrize(
    ("slug", "open_"),
    [("pogo-jump", False), ("back-squat", False), ("lateral-step-up", False), ("wall-sit", True), ("hip-thrust", True)],
)
def test_red_twice_closes_jumps_and_heavy_work_of_that_place(catalogue, slug, open_):
    assert after_reds(catalogue, 1, 3).allow(catalogue.exercises[slug]) is open_


def test_it_says_until_when_and_who_to_see(catalogue):
    [stop] = after_reds(catalogue, 1, 3).stops
    assert (stop.what, stop.level, stop.clearable) == ("pain-knee_front", "limit", False)
    assert "until 29 November" in stop.why and "front of the knee" in stop.why
    assert "physio or doctor" in stop.see and stop.allowed


@pytest.mark.parametrize(
    ("ago", "report", "stops"),
    [
        pytest.param((1,), Report(), 0, id="once"),
        pytest.param((1,), Report(pain=(("knee_front", 8),)), 1, id="the second is today's"),
        pytest.param((1,), Report(worse=("knee_front",)), 1, id="worse this morning is red"),
        pytest.param((1,), Report(pain=(("calf", 8),)), 0, id="another place today"),
        pytest.param((8, 10), Report(), 0, id="over"),
    ],
)
def test_when_it_holds(catalogue, ago, report, stops):
    assert len(after_reds(catalogue, *ago, report=report).stops) == stops


def test_a_rehab_exercise_red_twice_closes_its_injurys_place(catalogue):
    work = catalogue.injuries["pfp"].work[0].exercise
    found = after_reds(catalogue, 1, 3, what=work, injuries=(PastInjury("pfp", since=days_ago(900)),))
    assert [stop.what for stop in found.stops] == ["pain-knee_front"]
    assert not found.allow(catalogue.exercises["pogo-jump"])


def test_any_other_exercise_red_twice_closes_itself(catalogue):
    found = after_reds(catalogue, 1, 3, what="hip-thrust")
    assert found.held == {"hip-thrust"}
    assert [stop.what for stop in found.stops] == ["pain-hip-thrust"]


def test_without_a_standing_the_days_before_are_not_known(catalogue):
    assert limits(catalogue, Profile(screen=answered(catalogue)), MONDAY, Report()).stops == ()


@pytest.mark.parametrize(
    ("soreness", "shut"), [(0, set()), (4, set()), (5, {"heavy", "plyo"}), (10, {"heavy", "plyo"})]
)
def test_very_sore_muscles_put_off_heavy_work_and_jumps(catalogue, soreness, shut):
    found = limits(catalogue, Profile(screen=answered(catalogue)), MONDAY, Report(soreness=soreness), settled())
    assert found.closed == shut
    assert found.hurting == frozenset()
    assert [(stop.what, stop.level) for stop in found.stops] == ([("soreness", "note")] if shut else [])
