"""Shared by the store's tests: somebody to write about."""

from datetime import date, datetime

import pytest

from webapp.domain.sheet import Block, Item, Sheet, Short
from webapp.domain.standing import Standing
from webapp.store.engine import Session
from webapp.store.people import Person, add_person
from webapp.store.sheets import Stored

TODAY = date(2026, 11, 18)


@pytest.fixture
def runner(session: Session, now: datetime) -> Person:
    """A person in the same open transaction as the test."""
    return add_person(session, "Europe/Berlin", now)


@pytest.fixture
def stranger(session: Session, now: datetime) -> Person:
    """Somebody else, whose things must stay theirs."""
    return add_person(session, "UTC", now)


def item(slug: str, slots: tuple[str, ...] = ("",)) -> Item:
    return Item(slug, 2, 12, "reps", 2, 1, 0, 90, "because", slots=slots)


def stored(day: date = TODAY, revision: int = 1, reason: str = "an easy day") -> Stored:
    """A small sheet: two hip items, a stretch twice a day, a short version."""
    hip = Block("hip", "every day", (item("clamshell"), item("glute-bridge")))
    rehab = Block("rehab", "your calf", (item("calf-stretch", ("morning", "evening")),))
    short = Short(5, (item("clamshell"),))
    sheet = Sheet(day, 1, "full", reason, (hip, rehab), (short,), revision=revision)
    return Stored(sheet, Standing(started_on=day, levels={"clamshell": 2}))
