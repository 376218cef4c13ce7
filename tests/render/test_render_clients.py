"""What Outlook, Gmail and Apple Mail do not render is not relied on, and nothing sticks out of a phone."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from screenshots import FRAME, WIDTHS, Chromium
from stationery import BUNDLED, Page, parts

from mailer.model.contexts import acknowledgement, card, status_changed
from mailer.model.status import Status
from mailer.render.previews import previews
from mailer.render.samples import SNOWFLAKE, samples

SAMPLES = samples()
RENDERED = frozenset(
    [
        "background-color",
        "border",
        "border-collapse",
        "border-left",
        "border-radius",
        "border-spacing",
        "border-top",
        "color",
        "font-family",
        "font-size",
        "font-weight",
        "height",
        "line-height",
        "list-style-type",
        "margin",
        "margin-top",
        "padding",
        "text-align",
        "text-decoration",
        "vertical-align",
        "white-space",
        "width",
        "word-break",
    ]
)
"""Every client of note renders these, Outlook's Word but for round corners."""
GRACEFUL = frozenset(
    [
        "display",
        "max-height",
        "max-width",
        "opacity",
        "overflow",
        "overflow-wrap",
        "-webkit-text-size-adjust",
        "mso-hide",
        "mso-padding-alt",
    ]
)
"""What only some know, and the others do well without."""
DROPPED = re.compile(
    r"\b(float|position|display:\s*(flex|grid)|margin[^;]*-\d)|url\(|!important|var\(|calc\("
)


def styles(page: Page) -> Iterator[tuple[str, dict[str, str | None], dict[str, str]]]:
    """Each styled element: its tag, its attributes, its properties."""
    for tag, attributes in page.tags:
        pairs = (one.partition(":") for one in (attributes.get("style") or "").split(";") if one.strip())
        yield tag, attributes, {name.strip(): value.strip() for name, _, value in pairs}


@pytest.mark.parametrize("name", SAMPLES)
def test_html_uses_nothing_that_outlook_or_gmail_drop(name: str) -> None:
    """Layout stands on tables and on properties that all clients know; the kept style sheet is below Gmail's 8 KB."""
    _, html = parts(SAMPLES[name])
    page = Page(html)
    used = {prop for _, _, properties in styles(page) for prop in properties}
    assert used <= RENDERED | GRACEFUL
    assert not any(DROPPED.search(attributes.get("style") or "") for _, attributes in page.tags)
    sheet = html.partition("<style>")[2].partition("</style>")[0]
    assert 0 < len(sheet) < 8_000
    assert "prefers-color-scheme: dark" in sheet


@pytest.mark.parametrize("name", SAMPLES)
def test_what_needs_room_inside_is_a_cell(name: str) -> None:
    """Outlook's Word gives padding to cells alone: text in a coloured box of anything else would touch its edge, and
    paragraphs keep apart by margins. A chip has blanks inside it instead."""
    _, html = parts(SAMPLES[name])
    roomy = [
        (tag, str(attributes["class"]).split()[0])
        for tag, attributes, properties in styles(Page(html))
        if properties.get("padding", "0") not in ("0", "0px") and tag not in ("td", "th")
    ]
    assert {cls for _, cls in roomy} <= {"chip", "press", "ask"}
    chips = re.findall(r'<span class="chip[^>]*>(.*?)</span>', html)
    assert all(chip.startswith("&nbsp;") and chip.endswith("&nbsp;") for chip in chips)


@pytest.mark.parametrize("name", ["team_new_request", "team_heard"])
def test_a_button_has_a_body_in_outlook_too(name: str) -> None:
    """There its cell has the padding, everywhere else the link, so that all of the button can be pressed."""
    _, html = parts(SAMPLES[name])
    buttons = re.findall(
        r'<td class="button" style="([^"]*)" bgcolor="#[0-9a-f]{6}"><a class="press" style="([^"]*)"', html
    )
    assert len(buttons) == html.count("mailto:") and buttons
    for cell, link in buttons:
        assert re.search(r"mso-padding-alt: ?[1-9]\d*px", cell)
        assert re.search(r"(?<!-)padding: ?[1-9]\d*px", link) and "mso-padding-alt: 0" in link


@pytest.mark.parametrize("language", BUNDLED.languages)
def test_the_language_is_said_inside_too(language: str) -> None:
    """Gmail drops <html> and the language with it; what only Outlook reads is closed again."""
    _, html = parts(replace(SAMPLES["acknowledgement"], language=language))
    assert dict(Page(html.partition("<body")[2]).tags)["table"]
    assert f'<table role="presentation" lang="{language}"' in html
    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 4


MEASURE = """<p id="widths"></p><script>
addEventListener("load", () => {
  const wide = frame => frame.contentDocument.documentElement.scrollWidth;
  document.getElementById("widths").textContent =
    Array.from(document.querySelectorAll("iframe"), wide).join(",");
});
</script>"""
LONG = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselbund"


def _pages() -> dict[str, str]:
    """Samples in the languages with the longest words, names without a blank, and a mail about eight requests."""
    others = ("voter", "watcher", "champion")
    pages = {p.stem: p.html for p in previews(BUNDLED, languages=["de", "pt"]) if not p.name.endswith(others)}
    moved = status_changed(
        ref="INT-7", name=LONG, old=Status.ACCEPTED, new=Status.IN_DEVELOPMENT, release=LONG
    )
    cards = [card(ref=f"INT-{100 + n}", details=SNOWFLAKE, status=Status.SUBMITTED) for n in range(8)]
    for name, context in (("status_changed-moved", moved), ("acknowledgement", acknowledgement(cards=cards))):
        pages[f"{name}-long"] = parts(replace(SAMPLES[name], context=context))[1]
    return pages


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_nothing_sticks_out_of_a_phone(tmp_path: Path) -> None:
    """At 360 pixels no mail scrolls sideways, however long its words and however many requests it is about."""
    pages = _pages()
    frames = "".join(
        FRAME.format(width=WIDTHS["phone"], height=10, mail=escape(html)) for html in pages.values()
    )
    dom = Chromium("chromium", tmp_path).seen("widths", f"<!DOCTYPE html>{frames}{MEASURE}", "--dump-dom")
    widths = dom.partition('id="widths">')[2].partition("<")[0].split(",")
    assert [name for name, width in zip(pages, widths, strict=True) if int(width) > WIDTHS["phone"]] == []
