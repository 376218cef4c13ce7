"""What a mail shows of its purpose: the table in `rules` looks at nothing else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mailer.extract.kind.changes import adjusts, names_a_change
from mailer.extract.kind.stated import states_feature
from mailer.extract.layout.part import filled
from mailer.extract.layout.subject import is_reply
from mailer.extract.layout.values import is_none
from mailer.extract.names.carried import carried
from mailer.extract.names.everyday import is_everyday
from mailer.extract.names.kinds import places
from mailer.extract.names.longing import longs_for
from mailer.extract.names.name import Name, cued, is_plain
from mailer.extract.purpose.errands import asks_errand, tells_errand
from mailer.extract.purpose.few_words import called_for, ordered
from mailer.extract.source import Source
from mailer.extract.text.links import bears_name, links
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import forms
from mailer.extract.text.unspoken import CONNECTS, FAILS, THANKS, WISHES
from mailer.extract.wishes.wish import Wish
from mailer.model.request import Details, Field, Kind, Role

NAMING = frozenset({Field.INTEGRATION_NAME, Field.CATEGORY})
"""The fields that only say which integration a mail is about."""


BESIDE = 3
"""Words that may stand beside the names of a subject that is a name alone."""
SHORT = 40
"""Words up to which a vote or a thank-you is nothing else."""

_DECLARED = re.compile(r"\W*([^\W\d_][^\n:：\[\]【】]{1,30})[\]:：】]")


_ASKED = re.compile(
    r"(?:[?？]|(?:ます|です|でしょう|ません)か[。.]?|(?:나요|까요?|가요)[.]?|[吗嗎么呢][。.]?)$"
)
"""The end of a question; in some languages a word says so, with or without the mark."""
_ENDING = 6
"""Characters in which that word stands."""


def ends_asking(marked: Marked, span: Span) -> bool:
    return _ASKED.search(marked.text, max(span.start, span.end - _ENDING), span.end) is not None


def is_question(marked: Marked, span: Span) -> bool:
    begins = any(hit.tag == "inverted" and hit.start == span.start for hit in marked.within(span))
    return begins or ends_asking(marked, span)


_NO_WISH = ("question", "inverted", "whether", "bug", "vote", "unneeded", "takes_back")
"""Cues of a sentence that does not simply wish for something."""


@dataclass(frozen=True, kw_only=True)
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
    called: tuple[str, ...]
    """Those of them that the catalog knows, as the mail writes them."""
    named_in_subject: bool
    named_by_label: bool
    everyday: bool
    """Every one of them is an ordinary word, such as an errand: `Refund request`."""
    program: bool
    """The author says of one of them that it is a program."""
    branded: bool
    """One of them is written as no ordinary word is."""
    spoken: bool
    """We know the cues of its language."""
    connects: bool
    """Where we do not, it has the word for an integration."""
    fails: bool
    """… and the words for what does not work."""
    pleads: bool
    """… and words that wish, or no text at all."""
    beside_names: int
    """Words of the subject that belong to no name."""
    ordered: bool
    """A few words order one of them (`ordered`)."""
    echoed: bool
    """Its subject is little but a name, and the text says that name too."""
    wished: bool
    """Words that wish stand right before a known one: `we would like Mattermost`."""
    linked: bool
    """A link leads to a host that bears one of the names."""
    improves: bool
    """Its subject says what of an integration shall be different."""
    existing: bool
    """It speaks of an integration that is there already."""
    cast: bool
    """Its subject gives a known product a part to play: `ServiceNow as notification channel`."""
    instead: bool
    """Its subject names one to be taken in another's place: `Use Turnstile instead of hCaptcha`."""
    made: bool
    """It describes a change that is made already: `This PR adds …`, `Closes #12`, a plan of its tests."""
    bug_form: int
    """How many of its labels are a bug report's: what happens, and how to make it happen again."""
    feature_form: bool
    """It is a form of wishes, whatever it tells of what does not work."""
    words: int
    fields: int
    """Fields read out of it in any way, the name apart."""
    offers: tuple[Role, ...]
    longs: bool
    """A sentence about a known product tells a wish (`longs_for`)."""
    shown: bool
    """What its author keeps in one of them shall be seen in ours (`shown_here`), or come into it (`carried`)."""
    tells_news: bool
    """It passes on what asks for nothing."""
    passes_on: bool
    """It passes on another's mail, whose wish is new here."""

    @property
    def known(self) -> bool:
        """The catalog knows one of its names."""
        return bool(self.called)

    def cues(self, *tags: str) -> int:
        """Different places of subject and body with one of `tags`."""
        return self.subject.count(self.subject.whole, *tags) + self.body.count(self.body.whole, *tags)

    def declares(self, *tags: str) -> bool:
        """Whether the subject begins with the kind of mail it is: `[Bug] …`, `Question: …`."""
        declared = _DECLARED.match(self.subject.text)
        return declared is not None and self.subject.has(Span(0, declared.end(1)), *tags)

    @cached_property
    def questions(self) -> int:
        """How often it asks about something. `Does it …` asks where a sentence begins so or ends with a question mark;
        `A2X does it` does not."""
        return self.cues("question") + sum(
            marked.count(span, "inverted")
            for marked in (self.subject, self.body)
            for span in marked.sentences
            if is_question(marked, span)
        )

    @property
    def titled(self) -> bool:
        """Its subject asks for what it names: `Connector for X`, `[Feature] Support X`, and is no question itself."""
        subject, whole = self.subject, self.subject.whole
        asks = subject.has(whole, "request", "before", "verb")
        return self.named_in_subject and asks and not is_question(subject, whole)

    @cached_property
    def integrates(self) -> bool:
        """Whether what it names can be an integration: known, said to be a program, written as names are, beside a word such
        as `connector`, with its own web site, or told of beside what is done by hand and should come by itself."""
        told = self.echoed or self.toils or self.linked or self.cues("before", "after", "connector") > 0
        plain = self.everyday or not self.spoken
        meant = self.known or self.program or self.branded or self.connects
        return meant or ((told or self.instead) and not plain)

    @cached_property
    def wants(self) -> bool:
        """Some sentence asks for what it names and is nothing else: no question, no fault, nothing taken back."""
        body = self.body
        return (
            self.names > 0
            and self.integrates
            and any(
                body.has(span, "request")
                and body.has(span, "before", "after", "verb")
                and not body.has(span, *_NO_WISH)
                and not asks_errand(body, span)
                and not any(
                    body.has(clause, "request") and tells_errand(body, clause)
                    for clause in body.clauses(span)
                )
                for span in body.sentences
            )
        )

    def kinds(self, tag: str) -> int:
        """Different phrases with `tag`: what is spoken of again and again counts once."""
        return len(_said(self.subject, tag) | _said(self.body, tag))

    @cached_property
    def toils(self) -> bool:
        """Two of three: it tells what is done by hand, what should come by itself, and wishes."""
        return sum(self.cues(tag) > 0 for tag in ("by_hand", "itself", "desire")) > 1

    @cached_property
    def asks(self) -> int:
        """How often it asks for something; a subject such as `connector for X` asks as well."""
        titled = self.names > 0 and self.subject.has(self.subject.whole, "before", "verb", "after")
        return self.cues("request", "enhancement") + (titled or self.instead)


_BRANDED = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|\d[A-Z]?[a-z]{2}")
"""Written as only names are: SmartHQ, Auth0, 10Duke."""


def _everyday(name: Name, source: Source) -> bool:
    """Whether a name that nobody knows is no more than a word of the subject: an errand, one such thing by its number, an
    everyday word (`Report`), a format that something of ours shall be exported to, or any word (`factuur`, `請求`) where
    nothing beside it says what it is."""
    if name.product or name.where != "subject" or _BRANDED.search(name.text):
        return False
    subject = source.subject
    if _NUMBERED.fullmatch(name.text) and subject.has(subject.whole, "errand_thing"):
        return True
    connects = subject.has(subject.whole, "after")
    errand = any(
        _is_errand(hit.tag, subject.text[hit.start : hit.end], name.text, connects) for hit in subject.hits
    )
    guessed = name.confidence <= _GUESSED and _is_one_word(name.text, source)
    return errand or ((is_plain(name.text) or guessed) and not _pointed_at(name.text, source))


def _is_one_word(name: str, source: Source) -> bool:
    """`Report` as a whole subject, and nothing of the kind in the text."""
    if " " in name or name.casefold() in source.body.text.casefold():
        return False
    return is_everyday(name, source.subject.language, source.words)


_GUESSED = 0.5
"""Confidence up to which a name is only what a subject may mean."""
_NUMBERED = re.compile(r"[^\W\d_]+\W+(?:(?:no|nr|n°|núm)\W+)?[A-Z]{0,4}[-/]?\d[\d/.-]*", re.IGNORECASE)
"""`Invoice 20934`, `Rechnung Nr. 4711`: one such thing, by its number."""


def _pointed_at(name: str, source: Source) -> bool:
    """Whether words such as `connector for`, or some that say that it is used, stand right beside a name; an article between
    (`we have the invoice`) makes it any word."""
    return any(
        cued(marked, place)
        or any(hit.tag == "uses" and 0 <= place.start - hit.end <= 1 for hit in marked.hits)
        for marked in (source.subject, source.body)
        for place in places(marked, {name})
    )


def _is_errand(tag: str, said: str, name: str, connects: bool) -> bool:
    return name in said if tag == "errand" else tag.startswith("formats.") and name == said and not connects


def _cast(source: Source, names: Sequence[Name]) -> bool:
    """Whether the subject says as what a known product shall serve: `Twilio as a way to notify`."""
    subject = source.subject
    return any(
        hit.tag == "serving"
        and name.product is not None
        and name.where == "subject"
        and subject.text[: hit.start].rstrip(" '\"`").endswith(name.text)
        for hit in subject.hits
        for name in names
    )


def _instead(source: Source, names: Sequence[Name]) -> bool:
    """Whether the subject names what another shall make room for right behind a name; `why Jira instead of Trello?` asks."""
    subject = source.subject
    return not source.continues and any(
        name.where == "subject"
        and not _REASON.match(subject.text)
        and any(_INSTEAD.match(subject.text, place.end) for place in places(subject, {name.text}))
        for name in names
    )


_INSTEAD = re.compile(
    r"\S?(?:\s(?:support|integration|api))?\s(?:(?:instead|in place) of|rather than|as (?:a )?replacement for|(?:an)?statt|anstelle|an stelle|als ersatz|au lieu d|plutôt qu|à la place d"
    r"|en (?:lugar|vez) de|en reemplazo de|em vez d|ao invés d|no lugar d|invece (?:di|che)|al posto d|in plaats van|zamiast|вместо|istället för|i stedet for|místo|yerine)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\W*(?:why|how|when|wie|warum|wann|pourquoi|comment|por qu|cómo|como|perché|come|waarom|hoe|почему|как)\b",
    re.IGNORECASE,
)


def _bug_form(source: Source) -> int:
    """How many of its labels are a bug report's; where its lines lost their marks they stand in the text. One that is
    answered with a dash counts for nothing."""
    if states_feature(source.parts):
        return 0
    said = {said for text in (source.labels, source.body) for said in _said(text, "reproduction")}
    if not said:
        return 0
    denied = {
        part.section.label.casefold()
        for part in source.parts
        if part.section.text.strip() and is_none(part.section.text, source.words)
    }
    return sum(not any(one in label for label in denied) for one in said)


def _said(text: Marked, tag: str) -> set[str]:
    if not text.has(text.whole, tag):
        return set()
    return {text.text[hit.start : hit.end].casefold() for hit in text.hits if hit.tag == tag}


def _echoed(source: Source, names: Sequence[Name]) -> bool:
    """Whether a name is all or nearly all of the subject, and stands in the text as well."""
    said = {*forms(source.body.text)}
    return any(
        name.where == "subject"
        and source.subject.length(source.subject.whole) <= len(forms(name.text)) + 1
        and said.issuperset(forms(name.text))
        for name in names
    )


def _wished(body: Marked, name: str) -> bool:
    """Whether at most a word or two part what wishes from a name behind it."""
    place = body.text.find(name)
    return place >= 0 and any(
        hit.tag == "desire"
        and hit.end <= place
        and body.length(Span(hit.end, place)) <= _PART
        and not _STOP.search(body.text, hit.end, place)
        for hit in body.within(Span(max(0, place - _NEAR), place))
    )


_PART = 1
"""Words between `would like` and a name: an article."""
_NEAR = 60
"""Characters in which what wishes stands before a name."""
_STOP = re.compile(r"[,;:.!?()\n]")


def _is_carried(source: Source, names: Sequence[Name]) -> bool:
    """Whether what shall come into ours comes out of one of them."""
    named = {name.text for name in names}
    return bool(named) and carried(source.body, source.words, named) in named


def signs_of(
    source: Source, wishes: Sequence[Wish], details: Sequence[Details], offers: tuple[Role, ...]
) -> Signs:
    """All that the mail shows, once its wishes and what they tell are read."""
    message = source.message
    body = source.body
    named = [name for wish in wishes for name in wish.names]
    names = [name for name in named if name.where != "subject"] if source.continues else named
    spoken = source.language in source.words.cues
    said = f"{source.subject.text}\n{body.text}"
    fields = {
        field
        for one in details
        for field, value in one.fields.items()
        if value.evidence.sure and field not in NAMING
    }
    return Signs(
        subject=source.titled,
        body=body,
        first_line=message.new_text.strip().split("\n", 1)[0],
        reply=bool(message.in_reply_to),
        answering=bool(message.in_reply_to) or (is_reply(message.subject) and not message.forwarded),
        labelled=filled(source.parts, source.words),
        names=len(names),
        called=tuple(name.text for name in names if name.product),
        named_in_subject=any(name.where == "subject" for name in names),
        named_by_label=any(part.field is Field.INTEGRATION_NAME for part in source.parts),
        everyday=bool(names) and all(_everyday(name, source) for name in names),
        program=any(name.program for name in names),
        branded=any(_BRANDED.search(name.text) for name in names),
        spoken=spoken,
        connects=not spoken and CONNECTS.search(said) is not None,
        fails=not spoken and FAILS.search(said) is not None,
        pleads=not (spoken or THANKS.match(source.subject.text))
        and (not body.text.strip() or WISHES.search(said) is not None),
        beside_names=source.subject.length(source.subject.whole)
        - sum(len(forms(name.text)) for name in names if name.where == "subject"),
        ordered=any(ordered(body, name.text) for name in names if name.product)
        or any(called_for(body, name.text) for name in names),
        echoed=_echoed(source, names),
        wished=any(_wished(body, name.text) for name in names if name.product),
        linked=any(bears_name(link.url, name.text) for link in links(body.text) for name in names),
        improves=not source.continues
        and names_a_change(source.subject, names, source.words)
        and (
            source.subject.has(source.subject.whole, "change", "feature", "part", "verb")
            or adjusts(source.subject)
        ),
        existing=any(one.kind is Kind.ENHANCEMENT for one in details),
        cast=_cast(source, names),
        instead=_instead(source, names),
        made=any(text.has(text.whole, "change_made") for text in (source.labels, source.body)),
        bug_form=_bug_form(source),
        feature_form=states_feature(source.parts),
        words=body.length(body.whole),
        fields=len(fields),
        offers=offers,
        longs=longs_for(body, [name.text for name in names if name.product]),
        shown=any(name.shown for name in names) or _is_carried(source, names),
        tells_news=source.tells_news,
        passes_on=message.forwarded is not None,
    )
