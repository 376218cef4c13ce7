"""Imports and reads what a start of the program needs; the nursery's server does so once, for all that it forks."""

from pathlib import Path
from tempfile import TemporaryDirectory

import mailer.cli.program
import mailer.cli.road  # noqa: F401  whose commands import the rest
from mailer.config import load
from mailer.wiring import build, build_doors

_CONFIGURATION = """
[service]
address = "integrations@y.test"
signing_keys = "{folder}/signing.key"
[database]
url = "sqlite:///{folder}/mailer.db"
[mailbox]
host = "localhost"
username = "nobody"
password = "none"
[smtp]
kind = "smtp"
host = "localhost"
"""

with TemporaryDirectory() as folder:
    path = Path(folder, "mailer.toml")
    path.write_text(_CONFIGURATION.format(folder=folder))
    path.chmod(0o600)
    settings = load(path, {})
    app = build(settings)
    build_doors(settings, app)
    app.close()
