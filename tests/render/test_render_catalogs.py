"""The catalogs as a native reader sees them: each language's own typography, and one word for each thing."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from mailer.resources import templates_folder


def translated(language: str) -> Iterator[str]:
    with (templates_folder() / "_languages" / f"{language}.po").open("rb") as file:
        for message in read_po(file, locale=language):
            said = message.string or ""
            if message.id:
                yield from (said,) if isinstance(said, str) else said


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        pytest.param("de", r"(?<![-\w])Mails?\b", id="de: a mail is an E-Mail"),
        pytest.param("de", r"Unterstützer|\b[Dd]u\b|\b[Dd]ein", id="de: a champion is one, and nobody is du"),
        pytest.param("fr", r" [:;!?»]|« |\w[!?;»]|«\w", id="fr: no-break spaces"),
        pytest.param("fr", r"'", id="fr: the apostrophe"),
        pytest.param("fr", r"courriel|(?<![-\w])[Mm]ails?\b|\bvoix\b", id="fr: e-mail, vote"),
        pytest.param("es", r"\b(?:tú|tu|tus|te|ti|vosotros)\b|champion\b", id="es: usted, and apoyar"),
        pytest.param("es", r"^[^¿]*\?", id="es: a question has both its marks"),
        pytest.param("pt", r"\b(?:equipas?|utilizador|ficheiros?|contactar|si|consigo)\b", id="pt: as in Brazil"),
        pytest.param("pt", r"champions?\b|palpite", id="pt: apoiar, suposição"),
        pytest.param("ja", r"(?<!プル)リクエスト|チャンピオン|予定済み|審査|製品チーム", id="ja: one word for each thing"),
        pytest.param("ja", r"[ぁ-ゖァ-ヶ一-龯][:,.?!]", id="ja: marks of full width"),
        pytest.param("ja", r"[：、。] \S", id="ja: no blank behind them"),
    ],
)  # fmt: skip
def test_a_sentence_is_written_as_its_readers_write(language: str, wrong: str) -> None:
    """What docs/translations.md decides holds in every sentence."""
    assert [text for text in translated(language) if re.search(wrong, text)] == []
