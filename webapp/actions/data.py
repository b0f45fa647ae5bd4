"""Taking everything along, and bringing it back."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from webapp.actions import document, document_reader, passwords
from webapp.actions.arming import re_arm
from webapp.actions.document import Document
from webapp.actions.document_reader import BadImport
from webapp.actions.merge import merge
from webapp.actions.people import read_email
from webapp.actions.refused import Refused
from webapp.domain.catalogue import Catalogue
from webapp.store import checks, consents, credentials, people, profiles, sheets, subscriptions
from webapp.store.engine import Session

__all__ = ["BadImport", "export_person", "import_person"]


def export_person(session: Session, user_id: UUID) -> dict[str, Any]:
    """Everything about a person but secrets, as JSON values in a fixed order."""
    person, account = people.person(session, user_id), credentials.of_person(session, user_id)
    return document.as_json(
        Document(
            zone=person.zone,
            units=person.units,
            created_at=person.created_at,
            email=account and account.email,
            answers=profiles.versions(session, user_id),
            days=sheets.since(session, user_id, date.min, date.max),
            checks=checks.all_of(session, user_id),
            consents=consents.of_person(session, user_id),
            devices=subscriptions.of_person(session, user_id),
        )
    )


def import_person(
    session: Session, catalogue: Catalogue, zones: Collection[str], user_id: UUID | None, raw: object, now: datetime
) -> dict[str, Any]:
    """Bring back an export, as a new person or into one who is here; raises BadImport, and then nothing was changed.

    Into somebody it is a merge: doing it twice changes nothing more. A new person who had an e-mail gets it again with
    a recovery code, which sets a password. Returns who it is, and how many of each kind came.
    """
    found = document_reader.read(catalogue, zones, raw, now)
    came = _store(session, found, now)
    counts = {"days": len(found.days), "checks": len(found.checks)}
    if user_id is None:
        re_arm(session, profiles.newest(session, came), came, now)
        return {"person": str(came), **counts, "recovery_code": _restore_email(session, came, found.email, now)}
    merged = merge(session, catalogue, came, user_id, now)
    return {"person": str(user_id), "days": merged.days, "checks": merged.checks, "recovery_code": None}


def _store(session: Session, found: Document, now: datetime) -> UUID:
    """The whole document as a person of its own."""
    person = people.add_person(session, found.zone, found.created_at)
    people.set_units(session, person.id, found.units)
    for from_on, profile in found.answers.items():
        profiles.add_version(session, person.id, from_on, profile, now)
    for stored in found.days:
        sheets.insert(session, person.id, stored, now)
    checks.add_all(session, person.id, found.checks)
    for consent in found.consents:
        consents.add(session, person.id, consent)
    return person.id


def _restore_email(session: Session, user_id: UUID, email: str | None, now: datetime) -> str | None:
    """A password nobody knows, and a code that sets one; without the e-mail when another person has it here."""
    try:
        email = read_email(email or "")
    except Refused:
        return None
    code, nobodys = passwords.new_recovery_code(), passwords.rehash(passwords.new_token())
    added = credentials.add(session, user_id, email, nobodys, passwords.recovery_hash(code), now)
    return code if added else None
