"""How the indicators of e-inclusion were answered in a scan, with the first places of each answer."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; of scans that are closed already nothing is known."""
    op.create_table(
        "inclusion_answer",
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("answer", JSON, nullable=False),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_inclusion_answer_scan_id"),
        sa.PrimaryKeyConstraint("scan_id", "indicator", name="pk_inclusion_answer"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("inclusion_answer")
