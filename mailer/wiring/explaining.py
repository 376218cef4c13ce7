"""What `mailer explain` needs, and no more: no database, no key, no way out."""

from dataclasses import replace

from mailer.config import Settings
from mailer.flows.explain import SOURCE, Explainer
from mailer.wiring import utc_now
from mailer.wiring.judging import border_of, policy_of
from mailer.wiring.reading import CHILDREN, build_sandbox


def build_explainer(settings: Settings, *, many: bool) -> Explainer:
    """What `mailer explain` needs: no database, no key, no way out."""
    border = border_of(settings, ())
    return Explainer(
        sandbox=build_sandbox(settings, size=CHILDREN if many else 1),
        border=replace(border, trusted_sources=frozenset({SOURCE})),
        policy=policy_of(settings),
        now=utc_now(),
    )
