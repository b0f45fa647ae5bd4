"""Wishes and what people bring to them, on both databases: kept, and nothing that cannot be."""

from math import inf, nan

import pytest

from webapp.actions import wishes
from webapp.actions.refused import Refused
from webapp.domain.profile import LIFTING, Profile


@pytest.mark.parametrize("way", LIFTING)
def test_every_way_to_lift_is_a_choice(tell, profile, way):
    tell(wishes.set_lifting, way)
    assert profile().wishes.lifting == way


def test_every_wish_is_kept_beside_the_others(tell, profile):
    tell(wishes.set_lifting, "barbell")
    tell(wishes.set_barbell, True, ["power-clean", "back-squat"])
    tell(wishes.set_jumps, "yes")
    tell(wishes.set_background, "before")
    tell(wishes.set_plates, {1.25: 1, 20: 2, 10: 0}, 15.0)
    tell(wishes.set_weight, 68.5)
    stored = profile()
    assert (stored.wishes.lifting, stored.wishes.plyometrics) == ("barbell", True)
    assert (stored.screen["q21"], stored.wishes.coached) == (True, ("back-squat", "power-clean"))
    assert (stored.lifted_before, stored.plates, stored.bar, stored.body_mass) == (True, (20, 20, 1.25), 15, 68.5)
    assert stored.asked == {"lifting", "barbell", "jumps", "background", "plates", "weight"}


def test_everything_can_be_taken_back(tell, profile):
    tell(wishes.set_plates, {20: 3}, 20.0)
    tell(wishes.set_weight, 70.0)
    tell(wishes.set_plates, {20: 0}, None)
    tell(wishes.set_weight, None)
    assert (profile().plates, profile().bar, profile().body_mass) == ((), None, None)


def test_the_lifts_a_coach_teaches_are_in_the_catalogue(catalogue):
    assert set(wishes.TAUGHT) <= catalogue.exercises.keys()


@pytest.mark.parametrize(
    ("verb", "said", "field"),
    [
        (wishes.set_lifting, ["kettle"], "lifting"),
        (wishes.set_barbell, [None, []], "watched"),
        (wishes.set_barbell, [True, ["clamshell"]], "coached"),
        (wishes.set_jumps, [""], "jumps"),
        (wishes.set_background, ["maybe"], "background"),
        (wishes.set_plates, [{20: 4}, None], "plates"),
        (wishes.set_plates, [{20: -1}, None], "plates"),
        (wishes.set_plates, [{0.1: 1}, None], "plates"),
        (wishes.set_plates, [{20: 1}, 1.0], "bar"),
        (wishes.set_plates, [{20: 1}, nan], "bar"),
        (wishes.set_weight, [24.9], "weight"),
        (wishes.set_weight, [250.1], "weight"),
        (wishes.set_weight, [inf], "weight"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(tell, profile, verb, said, field):
    with pytest.raises(Refused) as refusal:
        tell(verb, *said)
    assert refusal.value.field == field
    assert profile() == Profile(zone="Europe/Berlin")
