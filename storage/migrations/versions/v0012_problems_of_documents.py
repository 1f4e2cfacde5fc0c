"""Problems of documents: which document an issue is about, and how many documents a scan settled."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

DOCUMENT_ISSUES = "SELECT id FROM issue WHERE document_id IS NOT NULL"


def upgrade() -> None:
    """Add the columns. What earlier scans found in documents keeps its place, and has no state."""
    op.add_column("issue", sa.Column("document_id", ID))
    op.create_index("ix_issue_document_id", "issue", ["document_id"])
    op.add_column("document", sa.Column("subject_id", ID))
    op.add_column("scan", sa.Column("documents", sa.Integer()))


def downgrade() -> None:
    """Take them away; nothing then tells problems of documents from those of pages, so their state goes."""
    for table in ("issue_trend", "occurrence"):
        op.execute(f"DELETE FROM {table} WHERE issue_id IN ({DOCUMENT_ISSUES})")
    op.execute("UPDATE issue SET state = NULL WHERE document_id IS NOT NULL")
    op.drop_index("ix_issue_document_id", "issue")
    op.drop_column("issue", "document_id")
    op.drop_column("document", "subject_id")
    op.drop_column("scan", "documents")
