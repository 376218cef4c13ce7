"""What a subject wants of a product that is there: `Streaming support for Ollama`, `Strava sync import images`.

No list can hold all that a product can do. What is asked for is told from the product by its place: a thing in lower case stands before
`in` and the name, or a verb and a thing stand behind the name. A kind of thing for whose sake one connects a product, such as
notifications, a backup or a login, is a new wish there as well.
"""

import re
from collections.abc import Sequence

from mailer.extract.kinds import KIND, kind_behind, places
from mailer.extract.marked import Marked, Span
from mailer.extract.noise import noise_places
from mailer.extract.phrases import words as words_of
from mailer.extract.words import Words


def wants_itself(subject: Marked, found: Sequence[Span], words: Words) -> bool:
    """`Support for MobilePay`, `Please add Backblaze B2`: beside the names, which are `found` in it, the subject has nothing but the
    asking. What the text only hints at, as being configurable, is then the wish itself or the program that asks."""
    if not found or not subject.has(subject.whole, "order", "verb", "before"):
        return False
    if subject.has(subject.whole, "change", "extension", "enhancement", "feature", "part"):
        return False
    listed = words_of(subject.text)
    noise = noise_places(subject.text, listed, words)
    return all(
        word.start in noise or any(place.start <= word.start < place.end for place in found)
        for word in listed
    )


def wants_a_piece(subject: Marked, names: set[str], words: Words) -> bool:
    """`PR approvals`, `Add support for tags`: the subject has none of the `names`, which only the text says, and asks for a piece of one
    of them, with at most one more word that means something."""
    pieces = [Span(hit.start, hit.end) for hit in subject.hits if hit.tag == "part"]
    if not pieces or any(places(subject, names)):
        return False
    listed = words_of(subject.text)
    noise = noise_places(subject.text, listed, words)
    others = (
        word
        for word in listed
        if word.start not in noise and not any(piece.start <= word.start < piece.end for piece in pieces)
    )
    return sum(1 for _ in others) <= 1


def wants_of_it(subject: Marked, place: Span, words: Words) -> bool:
    """Whether the subject asks for what the product whose name stands at `place` shall do, and not for the product."""
    return (
        _supports_within(subject, place, words)
        or _adds_to_it(subject, place)
        or _supported_behind(subject, place, words)
        or _tells_it(subject, place)
        or _goes_on_with_it(subject, place)
        or _BEHIND_ABROAD.match(subject.text, place.end) is not None
        or _BEFORE_ABROAD.search(subject.text, 0, place.start) is not None
        or (
            _FOR_IT.search(subject.text, 0, place.start) is not None
            and _ADDED_TO.match(subject.text, place.end) is not None
        )
    )


_BEHIND_ABROAD = re.compile(
    r"(?:集成|推送|通知|机器人|同步|消息|渠道|通道|插件)?(?:[，,]?(?:希望|能否|可否|建议|请|是否|可以|想要?)){0,2}(?:支持|增加|添加|新增|加上|缺少)(?:一下|对)?"
    r"(?!一下|接入|通知|推送|机器人|同步|集成|登录|[吗么呢吧的])[^\s。！？?!，,]{2}"
    r"|(?:連携|同期|コネクタ|プラグイン|通知)で[^。！？\n]{1,30}(?:できるように|可能に|指定|設定|選択|したい)"
    r"|の(?!連携|通知|同期|ログイン|認証|API|サポート|対応)[^。！？\n]{2,15}?に?も?(?:対応|サポート)"
    r"|(?:에서|(?: ?(?:알림|연동))에) [^.\n]{2,15}(?:지원|추가)"
    r"|[ -](?:Adapter|Plugin|Modul|Anbindung|Integration|Binding|Konnektor|koppeling|integratie) (?:erweitern|ergänzen|verbessern|ausbauen|uitbreiden|verbeteren)\b"
)
"""What it shall do behind the name, in languages that say it so: `飞书通知支持@人`, `Backlogの課題種別に対応`, `Fronius Adapter erweitern`."""
_BEFORE_ABROAD = re.compile(
    r"(?:优化|完善|改进|增强)(?:一下|对)?$"
    r"|^\W*(?:[Mm]ejoras?|[Aa]méliorations?|[Mm]elhorias?|[Mm]iglioramenti|[Mm]iglioramento|[Vv]erbesserung(?:en)?|[Ee]rweiterung(?:en)?|[Uu]itbreiding(?:en)?|[Уу]лучшени[ея]) (?![-–—])[^\n:]{0,30}$"
    r"|(?:^|[:\]] ?)(?:[Дд]обавить|[Рр]еализовать|[Вв]озможность|[Пп]оддержка) (?!поддержку|интеграц|отправк|уведомлен|экспорт|выгрузк|импорт|подключ)(?:[а-яё]+ ){1,4}(?:в|для) $"
    r"|(?:^|[:\]] ?)(?:[Дд]обавить) (?:[а-яё]+ ){1,5}в (?:интеграци|модул)[а-яё]+ (?:с )?$"
    r"|(?:^|[:\]] ?)(?:[Aa]jout(?:er|ez)?|[Gg]estion|[Aa]ñadir|[Aa]gregar|[Aa]dicionar|[Ii]ncluir|[Aa]ggiungere) (?!une? (?:int|con)|support|soporte|suporte|supporto|int[eé]gra|cone|conne|notif|avis)"
    r"(?:[^\W\d_A-Z][\w-]*+ ){1,4}?(?:dans|à|au|en|a|na|no|nel|nella|alla) (?:la |le |el |o |a |l['’])?(?:(?:intégration|connecteur|integración|integração|integrazione|conector|connettore) (?:de |con |com |do |da |di |avec )?)?$"
)
"""The same before the name: `Добавить кнопки в`, `Gestion des fils dans`, `完善`."""
_FOR_IT = re.compile(r"(?:为|给|在)$")
_ADDED_TO = re.compile(r"[^\s，,。]{0,6}?(?:增加|添加|新增|加上|加入)")


def _supports_within(subject: Marked, place: Span, words: Words) -> bool:
    """`Support aggregations in MongoDB`, `Streaming support for Ollama`, `Soporte de hilos en Slack`."""
    asked = _WITHIN.search(subject.text, 0, place.start)
    if asked is None:
        return False
    head = next(name for name in ("of", "name", "for", "in", "led") if asked[name])
    return _is_capability(subject, Span(*asked.span(head)), words)


_HEAD = r"(?:[A-Z]?[a-z][\w/-]*+ )(?:[a-z][\w/-]*+ ){0,3}"
"""One to four words none of which can be a name; the first may stand at the beginning."""
_WITHIN = re.compile(
    rf"(?:^|[\]:)]\s{{0,3}})(?:(?:[Pp]lease )?(?:[Aa]dd(?:ing)? |[Ii]mplement |[Mm]issing |[Nn]ew )?(?P<of>{_HEAD})support (?:for|in|on|to) (?:the |our )?"
    rf"|(?:[Pp]lease )?(?:[Aa]dd(?:ing)? )?[Ss]upport for (?P<name>{_HEAD})(?:in|inside|within) (?:the |our )?"
    rf"|(?:[Pp]lease )?[Ss]upport(?:ing)? (?P<for>(?!for |of |in |to |as |on ){_HEAD})for (?:the |our )?"
    rf"|(?:[Pp]lease )?(?:[Ss]upport(?:ing)?|[Aa]dd(?:ing)?|[Aa]llow(?:ing)?|[Ii]mplement|[Ee]nable|[Hh]andle) (?P<in>(?!for |of |in |to |as |on ){_HEAD})(?:in|inside|within) (?:the |our )?"
    r"|(?:[Ss]oporte (?:de |para )|[Ss]uporte (?:a |de |para )|[Pp]rise en charge (?:de |des |du )|[Ss]upporto (?:per (?:i |gli |le |il |la )?|di )|[Oo]ndersteuning (?:voor|van) |[Пп]оддержка )"
    r"(?P<led>(?:[^\W\d_A-ZА-ЯÀ-Ý][\w-]*+ ){1,4})(?:en|em|no|na|dans|in|nel|в) (?:el |la |le |het )?)$"
)


def _is_capability(subject: Marked, head: Span, words: Words) -> bool:
    """Whether the words at `head` say something, and nothing that a product is connected for or may be called."""
    text = subject.text[head.start : head.end]
    listed = words_of(text)
    told = subject.within(head)
    connected_for = any(
        hit.tag in KIND or hit.tag.startswith(("categories.", "authentication.")) or hit.tag == "after"
        for hit in told
    ) or _USED_FOR.search(text)
    return not connected_for and len(listed) > len(noise_places(text, listed, words))


_USED_FOR = re.compile(
    r"\b(?:logins?|sign-?ins?|logging|uploads?|downloads?|monitoring|tracking|dashboards?|storage|search|translation|messaging|reporting|hosting|models?)\b",
    re.IGNORECASE,
)
"""More of what one connects a product for."""


def _supported_behind(subject: Marked, place: Span, words: Words) -> bool:
    """`Matrix room alias support`, `Loki output ability to set a header`: what it shall support stands between."""
    if _ABLE.match(subject.text, place.end):
        return True
    asked = _BEHIND.match(subject.text, place.end)
    return asked is not None and _is_capability(subject, Span(*asked.span("head")), words)


_BEHIND = re.compile(r"\s(?P<head>(?:(?!or |and |with |via )[a-z][\w/-]*+ ){2,3})support(?:ed)?\b")
_ABLE = re.compile(
    r"(?:\s[a-z]+){0,2}\s?[:-]?\s(?:ability|option|possibility) (?:to|for) (?!connect|integrate|sync|link|send|import|export|log|sign|use\b)",
    re.IGNORECASE,
)


def _adds_to_it(subject: Marked, place: Span) -> bool:
    """`Add features to the Trello integration`: more of what is there."""
    there = kind_behind(subject, place) or _SENT.match(subject.text, place.end)
    return there is not None and _ADDED.search(subject.text, 0, place.start) is not None


_SENT = re.compile(
    r"\s(?:message|notification|alert|embed|payload|post|card|sensor|entit(?:y|ie)|widget|template|output|page)s?\b"
)
"""What of a product is there, besides its connector: `Add hostname to Telegram message`."""


_ADDED = re.compile(
    rf"(?:^|[\]:)]\s{{0,3}})(?:[Pp]lease )?[Aa]dd(?:ing)? (?!support |integration |connector ){_HEAD}(?:to|into|in|for) (?:the |our )?$"
)


def _tells_it(subject: Marked, place: Span) -> bool:
    """`Strava sync import images`, `Klaviyo add segments`, `Spotify get queue`: a name, and what it shall do."""
    kind = kind_behind(subject, place)
    shape = _DOES_MORE if kind else _DOES
    does = shape.match(subject.text, kind.end if kind else place.end)
    return does is not None and not any(
        hit.tag in KIND or hit.tag == "after"
        for hit in subject.within(Span(does.start("what"), does.end("what")))
    )


_DOES = re.compile(
    r"\s(?:get|fetch|add|include|show|specify|choose|customi[sz]e|configure|delete|remove|update|rename|expose|explore)\s(?P<what>(?:an?\s|the\s|more\s|additional\s)?(?!support\b)[a-z][\w-]+)"
)
_DOES_MORE = re.compile(
    r"\s(?:get|fetch|add|include|show|specify|choose|customi[sz]e|configure|delete|remove|update|rename|expose|explore|import|sync|export|use|handle|allow|set)\s(?P<what>(?:an?\s|the\s|more\s|additional\s)?(?!support\b)[a-z][\w-]+)"
)


def _goes_on_with_it(subject: Marked, place: Span) -> bool:
    """`Jira integration roadmap`: who plans to work on it has it."""
    kind = kind_behind(subject, place)
    return kind is not None and _WORKED_ON.match(subject.text, kind.end) is not None


_WORKED_ON = re.compile(
    r"\s(?:roadmap|parity|rework|overhaul|revamp|redesign|refactor(?:ing)?|polish|follow[- ]ups?|improvements?|enhancements?|features?|settings|options|v\d|phase \d)\b",
    re.IGNORECASE,
)
