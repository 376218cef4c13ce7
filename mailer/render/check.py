"""Says what is wrong with a set of templates before a mail depends on it; sends nothing."""

from dataclasses import replace
from itertools import product

from mailer.errors import Permanent
from mailer.model.notice import NoticeKind
from mailer.render.compose import LARGEST, compose
from mailer.render.samples import IDENTITY, WRITTEN, samples
from mailer.render.templates import FILES, TemplateSet


def check(templates: TemplateSet) -> list[str]:
    """One line for each thing wrong: files that are missing or unknown, templates that fail with the sample notices."""
    return [*templates.problems, *_missing(templates), *_unknown(templates), *_failing(templates)]


def _missing(templates: TemplateSet) -> list[str]:
    wanted = [f"{kind}/{file}" for kind in NoticeKind for file in FILES]
    return [f"{name}: missing" for name in wanted if name not in templates.names]


def _unknown(templates: TemplateSet) -> list[str]:
    """A folder that no kind of mail reads is most likely a misspelt one."""
    known = {"_base", "_languages", *NoticeKind}
    return sorted(
        f"{name}: no such kind of mail" for name in templates.names if name.partition("/")[0] not in known
    )


def _failing(templates: TemplateSet) -> list[str]:
    found: dict[str, None] = {}
    for language, (name, notice) in product(templates.languages, samples().items()):
        try:
            envelope = compose(replace(notice, language=language), templates, IDENTITY, WRITTEN)
        except Permanent as error:
            found[str(error)] = None
            continue
        if len(envelope.content) > LARGEST:
            found[f"{name}: {len(envelope.content)} bytes, more than mail clients show"] = None
    return list(found)
