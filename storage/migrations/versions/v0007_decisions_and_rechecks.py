"""What people decide about issues, and scans that are judged again with newer checks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)
KINDS = ("waived", "waiver-ended", "confirmed", "false-alarm")

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; of before nothing is known."""
    op.create_table(
        "decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("issue_id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("until", sa.String(10)),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_decision_issue_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_issue_id", "decision", ["issue_id"])
    op.create_table(
        "recheck",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("tools", JSON, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("pages", sa.Integer()),
        sa.Column("pages_lost", sa.Integer()),
        sa.Column("lost", JSON),
        sa.Column("indicators", JSON),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_recheck_scan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recheck"),
        sa.UniqueConstraint("public_id", name="uq_recheck_public_id"),
    )
    op.create_index("ix_recheck_scan_id", "recheck", ["scan_id"])
    op.create_table(
        "rejudged",
        sa.Column("recheck_id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("judgement_id", ID, nullable=False),
        sa.Column("text_profile_id", ID),
        sa.ForeignKeyConstraint(
            ["recheck_id"], ["recheck.id"], name="fk_rejudged_recheck_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_rejudged_page_id"),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgement.id"], name="fk_rejudged_judgement_id"),
        sa.ForeignKeyConstraint(["text_profile_id"], ["text_profile.id"], name="fk_rejudged_text_profile_id"),
        sa.PrimaryKeyConstraint("recheck_id", "page_id", name="pk_rejudged"),
        sqlite_with_rowid=False,
    )
    for column in ("page_id", "judgement_id", "text_profile_id"):
        op.create_index(f"ix_rejudged_{column}", "rejudged", [column])


def downgrade() -> None:
    """Drop the tables. A judgement that only a recheck points at is nobody's then, and goes too."""
    op.drop_table("rejudged")
    op.drop_table("recheck")
    op.drop_table("decision")
    # SQLite takes nothing along with its owner while steps run.
    op.execute(
        "DELETE FROM finding WHERE NOT EXISTS "
        "(SELECT 1 FROM snapshot WHERE snapshot.judgement_id = finding.judgement_id)"
    )
    for table, column in (("judgement", "judgement_id"), ("text_profile", "text_profile_id")):
        op.execute(
            sa.text(
                f"DELETE FROM {table} WHERE NOT EXISTS "
                f"(SELECT 1 FROM snapshot WHERE snapshot.{column} = {table}.id)"
            )
        )
