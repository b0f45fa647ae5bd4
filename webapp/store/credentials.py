"""Credentials: e-mail, password hash and recovery hash of people who keep their work safe."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Update, select, update

from webapp.store import tables
from webapp.store.engine import Session, insert_into

_table = tables.credential


@dataclass(frozen=True, slots=True)
class Credential:
    user_id: UUID
    email: str
    password_hash: str = field(repr=False)
    recovery_hash: str = field(repr=False)
    recovery_made_at: datetime
    changed_at: datetime


def of_person(session: Session, user_id: UUID) -> Credential | None:
    """The person's credential, None while they are anonymous."""
    return _one(session, _table.c.user_id == user_id)


def by_email(session: Session, email: str) -> Credential | None:
    """The credential with this e-mail, which must already be in its stored form."""
    return _one(session, _table.c.email == email)


def add(session: Session, user_id: UUID, email: str, password_hash: str, recovery_hash: str, now: datetime) -> bool:
    """Give a person an e-mail and password; False when the e-mail or the person already has one."""
    values = {"password_hash": password_hash, "recovery_hash": recovery_hash, "recovery_made_at": now}
    statement = insert_into(session, _table).values(user_id=user_id, email=email, changed_at=now, **values)
    return session.execute(statement.on_conflict_do_nothing().returning(_table.c.user_id)).first() is not None


def set_password(session: Session, user_id: UUID, password_hash: str, now: datetime) -> None:
    """A new password, or the same one hashed anew."""
    session.execute(_of(user_id).values(password_hash=password_hash, changed_at=now))


def set_recovery(session: Session, user_id: UUID, recovery_hash: str, now: datetime) -> None:
    """A new recovery code; the old one is worth nothing from here."""
    session.execute(_of(user_id).values(recovery_hash=recovery_hash, recovery_made_at=now))


def spend_recovery(
    session: Session, email: str, spent: str, made: str, password_hash: str, now: datetime
) -> UUID | None:
    """Exchange a recovery code (hashes of the old and the new) for a password, once; None if it did not fit."""
    values = {"password_hash": password_hash, "recovery_hash": made, "recovery_made_at": now, "changed_at": now}
    fits = update(_table).where(_table.c.email == email, _table.c.recovery_hash == spent)
    return session.execute(fits.values(values).returning(_table.c.user_id)).scalar()


def _one(session: Session, condition: ColumnElement[bool]) -> Credential | None:
    row = session.execute(select(_table).where(condition)).first()
    return row and Credential(**row._mapping)


def _of(user_id: UUID) -> Update:
    return update(_table).where(_table.c.user_id == user_id)
