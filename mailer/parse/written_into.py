"""Answers that an author wrote into a history whose client marks no line: told by the words that announce them."""

import re
from collections.abc import Sequence

from mailer.model.message import InlineAnswer

_MOST_NOTE = 600
"""Characters of a text that may do no more than announce what stands below."""
_THEIRS = (
    r"(?:answers?|replies|responses?|comments?|remarks?|antwort(?:en)?|kommentare?|anmerkung(?:en)?|ergänzung(?:en)?"
    r"|réponses?|commentaires?|remarques?|respuestas?|comentarios?|respostas?|comentários?|risposte|commenti|osservazioni"
    r"|antwoord(?:en)?|opmerking(?:en)?|reacties?)\b"
)
_MINE = (
    r"\b(?:my|our|meine|unsere|mes|nos|mis|nuestr[ao]s|minhas|meus|nossas|le mie|le nostre|i miei|mijn|onze|see|find|put|wrote|added"
    r"|inserted|siehe|finde[nt]?(?: sie)?|voir|trouvere?z|seguem|van|adjunto|zie|vind) (?:\w{1,12} ){0,3}?"
)
_PLACE = (
    r"\b(?:below|inline|in[- ]line|in (?:the|your) (?:text|e-?mail|mail|message)|in (?:red|blue|green|bold|capitals|caps)|beneath"
    r"|(?:under(?:neath)?|next to) (?:each|the|your)|between the lines|unten|darunter|im text|direkt|farbig|in (?:rot|blau|grün|fett)"
    r"|s\.\s?u|zwischen den zeilen|unter (?:der|den|jede\w|ihren|euren) (?:\w{1,12} )?fragen?"
    r"|ci-dessous|plus bas|(?:en )?dessous|sous chaque|dans (?:le|votre) (?:texte|corps|mail|message)|en (?:rouge|bleu|vert|gras|ligne)"
    r"|m[áa]s abajo|abajo|debajo|a continuación|en el (?:texto|cuerpo)|en (?:rojo|azul|verde|negrita|línea)"
    r"|abaixo|a seguir|no (?:texto|corpo)|em (?:vermelho|azul|verde|negrito|linha)|sotto|di seguito|nel testo|in (?:rosso|blu|verde|linea)"
    r"|hieronder|onder (?:elke|de|uw|je)|in de tekst|in (?:het )?(?:rood|blauw|groen))\b"
)
_ANSWERED = (
    r"\b(?:(?:i|we)(?: have|'ve|’ve)? (?:answered|replied|commented|responded)|habe[n]? |(?:vous |te )?répond(?:s|u|ons)|respond(?:o|emos|ido)"
    r"|contest(?:o|amos|ado)|respondi|rispond(?:o|iamo)|ho risposto|heb(?:ben)?)\b"
)
_ANNOUNCES = re.compile(
    rf"(?i){_MINE}{_THEIRS}[^.!?\n]{{0,50}}{_PLACE}|(?:^|[.!?,:;]\s{{0,3}}){_THEIRS}[^.!?\n]{{0,20}}{_PLACE}\W*(?:$|[.!?\n])"
    rf"|{_PLACE}[^.!?\n]{{0,20}}{_MINE}{_THEIRS}|{_ANSWERED}[^.!?\n]{{0,20}}{_PLACE}[^.!?\n]{{0,30}}(?:beantwortet|kommentiert|ergänzt)?\W*(?:$|[.!?\n])"
    r"|\b(?:see|siehe|voir|zie) in[- ]?line\b|\binline (?:beantwortet|kommentiert)|\banswers? inserted"
    r"|(?:回答|返答|返信|コメント)[^。\n]{0,12}(?:以下|下記|赤字|青字|本文中|インライン)|(?:質問の下|以下|下記|赤字|本文中)[^。\n]{0,6}(?:回答|返答|返信)[^。\n]{0,4}(?:書|記|し)"
    r"|(?:回复|回覆|答复|答覆)(?:如下|见下|見下|在下)|(?:下面|红字|红色|紅字)[^。\n]{0,8}(?:回复|回覆|答复)|(?:답변|답)[^.\n]{0,4}아래|아래[^.\n]{0,8}답"
)
"""`My answers are below in red`, `siehe Antworten unten`: nobody who writes so means only the words above."""
_MARKED = re.compile(
    r"^\s{0,8}(?:\[(?!cid|image|img|bild|ext)[^\W\d_][^\[\]\n]{0,24}\]:?|[-=]{1,3}>|[»→➜])\s{0,4}(?=\S)",
    re.IGNORECASE,
)
"""What people put before an answer where nothing is coloured: their name in brackets, as Outlook does, or an arrow."""
QUOTE_MARKED = re.compile(r"\s{0,3}>{1,3}\s{0,4}(?=\S)")
"""Or a quote's mark, in a history that has none."""


def announces(note: str) -> bool:
    """Do an author's words above a history say that they have answered inside it?"""
    return len(note) <= _MOST_NOTE and bool(_ANNOUNCES.search(note))


def marked_answers(history: Sequence[str], mark_of: re.Pattern[str] = _MARKED) -> tuple[InlineAnswer, ...]:
    """The passages of a history with a mark before them, each with the paragraph that it answers; a passage ends with
    its paragraph or with the next mark."""
    found: list[InlineAnswer] = []
    asked: list[str] = []
    said: list[str] = []
    for line in [*history, ""]:
        mark = mark_of.match(line)
        if said and (mark or not line.strip()):
            found.append(InlineAnswer(quoted=_last_paragraph(asked), text="\n".join(said)))
            asked, said = [], []
        if mark:
            said = [line[mark.end() :].strip()]
        elif said:
            said.append(line.strip())
        else:
            asked.append(line)
    return tuple(found)


def _last_paragraph(lines: Sequence[str]) -> str:
    return "\n".join(line.strip() for line in "\n".join(lines).strip().rpartition("\n\n")[2].split("\n"))
