"""The shapes of the training knowledge, and the rules that find what is wrong with it."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from webapp.domain.catalogue import KIT_ALWAYS, Catalogue, Level
from webapp.domain.catalogue_problems import problems
from webapp.domain.faults import doubles, loops, outside, text_faults, unknown


def test_a_level_without_needs_is_always_possible():
    assert Level(2, 12).possible_with(frozenset())


def test_one_owned_alternative_is_enough():
    level = Level(3, 8, needs=(frozenset({"dumbbell"}), frozenset({"barbell", "rack"})))
    assert level.possible_with(frozenset({"dumbbell"}))
    assert level.possible_with(frozenset({"barbell", "rack"}))
    assert not level.possible_with(frozenset({"barbell"}))


@pytest.mark.parametrize("word", sorted(KIT_ALWAYS))
def test_what_everybody_has_is_never_missing(word: str):
    assert Level(1, 10, needs=(frozenset({word}),)).possible_with(frozenset())


def test_one_sided_work_counts_twice_unless_both_legs_work_together(catalogue: Catalogue):
    bridge, clam, hold = (catalogue.exercises[s] for s in ("glute-bridge", "clamshell", "calf-isometric-hold"))
    assert [bridge.sides_at(1), clam.sides_at(1), hold.sides_at(1), hold.sides_at(2)] == [1, 2, 1, 2]


def test_the_heel_end_of_the_achilles_takes_over_the_swaps_of_its_middle(catalogue: Catalogue):
    jump = catalogue.exercises["box-jump-low"]
    assert "achilles_insertion" not in jump.swaps
    assert jump.swap_for("achilles_insertion") == jump.swaps["achilles"]


def test_its_own_swap_wins_over_the_one_taken_over(catalogue: Catalogue):
    assert catalogue.exercises["hill-stride"].swap_for("achilles_insertion") == "a-march"
    assert catalogue.exercises["hill-stride"].swap_for("achilles") == "strides"


def test_areas_without_a_swap_change_nothing(catalogue: Catalogue):
    assert catalogue.exercises["clamshell"].swap_for("wrist") is None


def test_a_sound_catalogue_has_no_problems(catalogue: Catalogue):
    assert problems(catalogue) == []


def test_an_empty_catalogue_says_what_is_missing():
    bare = Catalogue({}, {}, (), (), (), (), {}, {}, {}, (), {}, {})
    found = problems(bare)
    for line in ("sessions: hip_a is missing", "tiers: current is missing", "safety: no red flags"):
        assert line in found
    assert "plyo: must be numbered 1, 2, 3 and so on, found []" in found


def test_problems_come_from_the_catalogue_alone(catalogue: Catalogue):
    """No file is read: a catalogue changed in memory is judged as it stands."""
    clam = replace(catalogue.exercises["clamshell"], easier="nothing-like-it")
    changed = replace(catalogue, exercises=MappingProxyType({**catalogue.exercises, "clamshell": clam}))
    assert problems(changed) == ["exercise clamshell: easier: 'nothing-like-it' is not known"]


def test_a_hip_day_without_an_abductor_is_found(catalogue: Catalogue):
    session = replace(catalogue.sessions["hip_a"], items=("clamshell", "glute-bridge"))
    changed = replace(catalogue, sessions=MappingProxyType({**catalogue.sessions, "hip_a": session}))
    assert problems(changed) == ["session hip_a: holds no exercise with the role abductor"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Fine.", []),
        ("", ["x: t is empty"]),
        ("123456", ["x: t has 6 characters, 5 are allowed"]),
        ("Go!", ["x: t has an exclamation mark"]),
        ("a\nb", ["x: t has stray spaces or line breaks"]),
        (" ab", ["x: t has stray spaces or line breaks"]),
    ],
)
def test_texts_for_people(text: str, lines: list[str]):
    assert text_faults("x", "t", text, 5) == lines


@pytest.mark.parametrize(("value", "lines"), [(1, []), (3, []), (0, ["x: n is 0, it must be 1 to 3"])])
def test_numbers_have_a_range(value: int, lines: list[str]):
    assert outside("x", "n", value, 1, 3) == lines


def test_unknown_words_and_doubles_are_named_once_each():
    assert unknown("x", "kit", ["rope", "band", "rope"], {"band"}) == ["x: kit: 'rope' is not known"]
    assert doubles("x", "items", ["a", "b", "a", "a"]) == ["x: items: 'a' stands twice"]


def test_a_circle_is_shown_as_it_runs():
    assert loops("x", "easier", "a", {"a": "b", "b": "a"}.get) == ["x: easier goes in a circle: a -> b -> a"]
    assert loops("x", "easier", "a", {"a": "b", "b": "c"}.get) == []
