"""Which small questions to put on Today after the first tick: at most two at a time, each can wait."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from webapp.domain.profile import Answer, Profile

STEPS = ("age", "injuries", "pain", "red-flags")  # what comes before the first list
# The questions of the screen that are asked by cards, in two short lists (DECISIONS 15).
SAFETY = {"conditions": ("q02", "q10", "q16", "q17"), "body": ("q11", "q12", "q13", "q15")}
ORDER = (
    "keep-safe", "runs", "conditions", "kit", "body", "minutes", "wishes", "background", "races", "extras", "free-day",
)  # fmt: skip
PARTS = {"wishes": frozenset({"lifting", "jumps"})}  # a card that is answered on two screens
AGAIN = ("weekly", "injuries-again", "monthly")  # asked again as time goes on: rechecks.py says when
REMINDERS = "reminders"  # asked by the phone itself once a session is finished: only it knows whether it may ring
CARDS = frozenset((*AGAIN, *ORDER, REMINDERS))
AT_ONCE = 2  # [d]
LATER = timedelta(days=7)  # [d]
OTHERWISE = {"weekly": timedelta(days=1), REMINDERS: timedelta(days=30)}  # [d]


def missing_step(profile: Profile) -> str | None:
    """The first step of the start that was not answered yet; None when the first list can be made."""
    return next((step for step in STEPS if step not in profile.asked), None)


def cards(
    profile: Profile, today: date, *, ticked: bool, finished: bool, kept_safe: bool, again: Collection[str] = ()
) -> tuple[str, ...]:
    """The cards for today: none before the first tick; the account only once a whole day is finished. `again` names
    what is due once more: it goes first, for those whom every other card has asked or who put it off."""
    if not ticked:
        return ()
    repeats = [card for card in AGAIN if card in again and not _waits(profile, card, today)]
    fresh = _due(profile, today, finished and not kept_safe)
    return (*(repeats if _was_asked_all(profile) else ()), *fresh)[:AT_ONCE]


def put_off(profile: Profile, card: str, today: date) -> Profile:
    """The card comes back in a week, the weekly safety questions tomorrow, the reminders in thirty days."""
    return replace(profile, later={**profile.later, card: today + OTHERWISE.get(card, LATER)})


def may_ask_for_reminders(profile: Profile, today: date) -> bool:
    """Whether a phone that cannot ring yet may offer to: reminders are wanted, and nobody said "later" lately."""
    return profile.reminders.on and not _waits(profile, REMINDERS, today)


def unanswered(screen: Mapping[str, Answer], group: str) -> tuple[str, ...]:
    """The questions of a safety card that still have no answer."""
    return tuple(slug for slug in SAFETY[group] if slug not in screen)


def _due(profile: Profile, today: date, offer_account: bool) -> Iterator[str]:
    for card in ORDER:
        if not _waits(profile, card, today) and _open(card, profile, offer_account):
            yield card


def _waits(profile: Profile, card: str, today: date) -> bool:
    return card in profile.later and today < profile.later[card]


def _was_asked_all(profile: Profile) -> bool:
    return not any(_open(card, profile, False) and card not in profile.later for card in ORDER)


def _open(card: str, profile: Profile, offer_account: bool) -> bool:
    if card == "keep-safe":
        return offer_account
    if card in SAFETY:
        return bool(unanswered(profile.screen, card))
    return card not in profile.asked and not PARTS.get(card, frozenset({card})) <= profile.asked
