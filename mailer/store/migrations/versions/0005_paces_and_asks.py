"""how much a person wants to hear about one request, and when a champion was asked"""

from alembic import op
import sqlalchemy as sa


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('participant', sa.Column('pace', sa.Text(), server_default='', nullable=False))
    op.add_column('participant', sa.Column('asks', sa.Integer(), server_default='0', nullable=False))
    op.add_column('participant', sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))
