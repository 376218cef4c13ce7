"""Makes pictures of every kind of mail as people see it: on a phone and a desktop, light and dark.

Example: .venv/bin/python bench/screenshots.py var/screenshots acknowledgement status_changed
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from pathlib import Path
from tempfile import TemporaryDirectory

from mailer.render.compose import compose
from mailer.render.samples import IDENTITY, WRITTEN, samples
from mailer.render.templates import TemplateSet

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = {"phone": 360, "desktop": 1000}
SCHEMES = {"light": 1, "dark": 0}
"""Values of Blink's preferredColorScheme setting, which `prefers-color-scheme` follows."""
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars")
QUIET = (
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--metrics-recording-only",
)

# a window cannot be narrower than about 500 px, so a phone is a frame of that width in a wider page
FRAME = """<!DOCTYPE html><style>body{{margin:0;background:{background}}}iframe{{border:0;width:{width}px;height:{height}px}}</style>
<iframe src="{name}.html"></iframe>"""
BACKGROUND = {"light": "#f2f4f7", "dark": "#11161c"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write NAME-WIDTH-SCHEME.png for each sample whose name begins with one of the words given (all without)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=[""])
    chosen = parser.parse_args(arguments)
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.stderr.write("chromium is not installed\n")
        return 1
    pages = {name: html for name, html in _pages().items() if name.startswith(tuple(chosen.names))}
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as work, ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(_shoot, browser, Path(work), chosen.folder, name, html, width, scheme)
            for name, html in pages.items()
            for width in WIDTHS
            for scheme in SCHEMES
        ]
        for job in jobs:
            print(job.result())
    return 0


def _pages() -> dict[str, str]:
    """The HTML part of every sample, taken out of its finished mail."""
    folder = ROOT / "templates"
    templates = TemplateSet(
        {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.*") if path.is_file()}
    )
    pages = {}
    for name, notice in samples().items():
        mail = message_from_bytes(
            compose(notice, templates, IDENTITY, WRITTEN).content, policy=policy.default
        )
        part = mail.get_body(("html",))
        assert part is not None
        pages[name] = part.get_content()
    return pages


def _shoot(browser: str, work: Path, folder: Path, name: str, html: str, width: str, scheme: str) -> Path:
    (work / f"{name}.html").write_text(html)
    height = 400 + len(html) // (9 if width == "phone" else 14)
    frame = work / f"{name}-{width}-{scheme}.html"
    frame.write_text(
        FRAME.format(background=BACKGROUND[scheme], width=WIDTHS[width], height=height, name=name)
    )
    picture = folder / f"{name}-{width}-{scheme}.png"
    command = [
        browser,
        *FLAGS,
        *QUIET,
        f"--user-data-dir={work / picture.stem}",
        f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}",
        f"--window-size={WIDTHS[width]},{height}",
        f"--screenshot={picture.resolve()}",
        frame.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return picture


if __name__ == "__main__":
    raise SystemExit(main())
