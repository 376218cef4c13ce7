"""which held mails are taken in again once their sender has answered the confirmation mail"""

from alembic import op
import sqlalchemy as sa


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('inbox', sa.Column('proof', sa.Text(), nullable=False, server_default=''))
