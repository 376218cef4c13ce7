"""Makes pictures of every kind of mail as people see it: on a phone and a desktop, light and dark.

Example: .venv/bin/python bench/screenshots.py var/screenshots acknowledgement status_changed
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from mailer.render.previews import previews
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

BACKGROUND = {"light": "#f2f4f7", "dark": "#11161c"}

# a window cannot be narrower than about 500 px, so each mail stands in a frame of the width wanted
FRAME = '<iframe style="border:0;display:block;width:{width}px;height:{height}px" srcdoc="{mail}"></iframe>'
MEASURE = """<p id="heights"></p><script>
addEventListener("load", () => {
  const tall = frame => frame.contentDocument.documentElement.scrollHeight;
  document.getElementById("heights").textContent =
    Array.from(document.querySelectorAll("iframe"), tall).join(",");
});
</script>"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write NAME-WIDTH-SCHEME.png for each sample whose name begins with one of the words given (all without)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=[""])
    parser.add_argument("--language", default="en")
    chosen = parser.parse_args(arguments)
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.stderr.write("chromium is not installed\n")
        return 1
    pages = {
        name: html for name, html in _pages(chosen.language).items() if name.startswith(tuple(chosen.names))
    }
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as work, ThreadPoolExecutor(2) as pool:
        chromium = Chromium(browser, Path(work))
        heights = {width: chromium.heights(list(pages.values()), pixels) for width, pixels in WIDTHS.items()}
        jobs = [
            pool.submit(
                chromium.shoot,
                chosen.folder / f"{name}-{width}-{scheme}.png",
                html,
                (WIDTHS[width], heights[width][at]),
                scheme,
            )
            for at, (name, html) in enumerate(pages.items())
            for width in WIDTHS
            for scheme in SCHEMES
        ]
        for job in jobs:
            print(job.result())
    return 0


def _pages(language: str) -> dict[str, str]:
    """The HTML of every sample in `language`, as `mailer templates preview` writes it."""
    folder = ROOT / "templates"
    templates = TemplateSet(
        {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.*") if path.is_file()}
    )
    return {page.name: page.html for page in previews(templates, languages=[language])}


class Chromium:
    """A browser that is started anew for each picture, so that none depends on another."""

    def __init__(self, program: str, work: Path) -> None:
        self.program = program
        self.work = work

    def heights(self, pages: Sequence[str], width: int) -> list[int]:
        """How tall each page is at `width` pixels."""
        frames = "".join(FRAME.format(width=width, height=10, mail=escape(html)) for html in pages)
        dom = self.seen(f"measure-{width}", "<!DOCTYPE html>" + frames + MEASURE, "--dump-dom")
        return [int(one) for one in dom.partition('id="heights">')[2].partition("<")[0].split(",")]

    def shoot(self, picture: Path, html: str, size: tuple[int, int], scheme: str) -> Path:
        """Write `picture` of `html`, `size` in pixels, as somebody with the light or dark `scheme` sees it."""
        width, height = size
        frame = FRAME.format(width=width, height=height, mail=escape(html))
        page = f'<!DOCTYPE html><body style="margin:0;background:{BACKGROUND[scheme]}">{frame}'
        self.seen(
            picture.stem,
            page,
            f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}",
            f"--window-size={width},{height}",
            f"--screenshot={picture.resolve()}",
        )
        return picture

    def seen(self, name: str, page: str, *options: str) -> str:
        """What the browser prints about `page` with these options."""
        source = self.work / f"{name}.html"
        source.write_text(page)
        command = [
            self.program,
            *FLAGS,
            *QUIET,
            f"--user-data-dir={self.work / name}",
            *options,
            source.as_uri(),
        ]
        return subprocess.run(command, check=True, capture_output=True, timeout=120, text=True).stdout


if __name__ == "__main__":
    raise SystemExit(main())
