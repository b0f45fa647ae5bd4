"""Ticks already made survive when the day's list is made again."""

from dataclasses import replace

from tests.domain.mornings import answered, injured, morning, rows, slugs
from webapp.domain.keeping import keep_done
from webapp.domain.profile import Profile
from webapp.domain.sheet import Report


def revised(catalogue, done: set[str], report: Report):
    old = morning(catalogue, Profile())
    return old, keep_done(morning(catalogue, Profile(), report=report), old, done)


def test_a_ticked_row_stays_though_it_is_no_longer_asked(catalogue):
    old, new = revised(catalogue, {"hip-hike"}, Report(pain=(("hip_side", 8),)))
    assert rows(new, "hip")["hip-hike"] == rows(old, "hip")["hip-hike"]
    assert "clamshell" not in slugs(new)


def test_nothing_is_kept_that_was_not_ticked(catalogue):
    pain = Report(pain=(("hip_side", 8),))
    assert revised(catalogue, set(), pain)[1] == morning(catalogue, Profile(), report=pain)


def test_a_row_that_is_still_asked_is_there_once(catalogue):
    _, new = revised(catalogue, {"clamshell"}, Report())
    assert [row.exercise for row in new.items].count("clamshell") == 1


def test_a_stop_keeps_what_was_already_done(catalogue):
    old = morning(catalogue, Profile())
    stopped = morning(catalogue, Profile(screen=answered(catalogue, q03=True)))
    new = keep_done(stopped, old, {"clamshell"})
    assert (new.kind, slugs(new)) == ("emergency", {"clamshell"})


def test_one_of_three_helpings_keeps_the_row(catalogue):
    old = morning(catalogue, injured("calf", variant="tight"))
    new = keep_done(morning(catalogue, Profile()), old, {"calf-stretch-bent@evening"})
    assert set(rows(new, "rehab")) == {"calf-stretch-bent"}


def test_a_helping_that_the_new_row_has_no_place_for_keeps_the_old_row(catalogue):
    old = morning(catalogue, injured("calf", variant="tight"))
    stretch = rows(old, "rehab")["calf-stretch-bent"]
    once = replace(old, blocks=tuple(replace(b, items=tuple(map(_once, b.items))) for b in old.blocks))
    assert rows(keep_done(once, old, {"calf-stretch-bent@evening"}), "rehab")["calf-stretch-bent"] == stretch
    assert keep_done(once, old, set()) == once


def _once(row):
    return replace(row, slots=("",))
