"""Why a device does not ring any more: taken away by its person, or lost by its push service."""

import sqlalchemy as sa
from alembic import op

from webapp.store.tables import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "push_ending",
        sa.Column("endpoint_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("login_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["person.id"], name=op.f("fk_push_ending_user_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("endpoint_hash", name=op.f("pk_push_ending")),
    )
    op.create_index(op.f("ix_push_ending_user_id"), "push_ending", ["user_id"])
    op.create_index(op.f("ix_push_ending_login_id"), "push_ending", ["login_id"])


def downgrade() -> None:
    op.drop_table("push_ending")
