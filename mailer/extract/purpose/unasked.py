"""Mails that ask for no integration, told by what they are instead: spam, a pitch, a newsletter, a bill, thanks."""

import re

from mailer.extract.kind.stated import is_titled_feature
from mailer.extract.names.kinds import KIND
from mailer.extract.purpose.errands import asks_errand, is_errand_title, tells_errand
from mailer.extract.purpose.gratitude import is_glad, is_only_grateful, wishes_now
from mailer.extract.purpose.signs import BESIDE, SHORT, Signs, ends_asking
from mailer.extract.text.denial import BUT
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit

SEVERAL = 2
"""Words of a kind from which on a mail is of that kind; a single one stands in any mail."""


def passed_on_news(signs: Signs) -> bool:
    """Somebody else's news, and no wish of its sender's own."""
    return (
        signs.tells_news
        and signs.labelled == 0
        and signs.cues("request", "enhancement", "by_hand", "itself") == 0
        and not (signs.cues("desire") and (signs.named_in_subject or signs.cues("before", "after")))
    )


def junk(signs: Signs) -> bool:
    return signs.labelled < 2 and signs.cues("spam") >= 2 and _unasked(signs, "spam", "pitch")


def _unasked(signs: Signs, *tags: str) -> bool:
    """Whether its selling words outweigh its asking ones, or it asks for nothing that anybody knows."""
    return signs.cues(*tags) > signs.asks or not signs.known


def newsletter(signs: Signs) -> bool:
    return signs.labelled < 2 and (
        (signs.kinds("newsletter") >= max(SEVERAL, signs.asks + 1) and not signs.wants)
        or (signs.kinds("unsubscribe") >= SEVERAL and not signs.wants)
        or (signs.cues("unsubscribe") >= 1 and signs.asks == 0 and not (signs.improves or signs.existing))
    )


def pitch(signs: Signs) -> bool:
    return signs.labelled < 2 and signs.cues("pitch", "spam") >= 2 and _unasked(signs, "pitch", "spam")


def application(signs: Signs) -> bool:
    """Its author looks for work, or for somebody to build something: what they have connected elsewhere is no wish. Who recruits
    with a product names it in the subject and asks for it."""
    recruits = signs.wants and signs.known and signs.named_in_subject
    works = signs.cues("job") >= SEVERAL and not recruits
    return signs.labelled == 0 and (works or signs.cues("hires") > 0)


def complaint(signs: Signs) -> bool:
    """It is about money, a contract or how its author was treated, more than it asks for anything."""
    complaints, asked = signs.cues("complaint"), signs.cues("request", "desire")
    return complaints >= SEVERAL and complaints > asked and signs.cues("by_hand", "itself") == 0


def bill(signs: Signs) -> bool:
    """It asks for money: what was bought is no wish."""
    return (
        signs.cues("bill") >= SEVERAL and signs.cues("desire", "by_hand", "itself") == 0 and not signs.wants
    )


def own_data(signs: Signs) -> bool:
    """It is about what is stored of its author, who has rights there that no request should hide."""
    return signs.cues("own_data") > 0 and signs.labelled == 0 and not signs.wants


def unneeded(signs: Signs) -> bool:
    """It takes a wish back, or wants something gone, and no clause of it asks for anything else."""
    if signs.reply or signs.labelled or not signs.cues(*_REFUSING):
        return False
    clauses = [
        (marked, clause)
        for marked in (signs.subject, signs.body)
        for span in marked.sentences
        for clause in marked.clauses(span)
    ]
    refused = [clause for clause in clauses if _refuses(signs, *clause)]
    return bool(refused) and not any(
        marked.has(clause, "request", "desire")
        for marked, clause in clauses
        if (marked, clause) not in refused
        and not any(_takes_back(marked, clause, gone) for text, gone in refused if text is marked)
    )


_REFUSING = ("unneeded", "takes_back", "gives_up")


def _takes_back(marked: Marked, wish: Span, gone: Span) -> bool:
    """`We wanted to ask for Jira, but no longer need it`: what a clause refuses, one before it in the sentence wished for."""
    begun = marked.sentence_at(gone.start).start
    return begun <= wish.start < gone.start and not marked.has(wish, "plead") and _but(marked, gone)


def _but(marked: Marked, clause: Span) -> bool:
    near = max(0, clause.start - _JOINED), clause.start + _JOINED
    return BUT.search(marked.text, *near) is not None


_JOINED = 20
"""Characters around the beginning of a clause in which `but` joins it to the one before."""


def _refuses(signs: Signs, marked: Marked, clause: Span) -> bool:
    """`We no longer need the integration`, not `… so that we no longer need another tool`; `but we no longer need it` refuses
    what its sentence named before."""
    hits = marked.within(clause)
    before = Span(marked.sentence_at(clause.start).start, clause.start)
    meant = _names_one(signs, marked, clause) or (
        _IT.search(marked.text, *clause) is not None
        and _but(marked, clause)
        and _names_one(signs, marked, before)
    )
    purposes = [hit.start for hit in hits if hit.tag == "purpose_clause"]
    refused = [hit.start for hit in hits if hit.tag == "unneeded" and meant]
    refused += [hit.start for hit in hits if hit.tag == "takes_back"]
    refused += [hit.start for hit in hits if hit.tag == "gives_up" and _gives_up(marked, clause, hit)]
    return any(all(place < purpose for purpose in purposes) for place in refused)


def _gives_up(marked: Marked, clause: Span, order: Hit) -> bool:
    """`Scrap the Mailchimp idea`, `die Idee könnt ihr streichen`: somebody is told to let go of a wish that stands a few words
    away; `don't drop the idea` keeps it, and `we always forget the idea` tells what happens."""
    if marked.has(
        Span(clause.start, order.start), "negation", "question_word", "before", "verb", "frequency"
    ):
        return False
    begins = marked.length(Span(clause.start, order.start)) <= _ORDERS
    further = (hit.start for hit in marked.within(Span(order.end, clause.end)) if hit.tag == "order")
    if any(_AND.search(marked.text, clause.start, at) for at in further):
        return False
    return any(
        hit.tag == "wished_thing"
        and (hit.start < order.start or begins)
        and marked.length(Span(min(hit.end, order.end), max(hit.start, order.start))) <= _NEAR_WISH
        for hit in marked.within(clause)
    )


_AND = re.compile(r"\b(?:and|und|et|y|e|en|og|och)\s$")
"""`Scrap the old idea and add Slack` asks for something."""
_ORDERS = 3
"""Words before what orders something: `hi, you can scrap …`."""
_NEAR_WISH = 5
"""Words between the order and the wish: `drop the Google Sheets idea`."""
_IT = re.compile(
    r"\b(?:it|this|that|them|one|sie|ihn|es|die|en|n['’]en|l[ao]s?|del[ae]s?|disso|ci|mi|ne|het|hem)\b|ません?でした|なり|なく",
    re.IGNORECASE,
)
"""What points back to what was named."""


def _names_one(signs: Signs, marked: Marked, span: Span) -> bool:
    said = marked.text[span.start : span.end]
    return marked.has(span, "connector") or any(name in said for name in signs.called)


def errand(signs: Signs) -> bool:
    """It asks for something that no integration is: a refund, a meeting, access, leave."""
    body = signs.body
    told = tells_errand(signs.subject, signs.subject.whole) or tells_errand(body, body.whole)
    told = told or (
        body.has(body.whole, "errand_thing") and any(asks_errand(body, span) for span in body.sentences)
    )
    told = told or (is_errand_title(signs.subject) and signs.cues("by_hand", "itself") == 0)
    return told and not signs.reply and signs.labelled == 0 and not signs.wants


def announcement(signs: Signs) -> bool:
    """It tells what its author has, or has done, and wishes for nothing."""
    told = signs.cues("announcement") > 0 or _is_out(signs.subject) or _is_out(signs.body)
    return told and not signs.reply and signs.labelled == 0 and _wishes_nothing(signs)


def _is_out(marked: Marked) -> bool:
    """`The Teams integration is now available`: what is there from now on is an integration."""
    return marked.has(marked.whole, "is_out") and any(
        hit.tag == "is_out" and marked.has(Span(marked.sentence_at(hit.start).start, hit.start), *KIND)
        for hit in marked.hits
    )


def change_made(signs: Signs) -> bool:
    """It describes a change that is made already, to those who shall look at it, and wishes for nothing."""
    return (
        signs.made and not signs.reply and not signs.body.has(signs.body.whole, "request", "desire", "vote")
    )


def of_documentation(signs: Signs) -> bool:
    """It wants a page or the documentation to be put right, and no other sentence asks for an integration."""
    if signs.reply or signs.labelled >= SEVERAL or signs.cues("by_hand"):
        return False
    told = False
    for marked in (signs.subject, signs.body):
        for span in marked.sentences:
            if _PAGE.search(marked.text, *span) and not marked.has(span, "purpose_clause"):
                told = True
            elif marked.has(span, "lack") or (
                marked.has(span, "request") and marked.has(span, "before", "verb")
            ):
                return False
    return told


_PAGE = re.compile(
    r"\b(?:docs?|documentation|readme|(?:web)?page|dokumentation|doku|documentación|documentação|documentazione|documentatie)\b"
    r"(?: \w+){0,5}? (?:(?:is|are|ist|está|è|est) (?:\w+ ){0,2}(?:out of date|out-of-date|outdated|empty|wrong|incomplete|veraltet|leer|unvollständig|vide|obsolète|obsoleta|vacía"
    r"|desatualizada|vuota|verouderd)|needs? (?:an )?updat\w*|need updating|(?:to|should|must|could) (?:also )?(?:include|mention|list|explain|state|say|cover))\b",
    re.IGNORECASE,
)


def _wishes_nothing(signs: Signs) -> bool:
    return signs.cues("request", "enhancement", "desire", "wish", "by_hand", "itself", "lack") == 0


def praise(signs: Signs) -> bool:
    """It praises and wishes for nothing; or its subject is nothing but thanks, and it tells how well something works."""
    subject, whole = signs.subject, signs.subject.whole
    only_thanks = (
        subject.has(whole, "thanks") and subject.length(whole) <= BESIDE and not signs.named_in_subject
    )
    kinds = {hit.start for hit in subject.hits if hit.tag in KIND}
    orders = any(hit.tag in ("request", "order") and hit.start not in kinds for hit in subject.hits)
    told = signs.cues("bug") == 0 and signs.questions == 0 and not orders
    told = told and not is_titled_feature(signs.subject)
    if told and signs.labelled == 0 and (is_glad(signs.body) or is_only_grateful(signs.body)):
        return True
    silent = only_thanks and not any(wishes_now(signs.body, span) for span in signs.body.sentences)
    return silent and _is_short(signs) and signs.labelled == 0


def thanks(signs: Signs) -> bool:
    body = signs.body
    silent = signs.fields == 0 and _asks_nothing(signs) and not is_titled_feature(signs.subject)
    named = any(
        body.has(span, "before") and not body.has(span, "thanks", "praise") for span in body.sentences
    )
    asks = _PLEASE_DO.search(body.text) is not None
    return signs.cues("thanks") >= 1 and silent and _is_short(signs) and not (named or asks)


_PLEASE_DO = re.compile(
    r"\bmerci (?:(?:de|d['’]) ?(?:bien vouloir )?(?:(?:me|nous|le|la|les|en|y) |[lmn]['’])?(?!avoir|votre)[^\W\d_]{2,}(?:er|ir|oir|re))\b",
    re.IGNORECASE,
)
"""`Merci de l'annuler`: French thanks ahead for what shall be done."""


def _is_short(signs: Signs) -> bool:
    """Whether it is no longer than thanks are; where every character is a word of its own, those are twice as many."""
    return signs.words <= SHORT * (2 if signs.body.language in ("ja", "zh") else 1)


def closes(signs: Signs) -> bool:
    """Whether thanks only end a mail that names something: `… in Cal.com. Thank you for your time!`"""
    body = signs.body
    closings = {hit.start for hit in body.hits if hit.tag == "closing"}
    told = [hit.start for hit in body.hits if hit.tag == "thanks"]
    return (
        thanks(signs)
        and signs.known
        and bool(told)
        and closings.issuperset(told)
        and min(told) > body.sentences[0].end
    )


def _asks_nothing(signs: Signs) -> bool:
    return signs.asks == 0 and not any(ends_asking(signs.body, span) for span in signs.body.sentences)


def only_thanks(signs: Signs) -> bool:
    """It says itself that it is nothing else, however long it tells why."""
    said = signs.cues("only_thanks") > 0 and signs.labelled == 0 and _asks_nothing(signs)
    return said and not any(
        wishes_now(signs.body, span)
        for span in signs.body.sentences
        if not signs.body.has(span, "only_thanks")
    )
