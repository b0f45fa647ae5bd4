"""Numbers and dates in words, for templates."""

from datetime import date

from webapp.domain.checks import Check
from webapp.domain.dose import minutes as whole_minutes
from webapp.domain.sheet import Gate, Item, Sheet

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
UNITS = {"seconds": " s", "metres": " m"}
TITLES = {
    "free": "Your free day",
    "rest": "Rest day",
    "race": "Race day",
    "ill": "Rest first",
    "away": "Away",
    "stop": "Training is paused",
    "emergency": "Please get help now",
}


def day(on: date) -> str:
    """Tuesday 24 November."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"


def title(sheet: Sheet) -> str:
    """What the day is called; most days are simply what comes after the run."""
    return TITLES.get(sheet.kind, "After your run")


def minutes(seconds: int) -> str:
    """9 min, rounded up."""
    return f"{whole_minutes(seconds)} min"


def figure(item: Item) -> str:
    """The numbers of a dose: 2 × 12, 3 × 30 s; a single set goes without its 1."""
    amount = f"{item.amount}{UNITS.get(item.unit, '')}"
    return f"{_sets(item)} × {amount}" if _sets(item) > 1 else amount


def around(item: Item) -> str:
    """The words after the numbers: reps each side, then 1 more set on the left."""
    what = "reps" if item.unit == "reps" and _sets(item) == 1 else "landings" if item.unit == "contacts" else ""
    sides = "each side" if item.sides == 2 else ""
    return " ".join(word for word in (what, sides) if word) + _extra(item)


def dose(item: Item) -> str:
    """2 × 12 each side."""
    return f"{figure(item)} {around(item)}".strip()


def gate(gate: Gate) -> str:
    """What a phase chip reads: 9 of 10 days done; opens in 3 days; open (DECISIONS 23)."""
    if gate.met:
        return "ready for the next phase"
    if gate.opens_in:
        return f"opens in {count(gate.opens_in, 'day')}"
    return f"{gate.done} of {gate.needed} days done"


def count(number: int, noun: str) -> str:
    """1 day, 2 days."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def sentence(text: str) -> str:
    """With a capital in front and a full stop behind."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if not text or text[-1] in ".?" else f"{text}."


def without_because(reason: str) -> str:
    """A reason that stands after "why" already."""
    return reason.removeprefix("because: ")


def logged(check: Check, item: Item) -> str:
    """What was written down beside a tick: Logged: 10 reps, 4 kg, pain 2 of 10."""
    unit = {"seconds": "s", "metres": "m", "contacts": "landings"}.get(item.unit, "reps")
    parts = (
        f"{check.amount} {unit}" if check.amount is not None else "",
        f"{check.load:g} kg" if check.load is not None else "",
        f"pain {check.pain} of 10" if check.pain is not None else "",
    )
    return f"Done: {', '.join(filter(None, parts))}" if any(parts) else "Done as written"


def _sets(item: Item) -> int:
    """Sets of every side; where one side gets more, the smaller number."""
    return min(item.sets, item.sets_left or item.sets, item.sets_right or item.sets)


def _extra(item: Item) -> str:
    left, right = item.sets_left or item.sets, item.sets_right or item.sets
    if left == right:
        return ""
    side = "left" if left > right else "right"
    return f", then {count(abs(left - right), 'more set')} on the {side}"


FILTERS = {
    "day_words": day,
    "day_title": title,
    "minutes": whole_minutes,
    "minutes_words": minutes,
    "dose_figure": figure,
    "dose_words": around,
    "dose": dose,
    "gate_words": gate,
    "sentence": sentence,
    "without_because": without_because,
    "logged": logged,
}
