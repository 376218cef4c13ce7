"""The orders that one of the team writes, and the sentences that only look like them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.model.message import Address
from mailer.recognise.grammar import Grammar
from mailer.recognise.sign_off import without_sign_off
from mailer.recognise.team_commands import read_letter, read_orders
from mailer.recognise.team_lines import Order
from mailer.recognise.verbs import Command, Verb
from mailer.resources import config_folder

GRAMMAR = Grammar.from_toml((config_folder() / "verbs.toml").read_text(encoding="utf-8"))
KIM = Address(name="Kim Sato", address="kim@service.example")
CARD = "Kim Sato\nProduct Manager | Service Inc.\nT +49 30 1234567 | kim@service.example"


def said(command: Command) -> str:
    """One order in a few signs: `schedule INT-2 <v0.5> =why`."""
    if not isinstance(command, Order):
        return command.verb.value
    parts = [command.verb.value, command.about, f"<{command.release}>" if command.release else ""]
    parts += [
        f"[{command.field.value}]" if command.field else "",
        f"={command.argument}" if command.argument else "",
    ]
    return " ".join(part for part in parts if part)


def read(text: str) -> list[str]:
    """The orders in `text`, and last what is beside them, behind `+`."""
    orders = read_orders(text, KIM, GRAMMAR, fields=True)
    return [*map(said, orders.commands), *([f"+{orders.words}"] if orders.words else [])]


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("accept", "accept"),
        ("Accept.", "accept"),
        ("ACCEPTED!!", "accept"),
        ("please accept", "accept"),
        ("Accept it, please.", "accept"),
        ("*accept*", "accept"),
        ("“accept”", "accept"),
        ("accept: it fits our strategy", "accept =it fits our strategy"),
        ("review please", "review"),
        ("Under review", "review"),
        ("back to review: the price has changed", "review =the price has changed"),
        ("decline: out of scope", "decline =out of scope"),
        ("declined: too niche", "decline =too niche"),
        ("decline, out of scope", "decline =out of scope"),
        ("Decline — duplicate of last year's", "decline =duplicate of last year's"),
        ("decline", "decline"),
        ("schedule v0.5", "schedule <v0.5>"),
        ("schedule for v0.5", "schedule <v0.5>"),
        ("schedule to v0.5", "schedule <v0.5>"),
        ("schedule: release v0.5", "schedule <v0.5>"),
        ("Scheduled for version 2.4.", "schedule <2.4>"),
        ("schedule it for Q3 2027, please", "schedule <Q3 2027>"),
        ("schedule March 2027: they wait for it", "schedule <March 2027> =they wait for it"),
        ("schedule v0.6 - the vendor is late", "schedule <v0.6> =the vendor is late"),
        ("schedule release 5", "schedule <release 5>"),
        ("schedule Falcon", "schedule <Falcon>"),
        ("schedule a call.", "schedule <a call>"),
        ("start!", "start"),
        ("Start development", "start"),
        ("start v0.6.0", "start <v0.6.0>"),
        ("In development for 2.4", "start <2.4>"),
        ("completed v0.5", "complete <v0.5>"),
        ("complete v0.5!", "complete <v0.5>"),
        ("Completed in release 2.4.1", "complete <2.4.1>"),
        ("merge 1", "merge =1"),
        ("merge to INT-1", "merge =INT-1"),
        ("Merge this with INT-1 please", "merge =INT-1"),
        ("merge INT-2 into INT-1", "merge INT-2 =INT-1"),
        ("merge INT-2 INT-1", "merge INT-2 =INT-1"),
        ("assign", "assign"),
        ("assign it to me.", "assign"),
        ("assign Lea", "assign =Lea"),
        ("assign to Lea <lea@service.example>", "assign =Lea <lea@service.example>"),
        ("ask: Which edition?", "ask =Which edition?"),
        ("ask which edition do you use?", "ask =which edition do you use?"),
        ("Reply: yes", "reply =yes"),
        ("note mind the licence", "note =mind the licence"),
        ("Internal note: legal is slow", "note =legal is slow"),
        ("confirm", "confirm"),
        ("confirm bo@kontor.example for testing", "confirm =bo@kontor.example for testing"),
        ("score technical feasibility 4", "score =technical feasibility 4"),
        ("score value: 5 - they lose a day", "score =value: 5 - they lose a day"),
        ("score maintenance burden 2 out of 5", "score =maintenance burden 2 out of 5"),
        ("score beauty 3", "score =beauty 3"),
        ("score feasibility high", "score =feasibility high"),
        ("priority high", "field [priority] =high"),
        ("Priority = low", "field [priority] =low"),
        ("set priority to critical", "field [priority] =critical"),
        ("integration name: Snowflake Cortex", "field [integration_name] =Snowflake Cortex"),
        ("change the category to Analytics", "field [category] =Analytics"),
        ("accept INT-2", "accept INT-2"),
        ("INT-2: accept", "accept INT-2"),
        ("[INT-2] schedule for v0.5", "schedule INT-2 <v0.5>"),
        ("decline INT-2: too niche", "decline INT-2 =too niche"),
        ("INT-2 priority: high", "field INT-2 [priority] =high"),
    ],
)
def test_a_line_that_is_an_order(line: str, order: str) -> None:
    """Forgiving in wording: inflections, politeness, emphasis, a full stop, the words that lead to a release or a person."""
    assert read(line) == [order]


@pytest.mark.parametrize(
    "line",
    [
        "Reply from their lawyer: the licence forbids it, keep that to ourselves.",
        "Reply to her only after legal has spoken.",
        "Replying now would be a mistake: legal is not done.",
        "Decline is not an option here, they pay us a lot.",
        "Decline, if Tom agrees.",
        "Decline, I would say, is not an option.",
        "Decline - I would not, they pay well.",
        "Decline? They are our biggest customer.",
        "Declined twice already, why do they ask again?",
        "Complete nonsense in my opinion.",
        "Complete waste of time, they churn anyway.",
        "Completed their trial last week.",
        "Schedule a call with them before we decide.",
        "Schedule is full until May.",
        "Start with the licence question before anybody promises anything.",
        "Start with v0.5 docs, they are better.",
        "In development at our competitor, says Tom.",
        "Accept only if Tom agrees.",
        "Accept: only once the API is public",
        "Accept the risk? I would not, they change it every year.",
        "Accepted by whom?",
        "We accept.",
        "Review the contract first.",
        "Review by legal is pending, do not answer yet.",
        "Note that they asked twice.",
        "Notes from the call are in the wiki.",
        "Ask Tom what he thinks?",
        "Ask legal before you answer.",
        "Assign somebody who knows SAP to it.",
        "Merge conflicts in their repository are telling.",
        "Merge 2 teams first.",
        "Score one for the sales team!",
        "Score was 3 last time.",
        "Confirm with finance first.",
        "Confirmed by phone: they pay.",
        "Priority is unclear to me.",
        "High priority for sales, low for us.",
        "Category: hm, who knows?",
        "INT-2 is the same as INT-1, I think.",
        "Decline: really?",
        "I looked at it.\naccept",
    ],
)
def test_a_sentence_that_begins_like_an_order_is_none(line: str) -> None:
    """Strict in authority: what a colleague would read as a remark changes nothing and is mailed to nobody."""
    assert read(line) == []


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("decline: It does not fit.\n\nnote: their lawyer is a pain", ["decline =It does not fit.", "note =their lawyer is a pain"]),
        ("reply: hello\nnote: secret", ["reply =hello", "note =secret"]),
        ("reply: hello\nNOTE secret", ["reply =hello", "note =secret"]),
        ("reply: hello\n\n- **Note:** secret", ["reply =hello", "note =secret"]),
        ("reply: hello\nInternal: secret", ["reply =hello", "note =secret"]),
        ("reply: We do it.\n\naccept", ["reply =We do it.", "accept"]),
        ("ask: Which edition?\nassign me", ["ask =Which edition?", "assign"]),
        ("note: ugly code\nreply: We do it.", ["note =ugly code", "reply =We do it."]),
        ("reply: done\n\npriority: low", ["reply =done", "field [priority] =low"]),
        ("reply: One.\n\nTwo.\n\nThree.", ["reply =One.\n\nTwo.\n\nThree."]),
        ("reply:\n\nDear Ada,\nwe do it.", ["reply =Dear Ada,\nwe do it."]),
        ("reply: OK.\nPlease note: bring your keys.", ["reply =OK.\nPlease note: bring your keys."]),
        ("ask: Please fill in:\n\nAuthentication: …\nData formats: x", ["ask =Please fill in:\n\nAuthentication: …\nData formats: x"]),
        ("reply: It is going to be a part of the next release, so it may well be\ncompleted in v0.5.", ["reply =It is going to be a part of the next release, so it may well be\ncompleted in v0.5."]),
        ("accept\nschedule v0.5\n\nThe CTO is a friend.", ["accept", "schedule <v0.5>", "+The CTO is a friend."]),
        ("accept\n\nThe CTO is a friend.\n\nreply: It is accepted.", ["accept", "reply =It is accepted.", "+The CTO is a friend."]),
        ("watch\naccept", ["watch", "accept"]),
        ("Hi team,\n\naccept\n\nBest regards\n" + CARD, ["accept"]),
        ("Hi, accept please", ["accept"]),
        ("use case: They sync invoices\nfrom the shop.\n\nHm.", ["field [use_case] =They sync invoices\nfrom the shop.", "+Hm."]),
        ("score feasibility 4, maintenance 3", ["score =feasibility 4", "score =maintenance 3"]),
        ("score:\nfeasibility 4/5\nvalue 3 they\npay", ["score =feasibility 4/5", "score =value 3 they\npay"]),
        ("reply: Next steps.\n\n1. note the page\n2. start the trial", ["reply =Next steps.\n\n1. note the page\n2. start the trial"]),
        ("reply: Dear Ada,\nStatus: planned\nPriority: high", ["reply =Dear Ada,\nStatus: planned\nPriority: high"]),
        ("1. accept\n2. schedule v0.8\n3. note: x", ["accept", "schedule <v0.8>", "note =x"]),
        ("accept INT-2, INT-3 and INT-4", ["accept INT-2", "accept INT-3", "accept INT-4"]),
        ("decline INT-2, INT-3: too\nniche", ["decline INT-2 =too\nniche", "decline INT-3 =too\nniche"]),
        ("INT-2\naccept\n\nINT-3\ndecline: too niche\n\nINT-4\npriority: low", ["accept INT-2", "decline INT-3 =too niche", "field INT-4 [priority] =low"]),
    ],
)  # fmt: skip
def test_each_order_has_its_own_words(text: str, orders: Sequence[str]) -> None:
    """A line that is an order ends the words above it, so that none is mailed to somebody or swallowed; paragraphs stay."""
    assert read(text) == list(orders)


MARK = "zebra42"
LINES = st.sampled_from(
    ["accept", "reply: We do it.", "reply:", "ask: Which edition?", "decline: Too niche.", "review: The price is new.",
     "schedule v0.5", "assign me", "priority: high", "use case: Reports.", "score value 4", "", "Thank you", "It goes on."]
)  # fmt: skip
NOTES = st.sampled_from(
    ["note: {}", "Note: {}", "- note: {}", "NOTE {}", "**note:** {}", "Internal note: {}", "internal: {}", "note:\n{}", "note\n{}",
     "Note to self: {}", "for the team only: {}", "note for Lea: they say\n\n{}"]
)  # fmt: skip


def test_the_team_says_nothing_of_theirs_in_sentences() -> None:
    """What one of the team writes about others is a note."""
    assert read("accept\nMine is different. We need this too.") == [
        "accept",
        "+Mine is different. We need this too.",
    ]


TOLD = frozenset({Verb.REPLY, Verb.ASK, Verb.DECLINE, Verb.REVIEW, Verb.SET, Verb.ACCEPT, Verb.SCHEDULE})


@given(above=st.lists(LINES, max_size=6), note=NOTES, below=st.lists(LINES, max_size=6), blank=st.booleans())
def test_no_note_is_among_the_words_of_anything_that_leaves(
    above: list[str], note: str, below: list[str], blank: bool
) -> None:
    """R-87: wherever a note stands in a mail, and however it is begun, no order that others read of has it."""
    text = "\n".join([*above, *([""] if blank else []), note.format(MARK), *below])
    for orders in (read_orders(text, KIM, GRAMMAR, fields=True), read_letter(text, KIM, GRAMMAR)):
        assert [c for c in orders.commands if c.verb in TOLD and MARK in c.argument] == []


@pytest.mark.parametrize(
    "sign_off",
    [
        CARD,
        "Kim",
        "K. Sato",
        "/Kim",
        "Best, Kim",
        "Best regards,\nKim",
        "Viele Grüße\nKim Sato\nService GmbH",
        "Cordialement,\nKim Sato\nChef de produit",
        "Cheers,\nthe team",
        "--\nKim",
        "Kim Sato, Product Manager",
        "Product Team, Service Inc.\nM: +49 170 1234567\nwww.service.example",
        "Kim Sato\n\nService Inc.\nMain Street 1\n+49 30 1234567\n\nThis message is confidential and only for the person that it"
        " is addressed to; please delete it otherwise and tell us about it at once.",
    ],
)
def test_a_sign_off_does_not_leave_the_team(sign_off: str) -> None:
    """What the writer puts below the words is no part of an answer in the name of the service."""
    assert read(f"reply: We look at it.\n\nIn May.\n\n{sign_off}") == ["reply =We look at it.\n\nIn May."]


@pytest.mark.parametrize("sign_off", ["Best,\nKim", CARD, "Kim Sato\nT +49 30 1234567"])
def test_a_sign_off_alone_is_nothing_said(sign_off: str) -> None:
    """Below an order it makes no note."""
    assert read(f"accept\n\n{sign_off}") == ["accept"]


@pytest.mark.parametrize(
    "text",
    [
        "Thank you!\nThat helps",
        "We look at it.\n\nThank you!\nWe come back to you soon.",
        "Kim, please see:\nthe page",
        "Please see:\n\nhttps://docs.example/a\nhttps://docs.example/b",
        "Send it to:\n\nBob Miller\nbob@elsewhere.example",
        "Call us:\n\n+49 30 555555",
        "Write to kim@service.example or call us, whatever you like best.",
        "We look at it.\n\nKim and Lea will call you.",
        "We look at it.\n\nThanks",
    ],
)
def test_what_is_no_sign_off_stays(text: str) -> None:
    """Thanks in the text, somebody else's address, a link, a name inside a sentence."""
    assert without_sign_off(text, KIM) == text
