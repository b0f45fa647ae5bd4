"""The traffic light of pain: training.md 3.3."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from webapp.domain.checks import Outcomes
from webapp.domain.sheet import Item
from webapp.domain.standing import Red

GREEN, AMBER, RED = "green", "amber", "red"
GREEN_UP_TO = 2  # [d]
TWICE_WITHIN = 7  # days: red twice in any seven [d]
SHUT_DAYS = timedelta(days=7)  # after the second red [d]


def light(score: int, limit: int) -> str:
    """What a score from 0 to 10 means where `limit` is the highest at which the work may go on."""
    if score > limit:
        return RED
    return GREEN if score <= GREEN_UP_TO else AMBER


def is_red(row: Item, outcomes: Outcomes) -> bool:
    """Whether a row was ticked with pain above its limit."""
    scores = (outcomes[key].pain for key in row.keys if key in outcomes)
    return any(score is not None and score > row.pain_limit for score in scores)


def shut_until(reds: Iterable[Red], day: date) -> Mapping[str, date]:
    """Areas (or exercises) red twice in seven days -> the last day they are spared, for those spared on this day."""
    days_of: dict[str, set[date]] = {}
    for red in reds:
        days_of.setdefault(red.area, set()).add(red.on)
    second = {what: _latest_second(sorted(days)) for what, days in days_of.items()}
    return {what: on + SHUT_DAYS for what, on in second.items() if on and on <= day <= on + SHUT_DAYS}


def _latest_second(days: list[date]) -> date | None:
    """The last day that had another one within the seven days that end on it."""
    return max((later for before, later in pairwise(days) if (later - before).days < TWICE_WITHIN), default=None)
