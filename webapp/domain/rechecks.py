"""What to ask again, and when: safety questions by the week and the month, injuries by how fresh they are."""

from datetime import date

from webapp.domain.catalogue import Catalogue, Question
from webapp.domain.injuries import tier_of
from webapp.domain.profile import PastInjury, Profile

DAYS = {"weekly": 7, "monthly": 28}  # safety.yaml
FROM_PHASE = 2  # questions never asked at the start, the hop test among them, begin with general strength [d]


def due(profile: Profile, catalogue: Catalogue, today: date, phase: int) -> tuple[str, ...]:
    """The cards of cards.AGAIN that are due; one question due brings its whole list."""
    lists = (name for name in DAYS if any(_is_due(q, profile, today) for q in listed(profile, catalogue, name, phase)))
    injuries = ("injuries-again",) if injuries_due(profile, catalogue, today) else ()
    return (*lists, *injuries)


def listed(profile: Profile, catalogue: Catalogue, name: str, phase: int) -> tuple[Question, ...]:
    """The questions of the list `weekly` or `monthly` for this person: answered before, or open from this phase on.

    Questions of the start that are still open have cards of their own, so they wait for these.
    """
    found = (question for question in catalogue.questions.values() if name in question.when)
    return tuple(q for q in found if q.slug in profile.screen or (phase >= FROM_PHASE and "onboarding" not in q.when))


def injuries_due(profile: Profile, catalogue: Catalogue, today: date) -> tuple[PastInjury, ...]:
    """Those whose pain is to be asked again: weekly while it hurts, then every two, four or eight weeks."""
    return tuple(past for past in profile.injuries if _is_injury_due(past, profile, catalogue, today))


def key_of(past: PastInjury) -> str:
    """The name under which `answered_on` keeps the day an injury was last told of."""
    return f"injury:{past.injury}:{past.side}"


def _is_due(question: Question, profile: Profile, today: date) -> bool:
    last = profile.answered_on.get(question.slug)
    return last is None or any((today - last).days >= DAYS[name] for name in question.when if name in DAYS)


def _is_injury_due(past: PastInjury, profile: Profile, catalogue: Catalogue, today: date) -> bool:
    tier = catalogue.tiers.get(tier_of(past, today))  # tight calves have none: no injury, nothing to ask
    last = profile.answered_on.get(key_of(past))
    return tier is not None and (last is None or (today - last).days >= tier.recheck_days)
