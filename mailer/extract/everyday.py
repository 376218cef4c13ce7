"""Names of everyday words: `Push Monitors`, `Device compatibilities`. Where no catalog knows it, such a name is a product only if
its writer marks it as one: `Support for Awesome Support`, `connect "Time Sheet"`."""

import re
from collections.abc import Iterator

from mailer.extract.marked import Marked, Span
from mailer.extract.names import is_generic
from mailer.extract.phrases import IDEOGRAPHS, forms
from mailer.extract.words import ALWAYS, Words

_BRANDED = re.compile(r"[a-z][A-Z]|\d")
"""No everyday word is written so: `TimeSheet`, `Sheet2`."""


def is_everyday(text: str, language: str, words: Words) -> bool:
    """Whether a text consists of nothing but words of its language, or of English, in whatever form they stand; the kinds of
    things that may be asked for by their kind alone (`Email`, `SAML`) are left out."""
    if (
        _BRANDED.search(text)
        or _SORT.fullmatch(text)
        or is_generic(text, words, "authentication", "formats", "categories")
    ):
        return False
    if _IDEOGRAPHS.fullmatch(text):
        return _THING.search(text) is not None
    lists = [words.everyday[code] for code in dict.fromkeys((language, ALWAYS)) if code in words.everyday]
    said = forms(text)
    return bool(said) and all(any(one in listed for one in _bases(form) for listed in lists) for form in said)


_SORT = re.compile(r"e-?mails?|sms|webhooks?|imap|smtp|calendars?", re.IGNORECASE)
_IDEOGRAPHS = re.compile(f"[{IDEOGRAPHS}]+")
_THING = re.compile(
    r"(?:配置|功能|设置|設置|設定|方式|模式|格式|类型|参数|机制|管理|权限|选项|问题|接口|插件|模型|自定义|批量|多语言|版本|能力|字段|数据源|连接器|任务|日志|消息|告警|監視|機能|一覧|項目)$"
)
"""The last word of what Chinese or Japanese says of a thing, which is not what it is called."""


def _bases(form: str) -> Iterator[str]:
    """A word, and what it may be a form of: `tables`, `compatibilities`, `notified`, `tracking`."""
    yield form
    for ending, base in _ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + _STEM:
            stem = form[: -len(ending)]
            yield stem + base
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)
_STEM = 1
"""Letters that at least are left of a word."""


def is_set_off(line: str, span: Span) -> bool:
    """Whether a title marks one of its stretches as a name: in quotes, or with the capitals that its other words have not. The
    one capital with which it begins says nothing."""
    text, rest = line[span.start : span.end], line[: span.start] + " " + line[span.end :]
    if is_quoted(text, line):
        return True
    capitals = all(word[:1].isupper() for word in text.split())
    alone = span.start == 0 and " " not in text
    small = [word for word in re.findall(r"[^\W\d_]{4,}", rest) if word.islower()]
    titled = [word for word in re.findall(r"(?<=\s)[^\W\d_]{4,}", rest) if word[:1].isupper()]
    return capitals and not alone and not line.isupper() and bool(small) and not titled


def is_quoted(text: str, line: str) -> bool:
    """Whether quotes or marks of code stand around a name where a text says it first."""
    at = line.find(text)
    return at > 0 and line[at - 1] in _OPENS and line[at + len(text) : at + len(text) + 1] in _CLOSES


_OPENS = "\"'“„«‘`「『《"
_CLOSES = tuple("\"'”“»’`」』》")


def is_only_words(text: str, title: Marked, body: Marked, words: Words) -> bool:
    """Whether a possible name of a title is no more than its words: the text below has them with a small letter, or nothing marks
    it as a name, and no sentence asks for anything."""
    if not is_everyday(text, title.language, words):
        return False
    at = title.text.find(text)
    capital = text[:1].isupper() and re.search(rf"\w[ ,]+{re.escape(text)}\b", body.text) is not None
    place = Span(at, at + len(text))
    marked = capital or (at >= 0 and (is_set_off(title.text, place) or _is_to_connect(title, place)))
    first, space, rest = re.escape(text.lower()).partition(r"\ ")
    first = f"(?i:{first})" if space else first  # a sentence may begin with it
    small = re.search(rf"(?<![\w./-]){first}{space}{rest}(?![\w/-]|\.\w)", body.text)
    return small is not None or not (marked or body.has(body.whole, "request"))


def _is_to_connect(title: Marked, place: Span) -> bool:
    """`Web Calendar Integration`, `Connector for Simple Shop`: in a title with a capital on every word, the word for an integration
    right beside the name, which `support` or `notifications` is not."""
    if not all(word[:1].isupper() for word in title.text[place.start : place.end].split()):
        return False
    kinds = [
        hit for hit in title.hits if hit.tag == "connector" and not _ANY_KIND.match(title.text, hit.start)
    ]
    return any(hit.start == place.end + 1 or _OF.fullmatch(title.text, hit.end, place.start) for hit in kinds)


_ANY_KIND = re.compile(
    r"notif|sync|source|destination|export|import|message|alert|trigger|provider|node", re.IGNORECASE
)
_OF = re.compile(r" (?:for|to|with|mit|für|an|zu|avec|pour|à|con|para|com|per|met|voor) ", re.IGNORECASE)
