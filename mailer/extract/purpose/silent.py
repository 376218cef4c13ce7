"""Mails in which no sentence wishes for anything: what they ask is a question about what is there."""

import re
from collections.abc import Iterator

from mailer.extract.kind.stated import is_titled_feature
from mailer.extract.names.aside import ASKING
from mailer.extract.purpose.signs import Signs, ends_asking
from mailer.extract.text.marked import Marked, Span

ASKED = 3
"""Words from which on a question asks something; `Telegram?` only names it."""


def is_silent(signs: Signs) -> bool:
    """No sentence of its text wishes for anything; to ask how something is done is no wish."""
    body = signs.body
    return not any(
        body.has(span, *ASKING)
        and not body.has(span, "question")
        and not _TO_KNOW.search(body.text, span.start, span.end)
        for span in body.sentences
    )


_TO_KNOW = re.compile(r"\b(?:to know|wissen|savoir|saber|sapere|weten)\b", re.IGNORECASE)


def asks_in_silence(signs: Signs) -> bool:
    """Some sentence is a question about a product, and none wishes for anything or tells why anybody should."""
    plain = signs.spoken and signs.names > 0 and not (signs.answering or signs.labelled or signs.existing)
    if not plain or signs.toils or signs.instead or not signs.integrates or _is_titled_wish(signs.subject):
        return False
    asked = list(_questions(signs))
    return (
        bool(asked)
        and not any(_ASKS_FOR_IT.search(one) for one in asked)
        and is_silent(signs)
        and not _speaks_of_making(signs.body)
        and not FOR_US.search(signs.body.text)
    )


def asks_outright(signs: Signs) -> bool:
    """It says that it has a question, and asks how or where something is done (`question on the Jira connector: where …`,
    `my question is how …`); that it wants to do so is no wish, unless it says of what."""
    body = signs.body
    asked = any(
        hit.tag == "question_word"
        and (found := _IS_HOW.match(body.text, hit.end, span.end))
        and not _ASKS_FOR_IT.search(body.text, found.end(), span.end)
        for span in body.sentences
        for hit in body.within(span)
    )
    plain = asked and not (signs.answering or signs.labelled or signs.wants)
    return (
        plain
        and not any(_ASKS_FOR_IT.search(one) for one in _questions(signs))
        and signs.cues("vote", "conditional", "longing", "extension", "change", "unlisted", "lack") == 0
    )


_IS_HOW = re.compile(
    r"[^.?!:\n]{0,60}?(?::|,|\b(?:is|ist|est|es|é|è)\b)\s*[¿\"“„«]?(?:(?:in|en|dans|em|na|no|sur|à|auf|unter|bei|op|under|on)\s)?"
    r"(?:which|what|where|how|welche\w*|wo|wie|was|où|comment|quel\w*|qué|dónde|cómo|cuál\w*|qual\w*|onde|como|dove|come|waar|hoe|welke?)\b",
    re.IGNORECASE,
)


def asks_only_how(signs: Signs) -> bool:
    """Some sentence asks how, where or with what something is done that is there (`how do I set it up?`), and no other one
    wishes for anything, says what is missing or by what means it is done today."""
    subject, body = signs.subject, signs.body
    if signs.answering or signs.labelled or _is_titled_wish(subject):
        return False
    asked = False
    for marked, span in [(one, span) for one in (body, subject) for span in one.sentences]:
        if _asks_how(marked, span):
            asked = True
        elif marked.has(span, *_WISHED) or (
            ends_asking(marked, span) and _ASKS_FOR_IT.search(marked.text, span.start, span.end)
        ):
            return False
    return asked and not FOR_US.search(body.text)


_WISHED = (
    "request", "desire", "wish", "lack", "by_hand", "vote", "conditional", "longing", "unlisted", "extension",
)  # fmt: skip


def _asks_how(marked: Marked, span: Span) -> bool:
    """Whether a sentence asks how something is done, and not how it is to be connected."""
    how = _HOW_ASKED.match(marked.text, *span) or _HOW_ASIAN.search(marked.text, *span)
    asks = ends_asking(marked, span) or marked.has(span, "question")
    return asks and how is not None and not _HOW_WISHED.search(marked.text, span.start, span.end)


_HOW_ASKED = re.compile(
    r"\W*+(?:[^.?!\n]{0,80}?(?:\bwondering|\bto know|\bexplain\w*|\btell (?:me|us)|\bmyself|\bsure|\bidea|\bbut|\band|\bso|\bwissen|\bsavoir|\bsaber|\bsapere|\bweten"
    r"|\binformację|\bузнать|\bподскажите|,|:) )?(?:how|where|what|which|wie|wo|welche\w?|comment|où|quels?|quelles?|cómo|dónde|cuál(?:es)?|qué|como|onde|qual|quais|come"
    r"|dove|quale|hoe|waar|welke?|jak|gdzie|w jaki sposób|как|где|каким образом)\b",
    re.IGNORECASE,
)
_HOW_ASIAN = re.compile(r"如何|怎么|怎样|怎麼|どのように|どうやって|어떻게")
_HOW_WISHED = re.compile(
    r"\b(?:how|what) (?:about|would|hard|difficult|much|long|soon|likely)\b|\bwhat (?:is|are) the (?:chances?|plans?|status)\b"
    r"|\b(?:how|wie|comment|cómo|como|come|hoe|jak|как) (?:\w+ ){0,3}?(?:connect|integrat|link|add|get|have|request|import|export|sync|bring|verbind|anbind|einbind|integrier"
    r"|hinzufüg|connecter|intégr|relier|ajouter|conectar|añadir|adicionar|collega|aggiung|koppel|toevoeg|podłącz|połącz|uzysk|propoj|připoj|získ|подключ|интегр)"
    r"|\bsupported\b|\byou (?:\w+ )?(?:support|offer|plan|build|add)|(?<!which )\bnot (?:support|possible)|n['’]t (?:support|possible)"
    r"|(?:如何|怎么|怎样|どう|어떻게).{0,6}(?:接入|对接|集成|连接|同步|支持|連携|接続|연동|연결)|支持吗|可否|能否|是否",
    re.IGNORECASE,
)
"""Who asks how something is to be connected wants it to be."""


def _speaks_of_making(body: Marked) -> bool:
    """`What would it take to add X?`; an `add-on` is there already, and who asks how to add something adds it."""
    return any(
        hit.tag in ("order", "verb")
        and body.text[hit.end : hit.end + 1] != "-"
        and not _HOW_TO.match(body.text, body.sentence_at(hit.start).start, hit.start)
        for hit in body.hits
    )


_HOW_TO = re.compile(
    r"\W*(?:how (?:do|does|to|can|should) |wie (?:kann|füge|lege|binde|richte)\b|comment (?:faire|puis-je|peut-on|on )|cómo (?:puedo|se|añado|agrego) |como (?:posso|se|faço|adiciono) "
    r"|come (?:posso|si|faccio) |hoe (?:kan|voeg) )",
    re.IGNORECASE,
)


def _questions(signs: Signs) -> Iterator[str]:
    for marked in (signs.subject, signs.body):
        for span in marked.sentences:
            if ends_asking(marked, span) and marked.length(span) >= ASKED:
                yield marked.text[span.start : span.end]


def _is_titled_wish(subject: Marked) -> bool:
    orders = any(hit.tag == "order" and hit.start == 0 for hit in subject.hits)
    return orders or subject.has(subject.whole, "request", "desire", "plead") or is_titled_feature(subject)


_ASKS_FOR_IT = re.compile(
    r"\b(?:could|would|can|will|may|might) (?:you|it|we|i|there|some\w+|this|that|the)\b"
    r"(?! (?:please )?(?:confirm|tell|explain|clarify|say|point|check|let (?:me|us) know))"
    r"|\b(?:how|what) about|\bwhy not\b|\bany (?:interest|chance|plan)|\bplan(?:s|ned|ning)?\b|\bon (?:the|your) (?:list|roadmap|radar)\b"
    r"|\b(?:thought of|thoughts on|gedacht|pensé à|pensado en|pensato a)\b|考虑|検討"
    r"|\b(?:könn|möglich|wäre|geplant|plant|pourr|serait|possible|prév|podr|podé|puede|seria|sería|posible|possível|pode|prev[ei]|plane"
    r"|potre|sarebbe|possibile|kunnen|zouden|mogelijk|envisag|consid[eé]r|denkbar|überleg|planow|planuje|rozważ|планир|будет|появится|planlan|düşün|funder|overve|suunnit|plánov|uvažuj)|\bd[áa] p(?:a)?ra|いただけ|でき(?:ます|ません|ない)|予定|可否|能否|能不能|可以|수 있|계획",
    re.IGNORECASE,
)
"""A question that is a polite wish, or asks whether it will come."""


FOR_US = re.compile(
    r"\b(?:us|our|uns|unser\w*|nous|notre|nos|nuestr\w+|noss\w+|ci|nostr\w|ons|onze)\b|当社|弊社|我们|저희",
    re.IGNORECASE,
)
"""What matters to its author is wished for, though no word says so: `the connector is a must for us`."""
