"""Numbers and dates in words, for templates."""

from datetime import date

from webapp.domain.catalogue import Exercise, TestItem
from webapp.domain.checks import Check
from webapp.domain.dose import minutes as whole_minutes
from webapp.domain.sheet import TEST_SLOT, Gate, Item, Sheet

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
UNITS = {"seconds": " s", "metres": " m"}
POUND = 0.45359237  # kg
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


def short_day(on: date) -> str:
    """24 November."""
    return f"{on.day} {MONTHS[on.month - 1]}"


def target(test: TestItem, exercise: Exercise) -> str:
    """25 in a row; 45 s each side. To a 45 cm box."""
    item = Item(exercise.slug, test.sets, test.amount, exercise.unit, exercise.sides, 1, 0, 0, "", slots=(TEST_SLOT,))
    return f"{sentence(dose(item))} {test.note}".strip()


def title(sheet: Sheet) -> str:
    """What the day is called; most days are simply what comes after the run."""
    return TITLES.get(sheet.kind, "After your run")


def minutes(seconds: int) -> str:
    """9 min, rounded up."""
    return f"{whole_minutes(seconds)} min"


def weight(kg: float, imperial: bool = False) -> str:
    """60 kg, or 132.5 lb to the next half; nothing on the bar or in the hand is body weight."""
    if not kg:
        return "body weight"
    return f"{round(2 * kg / POUND) / 2:g} lb" if imperial else f"{round(kg, 2):g} kg"


def kilograms(load: float, imperial: bool = False) -> float:
    """What was typed, in kilograms."""
    return round(load * POUND, 2) if imperial else load


def number(kg: float | None, imperial: bool = False) -> str:
    """A load as it stands in a field: 62.5, without its unit."""
    return "" if kg is None else f"{round(kg / POUND, 1) if imperial else round(kg, 2):g}"


def rest(seconds: int) -> str:
    """90 s, 3 min, 2 min 30 s."""
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" + (f" {seconds % 60} s" if seconds % 60 else "")


def figure(item: Item) -> str:
    """The numbers of a dose: 2 × 12, 3 × 30 s; a single set goes without its 1; up to 5 × 5 while finding a load."""
    amount = f"{item.amount}{UNITS.get(item.unit, '')}"
    sets = f"{_sets(item)} × {amount}" if _sets(item) > 1 else amount
    return f"up to {sets}" if item.finding else sets


def load(item: Item, imperial: bool = False) -> str:
    """What to put on: 60 kg; nothing where no load is asked for or it is still looked for."""
    return "" if item.load is None or item.finding else weight(item.load, imperial)


def around(item: Item, imperial: bool = False) -> str:
    """The words after the numbers: reps each side, then 1 more set on the left; stop with 2 left; in a row."""
    sides = "each side" if item.sides == 2 else ""
    plain = " ".join(word for word in (_what(item), sides) if word) + _extra(item)
    find = f"find your load from {weight(item.load or 0, imperial)}" if item.finding else ""
    stop = f"stop with {item.rir} left" if item.rir is not None and not item.finding else ""
    return ", ".join(filter(None, (plain, find, stop)))


def dose(item: Item, imperial: bool = False) -> str:
    """2 × 12 each side; 3 × 5 60 kg, stop with 2 left."""
    return " ".join(filter(None, (figure(item), load(item, imperial), around(item, imperial))))


def between(item: Item, between_rounds: int = 0) -> str:
    """The rounds and the rests: 2 rounds, 20 s rest, 90 s between rounds; rest 3 min between sets."""
    if item.rounds is None:
        return f"rest {rest(item.rest)} between sets" if item.rest and _sets(item) > 1 else ""
    pause = f"{rest(item.rest)} rest" if item.rest else "no rest"
    longer = f"{rest(between_rounds)} between rounds" if item.rounds > 1 and between_rounds else ""
    return ", ".join(filter(None, (count(item.rounds, "round"), pause, longer)))


def asked(item: Item) -> str:
    """What the field for the amount is called: Reps in each set; How many seconds?"""
    unit = {"seconds": "seconds", "metres": "metres", "contacts": "landings"}.get(item.unit, "reps")
    if item.slots == (TEST_SLOT,):
        return f"How many {unit}?" if item.sets == 1 else f"How many {unit} in each run?"
    each = "" if item.rounds == 1 else "in each round" if item.rounds else "in each set"
    return f"{unit} {each}".strip().capitalize()


def ladder(item: Item, imperial: bool = False) -> tuple[str, ...]:
    """The lighter sets before: 40 kg × 5."""
    return tuple(f"{weight(kg, imperial)} × {reps}" for kg, reps in item.warm_up)


def gate(gate: Gate) -> str:
    """What a phase chip reads: 9 of 10 days done; opens in 3 days; 5 of 12 circuits done; 2 things to go."""
    if gate.met:
        return "ready for the next phase"
    if gate.opens_in:
        return f"opens in {count(gate.opens_in, 'day')}"
    if gate.to_phase == 2:
        return f"{gate.done} of {gate.needed} days done"
    if gate.done < gate.needed:
        return f"{gate.done} of {gate.needed} circuits done"
    return f"{count(len(gate.missing), 'thing')} to go"


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


def logged(check: Check, item: Item, imperial: bool = False) -> str:
    """What was written down beside a tick: Done: 10 reps, 4 kg, 2 left, pain 2 of 10."""
    unit = {"seconds": "s", "metres": "m", "contacts": "landings"}.get(item.unit, "reps")
    parts = (
        f"{check.amount} {unit}" if check.amount is not None else "",
        weight(check.load, imperial) if check.load is not None else "",
        f"{check.effort} left" if check.effort is not None else "",
        f"pain {check.pain} of 10" if check.pain is not None else "",
    )
    return f"Done: {', '.join(filter(None, parts))}" if any(parts) else "Done as written"


def _what(item: Item) -> str:
    """The unit, where the number alone does not say it."""
    landings = "landings" if item.unit == "contacts" else ""
    if item.slots == (TEST_SLOT,):
        return "" if item.unit in UNITS else f"{landings} in a row".strip()
    return "reps" if item.unit == "reps" and _sets(item) == 1 else landings


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
    "date_words": short_day,
    "target_words": target,
    "day_title": title,
    "minutes": whole_minutes,
    "minutes_words": minutes,
    "weight": weight,
    "dose_figure": figure,
    "dose_load": load,
    "dose_words": around,
    "dose": dose,
    "between": between,
    "ladder": ladder,
    "asked": asked,
    "gate_words": gate,
    "sentence": sentence,
    "without_because": without_because,
    "logged": logged,
}
