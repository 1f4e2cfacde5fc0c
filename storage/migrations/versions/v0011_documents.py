"""Documents that pages link to, with what became of each in a scan."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
OUTCOMES = (
    "ok",
    "redirected-out-of-scope",
    "not-html",
    "http-error",
    "timeout",
    "blocked",
    "robots",
    "unsafe",
    "crashed",
    "duplicate",
    "trap-cut",
)

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; earlier scans did not look for documents."""
    op.create_table(
        "document",
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(*OUTCOMES, name="outcome", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.Column("judgement_id", ID),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_document_scan_id"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_document_page_id"),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgement.id"], name="fk_document_judgement_id"),
        sa.PrimaryKeyConstraint("scan_id", "page_id", name="pk_document"),
        sqlite_with_rowid=False,
    )
    for column in ("page_id", "judgement_id"):
        op.create_index(f"ix_document_{column}", "document", [column])


def downgrade() -> None:
    """Drop the table. A judgement that only a document points at is nobody's then, and goes too."""
    op.drop_table("document")
    unused = (
        "NOT EXISTS (SELECT 1 FROM snapshot WHERE snapshot.judgement_id = judgement.id) "
        "AND NOT EXISTS (SELECT 1 FROM rejudged WHERE rejudged.judgement_id = judgement.id)"
    )
    # SQLite takes nothing along with its owner while steps run.
    op.execute(f"DELETE FROM finding WHERE judgement_id IN (SELECT id FROM judgement WHERE {unused})")
    op.execute(f"DELETE FROM judgement WHERE {unused}")
