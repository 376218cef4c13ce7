"""Tells from mail addresses which organisations people belong to: by their domain, unless a mail provider gave it to them."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from mailer.model.people import ASKING, canonical
from mailer.model.snapshot import RequestView
from mailer.rules.mention import MARK

COUNTRY = 2
"""Letters of a country's ending."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MailDomains:
    """What is known of domains (config/mail_domains.toml); of those in no list each is an organisation's own."""

    providers: frozenset[str] = frozenset()
    """Domains whose mailboxes are for everybody."""
    families: frozenset[str] = frozenset()
    """Names of providers under every ending, such as `yahoo`."""
    registries: frozenset[str] = frozenset()
    """Labels below a country's ending under which everybody registers, such as the `co` of `co.uk`."""
    tenants: frozenset[str] = frozenset()
    """Domains whose subdomains belong to different organisations."""

    @classmethod
    def from_toml(cls, text: str, public: Iterable[str] | None = None) -> "MailDomains":
        """The lists in `text`, with the operator's own `public` domains in the place of the providers."""
        lists = {name: frozenset(listed) for name, listed in tomllib.loads(text).items()}
        if public is not None:
            lists |= {"providers": frozenset(one.lower() for one in public), "families": frozenset()}
        return cls(**lists)

    def organisation(self, address: str) -> str:
        """The domain of the organisation whose address it is; empty where a provider gives such to everybody, or
        nobody knows any more whose it was."""
        domain = canonical(address).rpartition("@")[2]
        own = self._registered(domain)
        if self.providers & {domain, own} or own.partition(".")[0] in self.families or domain == MARK:
            return ""
        return own

    def _registered(self, domain: str) -> str:
        """The domain that was registered: `eu.acme.co.uk` is acme.co.uk's."""
        labels = domain.split(".")
        country = len(labels[-1]) == COUNTRY and len(labels) > 2 and labels[-2] in self.registries
        shared = ".".join(labels[-2:]) in self.tenants
        return ".".join(labels[-(3 if country or shared else 2) :])


def asking(request: RequestView, domains: MailDomains) -> int:
    """How many organisations are among those who ask for `request`, of whom all must be at hand."""
    addresses = {p.person.address for p in request.participants if p.part in ASKING}
    return len({domains.organisation(address) for address in addresses} - {""})
