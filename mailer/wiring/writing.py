"""What the mails are written with: the templates, and who writes."""

from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from mailer import resources
from mailer.config import Settings
from mailer.errors import Refused
from mailer.flows.foreseen import Desk
from mailer.render.compose import Identity
from mailer.render.templates import TemplateSet
from mailer.wiring.judging import message_domain, review_days


def template_set(settings: Settings) -> TemplateSet:
    """The templates that come with the program, with the operator's own in the place of those of the same name."""
    own = settings.templates.path
    if own and not own.is_dir():
        raise Refused(f"templates.path: {own} is no folder")
    sources = {**_bundled_templates(), **(resources.tree(own) if own else {})}
    return _templates(tuple(sources.items()), settings.languages.default, settings.languages.spoken)


# Made of texts alone and never changed: who builds two services in one process reads and compiles once.
@lru_cache(maxsize=4)
def _templates(sources: tuple[tuple[str, str], ...], default: str, spoken: tuple[str, ...]) -> TemplateSet:
    return TemplateSet(dict(sources), default=default, offered=spoken)


@cache
def _bundled_templates() -> dict[str, str]:
    return resources.tree(resources.templates_folder())


def identity_of(settings: Settings) -> Identity:
    service = settings.service
    return Identity(
        address=service.address,
        name=service.name,
        reply_address=service.address,
        bounce_address=settings.smtp.bounce_address or service.address,
        message_domain=message_domain(service.address),
        zone=ZoneInfo(service.time_zone),
        base_url=service.base_url,
        links=service.links.shown,
        review_days=review_days(settings),
    )


def build_desk(settings: Settings) -> Desk:
    """What `mailer explain` writes the answers with that it shows to people."""
    return Desk(
        templates=template_set(settings),
        identity=identity_of(settings),
        prefix=settings.service.reference_prefix,
    )
