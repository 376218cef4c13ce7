"""The mail templates: a folder a kind, rendered by a sandboxed Jinja with nothing left undefined.

The texts are handed in. People's words are values and never templates, and are escaped in HTML.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from gettext import NullTranslations

from jinja2 import DictLoader, StrictUndefined, TemplateError
from markupsafe import Markup, escape

from mailer.errors import Permanent
from mailer.model.notice import Context, Json, Notice
from mailer.render.bounds import BOUNDLESS, BOUNDS, Bound, bounded
from mailer.render.catalogs import read_languages
from mailer.render.headers import clean
from mailer.render.style import styled
from mailer.render.text import (
    base_subject,
    day,
    hanging,
    number,
    plain,
    quoted,
    said,
    tells_more,
    tidy,
    unwrapped,
)
from mailer.render.translate import CompiledOnce, SpeakingEnvironment, escaping

FILES = ("subject.txt", "body.txt", "body.html")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """What the three templates of a kind gave."""

    subject: str
    text: str
    html: str


class TemplateSet:
    """All templates of the service, ready to render in every language there is."""

    def __init__(
        self, sources: Mapping[str, str], *, default: str = "en", offered: Collection[str] = ()
    ) -> None:
        """`sources` maps `kind/body.txt` to its text, and `_languages/de.po` to the sentences in that language.

        Of these languages those in `offered` are spoken, or all when it is empty; to people who write in another one
        `default` is.
        """
        self.names = frozenset(sources)
        spoken = read_languages(sources)
        self.problems = spoken.problems
        """What is wrong with the catalogs, a line each; such sentences are said in English."""
        loader = DictLoader({**sources, **styled({escaping(name): text for name, text in sources.items()})})
        compiled = CompiledOnce()
        self._environments = {
            language: _environment(loader, compiled, catalog, language)
            for language, catalog in spoken.sentences.items()
            if not offered or language in {*offered, default}
        }
        self._default = default if default in self._environments else "en"
        self._environments.setdefault("en", _environment(loader, compiled, spoken.sentences["en"], "en"))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that mails can be written in, English first."""
        return tuple(self._environments)

    def render(self, notice: Notice, extra: Mapping[str, Json], bound: Bound = BOUNDS[0]) -> Rendered:
        """The mail of `notice`, its context as long as `bound` allows; `extra` (the service, the reply address) is shown
        beside it.

        Raises Permanent (5.3.5) when a template is missing, broken, or names what is not there.
        """
        language = notice.language if notice.language in self._environments else self._default
        said = bounded(notice.context, bound)
        shown = {
            **_cleaned(said),
            **extra,
            "shortened": said != bounded(notice.context, BOUNDLESS),
            "ref": notice.ref,
            "recipient": {"name": clean(notice.recipient.name, 60), "address": notice.recipient.address},
            "role": notice.role,
            "kind_of_mail": notice.kind.value,
            "is_notification": notice.kind.is_notification,
            "thread_subject": base_subject(notice.thread_subject),
            "language": language,
        }
        subject, text, html = (self._filled(language, f"{notice.kind}/{file}", shown) for file in FILES)
        return Rendered(subject=" ".join(subject.split()), text=tidy(text), html=_compact(html))

    def _filled(self, language: str, name: str, shown: Mapping[str, object]) -> str:
        try:
            return self._environments[language].get_template(name).render(shown)
        except TemplateError as error:
            raise Permanent(f"template {name}: {type(error).__name__}: {error}", status="5.3.5") from error


def _environment(
    loader: DictLoader, compiled: CompiledOnce, catalog: NullTranslations, language: str
) -> SpeakingEnvironment:
    environment = SpeakingEnvironment(
        catalog,
        loader=loader,
        bytecode_cache=compiled,
        undefined=StrictUndefined,
        autoescape=lambda name: bool(name and name.endswith(".html")),
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=False,
    )
    environment.filters["day"] = partial(day, language=language)
    environment.filters["number"] = partial(number, language=language)
    environment.filters.update(quoted=quoted, hanging=hanging, unwrapped=unwrapped, said=said, lines=_lines)
    environment.tests["more_than"] = tells_more
    return environment


def _cleaned(context: Context) -> Context:
    """`context` with every text in it cleaned: what people wrote enters the templates only through here."""
    return {key: _clean(value) for key, value in context.items()}


def _clean(value: Json) -> Json:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return _cleaned(value)
    if isinstance(value, Sequence):
        return [_clean(inner) for inner in value]
    return value


def _lines(text: str) -> Markup:
    """A person's words in HTML: escaped, their line ends kept."""
    return Markup("<br>\n").join(escape(line) for line in text.strip().split("\n"))


def _compact(html: str) -> str:
    """Without indentation and empty lines: a third of the bytes of a table layout is white space."""
    return "\n".join(line for line in map(str.strip, html.split("\n")) if line) + "\n"
