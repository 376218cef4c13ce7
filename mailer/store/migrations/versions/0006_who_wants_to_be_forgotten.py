"""since when a person waits to be forgotten"""

from alembic import op
import sqlalchemy as sa


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('person', sa.Column('forget_since', sa.DateTime(timezone=True), nullable=True))
