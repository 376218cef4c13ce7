"""A wish told as a rule between two programs: `as soon as a guest checks out, a job should appear in your planner`."""

import re

from mailer.extract.names.kinds import kinds_of_ours
from mailer.extract.text.marked import Marked


def should_be(body: Marked) -> bool:
    """Whether a text says that its author works with our program, and in one sentence when what should happen; one that
    speaks of an integration of ours tells how that behaves."""
    return (
        _OURS.search(body.text) is not None
        and next(kinds_of_ours(body), None) is None
        and any(_WHEN.search(body.text, span.start, span.end) for span in body.sentences)
    )


_SUBJECT = r"(?<!you )(?<!we )(?<!\bi )(?<!they )(?<!everybody )(?<!everyone )"
_WHEN = re.compile(
    r"\b(?:when(?:ever)?|as soon as|once|every time|wenn|sobald|immer wenn|quand|lorsqu\w*|dès qu\w*|cuando|en cuanto|cada vez que|quando|assim que|sempre que|appena|ogni volta che"
    r"|als|zodra|telkens als)\b(?:[^.!?\n]|\.(?=\d)){4,140}?"
    rf"(?:[\s,]{_SUBJECT}(?:should|ought to|must|has to)\s(?!be able\b)"
    r"|\s(?:soll|sollte|muss|müsste)\s(?!Sie\b|ich\b|wir\b|man\b)"
    r"|\s(?:devrait|doit|faudrait que|il faut que|debería|tendría que|debe|tiene que|deveria|teria que|deve|tem que|dovrebbe|zou moeten|moet(?:en)?)\s(?!(?:je|we|ik)\b))"
    r"|[^。\n]{2,60}(?:たら|とき|時に?|際に?|すると)、?[^。\n]{2,60}(?:べき|必要があ|てほし|て欲し|といい)",
    re.IGNORECASE,
)
"""What happens, and what should happen then to somebody or something but the writer or reader."""
_OURS = re.compile(
    r"\b(?:your|ihre[rmsn]?|eure[rmsn]?|unter ihrer|votre|vuestr[oa]|su|sus|seu|sua|vosso|vossa|vostr[oa]|jullie|uw)\s(?:[\w-]+\s)?"
    r"(?:program\w*|software|app|system\w*|tool|product|platform|service|planner|planning|calendar|list|board|programm|logiciel|outil|système|sistema|programa|plataforma"
    r"|aplicación|aplicativo|programma|cuadrante|agenda|applicatie)\b"
    r"|\bbei (?:ihnen|euch)\b|\bsistema de vocês\b|御社|貴社",
    re.IGNORECASE,
)
"""That they work with ours."""
