"""what an improvement is about, by which it is told from others of the same product"""

from alembic import op
import sqlalchemy as sa


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('request', sa.Column('gist', sa.Text(), nullable=False, server_default=''))
