"""The pedestal, the lunge matrix and leg swings, for who wants them."""

from datetime import timedelta

from tests.domain.mornings import MONDAY, morning, rows, settled
from webapp.domain.profile import Profile, Race, Wishes
from webapp.domain.sheet import Report

TUESDAY = MONDAY + timedelta(days=1)
ALL = Profile(minutes=60, kit=frozenset({"band"}), wishes=Wishes(core=True, lunges=True))
HOLDS = ("pedestal-front-hold", "pedestal-back-hold", "pedestal-side-hold")


def test_lunges_keep_their_order_and_come_before_the_swings(catalogue):
    planned = (*catalogue.sessions["lunge_matrix"].items, *catalogue.sessions["leg_swings"].items)
    assert tuple(rows(morning(catalogue, ALL), "mobility")) == planned


def test_the_pedestal_starts_with_three_holds(catalogue):
    assert tuple(rows(morning(catalogue, ALL, TUESDAY), "core")) == HOLDS


def test_with_all_holds_at_the_second_level_the_leg_lifts_come_in(catalogue):
    ready = settled(levels=dict.fromkeys(HOLDS, 2))
    assert "pedestal-front-leg-lift" in rows(morning(catalogue, ALL, TUESDAY, ready), "core")
    nearly = settled(levels=dict.fromkeys(HOLDS[:2], 2))
    assert tuple(rows(morning(catalogue, ALL, TUESDAY, nearly), "core")) == HOLDS


def test_after_a_long_break_the_pedestal_is_the_small_one(catalogue):
    eased = settled(levels=dict.fromkeys(HOLDS, 2), eased_until=TUESDAY)
    assert tuple(rows(morning(catalogue, ALL, TUESDAY, eased), "core")) == HOLDS


def test_what_hurts_is_swapped_here_too_and_never_twice(catalogue):
    sheet = morning(catalogue, ALL, report=Report(pain=(("knee_front", 7),)))
    names = [row.exercise for row in sheet.items]
    assert not {"lunge-forward", "lunge-side"} & set(names)
    assert len(names) == len(set(names))


def test_round_a_race_there_are_none(catalogue):
    for ahead in (1, 2, -1):
        profile = Profile(minutes=60, wishes=ALL.wishes, races=(Race(TUESDAY + timedelta(days=ahead)),))
        assert {block.kind for block in morning(catalogue, profile, TUESDAY).blocks} == {"hip"}


def test_each_says_that_it_was_wished_for(catalogue):
    assert {row.reason for row in rows(morning(catalogue, ALL), "mobility").values()} == {"because you asked for it"}
