"""What judging a mail of the team needs to know beside what every mail does; looked up for nobody else."""

from collections.abc import Sequence
from dataclasses import replace

from mailer.flows.snapshot import number_in
from mailer.model.message import Address, Message
from mailer.model.snapshot import Snapshot
from mailer.recognise.grammar import Grammar
from mailer.recognise.team_commands import read_orders
from mailer.recognise.team_lines import Order
from mailer.recognise.threads import Keys
from mailer.recognise.verbs import Verb
from mailer.store.database import Tx


def for_the_team(
    tx: Tx, message: Message, keys: Keys, snapshot: Snapshot, members: Sequence[str], grammar: Grammar
) -> Snapshot:
    """Return `snapshot` with the requests that the team's orders name, the releases there are, the marks so far and the
    names of the team's `members`; as it is for everybody else's mail."""
    if not keys.of_team or message.sender is None:
        return snapshot
    named = {
        **{v.number: v for v in snapshot.named},
        **tx.tracker.views(_named(message, message.sender, grammar)),
    }
    marks = tx.scores.of([*snapshot.requests, *named])
    return replace(
        snapshot,
        named=tuple(named.values()),
        releases=tx.tracker.releases(),
        marks={number: tuple(given) for number, given in marks.items()},
        colleagues=tuple(_colleague(tx, address) for address in members),
    )


def _named(message: Message, sender: Address, grammar: Grammar) -> set[int]:
    """Numbers of the requests that the orders are about, or merge with."""
    read = read_orders(message.new_text, sender, grammar, fields=True)
    references = [
        text
        for order in read.commands
        if isinstance(order, Order)
        for text in (order.about, order.argument if order.verb is Verb.MERGE else "")
    ]
    return {number_in(text) for text in references if text}


def _colleague(tx: Tx, address: str) -> Address:
    known = tx.people.find(address)
    return Address(name=known.name if known else "", address=address)
