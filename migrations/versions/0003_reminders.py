"""Reminders: the next due times, what is planned, the devices it goes to, and the calendar beside them."""

import sqlalchemy as sa
from alembic import op

from webapp.store.tables import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alarm",
        _user(),
        sa.Column("occurrence", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        _person("alarm"),
        sa.PrimaryKeyConstraint("user_id", "occurrence", name=op.f("pk_alarm")),
    )
    op.create_index(op.f("ix_alarm_due_at"), "alarm", ["due_at"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.Uuid(), nullable=False),
        _user(),
        sa.Column("occurrence", sa.String(36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("list", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        _person("reminder"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("user_id", "occurrence", "day", name=op.f("uq_reminder_user_id_occurrence_day")),
    )
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        _user(),
        sa.Column("login_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint", sa.String(1024), nullable=False),
        sa.Column("p256dh", sa.String(88), nullable=False),
        sa.Column("auth", sa.String(24), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("device", sa.String(80), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime()),
        sa.Column("shown_at", UtcDateTime()),
        sa.Column("opened_at", UtcDateTime()),
        sa.Column("status", sa.SmallInteger()),
        _person("push_subscription"),
        _other("push_subscription", "login_id", "login_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscription")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_subscription_endpoint")),
    )
    op.create_index(op.f("ix_push_subscription_user_id"), "push_subscription", ["user_id"])
    op.create_index(op.f("ix_push_subscription_login_id"), "push_subscription", ["login_id"])
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        _user(),
        sa.Column("reminder_id", sa.Uuid(), nullable=False),
        sa.Column("subscription_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.SmallInteger()),
        sa.Column("sent_at", UtcDateTime()),
        _person("delivery"),
        _other("delivery", "reminder_id", "reminder"),
        _other("delivery", "subscription_id", "push_subscription"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("reminder_id", "subscription_id", name=op.f("uq_delivery_reminder_id_subscription_id")),
    )
    op.create_index(op.f("ix_delivery_user_id"), "delivery", ["user_id"])
    op.create_index(op.f("ix_delivery_subscription_id"), "delivery", ["subscription_id"])
    still_open = sa.text("state = 'open'")
    op.create_index(
        op.f("ix_delivery_open"), "delivery", ["next_at"], sqlite_where=still_open, postgresql_where=still_open
    )
    op.create_table(
        "calendar_feed",
        _user(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        _person("calendar_feed"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("id", name=op.f("uq_calendar_feed_id")),
    )


def downgrade() -> None:
    for table in ("calendar_feed", "delivery", "push_subscription", "reminder", "alarm"):
        op.drop_table(table)


def _user() -> sa.Column:
    return sa.Column("user_id", sa.Uuid(), nullable=False)


def _person(table: str) -> sa.ForeignKeyConstraint:
    return _other(table, "user_id", "person")


def _other(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{referred}")
    return sa.ForeignKeyConstraint([column], [f"{referred}.id"], name=name, ondelete="CASCADE")
