"""What is said of points by their place: `the first one is urgent, no hurry with b`."""

import re
from collections.abc import Iterator

from mailer.extract.text.marked import Marked

_THE = r"(?:the|der|die|das|den|dem|le|la|l['’]|el|lo|il|lo|o|a|de|het)\s?"
_ENDS = r"(?=\s(?:one|is|can|has|would|before|ist|hat|kann|eilt|vor|est|peut|avant|es|puede|corre|antes|é|pode|è|può|kan|heeft)\b|\s?[,.;:!?)]|\s?$)"
_PLACES = tuple(
    re.compile(
        rf"\b(?:{_THE}(?:{words}){_ENDS}|(?:number|item|point|punkt|nr\.?|no\.?|punto|ponto|punt|numéro|número)\s?(?:{number}|{letter})\b)"
        rf"|#{number}\b|(?<![\w'’.])(?:{letter}\)|{letter}(?=\s(?:is|can|ist|kann|est|peut|es|puede|pode)\b)|(?<=with ){letter}|(?<=for ){letter}|(?<=bei ){letter})(?![\w'’])|{japanese}",
        re.IGNORECASE,
    )
    for number, letter, words, japanese in (
        (
            "1",
            "a",
            "first|former|erste[rns]?|premi(?:er|ère)|primer[oa]|primeir[oa]|prim[oa]|eerste",
            "1つ目|一つ目|1点目|前者",
        ),
        ("2", "b", "second|zweite[rns]?|second[eoa]?|deuxième|segund[oa]|tweede", "2つ目|二つ目|2点目|後者"),
        (
            "3",
            "c",
            "third|dritte[rns]?|troisième|tercer[oa]|terceir[oa]|terz[oa]|derde",
            "3つ目|三つ目|3点目",
        ),
    )
)


def without_pointers(shared: Marked, at: int, count: int) -> Marked:
    """What is said beside `count` points without the clauses that point to others than the one `at` this place; what compares
    two says something of neither."""
    clauses = (clause for sentence in shared.sentences for clause in shared.clauses(sentence))
    return shared.without(
        [
            clause
            for clause in clauses
            if (meant := set(_meant(shared.slice(clause), count))) and meant != {at}
        ]
    )


def _meant(said: str, count: int) -> Iterator[int]:
    yield from (place for place, words in enumerate(_PLACES[:count]) if words.search(said))
