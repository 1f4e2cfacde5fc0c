"""Page templates: what a page is built of, and which of that is one template."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the skeleton of a snapshot, unknown for earlier scans, and the templates of a site."""
    op.add_column("snapshot", sa.Column("skeleton", sa.BigInteger()))
    op.create_table(
        "skeleton",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("bits", sa.BigInteger(), nullable=False),
        sa.Column("template", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_skeleton_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_skeleton"),
        sa.UniqueConstraint("site_id", "bits", name="uq_skeleton_site_id_bits"),
    )


def downgrade() -> None:
    """Take both away again."""
    op.drop_table("skeleton")
    op.drop_column("snapshot", "skeleton")
