"""The tables. Every row about a person goes when the person goes."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    false,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: refuses naive values, comes back as aware UTC from both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.utcoffset() is None:
            raise ValueError(f"an instant needs its zone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


def _id() -> Column[Any]:
    return Column("id", Uuid, primary_key=True)


def _user(**options: Any) -> Column[Any]:
    return Column("user_id", Uuid, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, **options)


person = Table(
    "person",
    metadata,
    _id(),
    Column("zone", String(64), nullable=False),
    Column("units", String(8), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("demo", Boolean, nullable=False, server_default=false()),
)

credential = Table(
    "credential",
    metadata,
    _user(primary_key=True),
    Column("email", String(254), nullable=False, unique=True),  # casefolded
    Column("password_hash", String(255), nullable=False),
    Column("recovery_hash", String(64), nullable=False),
    Column("recovery_made_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

profile = Table(
    "profile",
    metadata,
    _user(primary_key=True),
    Column("from_on", Date, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

sheet = Table(
    "sheet",
    metadata,
    _user(primary_key=True),
    Column("day", Date, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("standing", JSON, nullable=False),
    Column("asked", JSON, nullable=False),  # the little that Progress reads of every day
    Column("made_at", UtcDateTime, nullable=False),
)

check_event = Table(
    "check_event",
    metadata,
    _user(primary_key=True),
    Column("op", Uuid, primary_key=True),
    Column("day", Date, nullable=False),
    Column("item", String(96), nullable=False),
    Column("done", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("amount", Integer),
    Column("load", Double),
    Column("effort", SmallInteger),
    Column("pain", SmallInteger),
    Column("late", Boolean, nullable=False, server_default=false()),
    Index(None, "user_id", "day"),
)

login_session = Table(
    "login_session",
    metadata,
    _id(),
    _user(index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("device", String(80), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

handover = Table(
    "handover",
    metadata,
    _user(primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("ends_at", UtcDateTime, nullable=False),
)

alarm = Table(
    "alarm",
    metadata,
    _user(primary_key=True),
    Column("occurrence", String(36), primary_key=True),  # a run's series, or a word such as rest
    Column("kind", String(16), nullable=False),
    Column("day", Date, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),  # the next time it is due
    Index(None, "due_at"),
)

reminder = Table(
    "reminder",
    metadata,
    _id(),
    _user(),
    Column("occurrence", String(36), nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),  # pending, sent, skipped, expired
    Column("reason", String(16), nullable=False),  # why it was skipped
    Column("list", JSON, nullable=False),  # the little of the day's list that a message says
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("user_id", "occurrence", "day"),
)

push_subscription = Table(
    "push_subscription",
    metadata,
    _id(),
    _user(index=True),
    Column("login_id", Uuid, ForeignKey("login_session.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("endpoint", String(1024), nullable=False, unique=True),
    Column("p256dh", String(88), nullable=False),
    Column("auth", String(24), nullable=False),
    Column("key_id", String(16), nullable=False),  # of the VAPID key it was made with
    Column("device", String(80), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("shown_at", UtcDateTime),
    Column("opened_at", UtcDateTime),
    Column("status", SmallInteger),  # the push service's last answer
)

push_ending = Table(
    "push_ending",
    metadata,
    Column("endpoint_hash", String(64), primary_key=True),
    _user(index=True),
    Column("login_id", Uuid, nullable=False, index=True),  # no foreign key: it outlives the login it happened to
    Column("why", String(16), nullable=False),  # lost, removed
    Column("ended_at", UtcDateTime, nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    _id(),
    _user(index=True),
    Column("reminder_id", Uuid, ForeignKey("reminder.id", ondelete="CASCADE"), nullable=False),
    Column("subscription_id", Uuid, ForeignKey("push_subscription.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", String(16), nullable=False),  # open, sent, gone, failed, expired, cancelled
    Column("next_at", UtcDateTime, nullable=False),  # due time and end of the lease in one
    Column("expires_at", UtcDateTime, nullable=False),
    Column("attempt", SmallInteger, nullable=False),  # the fence: an answer of an earlier one counts no more
    Column("status", SmallInteger),
    Column("sent_at", UtcDateTime),
    Column("failures", SmallInteger, nullable=False, server_default="0"),  # what the wait grows by; a kill is none
    UniqueConstraint("reminder_id", "subscription_id"),
    Index("ix_delivery_open", "next_at", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
)

calendar_feed = Table(
    "calendar_feed",
    metadata,
    _user(primary_key=True),
    Column("id", Uuid, nullable=False, unique=True),  # half of the secret address; the other half is its signature
    Column("made_at", UtcDateTime, nullable=False),
)

consent = Table(
    "consent",
    metadata,
    _id(),
    _user(index=True),
    Column("purpose", String(32), nullable=False),
    Column("text_version", String(32), nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
)

hit = Table(
    "hit",
    metadata,
    Column("key", String(64), primary_key=True),  # a hash: addresses and e-mails are not kept here
    Column("n", Integer, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("beat_at", UtcDateTime, nullable=False),
)
