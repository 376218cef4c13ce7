"""Only the topmost word of a trusted border host about a single clean From proves an author (R-70 to R-73)."""

import pytest

from mailer.parse.message import parse
from mailer.recognise.authentication import Authentication, authenticate

TRUSTED = frozenset({"mx.core.example"})
PLAIN = "From: Ada Moreno <ada@staff.example>"


def judged(*header: str, trusted: frozenset[str] = TRUSTED) -> Authentication:
    raw = "\n".join([*header, "To: integrations@core.example", "Subject: x", "", "Hello."])
    return authenticate(parse(raw.encode("utf-8", "surrogateescape")), trusted)


def says(results: str, authserv_id: str = "mx.core.example") -> str:
    return f"Authentication-Results: {authserv_id}; {results}"


PASS = "dmarc=pass header.from=staff.example"

PROVEN = {
    "DMARC passes": [says(PASS), PLAIN],
    "with reason and comments": [says("dmarc=pass (p=REJECT sp=NONE) header.from=staff.example"), PLAIN],
    "in capitals": [says("DMARC=Pass header.From=STAFF.example", "MX.Core.Example"), PLAIN],
    "folded": ["Authentication-Results: mx.core.example;\n\tspf=fail smtp.mailfrom=x.example;\n\t" + PASS, PLAIN],
    "with a version": [says(PASS, "mx.core.example 1"), PLAIN],
    "behind other methods": [says(f"spf=softfail smtp.mailfrom=evil.example; dkim=fail header.d=evil.example; {PASS}"), PLAIN],
    "comment before the id": ["Authentication-Results: (our host) mx.core.example; " + PASS, PLAIN],
    "DKIM of the domain, no DMARC": [says("dkim=pass header.d=staff.example header.s=k1"), PLAIN],
    "DKIM by its identity": [says("dkim=pass header.i=@staff.example"), PLAIN],
    "DKIM of the parent": [says("dkim=pass header.d=staff.example"), "From: Ada <ada@mail.staff.example>"],
    "one of two signatures": [says("dkim=fail header.d=list.example; dkim=pass header.d=staff.example"), PLAIN],
    "a name that is quoted": [says(PASS), 'From: "Moreno, Ada" <ada@staff.example>'],
    "a name that is encoded": [says(PASS), "From: =?utf-8?q?Ad=C3=A1?= <ada@staff.example>"],
    "no name at all": [says(PASS), "From: ada@staff.example"],
    "a forged one below ours": [says(PASS), says("dmarc=fail header.from=staff.example"), PLAIN],
}  # fmt: skip

NOT_PROVEN = {
    "nothing said": [PLAIN],
    "DMARC fails": [says("dmarc=fail header.from=staff.example"), PLAIN],
    "DMARC none": [says("dmarc=none header.from=staff.example"), PLAIN],
    "DMARC temperror": [says("dmarc=temperror header.from=staff.example"), PLAIN],
    "DMARC of another domain": [says("dmarc=pass header.from=evil.example"), PLAIN],
    "DMARC of a look-alike": [says("dmarc=pass header.from=evilstaff.example"), PLAIN],
    "DMARC of a longer domain": [says("dmarc=pass header.from=staff.example.evil.example"), PLAIN],
    "DMARC of a parent": [says("dmarc=pass header.from=staff.example"), "From: ada@sub.staff.example"],
    "DMARC without its domain": [says("dmarc=pass"), PLAIN],
    "DMARC with two domains": [says("dmarc=pass header.from=staff.example header.from=evil.example"), PLAIN],
    "two DMARC results": [says(f"{PASS}; dmarc=fail header.from=staff.example"), PLAIN],
    "the pass in a comment": [says("dmarc=fail (dmarc=pass header.from=staff.example) header.from=staff.example"), PLAIN],
    "the pass in a reason": [says('dmarc=fail reason="x; dmarc=pass" header.from=staff.example'), PLAIN],
    "the pass in a value": [says('spf=pass smtp.mailfrom="a; dmarc=pass header.from=staff.example"@evil.example'), PLAIN],
    "a stranger's host on top": [says(PASS, "mx.evil.example"), says(PASS), PLAIN],
    "a host that only begins like ours": [says(PASS, "mx.core.example.evil.example"), PLAIN],
    "a host that only ends like ours": [says(PASS, "evil-mx.core.example"), PLAIN],
    "ours in a comment": ["Authentication-Results: evil.example (mx.core.example); " + PASS, PLAIN],
    "no host at all": ["Authentication-Results: ; " + PASS, PLAIN],
    "no results": ["Authentication-Results: mx.core.example; none", PLAIN],
    "nonsense": ["Authentication-Results: mx.core.example; ===;;;", PLAIN],
    "an unfinished comment": [says("(" * 50 + PASS), PLAIN],
    "far too long": [says("spf=none (" + "x" * 9_000 + "); " + PASS), PLAIN],
    "the result in an X- field": ["X-Authentication-Results: mx.core.example; " + PASS, PLAIN],
    "an ARC result": ["ARC-Authentication-Results: i=1; mx.core.example; " + PASS, PLAIN],
    "SPF alone": [says("spf=pass smtp.mailfrom=ada@staff.example"), PLAIN],
    "DKIM of another": [says("dkim=pass header.d=evil.example"), PLAIN],
    "DKIM of a child": [says("dkim=pass header.d=mail.staff.example"), PLAIN],
    "DKIM of a public suffix": [says("dkim=pass header.d=co.uk"), "From: ada@staff.co.uk"],
    "DKIM of a top-level domain": [says("dkim=pass header.d=example"), PLAIN],
    "DKIM with two domains": [says("dkim=pass header.d=evil.example header.d=staff.example"), PLAIN],
    "DKIM although DMARC fails": [says("dkim=pass header.d=staff.example; dmarc=fail header.from=staff.example"), PLAIN],
    "two From fields": [says(PASS), PLAIN, "From: evil@evil.example"],
    "two addresses": [says(PASS), "From: ada@staff.example, evil@evil.example"],
    "an address as a name": [says(PASS), "From: ada@staff.example <evil@evil.example>"],
    "text behind the address": [says(PASS), "From: <ada@staff.example>evil@evil.example"],
    "an address in a comment": [says(PASS), "From: ada@staff.example(<evil@evil.example>"],
    "a comment": [says(PASS), "From: ada@staff.example (Ada)"],
    "a group": [says(PASS), "From: Staff: ada@staff.example;"],
    "a route": [says(PASS), "From: <@evil.example:ada@staff.example>"],
    "a NUL": [says(PASS), "From: ada@staff.example\0 <evil@evil.example>"],
    "an encoded line end": [says(PASS), "From: =?utf-8?q?a=0D=0AFrom:_x?= <ada@staff.example>"],
    "an unquoted bracket": [says(PASS), "From: Ada <<ada@staff.example>"],
    "a homograph": [says(PASS), "From: ada@st\u0430ff.example"],
    "no From": [says(PASS), "Sender: ada@staff.example"],
    "an empty From": [says(PASS), "From: "],
    "only Reply-To of the staff": [says("dmarc=fail header.from=evil.example"), "From: evil@evil.example", "Reply-To: ada@staff.example"],
}  # fmt: skip


@pytest.mark.parametrize("case", PROVEN)
def test_the_author_is_proven(case: str) -> None:
    """Our border host vouches for the domain of the one clean From: its address is proven."""
    found = judged(*PROVEN[case])
    assert found.proven, found.because
    assert found.address.startswith("ada@")


@pytest.mark.parametrize("case", NOT_PROVEN)
def test_the_author_is_not_proven(case: str) -> None:
    """Everything that is not plain proves nobody, and no address comes out."""
    found = judged(*NOT_PROVEN[case])
    assert not found.proven
    assert found.address == ""
    assert found.because


def test_without_a_trusted_host_nobody_is_proven() -> None:
    """R-71: an empty configuration fails closed."""
    assert not judged(says(PASS), PLAIN, trusted=frozenset()).proven


@pytest.mark.parametrize(
    ("results", "refuted"),
    [
        ("dmarc=fail header.from=staff.example", True),
        ("dmarc=none header.from=staff.example", False),
        ("dmarc=temperror header.from=staff.example", False),
        ("dkim=fail header.d=staff.example", True),
        ("dkim=fail header.d=other.example", False),
        ("spf=fail smtp.mailfrom=staff.example", False),
    ],
)
def test_a_failed_check_is_worse_than_none(results: str, refuted: bool) -> None:
    """A sender whose own domain's check failed is refuted; one that nobody checked is only unknown."""
    assert judged(says(results), PLAIN).refuted is refuted


def test_a_stranger_cannot_refute_anybody() -> None:
    """A failure reported by an untrusted host says nothing."""
    assert not judged(says("dmarc=fail header.from=staff.example", "mx.evil.example"), PLAIN).refuted
