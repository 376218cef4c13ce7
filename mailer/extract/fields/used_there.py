"""Short reasons that point back to the product: `Nous y faisons nos devis`, `that's where our quotes live`, `ahí facturamos`."""

import re

from mailer.extract.text.marked import Marked, Span

_USED = {
    "en": r"\b(?:that|this|it)(?:['’]s| is) where (?:our|we|all)\b",
    "de": r"\b(?:dort|darin|darüber|damit)\s(?!haben|hatten|sind|waren|würden|können|könnten|freuen)[a-zäöü]+\s(?:wir|unsere?|alle)\b",
    "fr": r"\b(?:nous|on) y [^\W\d_]+\s(?:nos|notre|les|tou(?:s|te?s?))\s",
    "es": r"\b(?:ahí|allí|con él|con ella)\s[^\W\d_]+[aei]mos\b",
    "pt": r"\b(?:(?:lá|onde|nele|nela)\s(?:que\s)?[^\W\d_]+[aei]mos|é (?:lá que|onde) est(?:ão|á))\b",
    "it": r"\b(?:lì|ci|dove)\s[^\W\d_]+iamo\s(?:l[ae]|i|gli|il|tutt\w)\s",
    "nl": r"\b(?:daarin|daarmee|daar)\s(?!hebben|zijn|hadden|waren)[a-z]+\s(?:we|wij|onze|al)\b",
    "ja": r"(?:そこ|それ)[でに][^。、]{0,12}(?:作|管理|入力|記録|登録|保管|発行)",
}
"""What is done in it, of whoever writes; in Spanish, Portuguese and Italian the verb alone says who."""
_IN = {language: re.compile(said, re.IGNORECASE) for language, said in _USED.items()}


def is_used_there(marked: Marked, span: Span) -> bool:
    """Whether a sentence says what its author does in the product that was just named, and asks nothing."""
    told = _IN.get(marked.language)
    found = told.search(marked.text, *span) if told else None
    return found is not None and marked.text[span.end - 1] not in "?？"
