"""What a person wants with a mail, read from its words alone: an ordered table of rules, the first that holds decides."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mailer.extract.kind.stated import is_titled_feature
from mailer.extract.names.kinds import KIND
from mailer.extract.purpose import unasked
from mailer.extract.purpose.alerts import tells_of_alerts
from mailer.extract.purpose.implied import between_two, names_it
from mailer.extract.purpose.mere_name import asks_how, fails_below, only_names, speaks_how, speaks_of_ours
from mailer.extract.purpose.signs import BESIDE, SHORT, Signs, is_question
from mailer.extract.purpose.silent import asks_in_silence, asks_only_how, asks_outright
from mailer.extract.purpose.whether import asks_otherwise, only_asks_whether
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit, forms
from mailer.model.request import Purpose

MANY = 3
"""Names that make a list: a mail that lists so many is about them."""
ASIDE = 6
"""… of a subject above a text that tells something about the name."""
FORM = 3
"""Labelled fields from which on a mail is a form."""
FEW = 12
"""Words of an answer that may want nothing."""
BUG_FORM = 2
"""Labels of a bug report from which on a form is one."""
TELLING = 80
"""Words up to which a mail that tells of a wish is about it; a longer one says somewhere what would be."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table."""

    purpose: Purpose
    holds: Callable[[Signs], bool]
    because: str


def purpose_of(signs: Signs) -> tuple[Purpose, str]:
    """The purpose, and one sentence for a person on why."""
    rule = next(rule for rule in RULES if rule.holds(signs))
    return rule.purpose, rule.because


def _command(signs: Signs) -> bool:
    """Its first line is a verb; a new mail that asks for something begins with whatever word it likes."""
    if not signs.reply and (_request(signs) or (signs.labelled > 0 and signs.names > 0)):
        return False
    line = signs.first_line.strip(" .!>*_")
    return 0 < len(forms(line)) <= 3 and any(
        hit.tag == "command" and hit.start == 0 and hit.end == len(line.rstrip()) for hit in signs.body.hits
    )


def _bug(signs: Signs) -> bool:
    """Something fails, and nothing is asked for: the subject says so, or the text says it more often than it asks."""
    bare = signs.named_in_subject and signs.known and signs.beside_names == 0
    if bare and signs.spoken:
        bare = signs.body.has(
            signs.body.whole, "request", "desire", "wish", "by_hand", "lack", "conditional", "longing"
        )
    tells_more = signs.reply and signs.fields > 0  # `it is not so urgent any more` breaks nothing
    subject, whole = signs.subject, signs.subject.whole
    first = {hit.tag for hit in subject.hits if hit.start == 0}
    wanted = signs.named_in_subject and (subject.has(whole, "verb", "change") or "order" in first)
    begins = not first.isdisjoint({"bug", "fails"})
    if signs.known and (signs.cues("unlisted") or tells_of_alerts(signs.body)):
        return False
    if _wants_another(signs) or (signs.feature_form and signs.known):
        return False
    if signs.labelled < 2 and not wanted and (signs.fails or _broken(signs) or _befalls(signs)):
        return True
    if only_names(signs) and fails_below(signs):
        return True
    if signs.labelled >= 2 or ((bare or tells_more) and signs.cues("bug") == 1):
        return False
    if (
        (begins and not (signs.answering or signs.wants))
        or signs.declares("bug")
        or (signs.bug_form >= BUG_FORM and not wanted)
    ):
        return True
    titled = subject.has(whole, "bug", "fails") and not subject.has(whole, "request") and not wanted
    titled = titled and not signs.answering and not signs.wants
    bugs = signs.body.count(signs.body.whole, "bug") if signs.answering else signs.cues("bug")
    if bugs and signs.cues("complaint") and signs.cues("request", "desire") == 0:
        return True
    spoken_of = bugs >= 2 and signs.asks == signs.cues("enhancement")
    return (
        titled
        or (bugs >= 1 and signs.asks == 0)
        or (spoken_of and not signs.wants)
        or (bugs >= 3 and bugs > signs.asks and not wanted and not signs.wants)
    )


def _wants_another(signs: Signs) -> bool:
    """`The Slack connector fails. Besides, please add Jira`: a sentence of its own asks for what no sentence says to fail."""
    body = signs.body
    failing = [body.text[span.start : span.end] for span in body.sentences if body.has(span, "bug", "fails")]
    if signs.reply or not failing:
        return False
    for span in body.sentences:
        said = body.text[span.start : span.end]
        asks = body.has(span, "request") and body.has(span, "before", "after", "verb")
        if asks and said not in failing and not body.has(span, "thanks", "takes_back", "unneeded", "errand"):
            named = [name for name in signs.called if name in said]
            if named and not any(name in other for name in named for other in (*failing, *_titles(signs))):
                return True
    return False


def _titles(signs: Signs) -> Sequence[str]:
    """The subject up to where it goes on to something else, as far as it says that something fails."""
    subject = signs.subject
    part = _JOINED.split(subject.text)[0]
    return (part,) if subject.has(Span(0, len(part)), "bug", "fails") else ()


_JOINED = re.compile(r"[,;+&]\s|\s(?:and|und|et|y|e|en|och|og|ja|a|i|и|ve)\s|と|和|및")


def _bug_form(signs: Signs) -> bool:
    """A bug report's label stands above what it tells, or its subject declares it one, and nothing is asked for below it, nor by
    its subject."""
    declared = signs.bug_form > 0 or (signs.declares("bug") and signs.labelled > 0)
    wished = signs.known and is_titled_feature(signs.subject)
    asked = signs.body.has(signs.body.whole, *_ASKED_THERE)
    return declared and not (signs.reply or wished or asked)


_ASKED_THERE = ("request", "desire", "vote", "by_hand")


def _broken(signs: Signs) -> bool:
    """A clause says of a known integration that it fails, and none asks for anything, but that it works again."""
    body = signs.body
    return (
        signs.known
        and not signs.answering
        and not body.has(body.whole, "request")
        and signs.cues("by_hand") == 0
        and any(
            body.has(clause, "bug") and body.has(clause, "after", "connector")
            for span in body.sentences
            for clause in body.clauses(span)
        )
    )


def _befalls(signs: Signs) -> bool:
    """`It creates every ticket twice since Monday`, `nothing arrives any more`: a fault that no word calls one. It happens by
    itself, and nowhere is anything asked for, but to have a look."""
    body = signs.body
    if signs.answering or signs.labelled:
        return False
    lately = body.has(body.whole, "since", "lately")
    if not any(_happens(body, span, lately=lately) for span in body.sentences):
        return False
    return not any(body.has(span, *_ASKED) and body.has(span, *_INTEGRATING) for span in body.sentences)


_ASKED = ("request", "desire", "wish")
_INTEGRATING = ("before", "after", "verb", "connector", "order", "itself")


def _happens(body: Marked, span: Span, *, lately: bool) -> bool:
    """Whether a sentence tells of what comes too often since some day, or no more, and of nobody who does it."""
    repeated = lately and body.has(span, "repeats") and body.has(span, "connector", "after")
    said = repeated and any(
        hit.tag in _DONE and body.text[hit.start : hit.end] not in _NOBODY for hit in body.within(span)
    )
    return body.has(span, "ceases") or (repeated and not said)


_DONE = ("doer", "purpose_clause", "conditional")
_NOBODY = ("i", "Teams")
"""English words for who does it that are another word elsewhere: `siden i mandags`."""


def _task(signs: Signs) -> bool:
    """Work on what is there, or to be looked into: people of the project write so to each other."""
    subject = signs.subject
    begins = any(
        hit.tag == "task"
        and (hit.start == 0 or (hit.end == len(subject.text) and _is_of_a_kind(subject, hit)))
        for hit in subject.hits
    )
    body = signs.body
    asks = any(body.has(span, "request") and not body.has(span, "thanks") for span in body.sentences)
    return not signs.reply and not asks and (begins or signs.declares("task"))


def _is_of_a_kind(subject: Marked, task: Hit) -> bool:
    """`Shopify integration tests`: the task stands right behind the word for an integration."""
    return any(hit.end == task.start - 1 and hit.tag in KIND for hit in subject.hits)


def _whether(signs: Signs) -> bool:
    """Nothing but the question whether something is there: no wish, no reason."""
    asked = any(
        marked.has(span, "whether") and is_question(marked, span)
        for marked in (signs.subject, signs.body)
        for span in marked.sentences
    )
    told = signs.cues("wish", "purpose_clause") > 0 or signs.fields > 0
    short = signs.labelled == 0 and signs.words <= SHORT
    return asked and not told and short and not signs.instead and not asks_otherwise(signs.body)


def _only_whether(signs: Signs) -> bool:
    """It wants to know whether something is there, and where in that case; and nothing else."""
    short = not signs.reply and signs.labelled == 0 and signs.words <= SHORT
    return short and only_asks_whether(signs.subject, signs.body)


def _asks_beside(signs: Signs) -> bool:
    """It asks for an integration in a sentence that is no vote: `+1! Please add …`."""
    body = signs.body
    return _request(signs) and any(
        body.has(span, "request") and not body.has(span, "vote") for span in body.sentences
    )


def _vote(signs: Signs) -> bool:
    """Short, and for something that others asked for here; a new mail that names something known asks for it itself, and one
    that passes on a customer's wish (`see below, +1 from us`) brings it."""
    brings = signs.passes_on and signs.names > 0
    return (
        signs.labelled == 0
        and (signs.reply or not (signs.known or brings))
        and signs.words <= SHORT
        and not _asks_beside(signs)
        and any(
            signs.body.has(span, "vote") and not signs.body.has(span, "footer")
            for span in signs.body.sentences[:2]
        )
    )


def _question(signs: Signs) -> bool:
    outnumbered = signs.questions >= 1 and signs.questions >= signs.asks and not signs.titled
    outnumbered = outnumbered and not signs.wants and not (signs.improves and signs.labelled == 0)
    outnumbered = outnumbered or (only_names(signs) and asks_how(signs))
    declared = signs.declares("question_word") and not signs.titled
    return signs.labelled == 0 and not signs.instead and (outnumbered or declared)


def _nameless(signs: Signs) -> bool:
    return signs.names == 0 and signs.labelled == 0 and signs.questions >= 1


def _champion(signs: Signs) -> bool:
    """It offers help, and what it asks for stands in the offer itself."""
    body = signs.body
    asking = [span for span in body.sentences if body.has(span, "request")]
    named = signs.named_in_subject or (signs.known and bool(asking))
    meant = signs.reply or not named or signs.cues("champion.champion") > 0
    return (
        bool(signs.offers)
        and meant
        and signs.labelled == 0
        and all(body.has(span, "champion.offer") for span in asking)
    )


def _whole_form(signs: Signs) -> bool:
    """A form sent back filled in (to a guide, to a newsletter) is a request of its own, answer or not."""
    return signs.reply and signs.named_by_label and signs.labelled >= FORM


def _details(signs: Signs) -> bool:
    return signs.reply and (signs.labelled > 0 or signs.fields > 0)


def _request(signs: Signs) -> bool:
    """It asks, and for an integration."""
    titled = signs.named_in_subject and (signs.beside_names <= ASIDE or not signs.spoken)
    told = (
        signs.asks > 0
        or ((titled or signs.connects) and signs.pleads)
        or (signs.fields > 0 and (titled or signs.names >= MANY))
        or (signs.improves and signs.named_in_subject and signs.known)
        or signs.cast
        or ((signs.named_in_subject or signs.existing) and signs.known and is_titled_feature(signs.subject))
        or (signs.wished and signs.questions == 0)
        or (signs.echoed and signs.cues("desire", "by_hand", "itself") > 0 and not _is_grateful(signs))
        or (signs.known and signs.cues("wish", "desire") > 0 and (signs.existing or signs.fields > 1))
    )
    return signs.names > 0 and signs.integrates and bool(told)


def _is_grateful(signs: Signs) -> bool:
    """`We have connected Slack, thanks for the help!`: thanks beside what is there, and no wish."""
    return signs.existing and signs.cues("thanks") > 0 and signs.cues("request", "desire", "wish") == 0


_WANTING = (
    "request", "enhancement", "desire", "wish", "verb", "order", "before", "after", "by_hand", "itself", "purpose_clause", "vote",
)  # fmt: skip


def _goes_on(signs: Signs) -> bool:
    """A few words that want nothing, below a subject that is another mail's: `Got it, will look into it next week`."""
    few = 0 < signs.words <= FEW and signs.labelled == 0 and signs.fields == 0
    silent = few and not signs.body.has(signs.body.whole, *_WANTING)
    return signs.answering and silent and _request(signs)


def _toil(signs: Signs) -> bool:
    """It names something known, and tells what is done by hand, or what should come by itself, with a wish beside it; a
    question needs the former, a name that nobody knows all of it."""
    asks = signs.questions > 0 or signs.declares("question_word")
    all_three = signs.names > 0 and all(signs.cues(tag) for tag in ("by_hand", "itself", "desire"))
    meant = signs.known or signs.branded or (all_three and not signs.everyday)
    if not signs.named_in_subject and speaks_how(signs.subject):
        return False
    return meant and signs.toils and (signs.cues("by_hand") > 0 or not asks)


def _longing(signs: Signs) -> bool:
    """A new mail tells what it wishes for, and nothing in it is broken, offered, or asked how to do."""
    plain = signs.words <= TELLING and not signs.answering and signs.labelled == 0
    suggested = signs.subject.has(signs.subject.whole, "suggests") and signs.questions == 0
    unlisted = signs.cues("unlisted") > 0 or tells_of_alerts(signs.body)
    whole = signs.cues("pitch", "spam") == 0 and (unlisted or signs.cues("bug") == 0)
    return plain and whole and (signs.shown or (signs.known and (signs.longs or suggested or unlisted)))


def _bare_name(signs: Signs) -> bool:
    """A subject that is a known product's name, or has its web site below, is a wish in this mailbox; unless a text below it
    tells something else."""
    bare = signs.named_in_subject and signs.beside_names <= BESIDE
    told = signs.words <= FEW or signs.body.has(signs.body.whole, *_WANTING, *_TELLING_OF_IT)
    wanted = told if signs.spoken else signs.pleads
    named = bare and (signs.known or signs.linked) and wanted and not _is_grateful(signs)
    return named and signs.cues("bug") == 0 and signs.questions == 0


_TELLING_OF_IT = ("transfer", "uses", "plead", "connector", "conditional", "longing", "lest", "suggests")
"""What else a text says that wants the product in its subject."""


RULES = (
    Rule(Purpose.COMMAND, _command, "its first line is a command and nothing else"),
    Rule(Purpose.OTHER, lambda s: s.words == 0 and s.names == 0, "there is no text in it"),
    Rule(Purpose.REQUEST, _whole_form, "it answers with the fields of a whole request"),
    Rule(
        Purpose.DETAILS,
        lambda s: s.reply and s.labelled > 0,
        "it answers an earlier mail with labelled details",
    ),
    Rule(Purpose.OTHER, unasked.change_made, "it describes a change that is made already"),
    Rule(Purpose.BUG_REPORT, _bug_form, "it fills in a bug report"),
    Rule(Purpose.REQUEST, lambda s: s.labelled >= 2 and s.names > 0, "it fills in the fields of a request"),
    Rule(
        Purpose.OTHER,
        unasked.passed_on_news,
        "it passes on what asks for nothing, and asks for nothing itself",
    ),
    Rule(Purpose.SPAM, unasked.junk, "it is worded like spam"),
    Rule(Purpose.PITCH, unasked.pitch, "it offers us something instead of asking for an integration"),
    Rule(Purpose.OTHER, unasked.newsletter, "it is a newsletter or asks to be taken off a list"),
    Rule(Purpose.OTHER, unasked.application, "it is about a job"),
    Rule(Purpose.OTHER, unasked.bill, "it is a bill"),
    Rule(Purpose.OTHER, unasked.complaint, "it complains, and asks for no integration"),
    Rule(Purpose.OTHER, unasked.own_data, "it is about what is stored of its author"),
    Rule(Purpose.OTHER, unasked.unneeded, "it takes a wish back, or wants something removed"),
    Rule(Purpose.OTHER, unasked.errand, "it asks for something, but for no integration"),
    Rule(Purpose.THANKS, unasked.praise, "it only says thanks"),
    Rule(Purpose.OTHER, unasked.announcement, "it tells what was done, and asks for nothing"),
    Rule(Purpose.VOTE, _vote, "it supports a request with a vote"),
    Rule(Purpose.BUG_REPORT, _bug, "it reports that something does not work"),
    Rule(Purpose.OTHER, _task, "its subject gives somebody a task"),
    Rule(Purpose.THANKS, unasked.only_thanks, "it only says thanks"),
    Rule(Purpose.OTHER, unasked.of_documentation, "it wants documentation to be put right"),
    Rule(Purpose.QUESTION, _only_whether, "it asks whether something is there already"),
    Rule(Purpose.QUESTION, asks_outright, "it asks how something is done"),
    Rule(Purpose.QUESTION, asks_only_how, "it only asks how something is done"),
    Rule(Purpose.REQUEST, _toil, "it tells what should come by itself"),
    Rule(Purpose.REQUEST, _longing, "it tells what would be if it were connected"),
    Rule(Purpose.REQUEST, between_two, "it tells what should happen between two programs"),
    Rule(Purpose.QUESTION, _whether, "it asks whether something is there"),
    Rule(Purpose.CHAMPION, _champion, "it offers help with an integration"),
    Rule(Purpose.QUESTION, _question, "it asks a question"),
    Rule(Purpose.QUESTION, asks_in_silence, "it asks something, and wishes for nothing"),
    Rule(Purpose.QUESTION, _nameless, "it asks a question and names no integration"),
    Rule(Purpose.DETAILS, _details, "it answers an earlier mail and tells more"),
    Rule(
        Purpose.REQUEST,
        lambda s: s.labelled > 0 and s.names > 0 and (s.integrates or s.named_by_label),
        "it fills in a field of a request",
    ),
    Rule(Purpose.OTHER, speaks_of_ours, "it speaks of an integration that is there, and asks for nothing"),
    Rule(Purpose.REQUEST, names_it, "it names the integration that it was asked for"),
    Rule(Purpose.OTHER, _goes_on, "it asks for nothing below another mail's subject"),
    Rule(Purpose.REQUEST, _request, "it asks for an integration"),
    Rule(Purpose.REQUEST, lambda s: s.ordered, "it orders an integration in a few words"),
    Rule(Purpose.OTHER, unasked.closes, "it tells something, and closes with thanks"),
    Rule(Purpose.THANKS, unasked.thanks, "it only says thanks"),
    Rule(Purpose.REQUEST, _bare_name, "its subject names an integration"),
    Rule(Purpose.OTHER, lambda s: True, "it is none of the kinds of mail that are known"),
)
