"""The safety measures, each with a switch that takes it out, and the tests that must notice (RELIABILITY G25).

As a pytest plugin (`-p mutations` with MUTATION=name) it takes one out before the tests run; `bench/mutation.py` does so
for all. The table names functions by their place, and `test_safety_mutations.py` says when one has moved.
"""

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import mailer
from mailer.model.consent import Consent

SPOOF = ("tests/safety/test_safety_spoof.py",)
INJECTION = ("tests/safety/test_safety_injection.py",)


@dataclass(frozen=True, kw_only=True)
class Mutation:
    """One measure taken out."""

    name: str
    place: str
    """`module:attribute`, or `module:Class.attribute`."""
    change: Callable[[Any], Any]
    """From what stands there to what stands there instead."""
    tests: tuple[str, ...]
    row: str


def always(value: Any) -> Callable[[Any], Any]:
    return lambda _: lambda *args, **kwargs: value


def same(_: Any) -> Any:
    """Its first argument comes back as it went in."""
    return lambda value, *args, **kwargs: value


def without(rule: str) -> Callable[[Any], Any]:
    """The table of rules without one."""
    return lambda rules: tuple(one for one in rules if one.__name__ != rule)


def _without_memory(real: Any) -> Any:
    """Bounds that bound no memory; they are handed to a child, which imports the rest of the room anew."""
    return lambda self, **bounds: real(self, **{**bounds, "memory": 1 << 45})


def _always_proven(real: Any) -> Any:
    """Every mail's sender is believed when its conversation is looked for."""
    return lambda keys, snapshot, **_: real(keys, snapshot, proven=True)


def _careless(real: Any) -> Any:
    """hmac that takes every digest for right."""
    changed = ModuleType("hmac")
    vars(changed).update({**vars(real), "compare_digest": lambda *_: True})
    return changed


MUTATIONS: tuple[Mutation, ...] = (
    Mutation(name="token-mac", place="mailer.rules.token:hmac", change=_careless,
             tests=("tests/rules/test_rules_token.py",), row="R-75"),
    Mutation(name="token-address", place="mailer.rules.token:belongs_to", change=always(True),
             tests=("tests/rules/test_rules_token.py",), row="R-76"),
    Mutation(name="token-expiry", place="mailer.rules.token:expired", change=always(False),
             tests=("tests/rules/test_rules_token.py",), row="R-77"),
    Mutation(name="token-burnt", place="mailer.store.settings:Tokens.used", change=always(frozenset()),
             tests=("tests/story/test_story_unproven.py", "tests/story/test_story_first_conversation.py"), row="R-77"),
    Mutation(name="authserv-id", place="mailer.recognise.authentication:_read",
             change=lambda real: lambda value, trusted: real(value, frozenset({value.split(";")[0].strip().lower()})),
             tests=SPOOF, row="R-71"),
    Mutation(name="dmarc-alignment", place="mailer.recognise.authentication:_domain", change=always("service.example"),
             tests=SPOOF, row="R-70"),
    Mutation(name="dkim-alignment", place="mailer.recognise.authentication:_aligned", change=always(True),
             tests=(*SPOOF, "tests/recognise"), row="R-73"),
    Mutation(name="sender-defects", place="mailer.parse.sender:_form_defects", change=always([]),
             tests=("tests/parse/test_parse_headers.py",), row="R-72"),
    Mutation(name="two-parsers", place="mailer.parse.sender:_disagreement", change=always([]),
             tests=("tests/parse/test_parse_headers.py",), row="R-72"),
    Mutation(name="one-from", place="mailer.parse.sender:_count_defects", change=always([]),
             tests=("tests/parse/test_parse_headers.py",), row="R-72"),
    Mutation(name="team-only", place="mailer.decide.team:is_member", change=always(True),
             tests=("tests/story/test_story_team.py",), row="R-70"),
    Mutation(name="team-token", place="mailer.decide.team:may_decide", change=always(True),
             tests=("tests/story/test_story_team_shared.py",), row="R-76"),
    Mutation(name="shared-token", place="mailer.recognise.threads:_for_all", change=always(True),
             tests=("tests/story/test_story_team_shared.py",), row="R-76"),
    Mutation(name="notes-stay", place="mailer.recognise.team_commands:_ends_words", change=always(False),
             tests=("tests/recognise/test_recognise_team_commands.py",), row="R-87"),
    Mutation(name="signatures-stay", place="mailer.recognise.team_commands:without_sign_off", change=same,
             tests=("tests/story/test_story_team_writes.py",), row="R-87"),
    Mutation(name="proven-orders", place="mailer.decide.case:Case.may_order", change=lambda _: property(always(True)(None)),
             tests=SPOOF, row="R-70"),
    Mutation(name="proven-replies", place="mailer.decide.reply:_may_speak", change=always(True),
             tests=SPOOF, row="R-70"),
    Mutation(name="own-conversations", place="mailer.recognise.threads:_takes_part", change=always(True),
             tests=SPOOF, row="R-74"),
    Mutation(name="own-subjects", place="mailer.recognise.threads:_asked_for", change=always(True),
             tests=("tests/story/test_story_first_conversation.py", *SPOOF), row="R-74"),
    Mutation(name="no-answer-to-robots", place="mailer.decide.intake:RULES", change=without("automatic"),
             tests=("tests/story/test_story_first_conversation.py",), row="R-88"),
    Mutation(name="second-copies", place="mailer.decide.intake:RULES", change=without("second_copy"),
             tests=("tests/story/test_story_first_conversation.py",), row="R-21"),
    Mutation(name="confirmation-cap", place="mailer.flows.deliver:_over_the_cap", change=always(False),
             tests=("tests/story/test_story_budgets.py",), row="R-92"),
    Mutation(name="suppressed-at-send", place="mailer.flows.deliver:_turned_away", change=always(False),
             tests=("tests/story/test_story_suppressed.py",), row="R-97"),
    Mutation(name="suppressed", place="mailer.store.suppression:Suppressions.blocks", change=always(None),
             tests=("tests/story/test_story_suppressed.py",), row="R-97"),
    Mutation(name="header-controls", place="mailer.render.headers:clean", change=same,
             tests=("tests/render/test_render_compose.py", *INJECTION), row="R-62"),
    Mutation(name="header-addresses", place="mailer.render.headers:addr_spec", change=same,
             tests=("tests/render/test_render_compose.py",), row="R-62"),
    Mutation(name="header-ids", place="mailer.render.headers:is_message_id", change=always(True),
             tests=("tests/render/test_render_compose.py",), row="R-62"),
    Mutation(name="header-allow-list", place="mailer.render.headers:ALLOWED",
             change=lambda real: type("Everything", (frozenset,), {"__contains__": lambda self, _: True})(real),
             tests=("tests/render/test_render_compose.py",), row="R-62"),
    Mutation(name="html-escaping", place="mailer.render.templates:escape", change=lambda real: __import__("markupsafe").Markup,
             tests=INJECTION, row="R-59"),
    Mutation(name="shown-controls", place="mailer.render.templates:plain", change=same,
             tests=("tests/render/test_render_mails.py", *INJECTION), row="R-54"),
    Mutation(name="smtp-addresses", place="mailer.transport.address:checked", change=same,
             tests=("tests/transport/test_transport_smtp.py", "tests/transport/test_transport_folder.py"), row="R-44"),
    Mutation(name="table-cells", place="mailer.flows.reports:_text", change=lambda _: lambda cell: str(cell or ""),
             tests=("tests/story/test_story_evaluation.py", "tests/story/test_story_team.py", *INJECTION), row="R-64"),
    Mutation(name="table-markdown", place="mailer.flows.reports:_MARKDOWN",
             change=lambda _: __import__("re").compile(r"(\0)"), tests=("tests/story/test_story_evaluation.py", "tests/story/test_story_team.py", *INJECTION), row="R-64"),
    Mutation(name="file-names", place="mailer.parse.clean:clean_filename", change=lambda _: lambda name, fallback: name,
             tests=("tests/parse/test_parse_headers.py", "tests/parse/test_parse_fixtures.py"), row="R-63"),
    Mutation(name="limits-before-parsing", place="mailer.parse.limits:check", change=always(None),
             tests=("tests/parse/test_parse_limits.py",), row="R-49"),
    Mutation(name="charset-allow-list", place="mailer.parse.charsets:codec_of", change=same,
             tests=("tests/parse/test_parse_headers.py", "tests/parse/test_parse_fixtures.py"), row="R-55"),
    Mutation(name="child-memory", place="mailer.sandbox:Bounds.__init__", change=_without_memory,
             tests=("tests/sandbox/test_sandbox.py",), row="R-16"),
    Mutation(name="bytes-kept", place="mailer.store.outbox:Outbox.content", change=always(None),
             tests=("tests/transport/test_transport_deliver.py", "tests/store/test_store_outbox.py"), row="R-41"),
    Mutation(name="claim-still-held", place="mailer.store.inbox:Inbox.still_claimed", change=always(True),
             tests=("tests/story/test_story_first_conversation.py",), row="R-07"),
    Mutation(name="one-flood", place="mailer.mailbox.rate:Rate.take", change=always(True),
             tests=("tests/mailbox/test_mailbox_rate.py",), row="R-94"),
    Mutation(name="mail-wars", place="mailer.decide.intake:looks_mechanical", change=always(""),
             tests=("tests/safety/test_safety_wars.py",), row="R-89"),
    Mutation(name="one-domain", place="mailer.decide.crowds:_crowded", change=always(False),
             tests=("tests/story/test_story_crowd.py",), row="R-84"),
    Mutation(name="log-lines", place="mailer.cli.logs:_safe", change=same,
             tests=("tests/story/test_story_log.py",), row="R-67"),
    Mutation(name="known-holes", place="mailer.flows.doctor:unsafe_libraries", change=always([]),
             tests=("tests/service/test_service.py",), row="R-101"),
    Mutation(name="only-a-yes-confirms", place="mailer.decide.consent:of", change=always(Consent.YES),
             tests=("tests/story/test_story_denied.py",), row="R-93"),
    Mutation(name="copies-of-the-proven", place="mailer.decide.in_copy:_may_invite", change=always(True),
             tests=("tests/story/test_story_in_copy.py",), row="R-82"),
    Mutation(name="content-free", place="mailer.render.compose:_content_free", change=same,
             tests=("tests/render/test_render_compose.py",), row="R-93"),
    Mutation(name="confirmed-is-no-door", place="mailer.recognise.recognition:find_thread", change=_always_proven,
             tests=("tests/story/test_story_unproven.py",), row="R-70"),
    Mutation(name="secrets-told", place="mailer.decide.intake:_warned", change=same,
             tests=("tests/story/test_story_heard.py", "tests/story/test_story_secrets.py"), row="R-86"),
    Mutation(name="secrets", place="mailer.rules.secrets:masked", change=same,
             tests=("tests/rules/test_rules_secrets.py",), row="R-86"),
)  # fmt: skip
"""Every measure that can be taken out by one switch."""


def pytest_configure() -> None:
    """Take the measure out that MUTATION names."""
    wanted = os.environ.get("MUTATION")
    if wanted:
        take_out(next(one for one in MUTATIONS if one.name == wanted))


def take_out(mutation: Mutation) -> None:
    """Put the change into every module of ours that knows the real thing."""
    for module in pkgutil.walk_packages(mailer.__path__, "mailer."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    owner, name = owner_of(mutation.place)
    real = vars(owner)[name]
    changed = mutation.change(real)
    setattr(owner, name, changed)
    if isinstance(owner, type):
        return
    for module_name, loaded in list(sys.modules.items()):
        if module_name.startswith("mailer"):
            for known, value in list(vars(loaded).items()):
                if value is real:
                    setattr(loaded, known, changed)


def owner_of(place: str) -> tuple[Any, str]:
    """The module or class that holds a place's last name. Raises when there is no such place."""
    module_name, _, path = place.partition(":")
    owner: Any = importlib.import_module(module_name)
    *classes, name = path.split(".")
    for one in classes:
        owner = getattr(owner, one)
    vars(owner)[name]
    return owner, name
