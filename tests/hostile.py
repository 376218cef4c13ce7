"""The hostile set: mails that cost more than they should, each with its name (RELIABILITY M5, R-49 to R-58)."""

from base64 import b64encode
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

HEAD = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
HTML = HEAD + b"Content-Type: text/html\r\n\r\n"
PARTS = HEAD + b"Content-Type: multipart/mixed; boundary=q\r\n\r\n"
DAEMON = b"From: mailer-daemon@x.example\r\nReturn-Path: <>\r\nSubject: failure notice\r\n\r\n"


def nested(levels: int) -> bytes:
    parts = (
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(levels)
    )
    return HEAD + b"".join(parts) + b"Content-Type: text/plain\r\n\r\nhi\r\n"


def bomb() -> bytes:
    """A table of 20 MB of zeros, in 20 kB."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * 20_000_000)
    return made.getvalue()


REFUSED = {
    "megabyte subject": (b"Subject: " + b"word " * 200_000 + b"\r\n\r\nx", "header-too-big"),
    "20k encoded words": (HEAD + b"Comments: " + b"=?utf-8?q?a?= " * 20_000 + b"\r\n\r\nx", "header-too-big"),
    "6k encoded words": (b"Subject: " + b"=?utf-8?q?a?= " * 6_000 + b"\r\n\r\nx", "too-many-encoded-words"),
    "20k parameters": (
        HEAD + b"Content-Type: text/plain" + b"; a=b" * 15_000 + b"\r\n\r\nx",
        "too-many-parameters",
    ),
    "parameters of a part": (
        PARTS + b"--q\r\nContent-Type: text/plain" + b"; a=b" * 15_000 + b"\r\n\r\nx\r\n--q--",
        "too-many-parameters",
    ),
    "RFC 2231 segments": (
        HEAD + b"Content-Type: text/plain" + b"".join(b"; n*%d*=a" % n for n in range(9_000)) + b"\r\n\r\nx",
        "too-many-parameters",
    ),
    "5k addresses": (
        b"From: a@b.example\r\nTo: " + b", ".join(b"u%d@x.example" % n for n in range(5_000)) + b"\r\n\r\nx",
        "too-many-addresses",
    ),
    "depth 500": (nested(500), "too-deep"),
    "depth 5000": (nested(5_000), "too-deep"),
    "1000 enclosed mails": (HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 1_000 + b"x", "too-deep"),
    "10k parts": (PARTS + b"--q\r\n\r\nx\r\n" * 10_000, "too-many-parts"),
    "100k parts": (PARTS + b"--q\r\n\r\nx\r\n" * 100_000, "too-many-parts"),
    "400k header lines": (b"A: b\r\n" * 400_000 + b"\r\nx", "header-too-big"),
    "many short header lines": (b"A:\r\n" * 5_000 + b"\r\nx", "too-many-header-lines"),
    "a million quoted lines": (HEAD + b"\r\n" + b">\n" * 1_000_000, "too-many-lines"),
    "a million lines by CR": (HEAD + b"\r\n" + b">\r" * 1_000_000, "too-many-lines"),
    "50 MB": (HEAD + b"\r\n" + b"x" * 50_000_000, "too-big"),
    "20k reported recipients": (
        HEAD
        + b"Content-Type: multipart/report; boundary=q\r\n\r\n--q\r\nContent-Type: message/delivery-status\r\n\r\n"
        + b"Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\n\r\n" * 20_000,
        "too-many-recipients",
    ),
    "deep and long": (nested(99) + b"line\r\n" * 100_000, "too-deep"),
}

READ = {
    "From of brackets": b"From: " + b"(" * 90_000 + b"\r\n\r\nx",
    "From of empty comments": b"From: " + b"()" * 45_000 + b" a@b.example\r\n\r\nx",
    "From of open quotes": b"From: " + b'"a' * 40_000 + b"\r\n\r\nx",
    "From without an @": b"From: " + b"a" * 99_000 + b"\r\n\r\nx",
    "To of 1500 brackets": b"From: a@b.example\r\nTo: " + b"(" * 1_500 + b"\r\n\r\nx",
    "depth 90": nested(90),
    "900 parts": PARTS + b"--q\r\n\r\nx\r\n" * 900,
    "charset with NUL": HEAD + b'Content-Type: text/plain; charset="utf-8\0"\r\n\r\n\xff',
    "charset zlib": HEAD + b"Content-Type: text/plain; charset=zlib_codec\r\n\r\n\xff",
    "utf-32 base64": HEAD + b"Content-Type: text/plain; charset=utf-32LE\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"////" * 9_000,
    "broken Message-ID": b"Message-ID: <\r\n\r\nx",
    "5 MB in one line": HEAD + b"\r\n" + b"a" * 5_000_000,
    "5 MB quoted-printable in one line": HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=41" * 1_600_000,
    "400k quoted lines": HEAD + b"\r\n" + b">\n" * 400_000,
    "50k links": HTML + b"<a href=http://x.example/>y</a> " * 50_000,
    "20k nested divs": HTML + b"<div>" * 20_000 + b"deep",
    "5k nested quotes": HTML + b"<blockquote type=cite>" * 5_000 + b"deep",
    "30k flat quotes": HTML + b"<blockquote type=cite>a</blockquote>b" * 30_000,
    "a million <": HTML + b"<" * 1_000_000,
    "40k table rows": HTML + b"<table>" + b"<tr><td>a<td>b</tr>" * 40_000,
    "nested tables": HTML + (b"<table><tr>" + b"<td>x" * 50) * 30,
    "huge spans": HTML + b"<table>" + b"<tr><td colspan=100000 rowspan=100000>a</tr>" * 10,
    "huge padding": HTML + b"<div style='padding-left:9999999em'>x</div>" * 100,
    "introductions without end": HEAD + b"\r\n" + b"On Mon, 1 Jan 2020 at 10:00 \n" * 4_000,
    "On … wrote 3000 times": HEAD + b"\r\n" + b"On Mon wrote\n" * 3_000,
    "header blocks": HEAD + b"\r\n" + b"From: x\nTo: y\n\n" * 8_000,
    "signature marks": HEAD + b"\r\n" + b"x\n-- \n" * 20_000,
    "telephone numbers": HEAD + b"\r\nx\n\n" + b"1 2 3 4 5 6 7 8 9 " * 6_000,
    "uuencoded beginnings": HEAD + b"\r\n" + b"begin 644 x\n" * 9_000,
    "a bounce of empty lines": DAEMON + b"undeliverable\n\n" + b"\n" * 50_000 + b"a" * 60_000,
    "a bounce of half phrases": DAEMON + b"could not be " * 9_000,
    "flowed lines without end": HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \n" * 60_000,
    "nested JSON": HEAD + b"\r\n" + b'{"notificationType":' + b"[" * 90_000,
    "spaces": HEAD + b"\r\n" + b" " * 110_000 + b"x",
    "every octet": bytes(range(256)) * 300,
    "yEnc beginnings": HEAD + b"\r\n" + b"=ybegin name=a\n" * 8_000,
    "armour": HEAD + b"\r\n" + b"-----BEGIN PGP SIGNED MESSAGE-----\n" * 3_000,
    "charset rot13": HEAD + b"Content-Type: text/plain; charset=rot13\r\n\r\nUryyb",
    "charset idna": HEAD + b"Content-Type: text/plain; charset=idna\r\n\r\nxn--" + b"a" * 50_000,
    "charset unicode_escape": HEAD + b"Content-Type: text/plain; charset=unicode_escape\r\n\r\n\\ud800\\N{DIGIT ONE}",
    "charset utf-7": HEAD + b"Content-Type: text/plain; charset=utf-7\r\n\r\n+ADw-script+AD4-",
    "line end in a name": b"From: =?utf-8?q?a=0D=0ABcc:_x@y.example?= <a@b.example>\r\nSubject: x\r\n\r\nx",
    "bidi, zero width, escapes": HEAD + b"\r\n" + "\u202e\u200b\x1b[2J\u2028x".encode() * 5_000,
    "lone surrogates": HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + b"\xed\xa0\x80" * 9_000,
    "impossible dates": b"Date: Mon, 99 Foo 99999 99:99:99 +9999\r\n" + HEAD + b"Received: x; 0 Jan 0000 00:00 -9999\r\n\r\nx",
    "a bomb of zeros": PARTS + b"--q\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=a.xlsx\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n" + b64encode(bomb()) + b"\r\n--q--\r\n",
    "no multipart end": PARTS + b"--q\r\nContent-Type: text/html\r\n\r\n<p>x" * 300,
    "NULs": b"\0" * 100_000,
    "nothing": b"",
}  # fmt: skip
