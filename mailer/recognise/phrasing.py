"""Which families of words make which verb, when a clause is made of nothing else.

Three ways: as a word that stands alone at the top; as a sentence that orders it; by what somebody says of theirs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from mailer.recognise.verbs import Verb

FRAME = frozenset({"please", "wish", "ask", "own", "it", "mine", "request", "matter"})
"""What may stand around the words of an order in a sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say a verb: a clause with all of `needs`, and nothing but those and `also`."""

    verb: Verb
    needs: frozenset[str]
    also: frozenset[str]
    implied: bool = False


def _rules(verb: Verb, *needs: str, also: Iterable[str], implied: bool = False) -> tuple[Rule, ...]:
    """A rule for each of `needs`, whose families are written with a space between."""
    return tuple(Rule(verb, frozenset(each.split()), frozenset(also), implied) for each in needs)


def _each(*choices: str) -> Iterator[str]:
    """Every way to take one family (or several, joined by `+`) of each of the choices."""
    return (" ".join(taken).replace("+", " ") for taken in product(*(one.split() for one in choices)))


_ALONE = frozenset({"please"})
_NAMED = frozenset({"ref", "name", "about"})
_SENT = frozenset({"please", "ask", "send", "own", "it"})
_ABOUT = frozenset({"please", "ask", "wish", "own", "it", "mine", "request", "too"}) | _NAMED
_SAID = (
    frozenset({"please", "ask", "own", "it", "mine", "you", "only", "enough", "news", "mails", "summary"})
    | _NAMED
)
"""Around what somebody wants to hear."""
_ORDERED = "plead ask enough to_me"
"""What makes an order of it, whatever word for sending stands beside it."""
_WANTED = "only wish"
"""What does so of what somebody gets; who tells what they do (`we only send mails weekly`) orders nothing."""

WORDS: tuple[Rule, ...] = (
    *_rules(Verb.STATUS, "status", also=_SENT | {"request", "mine"} | _NAMED),
    *_rules(Verb.STATUS, "status how name", "status how ref", also=_SENT | {"request", "mine", "about"}),
    *_rules(Verb.HELP, "help", also=_ALONE | {"ask"}),
    *_rules(Verb.FORM, "form", also=_SENT | {"wish", "have", "you"}),
    *_rules(Verb.PREVIEW, "preview", also=_ALONE | {"it", "mine", "only"}),
    *_rules(Verb.UNVOTE, "unvote", also=_ALONE | {"own", "it"} | _NAMED),
    *_rules(Verb.UNVOTE, "minus", also=_ALONE | {"own", "it", "ref"}),
    *_rules(Verb.VOTE, "plus", also=_ALONE | {"own", "it", "ref", "too"}),
    *_rules(Verb.VOTE, "vote", "me_too", also=_ALONE),
    *_rules(Verb.VOTE, "vote ref", "vote name", also=_ABOUT | {"count"}),
    *_rules(Verb.WATCH, "watch", also=_ABOUT),
    *_rules(Verb.MUTE, "mute", also=_ABOUT | {"you", "keep"}),
    *_rules(Verb.EVERYTHING, "everything", also=_ALONE | {"it"} | _NAMED),
    *_rules(Verb.WEEKLY, "weekly", also=_ALONE | {"it", "only", "summary"} | _NAMED),
    *_rules(
        Verb.WEEKLY,
        *_each("weekly a_week", "summary news"),
        also={"please", "it", "mails", "weekly", "a_week"} | _NAMED,
    ),
    *_rules(Verb.DECISIONS, "decisions", also=_ALONE | {"it"} | _NAMED),
    *_rules(Verb.DECISIONS, "only decision", also=_ALONE | {"it", "plead"}),
    *_rules(Verb.STOP, "unsubscribe", also=_ALONE | {"it", "mails", "news", "list"}),
    *_rules(Verb.STOP, "stop", also=_ALONE | {"it", "mine", "mails"}),
    *_rules(Verb.SEPARATE, "apart", also=_ALONE | {"it"}),
    *_rules(Verb.WITHDRAW, "withdraw", also=_ALONE | _NAMED),
    *_rules(Verb.FORGET, "forget", also=_ALONE | {"wish", "own", "ask", "you", "law"}),
    *_rules(Verb.ERASE, "erase", also=_ALONE),
)
"""A word at the top of a mail, in a polite frame."""

_MUCH = (
    *_rules(Verb.MUTE, *_each("news mails inform get", "not no_more no_longer", "this_one"),
            also=_SAID | {"wish", "send", "receive", "inform", "get", "any_more"}),
    *_rules(Verb.WEEKLY, *_each("weekly a_week", "news mails summary inform", _ORDERED),
            also=_SAID | {"weekly", "a_week", "wish", "send", "receive", "inform", "get", "plead"}),
    *_rules(Verb.WEEKLY, *_each("weekly a_week", "news mails summary inform", _WANTED),
            also=_SAID | {"weekly", "a_week", "wish", "inform", "get", "have"}),
    *_rules(Verb.DECISIONS, *_each("only", "decision", "inform get mails news plead ask wish to_me"),
            also=_SAID | {"wish", "inform", "get", "send", "receive", "have", "plead", "to_me"}),
    *_rules(Verb.EVERYTHING, *_each("everything", "inform get news", "please ask wish"),
            also=_SAID | {"wish", "inform", "get", "send", "receive", "any_more"}),
)  # fmt: skip
"""How much somebody wants to hear."""
_STOP = (
    # the word alone stands at the foot of many mails
    *_rules(Verb.STOP, *_each("unsubscribe", "please plead wish ask own you"),
            also=_ABOUT - _NAMED | {"mails", "news", "list", "you", "plead", "any_more"}),
    *_rules(Verb.STOP, "undo my_subscription", "undo own list", "take_me_off list", also={"please", "wish", "ask", "own", "it", "mails", "you"}),
    *_rules(Verb.STOP, "mails halt", "to_me no_more", also=_ALONE | {"it", "receive", "own", "send", "mine"}),
    *_rules(Verb.STOP, "stop receive", "mails not any_more", "mails no_more", "receive not any_more",
            also=_ALONE | {"it", "mails", "receive"}),
    *_rules(Verb.STOP, *_each("mails", "not+any_more no_longer no_more", "wish need"),
            also=_ALONE | {"own", "it", "ask", "receive"}),
)  # fmt: skip
_FORGET = _rules(
    Verb.FORGET,
    "undo my_data",
    "erasure my_data",
    "erasure law",
    also={"please", "wish", "ask", "own", "it", "you", "law", "kept", "everything"},
)
SENTENCES: tuple[Rule, ...] = (
    *_rules(Verb.UNVOTE, "my_vote undo", also=FRAME | {"count", "vote"} | _NAMED),
    *_rules(
        Verb.WITHDRAW, "undo my_request", "undo request name", "undo ref", also=FRAME | _NAMED | {"count"}
    ),
    *_rules(Verb.WITHDRAW, *_each("withdraw", "wish please ask name ref"), also=FRAME | _NAMED),
    *_rules(
        Verb.WITHDRAW, *_each("close+my_request undo+the_request", "please ask wish"), also=FRAME | {"you"}
    ),
    *_rules(Verb.PREVIEW, *_each("preview", "only plead ask+send"), also=_SENT | {"wish", "plead", "only"}),
    *_MUCH,
    *_STOP,
    *_FORGET,
)
"""Sentences that order it, in a short mail wherever."""

_KEEPING = (
    *(f"apart {one}" for one in ("keep", "mine", "own", "please", "wish", "ask", "request")),
    "anew keep",
    "not merge",
)
IMPLIED: tuple[Rule, ...] = (
    *_rules(Verb.UNVOTE, "vote undo", "vote no_longer", "vote not any_more", also=FRAME, implied=True),
    *_rules(Verb.UNVOTE, "need no_longer", "need not any_more", "needless", also=FRAME, implied=True),
    *_rules(Verb.VOTE, "vote own", "plus", also=FRAME | {"count", "too"}, implied=True),
    *_rules(Verb.VOTE, "need too", "support", "me_too", also=FRAME | {"too"}, implied=True),
    *_rules(Verb.SEPARATE, *_KEEPING, also=FRAME | {"keep", "pieces"}, implied=True),
    *_rules(Verb.SEPARATE, "mine different", also=FRAME, implied=True),
    *_rules(Verb.WEEKLY, *_each("weekly a_week", "plead ask enough only"),
            also={"please", "plead", "ask", "wish", "own", "it", "mine", "only", "enough"}, implied=True),
)  # fmt: skip
"""What somebody says of theirs."""

AGAINST: tuple[Rule, ...] = _rules(Verb.UNVOTE, "vote not", "need not", "support not", also=FRAME | {"too"})
"""Sentences that want it not, of whoever never wanted it either."""
