"""The sample mails as pages to look at: each as it would go out, and one page that leads to all of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from html import escape
from itertools import product

from mailer.model.notice import Notice, NoticeKind
from mailer.render.compose import compose
from mailer.render.samples import IDENTITY, WRITTEN, samples
from mailer.render.templates import TemplateSet


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One sample in one language, taken out of its finished mail."""

    name: str
    kind: NoticeKind
    language: str
    subject: str
    text: str
    html: str

    @property
    def stem(self) -> str:
        """Of its files: `acknowledgement` in English, `acknowledgement.de` in German."""
        return self.name if self.language == "en" else f"{self.name}.{self.language}"


def previews(
    templates: TemplateSet, kinds: Iterable[NoticeKind] = NoticeKind, languages: Sequence[str] = ("en",)
) -> Iterator[Page]:
    """Every sample of these kinds in each of these languages."""
    wanted = frozenset(kinds)
    chosen = ((name, notice) for name, notice in samples().items() if notice.kind in wanted)
    for (name, notice), language in product(chosen, languages):
        yield _page(name, replace(notice, language=language), templates)


def _page(name: str, notice: Notice, templates: TemplateSet) -> Page:
    content = compose(notice, templates, IDENTITY, WRITTEN).content
    mail = message_from_bytes(content, policy=policy.default)
    text, html = (mail.get_body((subtype,)) for subtype in ("plain", "html"))
    return Page(
        name=name,
        kind=notice.kind,
        language=notice.language,
        subject=str(mail["Subject"]),
        text=text.get_content().replace("\r\n", "\n") if text else "",
        html=html.get_content().replace("\r\n", "\n") if html else "",
    )


_INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Every mail</title>
<style>body {{ font: 15px/1.5 sans-serif; margin: 24px; }} td, th {{ padding: 2px 12px 2px 0; text-align: left; }}</style>
</head>
<body>
<h1>Every mail, with sample data</h1>
<table>
{rows}
</table>
</body>
</html>
"""


def index(pages: Iterable[Page]) -> str:
    """A page with a line for each sample, and in it a link to the HTML and to the text in each language."""
    lines: dict[str, list[Page]] = {}
    for page in pages:
        lines.setdefault(page.name, []).append(page)
    return _INDEX.format(rows="\n".join(f"<tr>{_row(name, of_name)}</tr>" for name, of_name in lines.items()))


def _row(name: str, pages: Iterable[Page]) -> str:
    links = "".join(
        f'<td><a href="{page.stem}.html">{page.language}</a> <a href="{page.stem}.txt">text</a></td>'
        for page in pages
    )
    return f'<th scope="row">{escape(name)}</th>{links}'
