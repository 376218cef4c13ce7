"""Every mail can be looked at before it is sent: all kinds, all their shapes, all languages."""

import re

from stationery import BUNDLED

from mailer.model.notice import NoticeKind
from mailer.render.previews import index, previews
from mailer.render.samples import samples


def test_every_sample_of_every_kind_is_there_in_the_languages_chosen() -> None:
    """Each once a language, with its subject, text and HTML, under a name of its own."""
    pages = list(previews(BUNDLED, languages=["en", "de"]))
    assert {(page.name, page.language) for page in pages} == {
        (name, language) for name in samples() for language in ("en", "de")
    }
    assert {page.kind for page in pages} == set(NoticeKind)
    assert len({page.stem for page in pages}) == len(pages)
    assert all(page.subject and page.text and page.html.startswith("<!DOCTYPE html>") for page in pages)


def test_a_page_leads_to_each_of_them() -> None:
    """The HTML and the text of every sample in every language, each sample on a line of its own."""
    pages = list(previews(BUNDLED, [NoticeKind.HELP, NoticeKind.MERGED], BUNDLED.languages))
    shown = index(pages)
    assert re.findall(r'href="([^"]+)"', shown) == [
        f"{page.stem}.{form}" for page in pages for form in ("html", "txt")
    ]
    assert re.findall(r'<th scope="row">([^<]+)', shown) == list(dict.fromkeys(page.name for page in pages))
