"""First tables. As they were at this revision; `storage.schema` tells what they are for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def words(name: str, *values: str) -> sa.Enum:
    """Return the type of a column that takes a closed set of words."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "artefact",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("codec", sa.String(length=8), nullable=False),
        sa.Column("raw_bytes", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_artefact"),
        sa.UniqueConstraint("digest", name="uq_artefact_digest"),
    )

    op.create_table(
        "check_set",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("check_ids", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_check_set"),
        sa.UniqueConstraint("digest", name="uq_check_set_digest"),
    )

    op.create_table(
        "entity",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("groups", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
        sa.UniqueConstraint("key", name="uq_entity_key"),
    )

    op.create_table(
        "site",
        sa.Column("id", ID, nullable=False),
        sa.Column("entity_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("scope", JSON, nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name="fk_site_entity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
        sa.UniqueConstraint("entity_id", "key", name="uq_site_entity_id_key"),
    )

    op.create_table(
        "issue",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("state", words("state", "open", "resolved", "regressed")),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_issue_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issue"),
        sa.UniqueConstraint("public_id", name="uq_issue_public_id"),
        sa.UniqueConstraint("digest", name="uq_issue_digest"),
    )
    op.create_index("ix_issue_site_id", "issue", ["site_id"])

    op.create_table(
        "judgement",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("check_set_id", ID, nullable=False),
        sa.Column("tallies", sa.Text(), nullable=False),
        sa.Column("reasons", JSON),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("cant_tell", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["check_set_id"], ["check_set.id"], name="fk_judgement_check_set_id"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_judgement_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
        sa.UniqueConstraint("digest", name="uq_judgement_digest"),
    )
    op.create_index("ix_judgement_check_set_id", "judgement", ["check_set_id"])

    op.create_table(
        "page",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_page_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.UniqueConstraint("digest", name="uq_page_digest"),
    )

    op.create_table(
        "scan",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column(
            "state",
            words("state", "running", "interrupted", "incomplete", "complete", "failed"),
            nullable=False,
        ),
        sa.Column("scope", JSON, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("tools", JSON, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("judged", sa.Integer()),
        sa.Column("coverage", JSON),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_scan_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_scan"),
        sa.UniqueConstraint("public_id", name="uq_scan_public_id"),
    )
    op.create_index("ix_scan_site_id_id", "scan", ["site_id", "id"])

    op.create_table(
        "text_profile",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("is_scored", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Integer()),
        sa.Column("sentences", sa.Integer()),
        sa.Column("long_sentences", sa.Integer()),
        sa.Column("words_per_sentence", sa.Float()),
        sa.Column("flesch_douma", sa.Float()),
        sa.Column("profile", JSON, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_text_profile_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_text_profile"),
        sa.UniqueConstraint("digest", name="uq_text_profile_digest"),
    )

    op.create_table(
        "check_tally",
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("cant_tell", sa.Integer(), nullable=False),
        sa.Column("inapplicable", sa.Integer(), nullable=False),
        sa.Column("untested", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_check_tally_scan_id"),
        sa.PrimaryKeyConstraint("scan_id", "check_id", name="pk_check_tally"),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "finding",
        sa.Column("id", ID, nullable=False),
        sa.Column("judgement_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("issue_id", ID, nullable=False),
        sa.Column(
            "outcome",
            words("outcome", "failed", "passed", "cantTell", "inapplicable", "untested"),
            nullable=False,
        ),
        sa.Column("impact", words("impact", "minor", "moderate", "serious", "critical"), nullable=False),
        sa.Column("kind", words("kind", "norm", "beyond", "best-practice"), nullable=False),
        sa.Column("mode", words("mode", "automatic", "semiAuto", "manual"), nullable=False),
        sa.Column("message_key", sa.Text(), nullable=False),
        sa.Column("params", JSON, nullable=False),
        sa.Column("requirements", JSON, nullable=False),
        sa.Column("act", JSON, nullable=False),
        sa.Column("sources", JSON, nullable=False),
        sa.Column("selector", sa.Text(), nullable=False),
        sa.Column("snippet", sa.Text(), nullable=False),
        sa.Column("structure", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("box", JSON),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_finding_issue_id"),
        sa.ForeignKeyConstraint(
            ["judgement_id"],
            ["judgement.id"],
            name="fk_finding_judgement_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.UniqueConstraint("judgement_id", "position", name="uq_finding_judgement_id_position"),
    )
    op.create_index("ix_finding_issue_id_judgement_id", "finding", ["issue_id", "judgement_id"])

    op.create_table(
        "indicator_value",
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float()),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer()),
        sa.Column("whole", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_indicator_value_scan_id"),
        sa.PrimaryKeyConstraint("scan_id", "indicator", name="pk_indicator_value"),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "occurrence",
        sa.Column("issue_id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_occurrence_issue_id"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_occurrence_page_id"),
        sa.PrimaryKeyConstraint("issue_id", "page_id", name="pk_occurrence"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_occurrence_page_id", "occurrence", ["page_id"])

    op.create_table(
        "queued",
        sa.Column("id", ID, nullable=False),
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("page_url", sa.Text(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("found_on", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sample", words("sample", "structured", "random", "process", "exhaustive"), nullable=False),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_queued_scan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_queued"),
        sa.UniqueConstraint("digest", name="uq_queued_digest"),
    )
    op.create_index("ix_queued_scan_id_id", "queued", ["scan_id", "id"])

    op.create_table(
        "snapshot",
        sa.Column("id", ID, nullable=False),
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("viewport", sa.String(length=32), nullable=False),
        sa.Column(
            "outcome",
            words(
                "outcome",
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
            ),
            nullable=False,
        ),
        sa.Column("reason", JSON),
        sa.Column("url", sa.Text()),
        sa.Column("final_url", sa.Text()),
        sa.Column("status", sa.Integer()),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("found_on", sa.Text(), nullable=False),
        sa.Column("sample", words("sample", "structured", "random", "process", "exhaustive"), nullable=False),
        sa.Column("duplicate_of_id", ID),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("fetched_at", MOMENT),
        sa.Column("notes", JSON),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("timings_ms", JSON),
        sa.Column("judgement_id", ID),
        sa.Column("text_profile_id", ID),
        sa.ForeignKeyConstraint(["duplicate_of_id"], ["page.id"], name="fk_snapshot_duplicate_of_id"),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgement.id"], name="fk_snapshot_judgement_id"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_snapshot_page_id"),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_snapshot_scan_id"),
        sa.ForeignKeyConstraint(["text_profile_id"], ["text_profile.id"], name="fk_snapshot_text_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot"),
        sa.UniqueConstraint("scan_id", "page_id", "viewport", name="uq_snapshot_scan_id_page_id_viewport"),
    )
    op.create_index("ix_snapshot_duplicate_of_id", "snapshot", ["duplicate_of_id"])
    op.create_index("ix_snapshot_judgement_id_scan_id", "snapshot", ["judgement_id", "scan_id"])
    op.create_index("ix_snapshot_page_id_id", "snapshot", ["page_id", "id"])
    op.create_index("ix_snapshot_text_profile_id", "snapshot", ["text_profile_id"])

    op.create_table(
        "issue_trend",
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("issue_id", ID, nullable=False),
        sa.Column("label", words("label", "new", "persisting", "resolved", "regressed", "not-rechecked")),
        sa.Column("state_before", words("state_before", "open", "resolved", "regressed")),
        sa.Column("seen_scan_id", ID, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("occurrences", sa.Integer(), nullable=False),
        sa.Column("example_id", ID),
        sa.ForeignKeyConstraint(
            ["example_id"],
            ["finding.id"],
            name="fk_issue_trend_example_id",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_trend_issue_id"),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_issue_trend_scan_id"),
        sa.ForeignKeyConstraint(["seen_scan_id"], ["scan.id"], name="fk_issue_trend_seen_scan_id"),
        sa.PrimaryKeyConstraint("scan_id", "issue_id", name="pk_issue_trend"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_issue_trend_example_id", "issue_trend", ["example_id"])
    op.create_index("ix_issue_trend_issue_id_scan_id", "issue_trend", ["issue_id", "scan_id"])
    op.create_index("ix_issue_trend_seen_scan_id", "issue_trend", ["seen_scan_id"])

    op.create_table(
        "snapshot_artefact",
        sa.Column("snapshot_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("artefact_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["artefact_id"], ["artefact.id"], name="fk_snapshot_artefact_artefact_id"),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["snapshot.id"],
            name="fk_snapshot_artefact_snapshot_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("snapshot_id", "kind", name="pk_snapshot_artefact"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_snapshot_artefact_artefact_id", "snapshot_artefact", ["artefact_id"])
    # ### end Alembic commands ###


def downgrade() -> None:
    """Drop all tables, with all that is in them."""
    for table in (
        "snapshot_artefact",
        "issue_trend",
        "snapshot",
        "queued",
        "occurrence",
        "indicator_value",
        "finding",
        "check_tally",
        "text_profile",
        "scan",
        "page",
        "judgement",
        "issue",
        "site",
        "entity",
        "check_set",
        "artefact",
    ):
        op.drop_table(table)
