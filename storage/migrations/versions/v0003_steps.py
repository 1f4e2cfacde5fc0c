"""Steps by which a finding is seen, for what takes more than looking."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what is there has no steps."""
    op.add_column("finding", sa.Column("steps", JSON))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("finding", "steps")
