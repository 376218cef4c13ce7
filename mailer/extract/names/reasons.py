"""Names of one sentence that each have a reason: `Salesforce because we lose deals, Jira to save the typing`."""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.text.marked import Marked, Span
from mailer.rules.catalog import Mention

_REASON = re.compile(
    r"(?:\s+(?:an|ein|ab|hinzu|toe|aan))?,?\s+(?:because|since|so that|so we|to|as(?! (?:it|is)\b)|for|weil|da|damit|um|für|zum|parce qu\w*|car|pour|afin|porque|ya que|para|pois|"
    r"perché|per|omdat|zodat|voor|om)\b",
    re.IGNORECASE,
)
"""What follows a name that has a reason."""
_NEXT = re.compile(
    r".*[,;]\s+(?:(?:and|und|et|y|e|en)\s+)?(?:(?P<led>for|für|pour|para|per|voor)\s+)?(?:(?:an|à|a|to|with|mit|avec|con|com|met|the|o|el|la|le|il|die|den|das)\s+)?",
    re.IGNORECASE | re.DOTALL,
)
"""What stands between two of them: the first's reason, and at most a joining word."""
_LONGEST = 160
"""Characters of a reason."""


def has_reason(text: str, at: int) -> bool:
    """Whether a reason follows right behind a name that ends `at` a place of `text`."""
    return _REASON.match(text, at) is not None


def each_with_reason(marked: Marked, mentions: Sequence[Mention], first: Mention) -> Iterator[Mention]:
    """Those of `mentions` behind `first` that stand as it does, each with its reason; behind two such also what is `for` the
    name: `for Notion we use Zapier now`."""
    if not has_reason(marked.text, first.end):
        return
    before, several = first, False
    for mention in mentions:
        gap = marked.text[before.end : mention.start]
        joined = _NEXT.fullmatch(gap) if mention.start > before.end and len(gap) <= _LONGEST else None
        reasoned = has_reason(marked.text, mention.end) and not _is_told(marked, mention)
        if joined and (reasoned or (several and joined["led"])):
            yield mention
            before, several = mention, True


def _is_told(marked: Marked, mention: Mention) -> bool:
    """Whether the clause of a name tells that it is there or not wanted: `Jira for tickets we have already`."""
    clause = _CLAUSE.match(marked.text, mention.end)
    return clause is not None and marked.has(Span(mention.start, clause.end()), *_TELLS)


_CLAUSE = re.compile(r"[^,;.!?\n]{0,160}")
_TELLS = ("uses", "unneeded", "negation")
