"""The jump session: when jumps are open, which level, how many contacts, which rows."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from tests.domain.jumpers import FIRST, contacts, dose, jumper, plan, session
from tests.domain.mornings import MONDAY, answered, days_ago
from webapp.domain.catalogue import TIERS
from webapp.domain.plyometrics import block, possible, waits
from webapp.domain.profile import Clearance, PastInjury, Wishes
from webapp.domain.sheet import Report
from webapp.domain.standing import Jumps, Red

SHUT, UNASKED = "a safety answer keeps it closed for now", "a few safety questions still to answer"
LIGHT = "landings stay light for now, to go easy on what is healing"
HOP = "answer the hop test first"


def made(catalogue, jumps: Jumps = FIRST, share: float = 1.0, **known: object):
    return block(jumper(catalogue, jumps, **known), plan(share=share))[0]


def said(runner) -> tuple[str, ...]:
    return tuple(wait.reason for wait in waits(runner))


def sprained(weeks: float, pain: int = 0, times: int = 1) -> PastInjury:
    """A left ankle sprain so many weeks ago."""
    return PastInjury("ankle-sprain", "left", days_ago(round(7 * weeks)), pain, times)


def test_jumps_are_open_to_whom_they_are_safe_and_wished_for(catalogue):
    assert possible(jumper(catalogue))
    assert not possible(jumper(catalogue, wishes=Wishes()))
    assert waits(jumper(catalogue, wishes=Wishes())) == ()


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        pytest.param({"q13": True}, SHUT, id="pelvic floor"),
        pytest.param({"q09": True}, SHUT, id="phase 3 is shut"),
        pytest.param({"q02": True}, SHUT, id="heart"),
        pytest.param({"q08": "not-done"}, HOP, id="did not hop"),
        pytest.param({"q08": "tendon"}, LIGHT, id="a tendon hurt on hopping"),
    ],
)
def test_an_answer_of_the_screen_keeps_jumps_closed(catalogue, answers, reason):
    runner = jumper(catalogue, screen=answered(catalogue, **answers))
    assert not possible(runner)
    assert said(runner) == (reason,)
    assert block(runner, plan()) == (None, waits(runner))


@pytest.mark.parametrize(("slug", "reason"), [("q08", HOP), ("q15", UNASKED)])
def test_a_question_not_asked_yet_comes_first(catalogue, slug, reason):
    screen = {asked: answer for asked, answer in answered(catalogue).items() if asked != slug}
    assert said(jumper(catalogue, screen=screen)) == (reason,)


def test_full_effort_that_is_closed_closes_jumps(catalogue):
    screen, first = answered(catalogue, q02=True), Clearance("q02", days_ago(5))
    assert not possible(jumper(catalogue, screen=screen, cleared=(first,)))
    assert possible(jumper(catalogue, screen=screen, cleared=(first, Clearance("q02-vigorous", days_ago(5)))))


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        pytest.param(
            sprained(1, pain=2),
            "jumps wait until a professional has cleared it: left ankle sprain, still painful",
            id="current",
        ),
        pytest.param(sprained(1), "jumps wait 3 more weeks: left ankle sprain, 2026", id="three weeks of four to go"),
        pytest.param(sprained(1.2), "jumps wait 3 more weeks: left ankle sprain, 2026", id="a part of a week is one"),
        pytest.param(sprained(3), "jumps wait 1 more week: left ankle sprain, 2026", id="the last week"),
        pytest.param(sprained(2, times=2), "jumps wait 1 more week: left ankle sprain, more than once", id="recurrent"),
        pytest.param(sprained(5), LIGHT, id="over, but landings are light for three months"),
    ],
)
def test_an_injury_makes_jumps_wait(catalogue, past, reason):
    runner = jumper(catalogue, injuries=(past,))
    assert said(runner) == (reason,)
    assert not possible(runner)


@pytest.mark.parametrize("weeks", [14, 30, 60])
def test_an_injury_of_long_ago_lets_jumps_be(catalogue, weeks):
    assert possible(jumper(catalogue, injuries=(sprained(weeks),)))


def test_every_tier_of_every_injury_waits_as_long_as_the_map_says(catalogue):
    young = {"current": 1, "lt3m": 1, "m3_12": 100, "gt12m": 400, "recurrent": 1}
    for injury in catalogue.injuries.values():
        for tier, weeks in zip(TIERS, injury.plyo_wait_weeks, strict=True):
            past = PastInjury(
                injury.slug, since=days_ago(young[tier]), pain=tier == "current", times=1 + (tier == "recurrent")
            )
            waiting = any(reason.startswith("jumps wait") for reason in said(jumper(catalogue, injuries=(past,))))
            assert waiting is (weeks < 0 or 7 * weeks > young[tier]), (injury.slug, tier)


def test_a_professional_may_clear_what_waits_for_one(catalogue):
    past = PastInjury("bsi-high", since=days_ago(200))
    cleared = {on: Clearance("bsi-high", days_ago(on)) for on in (-1, 0)}
    assert not possible(jumper(catalogue, injuries=(past,), cleared=(cleared[-1],)))
    assert possible(jumper(catalogue, injuries=(past,), cleared=(cleared[0],)))


@pytest.mark.parametrize(
    ("red", "open_again"),
    [
        pytest.param(Red(days_ago(6), "ankle"), False, id="red there this week"),
        pytest.param(Red(days_ago(7), "ankle"), True, id="a week ago"),
        pytest.param(Red(days_ago(1), "shoulder"), True, id="elsewhere"),
    ],
)
def test_the_waiting_starts_again_with_a_red_there(catalogue, red, open_again):
    assert possible(jumper(catalogue, injuries=(sprained(30),), reds=(red,))) is open_again


@pytest.mark.parametrize(
    ("rehab_from", "reason"),
    [
        pytest.param({}, "jumps wait 4 more weeks: left ankle sprain", id="from today"),
        pytest.param({"ankle-sprain": days_ago(14)}, "jumps wait 2 more weeks: left ankle sprain", id="from its work"),
    ],
)
def test_an_injury_of_unknown_age_waits_from_when_its_work_began(catalogue, rehab_from, reason):
    past = PastInjury("ankle-sprain", "left")
    assert said(jumper(catalogue, injuries=(past,), rehab_from=rehab_from)) == (reason,)


def test_a_variant_has_no_waiting(catalogue):
    assert possible(jumper(catalogue, injuries=(PastInjury("calf", variant="tight"),)))


@pytest.mark.parametrize(
    ("level", "path_week", "done"),
    [
        pytest.param(1, 9, 1, id="both one"),
        pytest.param(1, 19, 1, id="the path is ahead: stay"),
        pytest.param(3, 13, 2, id="the path is behind: wait for it"),
        pytest.param(3, 18, 3, id="level 3"),
        pytest.param(4, 18, 4, id="level 4"),
    ],
)
def test_the_level_is_the_lower_of_the_path_and_the_runner(catalogue, level, path_week, done):
    assert made(catalogue, Jumps(level, contacts=80), path_week=path_week).level == done


@pytest.mark.parametrize(
    "known",
    [
        pytest.param({"age_band": "13-15"}, id="under 16"),
        pytest.param({"age_band": "65+"}, id="65 and over"),
        pytest.param({"injuries": (PastInjury("ankle-sprain", since=days_ago(150)),)}, id="impact 2 at most"),
    ],
)
def test_the_hardest_levels_stay_shut_where_they_are_not_safe(catalogue, known):
    found = made(catalogue, Jumps(4, contacts=80), path_week=18, **known)
    assert found.level == 2
    assert contacts(found) <= 80


@pytest.mark.parametrize(
    ("level", "held", "path_week", "expected"),
    [
        pytest.param(1, 0, 9, 40, id="first time"),
        pytest.param(1, 40, 10, 50, id="ten more"),
        pytest.param(1, 50, 11, 60, id="the top of level 1"),
        pytest.param(1, 60, 13, 60, id="behind the path: up to the cap of the level"),
        pytest.param(1, 40, 19, 50, id="far behind: still ten at a time"),
        pytest.param(2, 60, 13, 70, id="level 2"),
        pytest.param(2, 70, 14, 80, id="the top of level 2"),
        pytest.param(2, 58, 14, 66, id="whole sets only: as near as they come"),
        pytest.param(3, 80, 15, 73, id="the path holds back"),
        pytest.param(3, 83, 17, 83, id="level 3"),
        pytest.param(4, 80, 19, 96, id="a fifth more"),
        pytest.param(4, 96, 19, 106, id="the top of level 4"),
        pytest.param(1, 60, 12, 40, id="lighter week: the path's number"),
        pytest.param(2, 80, 16, 60, id="lighter week at level 2"),
        pytest.param(1, 60, 16, 35, id="lighter week the path has no number for: two fifths less"),
        pytest.param(4, 106, 20, 58, id="lighter week a level lower"),
    ],
)
def test_contacts_follow_the_path_the_cap_and_the_rise(catalogue, level, held, path_week, expected):
    assert contacts(made(catalogue, Jumps(level, contacts=held), path_week=path_week)) == expected


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_contacts_never_pass_the_cap_or_the_rise(catalogue, level):
    for held, path_week in product(range(20, 130, 7), range(9, 21)):
        found = made(catalogue, Jumps(level, contacts=held), path_week=path_week)
        assert 0 < contacts(found) <= min(catalogue.plyo[found.level - 1].cap[1], max(held + 10, held * 1.2))


def test_where_next_to_nothing_is_left_there_is_no_session(catalogue):
    found, left = block(jumper(catalogue, Jumps(contacts=10), path_week=12), plan(share=0.5))
    assert found is None
    assert [out.reason for out in left] == ["none of the jumps of your level suits today"]


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_with_all_at_hand_a_session_comes_within_a_set_of_what_its_level_asks(catalogue, level):
    found = made(catalogue, Jumps(level, contacts=200), path_week=(0, 11, 14, 17, 19)[level])
    least, most = catalogue.plyo[level - 1].cap
    assert least <= contacts(found) <= most
    assert {row.exercise for row in found.items} == {slug for slug, _, _ in catalogue.plyo[level - 1].work}


@pytest.mark.parametrize(
    ("share", "expected"),
    [pytest.param(1.0, 60, id="whole"), pytest.param(0.6, 35, id="B race"), pytest.param(0.5, 30, id="taper")],
)
def test_a_share_of_a_session_has_that_share_of_contacts(catalogue, share, expected):
    found = made(catalogue, Jumps(contacts=60), share, path_week=11)
    assert (contacts(found), found.eased) == (expected, share < 1)


def test_within_a_week_contacts_stay(catalogue):
    known = {"path_week": 11, "jumps": Jumps(contacts=50)}
    day = MONDAY + timedelta(days=3)
    log = (session(days_ago(4), 40), session(MONDAY, 50))
    assert contacts(block(jumper(catalogue, day=day, sessions=log, **known), plan(day))[0]) == 50
    easier = (*log[:1], replace(log[1], eased=True))
    assert contacts(block(jumper(catalogue, day=day, sessions=easier, **known), plan(day))[0]) == 60


def test_the_first_week_back_repeats_the_last(catalogue):
    back = {"path_week": 11, "returning_until": MONDAY}
    assert contacts(made(catalogue, Jumps(contacts=50), **back)) == 50
    assert contacts(made(catalogue, Jumps(contacts=50), **{**back, "returning_until": days_ago(1)})) == 60


def test_half_a_dose_after_a_red_is_no_reference_for_the_next_session(catalogue):
    assert [made(catalogue, halved={area: 2}).eased for area in ("calf", "shoulder")] == [True, False]


def test_contacts_of_a_row_count_each_landing_of_each_side(catalogue):
    rows = {row.exercise: row for row in made(catalogue, Jumps(3, contacts=100), path_week=17).items}
    assert {slug: (row.sets, row.sides, row.amount, row.unit, row.contacts) for slug, row in rows.items()} == {
        "pogo-jump": (2, 1, 10, "contacts", 20),
        "single-leg-pogo": (2, 2, 6, "contacts", 24),
        "power-skip-height": (2, 1, 20, "metres", 24),
        "power-skip-distance": (1, 1, 30, "metres", 15),
    }


@pytest.mark.parametrize(
    ("level", "path_week", "held", "minutes", "rest"),
    [(1, 9, 0, 6, 60), (2, 13, 58, 14, 90), (3, 17, 83, 10, 90), (4, 19, 80, 11, 90)],
)
def test_sessions_with_their_rests_take_about_as_long_as_the_table_says(
    catalogue, level, path_week, held, minutes, rest
):
    found = made(catalogue, Jumps(level, contacts=held), path_week=path_week)
    assert found.seconds == pytest.approx(60 * minutes, abs=45)
    assert {row.rest for row in found.items} == {rest}


def test_a_session_says_what_it_is(catalogue):
    found = made(catalogue, path_week=9)
    assert (found.kind, found.name, found.week, found.level, found.eased) == ("plyo", "Jumps, level 1", 9, 1, False)
    assert "Stop when height, distance or quietness drops" in found.note
    assert all(row.reason and row.next_level == -1 for row in found.items)
    assert made(catalogue, path_week=12).reason.startswith("A lighter week")
    assert made(catalogue, share=0.6).reason.startswith("Fewer jumps than usual")


def test_a_jump_a_runner_has_grown_used_to_is_done_higher(catalogue):
    notes = {
        level: next(row.note for row in made(catalogue, Jumps(level, contacts=90), path_week=week).items)
        for level, week in ((1, 11), (2, 14), (4, 19))
    }
    assert notes == {1: "low", 2: "medium height", 4: "as high as you can, ten seconds a set at most"}


def test_what_hurts_is_swapped_or_dropped_and_not_made_up_for_by_the_rest(catalogue):
    runner = jumper(catalogue, Jumps(contacts=60), path_week=11, report=Report(pain=(("back", 8),)))
    found, left = block(runner, plan())
    assert dose(found) == {"line-hop-side": 3}
    assert [out.what for out in left] == ["pogo-jump", "countermovement-jump"]


def test_where_every_landing_hurts_there_are_no_jumps(catalogue):
    found, left = block(jumper(catalogue, report=Report(pain=(("calf", 8),))), plan())
    assert found is None
    assert [(out.what, out.reason) for out in left] == [("plyo", "none of the jumps of your level suits today")]


def test_a_jump_that_stands_in_for_two_is_one_row(catalogue):
    runner = jumper(catalogue, Jumps(3, contacts=80), path_week=17, report=Report(pain=(("hip_side", 8),)))
    found, _ = block(runner, plan())
    assert dose(found)["pogo-jump"] == 5  # two sets of its own, two in place of another, one more
    assert len({row.exercise for row in found.items}) == len(found.items)


def test_a_stand_in_says_so(catalogue):
    settling = PastInjury("ankle-sprain", since=days_ago(150))
    found = made(catalogue, Jumps(2, contacts=70), path_week=14, injuries=(settling,))
    jump = next(row for row in found.items if row.swapped_from)
    assert (jump.exercise, jump.swapped_from, jump.impact) == ("countermovement-jump", "broad-jump-stick", 2)
    assert jump.reason == "in place of broad jump and stick: it is held back for now"


@pytest.mark.parametrize(("kg", "jump"), [(None, "drop-jump-low"), (100, "drop-jump-low"), (101, "pogo-jump")])
def test_nobody_over_a_hundred_kilos_drops_from_a_box(catalogue, kg, jump):
    dropping = replace(catalogue.plyo[0], work=(("drop-jump-low", 2, 5),))
    changed = replace(catalogue, plyo=(dropping, *catalogue.plyo[1:]))
    assert list(dose(made(changed, body_mass=kg))) == [jump]
