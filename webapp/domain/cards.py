"""Which small questions to put on Today after the first tick: at most two at a time, each can wait a week."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from webapp.domain.profile import Answer, Profile

STEPS = ("age", "injuries", "pain", "red-flags")  # what comes before the first list
# The questions of the screen that are asked by cards, in two short lists (DECISIONS 15).
SAFETY = {"conditions": ("q02", "q10", "q16", "q17"), "body": ("q11", "q12", "q13", "q15")}
ORDER = ("keep-safe", "conditions", "kit", "body", "minutes", "extras", "free-day")
CARDS = frozenset(ORDER)
AT_ONCE = 2  # [d]
LATER = timedelta(days=7)  # [d]


def missing_step(profile: Profile) -> str | None:
    """The first step of the start that was not answered yet; None when the first list can be made."""
    return next((step for step in STEPS if step not in profile.asked), None)


def cards(profile: Profile, today: date, *, ticked: bool, finished: bool, kept_safe: bool) -> tuple[str, ...]:
    """The cards for today: none before the first tick; the account only once a whole day is finished."""
    if not ticked:
        return ()
    return tuple(_due(profile, today, finished and not kept_safe))[:AT_ONCE]


def put_off(profile: Profile, card: str, today: date) -> Profile:
    """The card comes back in a week."""
    return replace(profile, later={**profile.later, card: today + LATER})


def unanswered(screen: Mapping[str, Answer], group: str) -> tuple[str, ...]:
    """The questions of a safety card that still have no answer."""
    return tuple(slug for slug in SAFETY[group] if slug not in screen)


def _due(profile: Profile, today: date, offer_account: bool) -> Iterator[str]:
    for card in ORDER:
        waits = card in profile.later and today < profile.later[card]
        if not waits and _open(card, profile, offer_account):
            yield card


def _open(card: str, profile: Profile, offer_account: bool) -> bool:
    if card == "keep-safe":
        return offer_account
    if card in SAFETY:
        return bool(unanswered(profile.screen, card))
    return card not in profile.asked
