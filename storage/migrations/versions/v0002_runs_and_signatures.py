"""Runs that can be gone on with as a whole, the time that scans took, and signatures of texts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what is there keeps nothing in them."""
    op.add_column("scan", sa.Column("run", sa.String(26)))
    op.add_column("scan", sa.Column("resumed_at", sa.DateTime(timezone=True)))
    op.add_column("scan", sa.Column("spent_s", sa.Float()))
    op.create_index("ix_scan_run", "scan", ["run"])
    op.add_column("snapshot", sa.Column("signature", sa.BigInteger()))


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("snapshot", "signature")
    op.drop_index("ix_scan_run", "scan")
    for column in ("spent_s", "resumed_at", "run"):
        op.drop_column("scan", column)
