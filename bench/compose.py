"""Times rendering and composing against the standard library's bare serialisation of the same texts, in one run.

Example: .venv/bin/python bench/compose.py
"""

import time
from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

from mailer.render.compose import compose
from mailer.render.samples import IDENTITY, WRITTEN, samples
from mailer.render.templates import Rendered, TemplateSet

ROUNDS = 500
REPEATS = 5


def main() -> None:
    """Print mails per second of CPU time, the best of five runs, for an acknowledgement with seven fields."""
    folder = Path(__file__).resolve().parent.parent / "templates"
    templates = TemplateSet(
        {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.*") if path.is_file()}
    )
    notice = samples()["acknowledgement"]
    extra = IDENTITY.beside(notice)
    rendered = templates.render(notice, extra)
    for name, job in {
        "render text and HTML": lambda: templates.render(notice, extra),
        "compose the whole mail": lambda: compose(notice, templates, IDENTITY, WRITTEN),
        "serialise with MIMEText alone": lambda: _bare(rendered),
    }.items():
        print(f"{name:32} {_per_second(job):8.0f} a second")
    print(f"{'bytes of the mail':32} {len(compose(notice, templates, IDENTITY, WRITTEN).content):8}")


def _per_second(job: Callable[[], object]) -> float:
    best = 0.0
    for _ in range(REPEATS):
        began = time.process_time()
        for _ in range(ROUNDS):
            job()
        best = max(best, ROUNDS / (time.process_time() - began))
    return best


def _bare(rendered: Rendered) -> bytes:
    mail = MIMEMultipart("alternative")
    mail["Subject"] = rendered.subject
    mail.attach(MIMEText(rendered.text, "plain", "utf-8"))
    mail.attach(MIMEText(rendered.html, "html", "utf-8"))
    return mail.as_bytes()


if __name__ == "__main__":
    main()
