"""Whose mailbox an address is, as far as its name tells: one person's, many people's, or nobody's."""

import re
from collections.abc import Collection

from mailer.model.message import Address, Message
from mailer.model.people import canonical
from mailer.recognise.automatic_words import NO_REPLY

ROLE = re.compile(
    r"(?:info|infos|contact|kontakt|contacto|contato|contatto|hello|hallo|hi|office|buero|büro|mail|email|post|inbox|reception"
    r"|empfang|accueil|support|help|helpdesk|helpline|service|services|servicedesk|kundenservice|kundendienst|care|customercare"
    r"|hilfe|soporte|ayuda|suporte|ajuda|assistance|supporto|assistenza|tickets?|requests?|feedback|ideas?|sales|vertrieb"
    r"|verkauf|ventes|ventas|vendas|vendite|commercial|marketing|press|presse|prensa|media|pr|newsroom|jobs|careers|karriere"
    r"|bewerbung|recruiting|hr|people|personal|billing|invoices?|accounts?|accounting|finance|rechnung|rechnungen|buchhaltung"
    r"|facturation|comptabilite|facturacion|contabilidad|legal|privacy|datenschutz|dpo|gdpr|compliance|security|abuse|noc|soc"
    r"|cert|webmaster|hostmaster|postmaster|usenet|uucp|ftp|www|root|admin|administrator|administration|administrador|sysadmin"
    r"|it|edv|ops|operations|devops|oncall|alerts?|monitoring|team|all|alle|tous|todos|tutti|everyone|everybody|staff"
    r"|employees|mitarbeiter|company|firma|group|gruppe|groups|lists?|liste|verteiler|distribution|members|users|developers"
    r"|devs?|dev-team|announce|announcements|discuss|discussion|board|management|leadership|partners?|community|api|orders?"
    r"|bestellung|pedidos|shop|store|returns|purchasing|einkauf|achats|compras|logistics|logistik|warehouse|test|tests|testing"
    r"|demo|bot|robot|system|service-account|svc)"
)
"""What a mailbox is called that several people read, in whole or as its first or last part."""
LIST_DOMAIN = re.compile(
    r"(?:lists?|groups?|googlegroups|listserv|mailman|lists-[a-z0-9-]+)\.|(?:.*\.)?(?:googlegroups\.com|groups\.io|freelists\.org)\Z"
)
_PARTS = re.compile(r"[-_.+]")


def persons_beside(message: Message, others: Collection[str]) -> tuple[Address, ...]:
    """Whom `message` went to beside us, each once: persons, as far as their addresses tell.

    `others` are canonical addresses that do not count: our own, the team's.
    """
    sender = canonical(message.sender.address) if message.sender else ""
    found: dict[str, Address] = {}
    for address in (*message.to, *message.cc):
        mailbox = canonical(address.address)
        if mailbox != sender and mailbox not in others and is_personal(address.address):
            found.setdefault(mailbox, address)
    return tuple(found.values())


def author_passed_on(message: Message, own: Collection[str], mail: int = 0) -> Address | None:
    """Who wrote the mail that the sender of `message` passes on, of several the one at `mail`: somebody else, and none of
    our `own` addresses."""
    author = next((one.sender for one in message.passed_on[mail : mail + 1]), None)
    if author is None or message.sender is None or author.address.lower() in own:
        return None
    return None if canonical(author.address) == canonical(message.sender.address) else author


def is_personal(address: str) -> bool:
    """Whether the address may be one person's: no list, no role, none that takes no answers."""
    local, _, domain = address.lower().rpartition("@")
    parts = [part for part in _PARTS.split(local) if part]
    silent = any(NO_REPLY.search(piece) for piece in (local, *local.split("+")))
    if not parts or not domain or silent or LIST_DOMAIN.match(domain):
        return False
    # `sales.emea` and `platform-team`; behind a full stop a word is rather somebody's name
    ends = parts if "-" in local or "_" in local else parts[:1]
    return not any(ROLE.fullmatch(name) for name in (local, "".join(parts), ends[0], ends[-1]))
