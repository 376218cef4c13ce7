"""What a subject wants of a product that is there: `Streaming support for Ollama`, `Strava sync import images`.

No list can hold all that a product can do. What is asked for is told from the product by its place: a thing in lower case stands before
`in` and the name, or a verb and a thing stand behind the name. A kind of thing for whose sake one connects a product, such as
notifications, a backup or a login, is a new wish there as well.
"""

import re

from mailer.extract.names.kinds import KIND, kind_behind, places
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import noise_places
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words


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
    abroad = _DOES_ABROAD.get(subject.language)
    return (
        _supports_within(subject, place, words)
        or _adds_to_it(subject, place)
        or _tells_it(subject, place)
        or _goes_on_with_it(subject, place)
        or (abroad is not None and abroad.match(subject.text, place.end) is not None)
    )


_DOES_ABROAD = {
    "zh": re.compile(
        r"(?!格式)[^。！？!?\n]{0,24}(?:(?:消息|推送|通知|卡片|文本|数据|[a-z]) ?格式|模式|属性|字段|加签|(?:消息|设备|数据)类型|(?:图片|卡片|语音|文件|富文本|视频|图文)消息|代理设置)"
        r"|(?:机器人|通知|同步|登录|推送|插件|集成|对接|数据库|消息)?[，,\s]?(?:希望|建议|能否|可否|能不能|最好)?(?:能|可以)?(?:支持|增加|新增|添加|缺少)"
        r"(?!一下|吗|么|呢|插件|集成|对接|接入|推送|通知|登录|功能|机器人|的)[^\s，。？！?!]{3,}",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"(?:との|の)?(?:連携|同期|通知|投稿|インポート|エクスポート|連動)(?:で|に|から|の(?!機能)|時に?)[^。\n]{2,40}?[もを][^。\n]{1,30}?(?:たい|ほしい|欲しい|ように)"
        r"|の(?!連携|通知|同期|ログイン|認証|API|サポート|対応)[^。！？\n]{2,15}?に?も?(?:対応|サポート)"
    ),
    "ko": re.compile(r"\s?(?:연동|알림|동기화)\s?(?:시에?|할 때|에서|에(?!\s?(?:대한|관한)))\s[^\n]{2,40}"),
    "tr": re.compile(
        r"(?:['’]\w+)?\s(?:entegrasyon|eklenti|bağlantı|modül)\w{1,3}n[ae]\s(?!ihtiya)\w+", re.IGNORECASE
    ),
}
"""What is told right behind a name of what it does, in languages without articles: `飞书机器人支持签名校验`, `Backlogの課題種別に対応`,
`LINE通知に画像を添付したい`, `Trendyol entegrasyonuna iade desteği`; `Notion格式` is the thing itself."""


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
    r"|(?:[Ss]oporte (?:de |para )|[Ss]uporte (?:a |de |para )|[Pp]rise en charge (?:de |des |du )|[Ss]upporto (?:per (?:i |gli |le |il |la )?|di )|[Oo]ndersteuning (?:voor|van) |[Пп]оддержка "
    r"|[Дд]обавить |[Aa]jout(?:er|ez)? |[Aa]ñadir |[Aa]gregar |[Aa]dicionar |[Aa]ggiungere )"
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


def _adds_to_it(subject: Marked, place: Span) -> bool:
    """`Add features to the Trello integration`: more of what is there."""
    return kind_behind(subject, place) is not None and _ADDED.search(subject.text, 0, place.start) is not None


_ADDED = re.compile(
    rf"(?:^|[\]:)]\s{{0,3}})(?:[Pp]lease )?[Aa]dd(?:ing)? (?!support |integration |connector ){_HEAD}(?:to|into|in|for) (?:the |our )?$"
)


def _tells_it(subject: Marked, place: Span) -> bool:
    """`Strava sync import images`, `Klaviyo add segments`, `Spotify get queue`: a name, and what it shall do."""
    kind = kind_behind(subject, place)
    does = _DOES.match(subject.text, kind.end if kind else place.end)
    if does is None or (does["both"] and not kind):
        return False
    what = Span(*does.span("what"))
    return not any(hit.tag in KIND or hit.tag == "after" for hit in subject.within(what))


_DOES = re.compile(
    r"\s(?:get|fetch|add|include|show|specify|choose|customi[sz]e|configure|delete|remove|update|rename|expose|explore"
    r"|(?P<both>import|sync|export|use|handle|allow|set))\s(?P<what>(?:an?\s|the\s|more\s|additional\s)?(?!support\b)[a-z][\w-]+)"
)
"""A verb; one that may be a kind of integration as well needs a kind before it."""


def _goes_on_with_it(subject: Marked, place: Span) -> bool:
    """`Jira integration roadmap`: who plans to work on it has it."""
    kind = kind_behind(subject, place)
    return kind is not None and _WORKED_ON.match(subject.text, kind.end) is not None


_WORKED_ON = re.compile(
    r"\s(?:roadmap|parity|rework|overhaul|revamp|redesign|refactor(?:ing)?|polish|follow[- ]ups?|improvements?|enhancements?|features?|settings|options|v\d|phase \d)\b",
    re.IGNORECASE,
)
