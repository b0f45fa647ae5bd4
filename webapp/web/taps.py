"""A tick as a form or a phone sends it, read into a Tap; what cannot be read is refused beside its field."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from webapp.actions.checks import Tap
from webapp.actions.refused import Refused
from webapp.web.words import kilograms

MOST_TEXT = 100
MOST_DIGITS = 15
POUNDS = "lb"
MOST_AGE_MS = 10**12
UNREADABLE = "This tick could not be read."
DETAILS: Mapping[str, tuple[Callable[[str], int | float], str]] = {
    "amount": (int, "Enter a whole number."),
    "load": (float, "Enter a number."),
    "effort": (int, "Enter a whole number."),
    "pain": (int, "Choose a number from 0 to 10."),
}


def from_form(day: str, form: Mapping[str, str]) -> Tap:
    """What a form says; raises Refused naming the field that cannot be read."""
    details = {name: _number(name, form.get(name, "")) for name in DETAILS}
    age = form.get("age", "")
    return Tap(
        op=form.get("op", "")[:MOST_TEXT],
        day=day,
        item=form.get("key", "")[:MOST_TEXT],
        done=form.get("done") == "1",
        age=_age(int(age)) if age.isdecimal() and len(age) < MOST_DIGITS else timedelta(0),
        **details,
    )


def from_phone(op: Any, user: str) -> Tap:
    """One op of an outbox; raises Refused for anything that is not one."""
    if not isinstance(op, dict):
        raise Refused("op", UNREADABLE)
    texts = {"saw": "", **{name: op[name] for name in ("op", "day", "item", "saw") if name in op}}
    if len(texts) < 4 or not all(isinstance(text, str) and len(text) <= MOST_TEXT for text in texts.values()):
        raise Refused("op", UNREADABLE)
    if not isinstance(op.get("done"), bool) or not _is_number(op.get("age", 0)):
        raise Refused("op", UNREADABLE)
    details = {name: op.get(name) for name in DETAILS}
    if not all(value is None or _fits(name, value) for name, value in details.items()):
        raise Refused("op", UNREADABLE)
    if details["load"] is not None:
        details["load"] = kilograms(details["load"], op.get("unit") == POUNDS)
    return Tap(**texts, done=op["done"], age=_age(op.get("age", 0)), user=user, **details)


def _number(name: str, text: str) -> int | float | None:
    """None for an empty field; a comma may stand for the point."""
    read, complaint = DETAILS[name]
    text = text.strip().replace(",", ".")
    try:
        number = read(text) if text else None
    except ValueError:
        raise Refused(name, complaint) from None
    if number is not None and not abs(number) < float("inf"):
        raise Refused(name, complaint)
    return number


def _age(milliseconds: float) -> timedelta:
    return timedelta(milliseconds=min(max(milliseconds, 0), MOST_AGE_MS))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def _fits(name: str, value: Any) -> bool:
    return _is_number(value) and (name == "load" or isinstance(value, int))
