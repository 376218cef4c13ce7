"""Attached descriptions of an interface: OpenAPI, AsyncAPI, Postman, WSDL, GraphQL.

Each is read for four things (title, documentation, authentication, formats) and never followed: no reference is
resolved, nothing is fetched.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from mailer.extract.attached.reading import AttachmentReading, TooMuch, local_name, read_xml
from mailer.extract.attached.yaml_keys import yaml_keys

MOST_NODES = 50_000
"""Values of a JSON document that are looked at."""
_MEDIA_TYPE = re.compile(r"[\"'\s](?:application|text)/([a-z0-9][\w.+-]{0,80})", re.IGNORECASE)
_FORMATS = (
    ("ndjson", "ndjson"),
    ("jsonl", "ndjson"),
    ("json", "json"),
    ("xml", "xml"),
    ("csv", "csv"),
    ("yaml", "yaml"),
    ("protobuf", "protobuf"),
    ("grpc", "protobuf"),
    ("avro", "avro"),
    ("parquet", "parquet"),
    ("spreadsheetml", "excel"),
    ("pdf", "pdf"),
)
"""What a media type's name holds -> the format; the first that fits."""

_SCHEMES = {
    "oauth2": "oauth2",
    "oauth1": "oauth",
    "openidconnect": "oidc",
    "apikey": "api_key",
    "httpapikey": "api_key",
    "basic": "basic",
    "userpassword": "basic",
    "usernametoken": "basic",
    "basicauthentication": "basic",
    "plain": "basic",
    "bearer": "token",
    "jwt": "jwt",
    "digest": "digest",
    "hawk": "hmac",
    "ntlm": "ntlm",
    "awsv4": "iam",
    "awssigv4": "iam",
    "mutualtls": "certificate",
    "x509": "certificate",
    "x509token": "certificate",
    "requireclientcertificate": "certificate",
    "samltoken": "saml",
    "kerberostoken": "kerberos",
    "scramsha256": "scram",
    "scramsha512": "scram",
    "gssapi": "kerberos",
}
"""How a description calls a way to authenticate (lower-case letters and digits) -> our word (OpenAPI 3.1 section 4.8.27,
AsyncAPI 3.0 security schemes, Postman collection 2.1 auth, WS-SecurityPolicy 1.2)."""

_YAML_SPEC = re.compile(r"^[ {]{0,9}[\"']?(?:openapi|swagger|asyncapi)[\"']? *:", re.MULTILINE)
_GRAPHQL = re.compile(
    r"^[ \t]*(?:extend[ \t]+)?(?:type[ \t]+(?:Query|Mutation)\b|schema[ \t]*[{@])", re.MULTILINE
)

Node = Mapping[str, Any]


def read_json_spec(filename: str, text: str) -> AttachmentReading | None:
    """Read a JSON text as a description; None for JSON that is none. Raises ValueError for what is not JSON."""
    document = json.loads(text)
    if not isinstance(document, dict):
        return None
    if "__schema" in document or "__schema" in _node(document, "data"):
        return _graphql(filename)
    reader = next((read for name, read in _JSON_READERS.items() if name in document), None)
    return reader(filename, document, text) if reader else None


def read_yaml_spec(filename: str, text: str) -> AttachmentReading | None:
    """Read a YAML text as an OpenAPI or AsyncAPI description; None for anything else.

    Only the few keys that are needed are read, line by line; anchors, tags and references stay what they are written as.
    """
    if not _YAML_SPEC.search(text, 0, 20_000):
        return None
    document = yaml_keys(text)
    reader = next((read for name, read in _JSON_READERS.items() if name in document), None)
    return reader(filename, document, text) if reader else None


def read_graphql_spec(filename: str, text: str) -> AttachmentReading | None:
    """Read a text as a GraphQL schema (GraphQL October 2021, section 3); None where it is none."""
    return _graphql(filename) if _GRAPHQL.search(text) else None


def read_xml_spec(filename: str, content: bytes) -> AttachmentReading | None:
    """Read XML as a WSDL (1.1 `definitions`, 2.0 `description`); None for other XML. Raises as `read_xml` does."""
    root = read_xml(content)
    if local_name(root) not in ("definitions", "description") or "wsdl" not in root.tag:
        return None
    nodes = list(root.iter())
    if len(nodes) > MOST_NODES:
        raise TooMuch(f"more than {MOST_NODES} elements")
    service = next((node.get("name", "") for node in nodes if local_name(node) == "service"), "")
    return AttachmentReading(
        filename=filename,
        kind="wsdl",
        api_docs=(filename,),
        authentication=_known(map(local_name, nodes)),
        data_formats=("xml",),
        title=root.get("name", "") or service,
        because="a WSDL description of a SOAP interface",
    )


def _openapi(filename: str, document: Node, text: str) -> AttachmentReading:
    components = _node(document, "components")
    schemes = [
        *_node(components, "securitySchemes").values(),
        *_node(document, "securityDefinitions").values(),
    ]
    return AttachmentReading(
        filename=filename,
        kind="asyncapi" if "asyncapi" in document else "openapi",
        api_docs=_links(document) or (filename,),
        authentication=_known(
            word for scheme in schemes if isinstance(scheme, dict) for word in _scheme(scheme)
        ),
        data_formats=_formats(text),
        title=_text(_node(document, "info"), "title"),
        because="an AsyncAPI description" if "asyncapi" in document else "an OpenAPI description",
    )


def _postman(filename: str, document: Node, text: str) -> AttachmentReading | None:
    info = _node(document, "info")
    if "_postman_id" not in info and "getpostman" not in _text(info, "schema"):
        return None
    kinds = (_text(node, "type") for node in _nodes(document, "auth"))
    json_bodies = ("json" for node in _nodes(document, "raw") if node.get("language") == "json")
    return AttachmentReading(
        filename=filename,
        kind="postman",
        api_docs=(filename,),
        authentication=_known(kinds),
        data_formats=tuple(dict.fromkeys((*_formats(text), *json_bodies))),
        title=_text(info, "name"),
        because="a Postman collection",
    )


_JSON_READERS: Mapping[str, Callable[[str, Node, str], AttachmentReading | None]] = {
    "openapi": _openapi,
    "swagger": _openapi,
    "asyncapi": _openapi,
    "info": _postman,
}
"""The key that a description has at its top -> who reads it; the first that fits."""


def _graphql(filename: str) -> AttachmentReading:
    return AttachmentReading(
        filename=filename,
        kind="graphql",
        api_docs=(filename,),
        data_formats=("json",),
        because="a GraphQL schema, which answers in JSON",
    )


def _node(parent: Node, name: str) -> Node:
    value = parent.get(name)
    return value if isinstance(value, dict) else {}


def _text(parent: Node, name: str) -> str:
    value = parent.get(name)
    return " ".join(value.split())[:200] if isinstance(value, str) else ""


def _scheme(scheme: Node) -> Iterator[str]:
    """The words by which one security scheme of OpenAPI says how to authenticate."""
    yield _text(scheme, "x-amazon-apigateway-authtype") or _text(scheme, "type")
    yield _text(scheme, "scheme")


def _known(words: Iterable[str]) -> tuple[str, ...]:
    """Our words for those of `words` that are ways to authenticate, each once."""
    keys = ("".join(filter(str.isalnum, word)).lower() for word in words)
    return tuple(dict.fromkeys(_SCHEMES[key] for key in keys if key in _SCHEMES))


def _formats(text: str) -> tuple[str, ...]:
    """The formats whose media types stand in `text`, each once."""
    types = {match[1].lower(): None for match in _MEDIA_TYPE.finditer(text)}
    found = (next((name for part, name in _FORMATS if part in kind), "") for kind in types)
    return tuple(dict.fromkeys(filter(None, found)))


def _links(document: Node) -> tuple[str, ...]:
    """The documentation that the description points to."""
    tags = document.get("tags")
    holders = (
        [document, *(tag for tag in tags if isinstance(tag, dict))] if isinstance(tags, list) else [document]
    )
    # AsyncAPI 3 has it below `info`
    links = (
        _text(_node(holder, "externalDocs"), "url") for holder in (_node(document, "info"), *holders[:50])
    )
    return tuple(dict.fromkeys(link for link in links if link.startswith(("https://", "http://"))))


def _nodes(document: Node, name: str) -> Iterator[Node]:
    """Every object under the key `name`, however deep, of the first MOST_NODES values."""
    waiting: list[Any] = [document]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get(name), dict):
                yield node[name]
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
