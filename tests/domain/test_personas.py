"""Half a year of named runners, kept as text a coach can read. AFTERRUN_GOLDENS=write makes them again."""

import os
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.domain.personas import PERSONAS
from tests.domain.rendering import render
from webapp.content import zones
from webapp.domain.profile_reader import read_profile
from webapp.domain.simulate import days

GOLDENS = Path(__file__).parent / "goldens"
START = date(2026, 11, 23)
WEEKS = 26


@pytest.mark.parametrize("name", PERSONAS)
def test_half_a_year_of(name, catalogue):
    persona = PERSONAS[name]
    profile = read_profile(catalogue, zones.names(), persona["profile"])
    text = render(
        catalogue, name, profile, list(days(catalogue, profile, START, 7 * WEEKS, does(persona["behaviour"])))
    )
    path = GOLDENS / f"{name}.txt"
    if os.environ.get("AFTERRUN_GOLDENS") == "write":
        path.write_text(text)
    assert path.read_text() == text


def test_every_golden_belongs_to_somebody():
    assert {path.stem for path in GOLDENS.glob("*.txt")} == set(PERSONAS)


def does(behaviour: str):
    """Whether the day with this number is done: always, or this share of days by a fixed seed."""
    chance = Random(1)
    return lambda number: behaviour == "perfect" or chance.random() < float(behaviour)
