"""Which snapshots stand for a page that was not visited again, and how many such pages are proved a night."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; until now every page was visited."""
    op.add_column("snapshot", sa.Column("seen_in_id", ID))
    op.create_index("ix_snapshot_seen_in_id", "snapshot", ["seen_in_id"])
    op.add_column("site", sa.Column("proof_share", sa.Float()))


def downgrade() -> None:
    """Drop the columns; a page that was not visited has what was judged of it, and no artefacts."""
    op.drop_column("site", "proof_share")
    op.drop_index("ix_snapshot_seen_in_id", "snapshot")
    op.drop_column("snapshot", "seen_in_id")
