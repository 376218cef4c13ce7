"""What a person wants with a mail, read from its words alone: an ordered table of rules, the first that holds decides."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from mailer.extract.marked import Marked, Span
from mailer.extract.phrases import forms
from mailer.model.request import Purpose, Role

MANY = 3
"""Names that make a list: a mail that lists so many is about them."""
BESIDE = 3
"""Words that may stand beside the names of a subject that is a name alone."""
ASIDE = 6
"""… of a subject above a text that tells something about the name."""
FORM = 3
"""Labelled fields from which on a mail is a form."""
SHORT = 40
"""Words up to which a vote or a thank-you is nothing else."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Signs:
    """What a mail shows of its purpose."""

    subject: Marked
    body: Marked
    first_line: str
    reply: bool
    """It answers an earlier mail of ours."""
    answering: bool
    """Its subject is that of a conversation, ours or another: nobody wrote it for this mail."""
    labelled: int
    """Fields given under their labels."""
    names: int
    """Integrations named in the subject, under a label or in a sentence that asks."""
    named_in_subject: bool
    named_by_label: bool
    known: bool
    """The catalog knows one of them."""
    branded: bool
    """One of them is written as no ordinary word is."""
    spoken: bool
    """We know the cues of its language."""
    beside_names: int
    """Words of the subject that belong to no name."""
    ordered: bool
    """A few words order one of them (`ordered`)."""
    echoed: bool
    """Its subject is little but a name, and the text says that name too."""
    linked: bool
    """A link leads to a host that bears one of the names."""
    improves: bool
    """Its subject says what of an integration shall be different."""
    existing: bool
    """It speaks of an integration that is there already."""
    cast: bool
    """Its subject gives a known product a part to play: `ServiceNow as notification channel`."""
    bug_form: bool
    """Its labels are those of a bug report: what happens, and how to make it happen again."""
    words: int
    fields: int
    """Fields read out of it in any way, the name apart."""
    offers: tuple[Role, ...]
    tells_news: bool
    """It passes on what asks for nothing."""
    passes_on: bool
    """It passes on what somebody else asks for."""

    def cues(self, *tags: str) -> int:
        """Different places of subject and body with one of `tags`."""
        return self.subject.count(self.subject.whole, *tags) + self.body.count(self.body.whole, *tags)

    @property
    def questions(self) -> int:
        """How often it asks about something. `Does it …` asks where a sentence begins so or ends with a question mark;
        `A2X does it` does not."""
        return self.cues("question") + sum(
            marked.count(span, "inverted")
            for marked in (self.subject, self.body)
            for span in marked.sentences
            if _is_question(marked, span)
        )

    @property
    def titled(self) -> bool:
        """Its subject asks for what it names: `Connector for X`, `[Feature] Support X`, and is no question itself."""
        subject, whole = self.subject, self.subject.whole
        asks = subject.has(whole, "request", "before", "verb")
        return self.named_in_subject and asks and not _is_question(subject, whole)

    @property
    def integrates(self) -> bool:
        """Whether what it names can be an integration: known, written as names are, beside a word such as `connector`, or
        told of beside what is done by hand and should come by itself."""
        return self.known or self.branded or self.echoed or self.toils or self.cues("before", "after") > 0

    @property
    def toils(self) -> bool:
        """Two of three: it tells what is done by hand, what should come by itself, and wishes."""
        return sum(self.cues(tag) > 0 for tag in ("by_hand", "itself", "desire")) > 1

    @property
    def asks(self) -> int:
        """How often it asks for something; a subject such as `connector for X` asks as well."""
        titled = self.names > 0 and self.subject.has(self.subject.whole, "before", "verb", "after")
        return self.cues("request", "enhancement") + titled


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


_ASKED = re.compile(
    r"(?:[?？]|(?:ます|です|でしょう|ません)か[。.]?|(?:나요|까요?|가요)[.]?|[吗嗎么呢][。.]?)$"
)
"""The end of a question; in some languages a word says so, with or without the mark."""
_ENDING = 6
"""Characters in which that word stands."""


def _ends_asking(marked: Marked, span: Span) -> bool:
    return _ASKED.search(marked.text, max(span.start, span.end - _ENDING), span.end) is not None


def _is_question(marked: Marked, span: Span) -> bool:
    begins = any(hit.tag == "inverted" and hit.start == span.start for hit in marked.within(span))
    return begins or _ends_asking(marked, span)


def _command(signs: Signs) -> bool:
    """Its first line is a verb; a new mail that asks for something begins with whatever word it likes."""
    if not signs.reply and (_request(signs) or (signs.labelled > 0 and signs.names > 0)):
        return False
    line = signs.first_line.strip(" .!>*_")
    return 0 < len(forms(line)) <= 3 and any(
        hit.tag == "command" and hit.start == 0 and hit.end == len(line.rstrip()) for hit in signs.body.hits
    )


def _junk(signs: Signs) -> bool:
    return signs.labelled < 2 and signs.cues("spam") >= 2 and _unasked(signs, "spam", "pitch")


def _unasked(signs: Signs, *tags: str) -> bool:
    """Whether its selling words outweigh its asking ones, or it asks for nothing that anybody knows."""
    return signs.cues(*tags) > signs.asks or not signs.known


def _newsletter(signs: Signs) -> bool:
    return signs.labelled < 2 and (
        signs.cues("newsletter") >= max(2, signs.asks + 1)
        or (signs.cues("unsubscribe") >= 1 and signs.asks == 0)
    )


def _pitch(signs: Signs) -> bool:
    return signs.labelled < 2 and signs.cues("pitch", "spam") >= 2 and _unasked(signs, "pitch", "spam")


def _bug(signs: Signs) -> bool:
    """Something fails, and nothing is asked for: the subject says so, or the text says it more often than it asks."""
    bare = signs.named_in_subject and signs.known and signs.beside_names == 0
    tells_more = signs.reply and signs.fields > 0  # `it is not so urgent any more` breaks nothing
    if signs.labelled >= 2 or ((bare or tells_more) and signs.cues("bug") == 1):
        return False
    subject, whole = signs.subject, signs.subject.whole
    first = {hit.tag for hit in subject.hits if hit.start == 0}
    wanted = signs.named_in_subject and (subject.has(whole, "verb", "change") or "order" in first)
    begins = not first.isdisjoint({"bug", "fails"})
    if (begins and not signs.answering) or _declares(signs, "bug") or (signs.bug_form and not wanted):
        return True
    titled = subject.has(whole, "bug", "fails") and not subject.has(whole, "request") and not wanted
    titled = titled and not signs.answering
    bugs = signs.body.count(signs.body.whole, "bug") if signs.answering else signs.cues("bug")
    if bugs and signs.cues("complaint") and signs.cues("request", "desire") == 0:
        return True
    spoken_of = bugs >= 2 and signs.asks == signs.cues("enhancement")
    return (
        titled
        or (bugs >= 1 and signs.asks == 0)
        or spoken_of
        or (bugs >= 3 and bugs > signs.asks and not wanted)
    )


_DECLARED = re.compile(r"\W*([^\W\d_][^\n:：\[\]【】]{1,30})[\]:：】]")


def _declares(signs: Signs, *tags: str) -> bool:
    """Whether the subject begins with the kind of mail it is: `[Bug] …`, `Question: …`."""
    declared = _DECLARED.match(signs.subject.text)
    return declared is not None and signs.subject.has(Span(0, declared.end(1)), *tags)


def _task(signs: Signs) -> bool:
    """Work on what is there, or to be looked into: people of the project write so to each other."""
    begins = any(hit.tag == "task" and hit.start == 0 for hit in signs.subject.hits)
    asks = signs.body.has(signs.body.whole, "request")
    return not signs.reply and not asks and (begins or _declares(signs, "task"))


def _whether(signs: Signs) -> bool:
    """Nothing but the question whether something is there: no wish, no reason."""
    asked = any(
        marked.has(span, "whether") and _is_question(marked, span)
        for marked in (signs.subject, signs.body)
        for span in marked.sentences
    )
    told = signs.cues("wish", "purpose_clause") > 0 or signs.fields > 0
    return asked and not told and signs.labelled == 0 and signs.words <= SHORT


def _asks_beside(signs: Signs) -> bool:
    """It asks for an integration in a sentence that is no vote: `+1! Please add …`."""
    body = signs.body
    return _request(signs) and any(
        body.has(span, "request") and not body.has(span, "vote") for span in body.sentences
    )


def _passes_on_news(signs: Signs) -> bool:
    """Somebody else's news, and no wish of its sender's own."""
    return (
        signs.tells_news
        and signs.labelled == 0
        and signs.cues("request", "enhancement", "by_hand", "itself") == 0
    )


def _vote(signs: Signs) -> bool:
    """Short, and for something that others asked for; a new mail that names something known asks for it itself."""
    return (
        signs.labelled == 0
        and (signs.reply or not signs.known)
        and signs.words <= SHORT
        and not _asks_beside(signs)
        and any(
            signs.body.has(span, "vote") and not signs.body.has(span, "footer")
            for span in signs.body.sentences[:2]
        )
    )


def _application(signs: Signs) -> bool:
    """Its author looks for work: what they have connected elsewhere is no wish."""
    return signs.cues("job") >= MANY - 1 and signs.labelled == 0


def _complaint(signs: Signs) -> bool:
    """It is about money, a contract or how its author was treated, more than it asks for anything."""
    complaints, asked = signs.cues("complaint"), signs.cues("request", "desire")
    return complaints >= MANY - 1 and complaints > asked and signs.cues("by_hand", "itself") == 0


def _bill(signs: Signs) -> bool:
    """It asks for money: what was bought is no wish."""
    return signs.cues("bill") >= MANY - 1 and signs.cues("desire", "by_hand", "itself") == 0


def _praise(signs: Signs) -> bool:
    """Its subject is nothing but thanks, and what it tells is how well something works."""
    subject, whole = signs.subject, signs.subject.whole
    only_thanks = (
        subject.has(whole, "thanks") and subject.length(whole) <= BESIDE and not signs.named_in_subject
    )
    return (
        only_thanks and signs.cues("desire", "by_hand") == 0 and signs.words <= SHORT and signs.labelled == 0
    )


def _thanks(signs: Signs) -> bool:
    silent = signs.fields == 0 and _asks_nothing(signs)
    return signs.cues("thanks") >= 1 and silent and signs.words <= SHORT


def _asks_nothing(signs: Signs) -> bool:
    return signs.asks == 0 and not any(_ends_asking(signs.body, span) for span in signs.body.sentences)


def _only_thanks(signs: Signs) -> bool:
    """It says itself that it is nothing else, however long it tells why."""
    return signs.cues("only_thanks") > 0 and signs.labelled == 0 and _asks_nothing(signs)


def _question(signs: Signs) -> bool:
    outnumbered = signs.questions >= 1 and signs.questions >= signs.asks and not signs.titled
    return signs.labelled == 0 and (outnumbered or _declares(signs, "question_word"))


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
        or (titled and not signs.spoken)
        or (signs.fields > 0 and (titled or signs.names >= MANY))
        or (signs.improves and titled and signs.known)
        or signs.cast
        or (signs.echoed and signs.cues("desire", "by_hand", "itself") > 0)
        or (signs.known and signs.cues("wish", "desire") > 0 and (signs.existing or signs.fields > 1))
    )
    return signs.names > 0 and signs.integrates and told


def _toil(signs: Signs) -> bool:
    """It names something known, and tells what is done by hand, or what should come by itself, with a wish beside it; a
    question needs the former."""
    asks = signs.questions > 0 or _declares(signs, "question_word")
    return (signs.known or signs.branded) and signs.toils and (signs.cues("by_hand") > 0 or not asks)


def _bare_name(signs: Signs) -> bool:
    """A subject that is a known product's name, or has its web site below, is a wish in this mailbox."""
    bare = signs.named_in_subject and signs.beside_names <= BESIDE
    return bare and (signs.known or signs.linked) and signs.cues("bug") == 0 and signs.questions == 0


RULES = (
    Rule(Purpose.COMMAND, _command, "its first line is a command and nothing else"),
    Rule(Purpose.OTHER, lambda s: s.words == 0 and s.names == 0, "there is no text in it"),
    Rule(Purpose.REQUEST, _whole_form, "it answers with the fields of a whole request"),
    Rule(
        Purpose.DETAILS,
        lambda s: s.reply and s.labelled > 0,
        "it answers an earlier mail with labelled details",
    ),
    Rule(Purpose.REQUEST, lambda s: s.labelled >= 2 and s.names > 0, "it fills in the fields of a request"),
    Rule(Purpose.OTHER, _passes_on_news, "it passes on what asks for nothing, and asks for nothing itself"),
    Rule(Purpose.SPAM, _junk, "it is worded like spam"),
    Rule(Purpose.PITCH, _pitch, "it offers us something instead of asking for an integration"),
    Rule(Purpose.OTHER, _newsletter, "it is a newsletter or asks to be taken off a list"),
    Rule(Purpose.OTHER, _application, "it applies for a job"),
    Rule(Purpose.OTHER, _bill, "it is a bill"),
    Rule(Purpose.OTHER, _complaint, "it complains, and asks for no integration"),
    Rule(Purpose.THANKS, _praise, "it only says thanks"),
    Rule(Purpose.VOTE, _vote, "it supports a request with a vote"),
    Rule(Purpose.BUG_REPORT, _bug, "it reports that something does not work"),
    Rule(Purpose.OTHER, _task, "its subject gives somebody a task"),
    Rule(Purpose.THANKS, _only_thanks, "it only says thanks"),
    Rule(Purpose.REQUEST, _toil, "it tells what should come by itself"),
    Rule(Purpose.QUESTION, _whether, "it asks whether something is there"),
    Rule(Purpose.CHAMPION, _champion, "it offers help with an integration"),
    Rule(Purpose.QUESTION, _question, "it asks a question"),
    Rule(Purpose.QUESTION, _nameless, "it asks a question and names no integration"),
    Rule(Purpose.DETAILS, _details, "it answers an earlier mail and tells more"),
    Rule(
        Purpose.REQUEST,
        lambda s: s.labelled > 0 and s.names > 0 and (s.integrates or s.named_by_label),
        "it fills in a field of a request",
    ),
    Rule(Purpose.REQUEST, _request, "it asks for an integration"),
    Rule(Purpose.REQUEST, lambda s: s.ordered, "it orders an integration in a few words"),
    Rule(Purpose.THANKS, _thanks, "it only says thanks"),
    Rule(Purpose.REQUEST, _bare_name, "its subject names an integration"),
    Rule(Purpose.OTHER, lambda s: True, "it is none of the kinds of mail that are known"),
)
