"""Imports and reads what a start of the program needs; the nursery's server does so once, for all that it forks."""

from pathlib import Path
from tempfile import TemporaryDirectory

from mailer.cli.program import register
from mailer.config import load
from mailer.wiring.service import build
from mailer.wiring.ways import build_doors

_CONFIGURATION = """
[service]
address = "integrations@y.test"
name = "Circle Integrations"
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

register("")
with TemporaryDirectory() as folder:
    path = Path(folder, "mailer.toml")
    path.write_text(_CONFIGURATION.format(folder=folder))
    path.chmod(0o600)
    settings = load(path, {})
    app = build(settings)
    build_doors(settings, app)
    app.words()
    app.catalog()
    app.close()
