"""What a person tells us: each answer makes a new profile from today, and today's list follows it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from webapp.actions import days
from webapp.actions.arming import re_arm
from webapp.actions.refused import Refused
from webapp.domain import cards as domain_cards
from webapp.domain.catalogue import AREAS, KIT, KIT_ALWAYS, Catalogue
from webapp.domain.changes import changes
from webapp.domain.days import WEEKDAYS, local_day
from webapp.domain.forget import profile_without_health, sheet_without_health, standing_without_health
from webapp.domain.history import ASK_AREA, ASK_PAIN, MOST_INJURIES, PAIN
from webapp.domain.profile import AGE_BANDS, Answer, Clearance, PastInjury, Profile
from webapp.domain.rechecks import key_of
from webapp.domain.screening import ASK_ONE, ASK_WEEKS, fits
from webapp.domain.sheet import Report
from webapp.domain.week import plan_week
from webapp.domain.week_changes import week_changes
from webapp.store import checks, consents, profiles, sheets
from webapp.store.engine import Session
from webapp.store.people import Person

MINUTES = (10, 15, 20, 30, 45)
EXTRAS = ("core", "lunges")
KIT_TO_OWN = KIT - KIT_ALWAYS
A_CENTURY = timedelta(days=36525)

Changes = tuple[str, ...]


def set_age_band(session: Session, catalogue: Catalogue, person: Person, now: datetime, band: str) -> Changes:
    """One of AGE_BANDS; under-13s never get this far."""
    if band not in AGE_BANDS:
        raise Refused("age", "Choose your age.")
    return change_profile(session, catalogue, person, now, lambda old: replace(old, age_band=band), "age")


def finish_injuries(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> Changes:
    """The step is answered: nothing, or nothing more than was added. The button is the consent (DECISIONS 21)."""
    _consent(session, catalogue, person, now)
    return change_profile(session, catalogue, person, now, lambda old: old, "injuries")


def add_injury(session: Session, catalogue: Catalogue, person: Person, now: datetime, past: PastInjury) -> Changes:
    """One more entry; the same injury of the same side replaces what was said before."""
    _consent(session, catalogue, person, now)
    today = local_day(now, person.zone)
    return change_profile(session, catalogue, person, now, lambda old: _with_injury(old, past, today))


def change_injury(
    session: Session, catalogue: Catalogue, person: Person, now: datetime, old_entry: PastInjury, past: PastInjury
) -> Changes:
    """Another telling of an entry, in its place."""
    _consent(session, catalogue, person, now)

    def edit(old: Profile) -> Profile:
        return _with_injury(_without_injury(old, old_entry), past, local_day(now, person.zone))

    return change_profile(session, catalogue, person, now, edit, "injuries")


def remove_injury(session: Session, catalogue: Catalogue, person: Person, now: datetime, past: PastInjury) -> Changes:
    """The entry and its work leave from today on; removing it twice is once."""
    return change_profile(session, catalogue, person, now, lambda old: _without_injury(old, past))


def say_pain_again(
    session: Session, catalogue: Catalogue, person: Person, now: datetime, pains: Mapping[PastInjury, int]
) -> Changes:
    """How much each injury hurts now, 0-10; what is no longer in the list is left alone."""
    if any(pain not in PAIN for pain in pains.values()):
        raise Refused("pain", ASK_PAIN)
    _consent(session, catalogue, person, now)

    def edit(old: Profile) -> Profile:
        told = tuple(replace(past, pain=pains.get(past, past.pain)) for past in old.injuries)
        asked = {key_of(past): local_day(now, person.zone) for past in old.injuries if past in pains}
        return replace(old, injuries=told, answered_on={**old.answered_on, **asked})

    return change_profile(session, catalogue, person, now, edit)


def add_pain(session: Session, catalogue: Catalogue, person: Person, now: datetime, area: str, score: int) -> Changes:
    """Where it hurts today and how much, 0-10; 0 takes back what was said of that place."""
    if area not in AREAS:
        raise Refused("area", ASK_AREA)
    if score not in PAIN:
        raise Refused("score", ASK_PAIN)
    _consent(session, catalogue, person, now)
    stored = sheets.stored_on(session, person.id, local_day(now, person.zone))
    report = stored.sheet.report if stored else Report()
    pain = {**dict(report.pain), area: score}
    hurting = tuple((place, pain[place]) for place in sorted(pain) if pain[place])
    return _revise(session, catalogue, person, now, replace(report, pain=hurting))


def finish_pain(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> Changes:
    """The step is answered: nothing hurts, or nothing more than was added."""
    return change_profile(session, catalogue, person, now, lambda old: old, "pain")


def answer_screen(
    session: Session, catalogue: Catalogue, person: Person, now: datetime, answers: Mapping[str, Answer], step: str = ""
) -> Changes:
    """Answers to questions of the safety screen, several at once; `step` is the step or card they complete."""
    for slug, answer in answers.items():
        _check_answer(catalogue, slug, answer)

    def edit(old: Profile) -> Profile:
        # An all-clear belongs to the answer it was given for: another one, or a new "yes", needs a new one.
        fresh = {slug for slug, answer in answers.items() if answer and answer != old.screen.get(slug)}
        cleared = tuple(clearance for clearance in old.cleared if clearance.what not in fresh)
        days_asked = {**old.answered_on, **dict.fromkeys(answers, local_day(now, person.zone))}
        return replace(old, screen={**old.screen, **answers}, cleared=cleared, answered_on=days_asked)

    return change_profile(session, catalogue, person, now, edit, *filter(None, [step]))


def set_kit(session: Session, catalogue: Catalogue, person: Person, now: datetime, kit: Collection[str]) -> Changes:
    """Everything they own beyond what every home has."""
    if not KIT_TO_OWN.issuperset(kit):
        raise Refused("kit", "Choose from the list.")
    return change_profile(session, catalogue, person, now, lambda old: replace(old, kit=frozenset(kit)), "kit")


def set_minutes(session: Session, catalogue: Catalogue, person: Person, now: datetime, minutes: int) -> Changes:
    """Minutes for an ordinary day."""
    if minutes not in MINUTES:
        raise Refused("minutes", "Choose one of the times.")
    return change_profile(session, catalogue, person, now, lambda old: replace(old, minutes=minutes), "minutes")


def set_extras(
    session: Session, catalogue: Catalogue, person: Person, now: datetime, extras: Collection[str]
) -> Changes:
    """The optional work of phase 1: core, lunges."""
    if not set(extras) <= set(EXTRAS):
        raise Refused("extras", "Choose from the list.")

    def edit(old: Profile) -> Profile:
        return replace(old, wishes=replace(old.wishes, **{extra: extra in extras for extra in EXTRAS}))

    return change_profile(session, catalogue, person, now, edit, "extras")


def set_free_day(session: Session, catalogue: Catalogue, person: Person, now: datetime, weekday: str) -> Changes:
    """The one free day of the week, or "" for none."""
    if weekday not in (*WEEKDAYS, ""):
        raise Refused("free_day", "Choose a day of the week, or none.")
    return change_profile(
        session, catalogue, person, now, lambda old: replace(old, free_day=weekday or None), "free-day"
    )


def clear(session: Session, catalogue: Catalogue, person: Person, now: datetime, what: str, on: date) -> Changes:
    """A professional's all-clear for a safety answer or an injury, given on a date."""
    today = local_day(now, person.zone)
    if what not in clearable(catalogue):
        raise Refused("what", "This is not something that can be cleared.")
    if not today - A_CENTURY < on <= today:
        raise Refused("on", "Choose today or a day before it.")

    def edit(old: Profile) -> Profile:
        others = tuple(clearance for clearance in old.cleared if clearance.what != what)
        return replace(old, cleared=(*others, Clearance(what, on)))

    return change_profile(session, catalogue, person, now, edit)


def take_back_clearance(session: Session, catalogue: Catalogue, person: Person, now: datetime, what: str) -> Changes:
    """The all-clear no longer holds."""

    def edit(old: Profile) -> Profile:
        return replace(old, cleared=tuple(clearance for clearance in old.cleared if clearance.what != what))

    return change_profile(session, catalogue, person, now, edit)


def put_off(session: Session, person: Person, now: datetime, card: str) -> None:
    """Later: the card comes back another day. The list is not touched."""
    if card not in domain_cards.CARDS:
        raise Refused("card", "There is no such card.")
    today = local_day(now, person.zone)
    profile = domain_cards.put_off(profiles.newest(session, person.id), card, today)
    profiles.save_profile(session, person.id, profile, today, now)


def withdraw_health_consent(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> Changes:
    """Take back the consent: injuries, pains and the work they brought leave, from every day that is stored."""
    consents.withdraw(session, person.id, consents.HEALTH, now)
    said = change_profile(session, catalogue, person, now, lambda old: profile_without_health(old, catalogue.injuries))
    for from_on, profile in profiles.versions(session, person.id).items():
        profiles.save_profile(session, person.id, profile_without_health(profile, catalogue.injuries), from_on, now)
    for stored in sheets.since(session, person.id, date.min, date.max):
        sheet = sheet_without_health(stored.sheet, catalogue.injuries)
        bare = sheets.Stored(sheet, standing_without_health(stored.standing))
        sheets.replace(session, person.id, bare, stored.sheet.revision, now)
    checks.forget_pain(session, person.id)
    return said


def clearable(catalogue: Catalogue) -> frozenset[str]:
    """What an all-clear can be given for: a safety question, a later step of one, an injury."""
    later = {act.lifted_by for question in catalogue.questions.values() for act in question.acts if act.lifted_by}
    return frozenset({*catalogue.questions, *later, *catalogue.injuries})


def change_profile(
    session: Session,
    catalogue: Catalogue,
    person: Person,
    now: datetime,
    edit: Callable[[Profile], Profile],
    *asked: str,
) -> Changes:
    """Save the edited profile from today, `asked` the steps and cards it answers; list and alarms follow."""
    today = local_day(now, person.zone)
    old = profiles.newest(session, person.id)
    edited = edit(old)
    new = replace(edited, asked=edited.asked | set(asked))
    if new == old:
        return ()
    profiles.save_profile(session, person.id, new, today, now)
    re_arm(session, new, person.id, now)
    said = _revise(session, catalogue, person, now)
    return (*said, *_week_said(session, catalogue, person, today, old, new))


def _week_said(
    session: Session, catalogue: Catalogue, person: Person, today: date, old: Profile, new: Profile
) -> Changes:
    """What the answer moved in this week, where there is a list to start from."""
    stored = sheets.stored_on(session, person.id, today)
    if stored is None or stored.sheet.phase == 1:
        return ()
    before, after = (plan_week(catalogue, profile, stored.standing, today) for profile in (old, new))
    return week_changes(before, after, today, catalogue.words["blocks"])


def _revise(
    session: Session, catalogue: Catalogue, person: Person, now: datetime, report: Report | None = None
) -> Changes:
    """A new revision of today's list, where there is one or pain asks for it; what it changed, in words."""
    opened = sheets.stored_on(session, person.id, local_day(now, person.zone))
    if opened is None and report is None:
        return ()
    before, after = days.revise_day(session, catalogue, person, now, report)
    return changes(before, after.sheet, catalogue.exercises) if opened else ()


def _consent(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> None:
    consents.give(session, person.id, consents.HEALTH, catalogue.words["consent"]["version"], now)


def _with_injury(profile: Profile, past: PastInjury, today: date) -> Profile:
    same = (past.injury, past.area, past.side)
    others = tuple(old for old in profile.injuries if (old.injury, old.area, old.side) != same)
    if len(others) >= MOST_INJURIES:
        raise Refused("injury", f"{MOST_INJURIES} entries are the most one list can follow. Remove an old one first.")
    return replace(profile, injuries=(*others, past), answered_on={**profile.answered_on, key_of(past): today})


def _without_injury(profile: Profile, past: PastInjury) -> Profile:
    others = tuple(old for old in profile.injuries if old != past)
    gone = {key_of(past)} - {key_of(old) for old in others}
    kept = {key: on for key, on in profile.answered_on.items() if key not in gone}
    return replace(profile, injuries=others, answered_on=kept)


def _check_answer(catalogue: Catalogue, slug: str, answer: Answer) -> None:
    question = catalogue.questions.get(slug)
    if question is None:
        raise Refused(slug, "There is no such question.")
    if not fits(question, answer):
        raise Refused(slug, ASK_WEEKS if question.answer == "weeks" else ASK_ONE)
