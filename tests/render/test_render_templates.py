"""Templates that an operator edits are checked before a mail depends on them, and can do no harm."""

import re
from dataclasses import replace
from gettext import NullTranslations

import pytest
from stationery import BUNDLED, FOLDER, SOURCES

from mailer.errors import Permanent
from mailer.model.notice import Json, NoticeKind
from mailer.render.check import check
from mailer.render.samples import IDENTITY, samples
from mailer.render.style import styled
from mailer.render.templates import TemplateSet

EXTRA: dict[str, Json] = {
    "service": IDENTITY.for_templates(),
    "reply_address": "integrations@circle-core.example",
}
SAMPLE = samples()["acknowledgement"]


def test_the_bundled_templates_are_sound() -> None:
    """`check` finds nothing: every kind renders with every sample and nothing undefined."""
    assert check(BUNDLED) == []


def test_every_kind_is_one_folder() -> None:
    """templates/ holds exactly the kinds of mail, and the shared pieces."""
    assert {path.name for path in FOLDER.iterdir()} == {"_base", *NoticeKind}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("acknowledgement/body.txt", "{{ nmae }}", "UndefinedError: 'nmae' is undefined"),
        ("acknowledgement/body.html", "{% if %}", "TemplateSyntaxError"),
        ("merged/subject.txt", "{{ into.missing }}", "has no attribute 'missing'"),
        ("aknowledgement/body.txt", "hello", "aknowledgement/body.txt: no such kind of mail"),
        ("merged/body.txt", "{{ 'x' * 200000 }}", "bytes, more than mail clients show"),
    ],
)
def test_a_broken_template_is_named_before_a_mail_needs_it(name: str, text: str, said: str) -> None:
    """R-18: a misspelt name, broken syntax, a misspelt folder or a mail that would be clipped: each is one line."""
    lines = check(TemplateSet({**SOURCES, name: text}))
    assert lines and any(said in line for line in lines)


def test_a_missing_template_is_named() -> None:
    """A kind without all its files is said to be incomplete."""
    without = {name: text for name, text in SOURCES.items() if name != "merged/body.txt"}
    lines = check(TemplateSet(without))
    assert "merged/body.txt: missing" in lines


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cards.append(1) }}",
        "{{ service.update({'name': 'x'}) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ '{0.__class__}'.format(service) }}",
    ],
)
def test_r_61_a_template_reaches_nothing_but_its_values(attack: str) -> None:
    """R-61: an edited template gets no further than its context: no class, no globals, no change of a value."""
    templates = TemplateSet({**SOURCES, "acknowledgement/subject.txt": attack})
    with pytest.raises(Permanent, match=r"(Security|Undefined|Template)[A-Za-z]*Error"):
        templates.render(SAMPLE, EXTRA)


class Loud(NullTranslations):
    """A language in which everything is shouted."""

    def gettext(self, message: str) -> str:
        return (
            message.upper()
            .replace("%(REF)S", "%(ref)s")
            .replace("%(WITHIN)S", "%(within)s")
            .replace("%(NAME)S", "%(name)s")
            .replace("%(WORDS)S", "%(words)s")
            .replace("%(KIND)S", "%(kind)s")
            .replace("%(STATUS)S", "%(status)s")
            .replace("%(MEANING)S", "%(meaning)s")
            .replace("%(NUMBER)S", "%(number)s")
            .replace("%(COUNT)S", "%(count)s")
        )


def test_a_mail_is_in_the_language_of_its_notice() -> None:
    """Sentences come from the catalog of the notice's language; a language we do not speak gets English."""
    templates = TemplateSet(SOURCES, {"xx": Loud()})
    loud = templates.render(replace(SAMPLE, language="xx"), EXTRA)
    english = templates.render(replace(SAMPLE, language="tlh"), EXTRA)
    assert "WE HAVE YOUR REQUEST FOR Snowflake" in loud.text
    assert '<html lang="xx">' in loud.html
    assert "We have your request for Snowflake" in english.text
    assert '<html lang="en">' in english.html


class Bold(NullTranslations):
    """A catalog whose sentences hold markup, as a translator may write it."""

    def gettext(self, message: str) -> str:
        return f"<b>{message}</b>"


def test_translated_sentences_are_trusted_and_what_is_put_into_them_is_not() -> None:
    """Markup of the catalog stays markup in HTML, markup in a person's words does not."""
    notice = replace(samples()["team_question"], language="xx")
    context = {**notice.context, "name": "<i>Snowflake</i>"}
    rendered = TemplateSet(SOURCES, {"xx": Bold()}).render(replace(notice, context=context), EXTRA)
    assert "<b>A question about &lt;i&gt;Snowflake&lt;/i&gt;</b>" in rendered.html
    assert "<b>A question about <i>Snowflake</i></b>" in rendered.text


def test_all_sentences_can_be_translated() -> None:
    """In a language that answers every sentence with a mark, no English word of ours is left in the text part."""

    class Mute(NullTranslations):
        def gettext(self, message: str) -> str:
            return "".join(re.findall(r"%\(\w+\)s", message)) or "~"

        def ngettext(self, one: str, many: str, number: int) -> str:
            return "~"

    templates = TemplateSet(SOURCES, {"xx": Mute()})
    notice = replace(samples()["details_received-remark"], language="xx")
    text = templates.render(notice, EXTRA).text
    words = set(re.findall(r"[A-Za-z]{3,}", text))
    assert words <= {"INT", "Snowflake", "Circle", "Core", "Integrations"}


def test_style_rules_are_written_beside_their_classes() -> None:
    """`class` gains the declarations of its rules in cascade order; loops and unknown classes are left alone."""
    sources = {
        "_base/inline.css": ".a { color: #111111; margin: 0; } .b { color: #222222; }",
        "k/body.html": '{% for x in y %}<tr><td class="a b">{{ x }}</td><td class="c"></td></tr>{% endfor %}',
        "k/body.txt": 'class="a"',
    }
    html = styled(sources)["k/body.html"]
    assert re.search(r'<td class="a b" style="[^"]*color: ?#222222[^"]*"', html)
    assert '<td class="c"></td>' in html
    assert html.startswith("{% for x in y %}<tr>")
    assert styled(sources)["k/body.txt"] == 'class="a"'
