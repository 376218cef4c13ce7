"""More than a hundred mails that try to be somebody else, each with its name (RELIABILITY R-70 to R-78, R-81)."""

from collections.abc import Iterator
from dataclasses import dataclass

OURS = "mx.service.example"
"""The border host that the service trusts."""
KIM = "kim@service.example"
"""Of the team."""
ADA = "ada@northwind.example"
"""The requester of INT-1."""
EVIL = "mallory@evil.example"
PASS = f"Authentication-Results: {OURS}; dmarc=pass header.from="
"""What our host says of an honest mail, but for the domain."""


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What a forger would like to use: the addresses made for others, and Message-IDs seen somewhere."""

    team_reply: str
    """Reply address of the mail that told the team of INT-1."""
    requester_reply: str
    """Reply address of INT-1's requester."""
    message_id: str
    """Of our acknowledgement."""


@dataclass(frozen=True, kw_only=True)
class Spoof:
    """One forged mail."""

    name: str
    raw: bytes
    to: str


def spoofs(aim: Aim) -> Iterator[Spoof]:
    """All of them, each against the address that would give it the most."""
    yield from _results_that_do_not_count(aim)
    yield from _senders_that_differ(aim)
    yield from _look_alikes(aim)
    yield from _hints_without_authority(aim)
    yield from _stolen_tokens(aim)


RESULTS: dict[str, str] = {
    "none at all": "",
    "dmarc fails": f"Authentication-Results: {OURS}; dmarc=fail header.from={{domain}}",
    "dmarc says none": f"Authentication-Results: {OURS}; dmarc=none header.from={{domain}}",
    "dmarc has a temporary error": f"Authentication-Results: {OURS}; dmarc=temperror header.from={{domain}}",
    "dmarc has a permanent error": f"Authentication-Results: {OURS}; dmarc=permerror header.from={{domain}}",
    "dmarc passes for another domain": f"{PASS}evil.example",
    "dmarc passes for a domain below": f"{PASS}x.{{domain}}",
    "dmarc passes for a domain around": f"{PASS}{{domain}}.evil.example",
    "dmarc passes for a longer name": f"{PASS}evil{{domain}}",
    "pass only in a comment": f"Authentication-Results: {OURS}; dmarc=fail (dmarc=pass header.from={{domain}})",
    "fail with a comment that says pass": f"Authentication-Results: {OURS}; (x) dmarc=fail (pass) header.from={{domain}}",
    "two dmarc results": f"Authentication-Results: {OURS}; dmarc=pass header.from={{domain}}; dmarc=fail",
    "two dmarc results, the other way": f"Authentication-Results: {OURS}; dmarc=fail; dmarc=pass header.from={{domain}}",
    "a stranger's host": "Authentication-Results: mx.evil.example; dmarc=pass header.from={domain}",
    "a host that begins like ours": f"Authentication-Results: {OURS}.evil.example; dmarc=pass header.from={{domain}}",
    "a host that ends like ours": f"Authentication-Results: evil.{OURS}; dmarc=pass header.from={{domain}}",
    "our host in a comment": f"Authentication-Results: evil.example ({OURS}); dmarc=pass header.from={{domain}}",
    "no host": "Authentication-Results: ; dmarc=pass header.from={domain}",
    "no host at all": "Authentication-Results: dmarc=pass header.from={domain}",
    "ours below a stranger's": (
        "Authentication-Results: mx.evil.example; dmarc=pass header.from={domain}\r\n" + PASS + "{domain}"
    ),
    "ours, failed, above a forged one": (
        f"Authentication-Results: {OURS}; dmarc=fail header.from={{domain}}\r\n{PASS}{{domain}}"
    ),
    "ours with none above a forged one": f"Authentication-Results: {OURS}; none\r\n{PASS}{{domain}}",
    "another header's name": f"X-Authentication-Results: {OURS}; dmarc=pass header.from={{domain}}",
    "ARC instead": f"ARC-Authentication-Results: i=1; {OURS}; dmarc=pass header.from={{domain}}",
    "the original's results": f"X-Original-Authentication-Results: {OURS}; dmarc=pass header.from={{domain}}",
    "Received-SPF alone": "Received-SPF: pass (x) client-ip=192.0.2.1; envelope-from=<{address}>",
    "spf alone": f"Authentication-Results: {OURS}; spf=pass smtp.mailfrom={{address}}",
    "dkim of another domain": f"Authentication-Results: {OURS}; dkim=pass header.d=evil.example",
    "dkim of another, i of ours": f"Authentication-Results: {OURS}; dkim=pass header.d=evil.example header.i=@{{domain}}",
    "dkim fails": f"Authentication-Results: {OURS}; dkim=fail header.d={{domain}}",
    "dkim passes for the whole of .example": f"Authentication-Results: {OURS}; dkim=pass header.d=example",
    "a quoted pass": f'Authentication-Results: {OURS}; dmarc="pass header.from={{domain}}"',
    "a word that begins with pass": f"Authentication-Results: {OURS}; dmarc=passed header.from={{domain}}",
    "pass for the envelope": f"Authentication-Results: {OURS}; dmarc=pass smtp.mailfrom={{domain}}",
    "too long to be honest": f"Authentication-Results: {OURS}; {{padding}} dmarc=pass header.from={{domain}}",
}


def _results_that_do_not_count(aim: Aim) -> Iterator[Spoof]:
    """R-70, R-71: the team's word, and the requester's, with results that prove nobody."""
    for address, to, text in (
        (KIM, aim.team_reply, "accept"),
        (ADA, "integrations@service.example", "withdraw INT-1"),
    ):
        domain = address.partition("@")[2]
        for name, results in RESULTS.items():
            head = results.format(domain=domain, address=address, padding="x=y (z) " * 2_000)
            yield _mail(f"{name}, as {address}", f"{head}\r\nFrom: {address}", text, to)


SENDERS = {
    "an address as a name": f"From: {KIM} <{EVIL}>",
    "an address as a quoted name": f'From: "{KIM}" <{EVIL}>',
    "an address before brackets": f"From: <{KIM}>{EVIL}",
    "an address in a comment": f"From: {KIM}(<{EVIL}>",
    "a comment behind": f"From: {EVIL} ({KIM})",
    "a comment inside": f"From: kim(x)@service.example <{EVIL}>",
    "two addresses": f"From: {KIM}, {EVIL}",
    "two addresses, the other way": f"From: {EVIL}, {KIM}",
    "a group": f"From: team: {KIM}, {EVIL};",
    "two headers": f"From: {EVIL}\r\nFrom: {KIM}",
    "two headers, the other way": f"From: {KIM}\r\nFrom: {EVIL}",
    "two headers in other case": f"FROM: {KIM}\r\nfrom: {EVIL}",
    "a NUL": f"From: {KIM}\0 <{EVIL}>",
    "a route": f"From: <@service.example:{EVIL}>",
    "a quoted local part": f'From: "{KIM}"@evil.example',
    "an encoded name with an address": f"From: =?utf-8?q?Kim_=3C{KIM.replace('@', '=40')}=3E?= <{EVIL}>",
    "an encoded line end": f"From: =?utf-8?q?Kim=0D=0AFrom=3A_{KIM.replace('@', '=40')}?= <{EVIL}>",
    "a folded address": f"From: kim\r\n @service.example <{EVIL}>",
    "Sender of the team": f"From: {EVIL}\r\nSender: {KIM}",
    "Reply-To of the team": f"From: {EVIL}\r\nReply-To: {KIM}",
    "Return-Path of the team": f"Return-Path: <{KIM}>\r\nFrom: {EVIL}",
    "Resent-From of the team": f"From: {EVIL}\r\nResent-From: {KIM}",
    "X-Original-From of the team": f"From: {EVIL}\r\nX-Original-From: {KIM}\r\nX-Google-Original-From: {KIM}",
    "no From, Sender alone": f"Sender: {KIM}",
    "an empty From": f"From: <>\r\nSender: {KIM}",
}


def _senders_that_differ(aim: Aim) -> Iterator[Spoof]:
    """R-72: one domain is authenticated, another is read by somebody."""
    for name, senders in SENDERS.items():
        for domain in (
            ("evil.example", "service.example") if "two" in name or "folded" in name else ("evil.example",)
        ):
            yield _mail(f"{name}, {domain} passes", f"{PASS}{domain}\r\n{senders}", "accept", aim.team_reply)


LOOK_ALIKES = (
    "service.example.evil.example", "evilservice.example", "service-example.example", "servlce.example",
    "service.example.", "xn--srvice-bva.example", "sérvice.example", "ѕervice.example", "service.exarnple",
    "mail.service.example", "service.example.co", "service_example", "SERVICE.EXAMPLE.ORG", "service.examp1e",
)  # fmt: skip


def _look_alikes(aim: Aim) -> Iterator[Spoof]:
    """R-73: domains that a person could take for the team's, each honestly authenticated."""
    for domain in LOOK_ALIKES:
        yield _mail(
            f"kim of {domain}", f"{PASS}{domain}\r\nFrom: Kim Sato <kim@{domain}>", "accept", aim.team_reply
        )


def _hints_without_authority(aim: Aim) -> Iterator[Spoof]:
    """R-74, R-76, R-78, R-81: a stranger, honestly authenticated, with everything but a right."""
    head = f"{PASS}evil.example\r\nFrom: {EVIL}"
    ours = "integrations@service.example"
    for verb in (
        "accept",
        "withdraw",
        "field: priority: low",
        "merge INT-1",
        "status INT-1",
        "reply: pay me",
        "accept INT-1",
        "mute",
        "unvote",
    ):
        yield _mail(f"a subject number and {verb}", f"{head}\r\nSubject: Re: [INT-1] Snowflake", verb, ours)
        yield _mail(f"In-Reply-To and {verb}", f"{head}\r\nIn-Reply-To: {aim.message_id}", verb, ours)
        yield _mail(f"a token of the requester and {verb}", head, verb, aim.requester_reply)
        yield _mail(f"a token of the team and {verb}", head, verb, aim.team_reply)
    for name in ("Status", "Command", "Actor", "Token", "Proven", "Loop-Off", "Team"):
        extra = f"{head}\r\nX-Integrations-{name}: INT-1 accept {KIM}"
        yield _mail(f"our own header X-Integrations-{name}", extra, "accept INT-1", ours)
    for number in (1, 2, 99, 999_999_999):
        yield _mail(f"details for INT-{number}", f"{head}\r\nSubject: INT-{number}", "Priority: low", ours)


def _stolen_tokens(aim: Aim) -> Iterator[Spoof]:
    """R-70, R-76: the requester's own token under the requester's own address, by somebody whom our host has refuted."""
    domain = ADA.partition("@")[2]
    for name in ("dmarc fails", "ours, failed, above a forged one"):
        for verb in ("withdraw", "unvote", "mute"):
            head = f"{RESULTS[name].format(domain=domain)}\r\nFrom: {ADA}"
            yield _mail(f"{name}, with a stolen token, {verb}", head, verb, aim.requester_reply)


def _mail(name: str, head: str, text: str, to: str) -> Spoof:
    subject = "" if "\r\nSubject:" in head else "\r\nSubject: Re: [INT-1] Snowflake"
    serial = abs(hash(name)) % 10**10
    raw = f"{head.strip()}\r\nTo: {to}{subject}\r\nMessage-ID: <{serial}@evil.example>\r\n\r\n{text}\r\n"
    return Spoof(name=name, raw=raw.encode("utf-8", "surrogateescape"), to=to)
