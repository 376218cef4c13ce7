"""A name server on loopback that answers TXT questions from a table, over real UDP; and keys for it to give out."""

import base64
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


@contextmanager
def nameserver(records: Mapping[str, str], asked: list[str] | None = None) -> Iterator[str]:
    """Its `ADDRESS:PORT`; `records` may change while it runs, and `asked` gets every name that was asked for."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        door.settimeout(0.2)
        ended = threading.Event()
        thread = threading.Thread(target=_serve, args=(door, records, asked, ended), daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{door.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


def _serve(
    door: socket.socket, records: Mapping[str, str], asked: list[str] | None, ended: threading.Event
) -> None:
    while not ended.is_set():
        try:
            content, peer = door.recvfrom(4_096)
        except TimeoutError:
            continue
        question = dns.message.from_wire(content)
        name = question.question[0].name.to_text().rstrip(".").lower()
        if asked is not None:
            asked.append(name)
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        if name in records:
            pieces = " ".join(f'"{records[name][at : at + 250]}"' for at in range(0, len(records[name]), 250))
            answer.answer.append(dns.rrset.from_text(question.question[0].name, 60, "IN", "TXT", pieces))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        door.sendto(answer.to_wire(), peer)


@cache
def key(bits: int) -> tuple[bytes, str]:
    """A private key, and its record for DNS."""
    made = rsa.generate_private_key(public_exponent=65_537, key_size=bits)
    pem = made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = made.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"
