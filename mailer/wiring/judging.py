"""Whom the service believes and what it does of itself: the border and the policy."""

from functools import lru_cache

from mailer import resources
from mailer.config import Settings
from mailer.decide.policy import Policy, Unproven
from mailer.model.evaluation import Criterion
from mailer.model.message import Address
from mailer.model.people import canonical
from mailer.recognise.grammar import Grammar
from mailer.recognise.recognition import Border
from mailer.recognise.threads import Team
from mailer.rules.organisations import MailDomains


def border_of(settings: Settings, keys: tuple[bytes, ...]) -> Border:
    service = settings.service
    return Border(
        own=frozenset(a.lower() for a in (service.address, *service.aliases)),
        message_domain=message_domain(service.address),
        trusted_authserv_ids=frozenset(i.lower() for i in settings.authentication.trusted_authserv_ids),
        trusted_sources=frozenset(settings.authentication.trust),
        signing_keys=keys,
        prefix=service.reference_prefix,
        team=Team(
            members=frozenset(canonical(a) for a in settings.team.addresses),
            address=settings.team.notify or "",
        ),
    )


def policy_of(settings: Settings) -> Policy:
    team = settings.team
    return Policy(
        prefix=settings.service.reference_prefix,
        unproven=Unproven(settings.authentication.unproven),
        team=frozenset(canonical(a) for a in team.addresses),
        told_of_new=Address(address=team.notify) if team.notify else None,
        answers_a_day=settings.notifications.answers_a_day,
        offers_a_mail=settings.notifications.offers_a_mail,
        review_days=review_days(settings),
        settle_seconds=settings.notifications.settle,
        most_megabytes=settings.limits.max_bytes // 2**20,
        votes_a_domain=settings.authentication.votes_a_domain,
        domains=_domains(resources.config_text("mail_domains.toml"), settings.authentication.public_domains),
        champions_confirmed=settings.champions.confirm == "automatic",
        grammar=_grammar(resources.config_text("verbs.toml")),
        weights={Criterion(name): weight for name, weight in settings.evaluation.model_dump().items()},
    )


def message_domain(address: str) -> str:
    """Domain of our own Message-IDs: below the address's own, so that a colleague's mail is not taken for ours."""
    return ".".join(address.lower().rsplit("@", 1))


def review_days(settings: Settings) -> int:
    return max(1, round(settings.service.review_within / 86_400))


@lru_cache(maxsize=4)
def _grammar(text: str) -> Grammar:
    return Grammar.from_toml(text)


@lru_cache(maxsize=4)
def _domains(text: str, public: tuple[str, ...] | None) -> MailDomains:
    return MailDomains.from_toml(text, public)
