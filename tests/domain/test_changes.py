"""What changed on today's list, said in sentences."""

from dataclasses import replace
from datetime import date

from webapp.domain.changes import changes
from webapp.domain.sheet import Block, Item, LeftOut, Sheet, Stop

DAY = date(2026, 11, 18)


def item(exercise: str, **fields: object) -> Item:
    """A row of two times twelve on each side, one helping of two minutes."""
    row = Item(exercise, 2, 12, "reps", 2, 1, 0, 120, "because: hip strength comes first")
    return replace(row, **fields)


def sheet(*items: Item, **fields: object) -> Sheet:
    blocks = (Block("hip", "", items),) if items else ()
    return replace(Sheet(DAY, 1, "full", "A full day"), blocks=blocks, **fields)


def test_the_same_list_says_nothing(catalogue):
    assert changes(sheet(item("clamshell")), sheet(item("clamshell")), catalogue.exercises) == ()


def test_a_new_exercise_comes_on_with_its_reason(catalogue):
    old = sheet(item("clamshell"))
    new = sheet(item("clamshell"), item("single-leg-balance", reason="because: left ankle sprain, 2024", seconds=0))
    name = catalogue.exercises["single-leg-balance"].name
    assert changes(old, new, catalogue.exercises) == (f"{name} comes on: left ankle sprain, 2024.",)


def test_an_exercise_left_out_says_why(catalogue):
    old = sheet(item("clamshell"), item("hip-hike", seconds=0))
    new = sheet(item("clamshell"), left_out=(LeftOut("hip-hike", "It does not fit into 10 minutes"),))
    name = catalogue.exercises["hip-hike"].name
    assert changes(old, new, catalogue.exercises) == (f"{name} comes off: it does not fit into 10 minutes.",)


def test_an_exercise_gone_without_a_reason_still_reads_as_a_sentence(catalogue):
    name = catalogue.exercises["hip-hike"].name
    said = changes(sheet(item("clamshell"), item("hip-hike", seconds=0)), sheet(item("clamshell")), catalogue.exercises)
    assert said == (f"{name} comes off.",)


def test_a_swap_names_both_exercises_once(catalogue):
    old = sheet(item("hip-hike"))
    new = sheet(item("glute-bridge", swapped_from="hip-hike", reason="Your knee hurts today"))
    names = [catalogue.exercises[slug].name for slug in ("hip-hike", "glute-bridge")]
    assert changes(old, new, catalogue.exercises) == (f"{names[0]} becomes {names[1]}: your knee hurts today.",)


def test_a_swap_of_the_rules_does_not_name_the_exercise_twice(catalogue):
    new = sheet(item("glute-bridge", swapped_from="hip-hike", reason="in place of hip hike: pain today, low back"))
    said = changes(sheet(item("hip-hike")), new, catalogue.exercises)
    assert said[0].endswith(f"becomes {catalogue.exercises['glute-bridge'].name}: pain today, low back.")


def test_another_dose_shows_both(catalogue):
    old, new = sheet(item("clamshell")), sheet(item("clamshell", sets=3))
    name = catalogue.exercises["clamshell"].name
    assert changes(old, new, catalogue.exercises) == (f"{name}: now 3 × 12 instead of 2 × 12.",)


def test_more_on_one_side_and_several_times_a_day_are_said(catalogue):
    hold = item("calf-stretch-straight", amount=30, unit="seconds")
    slots = ("morning", "after-run", "evening")
    new = sheet(replace(hold, sets_left=3, sets_right=2, slots=slots, seconds=120))
    name = catalogue.exercises["calf-stretch-straight"].name
    assert changes(sheet(replace(hold, slots=slots)), new, catalogue.exercises) == (
        f"{name}: now 2 × 30 s and 1 more on the left, three times a day instead of 2 × 30 s, three times a day.",
    )


def test_a_row_that_becomes_personal_says_for_what(catalogue):
    new = sheet(item("clamshell", sets=3, reason="because: runner's knee, 2024"))
    name = catalogue.exercises["clamshell"].name
    assert changes(sheet(item("clamshell")), new, catalogue.exercises) == (
        f"{name}: now 3 × 12 instead of 2 × 12, because of runner's knee, 2024.",
    )


def test_what_comes_on_several_times_a_day_says_so(catalogue):
    stretch = item("calf-stretch-straight", slots=("morning", "evening"), reason="because: tight calves")
    name = catalogue.exercises["calf-stretch-straight"].name
    said = changes(sheet(item("clamshell")), sheet(item("clamshell"), stretch), catalogue.exercises)
    assert said == (f"{name} comes on, twice a day: tight calves.",)


def test_a_general_reason_runs_on_in_the_sentence(catalogue):
    new = sheet(item("clamshell"), item("hip-hike", reason="for the outer hip", seconds=0))
    name = catalogue.exercises["hip-hike"].name
    assert changes(sheet(item("clamshell")), new, catalogue.exercises) == (f"{name} comes on for the outer hip.",)


def test_the_minutes_are_compared(catalogue):
    old = sheet(item("clamshell"))
    said = changes(old, sheet(item("clamshell", seconds=240)), catalogue.exercises)
    assert said == ("Today's list takes 4 min instead of 2.",)


def test_a_stop_comes_first_and_an_empty_list_says_why(catalogue):
    old = sheet(item("clamshell"))
    stop = Stop("q01", "stop", "Chest pain needs a doctor before any training", "Walking", "Your doctor")
    new = sheet(stops=(stop,), kind="stopped", reason="Training is stopped until a doctor has checked you")
    assert changes(old, new, catalogue.exercises) == (
        "Chest pain needs a doctor before any training.",
        "Today's list is empty: training is stopped until a doctor has checked you.",
    )


def test_a_stop_that_is_lifted_is_said(catalogue):
    stop = Stop("q01", "note", "No jumps for now", "", "")
    said = changes(sheet(item("clamshell"), stops=(stop,)), sheet(item("clamshell")), catalogue.exercises)
    assert said == ("No longer in the way: no jumps for now.",)


def test_a_whole_session_that_comes_or_goes_is_one_sentence(catalogue):
    rows = tuple(Item(slug, 1, 12, "reps", 1, 1, 0, 60, "for your legs") for slug in ("prisoner-squat", "push-up"))
    circuit = Block("circuit", "A circuit on Monday.", rows, name="Circuit A")
    hip = Block("hip", "", (Item("clamshell", 1, 12, "reps", 2, 1, 0, 60, "for your hips"),))
    without = Sheet(DAY, 2, "light", "The long run is the hard part of this day.", (hip,))
    with_it = Sheet(DAY, 2, "light", "", (hip, circuit))
    gone = changes(with_it, without, catalogue.exercises)
    assert gone[0] == "Circuit A comes off today: the long run is the hard part of this day."
    assert changes(without, with_it, catalogue.exercises)[0] == "Circuit A comes on today: a circuit on Monday."
    assert len(gone) == 2, "that, and the minutes"
