"""`mailer explain` reads many mails by its own children and shows each as the contract's JSON."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailer.config import load
from mailer.flows.explain import Explainer, Json, as_json, explain
from mailer.mailbox.folder import read_path
from mailer.wiring import build_explainer

MAILS = Path(__file__).parents[1] / "mail" / "reading"


@pytest.fixture(scope="module")
def explainer() -> Iterator[Explainer]:
    made = build_explainer(load(None, {}), many=True)
    yield made
    made.sandbox.close()


def shown(explainer: Explainer, *names: str) -> list[Json]:
    mails = (mail for name in names for mail in read_path(MAILS / f"{name}.eml"))
    return [as_json(one) for one in explain(mails, explainer)]


def test_every_mail_is_explained_in_the_order_given(explainer: Explainer) -> None:
    """Two children read side by side; the answers come one a mail, in the order of the files."""
    names = [path.stem for path in sorted(MAILS.glob("b*.eml"))]
    assert [Path(page["file"]).stem for page in shown(explainer, *names)] == names


def test_a_failure_is_shown_with_whom_it_concerns(explainer: Explainer) -> None:
    """A bounce says which addresses failed, for how long, and by which status; it holds no request."""
    (page,) = shown(explainer, "bounce-exim-text")
    assert page["automatic"] == page["outcome"] == "bounce"
    assert page["bounce"] == {
        "recipients": [{"address": "bo@lind.example", "permanent": True, "status": "5.1.1"}]
    }
    assert page["requests"] == []


def test_an_author_without_a_domain_is_shown(explainer: Explainer) -> None:
    """Mail that never left its machine names `root` or `MAILER-DAEMON`; it is shown, and is no address to write to."""
    (page,) = shown(explainer, "notice-from-a-local-user")
    assert page["from"] == {"name": "Cron Daemon", "address": "root"}
    assert page["outcome"] == "ignored"


def test_no_author_is_none(explainer: Explainer) -> None:
    """Where From names nobody, nobody is shown."""
    (page,) = shown(explainer, "header-none-at-all")
    assert page["from"] is None


def test_the_forwarder_and_the_real_requester_are_told_apart(explainer: Explainer) -> None:
    """`from` has passed the mail on, `forwarded` says whose it is; who wrote it has to confirm it first, as in earnest."""
    (page,) = shown(explainer, "forward-twice-outlook")
    assert page["from"]["address"] == "robin.vale@harbour.example"
    assert page["forwarded"] == {
        "from": {"name": "Bo Lind", "address": "bo@lind.example"},
        "subject": "Quarry",
        "date": "Tuesday, October 20, 2026 10:12 AM",
    }
    assert page["outcome"] == "request" and "has to confirm it" in page["because"]
    assert len(page["requests"]) == 1


def test_an_author_without_an_address_is_named(explainer: Explainer) -> None:
    """Outlook leaves the address out where both work in one house: the name is shown, and nobody can be asked."""
    (page,) = shown(explainer, "forward-without-an-address")
    assert page["forwarded"]["from"] == {"name": "Bo Lind", "address": None}
    assert page["outcome"] == "request" and "has to confirm it" not in page["because"]


def test_a_mail_that_passes_nothing_on_says_so(explainer: Explainer) -> None:
    """Neither an answer nor words between quote marks that no client put there have a forwarded author."""
    assert [page["forwarded"] for page in shown(explainer, "bounce-exim-text", "header-none-at-all")] == [
        None,
        None,
    ]
