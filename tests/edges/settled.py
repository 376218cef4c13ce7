"""The smallest configuration that a test of the program needs, written where the program looks for it."""

from pathlib import Path

CONFIGURATION = """
[service]
address = "integrations@service.example"
signing_keys = "signing.key"

[database]
url = "sqlite:///{database}"

[mailbox]
kind = "folder"
path = "incoming"
first_start = "all"

[smtp]
kind = "folder"
folder = "outbox"

[authentication]
trust = ["{trust}"]
"""


def settle(folder: Path, *, trust: str = "ingest", database: str = "mailer.db", more: str = "") -> Path:
    """Configure `folder`: what comes from the source `trust` is believed; `more` is TOML of the test's own."""
    (folder / "config").mkdir()
    (folder / "incoming").mkdir()
    path = folder / "config" / "mailer.toml"
    path.write_text(CONFIGURATION.format(trust=trust, database=database) + more)
    path.chmod(0o600)
    return folder
