"""Builds the service from its configuration: the only place where adapters are constructed.

A module for each part, so that a command imports what it uses and no more.
"""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The service's clock."""
    return datetime.now(UTC)
