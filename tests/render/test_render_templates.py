"""Templates that an operator edits are checked before a mail depends on them, and can do no harm."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from unicodedata import east_asian_width

import pytest
from stationery import BUNDLED, FOLDER, SOURCES
from translations import missing, sentences, updated
from understanding import WORDS

from mailer.errors import Permanent
from mailer.extract.layout.labels import find_label
from mailer.model.notice import NoticeKind
from mailer.model.request import Field
from mailer.render.check import check
from mailer.render.samples import IDENTITY, samples
from mailer.render.style import styled
from mailer.render.templates import TemplateSet

SAMPLE = samples()["acknowledgement"]
EXTRA = IDENTITY.beside(SAMPLE)


def _english(sources: Mapping[str, str]) -> TemplateSet:
    """A template breaks in every language alike; one is rendered, and all catalogs are read."""
    return TemplateSet(sources, offered=("en",))


def test_the_bundled_templates_are_sound() -> None:
    """`check` finds nothing: every kind renders with every sample and nothing undefined."""
    assert check(BUNDLED) == []


def test_every_kind_is_one_folder() -> None:
    """templates/ holds exactly the kinds of mail, and the shared pieces."""
    assert {path.name for path in FOLDER.iterdir()} == {"_base", "_languages", *NoticeKind}


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
    lines = check(_english({**SOURCES, name: text}))
    assert lines and any(said in line for line in lines)


def test_a_missing_template_is_named() -> None:
    """A kind without all its files is said to be incomplete."""
    without = {name: text for name, text in SOURCES.items() if name != "merged/body.txt"}
    lines = check(_english(without))
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


def _po(sentences: dict[str, str]) -> str:
    head = 'msgid ""\nmsgstr ""\n"Language: it\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head + "".join(f"msgid {json.dumps(k)}\nmsgstr {json.dumps(v)}\n\n" for k, v in sentences.items())


def _italian(sentences: dict[str, str]) -> TemplateSet:
    return TemplateSet({**SOURCES, "_languages/it.po": _po(sentences)})


def test_an_operator_adds_a_language_with_one_file() -> None:
    """A catalog in `_languages` is spoken; what it does not say, and a language that has none, comes in English."""
    templates = _italian({"We have your request for %(name)s": "Abbiamo la richiesta per %(name)s"})
    italian = templates.render(replace(SAMPLE, language="it"), EXTRA)
    assert "Abbiamo la richiesta per Snowflake" in italian.text
    assert '<html lang="it">' in italian.html and "What happens next" in italian.html
    klingon = templates.render(replace(SAMPLE, language="tlh"), EXTRA)
    assert "We have your request for Snowflake" in klingon.text
    assert '<html lang="en">' in klingon.html


def test_translated_sentences_are_trusted_and_what_is_put_into_them_is_not() -> None:
    """Markup of the catalog stays markup in HTML, markup in a person's words does not."""
    templates = _italian({"A question about %(name)s": "<b>A proposito di %(name)s</b>"})
    notice = replace(samples()["team_question"], language="it")
    context = {**notice.context, "name": "<i>Snowflake</i>"}
    rendered = templates.render(replace(notice, context=context), EXTRA)
    assert "<b>A proposito di &lt;i&gt;Snowflake&lt;/i&gt;</b>" in rendered.html
    assert "<b>A proposito di <i>Snowflake</i></b>" in rendered.text


@pytest.mark.parametrize(
    "wrong", ["Richiesta per %(nome)s", "Richiesta per %s", "100 % %(name)s", "%(name)d"]
)
def test_a_sentence_with_other_placeholders_is_named_and_not_used(wrong: str) -> None:
    """A translator's slip costs its sentence its translation, never the mail."""
    templates = _italian({"We have your request for %(name)s": wrong})
    assert (
        "We have your request for Snowflake" in templates.render(replace(SAMPLE, language="it"), EXTRA).text
    )
    assert any("_languages/it.po: other placeholders" in line for line in templates.problems)


def test_a_file_that_is_no_catalog_is_named() -> None:
    """Broken catalogs are told by `check`, and their language falls back to English."""
    templates = _english({**SOURCES, "_languages/it.po": "this is no catalog", "_languages/it.txt": "hello"})
    assert {"_languages/it.po: not a gettext catalog", "_languages/it.txt: not a gettext catalog"} <= set(
        check(templates)
    )


def test_all_sentences_can_be_translated() -> None:
    """In a language that answers every sentence with a mark, no English word of ours is left in any text part."""
    mute = {}
    for message in sentences():
        if message.id:
            whole = message.id if isinstance(message.id, str) else message.id[0]
            mute[whole] = " ".join(re.findall(r"%\(\w+\)s", whole)) or "~"
    templates = _italian(mute)
    for name in ("details_received-remark", "confirm_sender", "person_will_read", "merged", "vote_counted"):
        text = templates.render(replace(samples()[name], language="it"), EXTRA).text
        text = re.sub(r"https://\S+|\S+@\S+", "", text).replace("people ask for it", "")
        assert set(re.findall(r"[A-Za-z]{3,}", text)) <= {"INT", "Snowflake", "Azure", *IDENTITY.name.split()}


def test_every_language_of_ours_is_complete() -> None:
    """German, Spanish, French, Japanese and Portuguese say every sentence that the templates have now."""
    assert set(BUNDLED.languages) == {"en", "de", "es", "fr", "ja", "pt"}
    assert BUNDLED.problems == ()
    for path in (FOLDER / "_languages").glob("*.po"):
        assert (path.stem, missing(updated(path))) == (path.stem, [])


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja", "pt"])
def test_labels_of_a_card_read_back_in_every_language(language: str) -> None:
    """What we call a field is what `extract` knows as its label, so that an edited card in a reply is understood."""
    notice = replace(samples()["acknowledgement-complete"], language=language)
    text = BUNDLED.render(notice, EXTRA).text
    labels = [find_label(line.strip(), WORDS) for line in text.split("\n") if line.startswith("  ")]
    assert [field for field in Field if field not in {label.topic for label in labels if label}] == []


@pytest.mark.parametrize("language", BUNDLED.languages)
@pytest.mark.parametrize("name", samples())
def test_text_mails_fit_in_every_language(language: str, name: str) -> None:
    """72 columns in every language, where an East Asian character takes two; only links and addresses cannot be broken."""
    notice = samples()[name]
    text = BUNDLED.render(replace(notice, language=language), IDENTITY.beside(notice)).text
    lines = [line for line in text.split("\n") if "://" not in line and not re.fullmatch(r"\S+@\S+", line)]
    wide = [line for line in lines if _columns(line) > 72]
    assert wide == []


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


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


def test_an_operator_chooses_the_languages() -> None:
    """`[languages]`: what is not among those spoken comes in the default, which is one of them."""
    chosen = TemplateSet(SOURCES, default="de", offered=("fr",))
    for written, shown in (("fr", "fr"), ("de", "de"), ("ja", "de"), ("tlh", "de")):
        mail = chosen.render(replace(SAMPLE, language=written), EXTRA)
        assert f'<html lang="{shown}">' in mail.html
