"""The main job, told as conversations: a mail in, a request filed, an answer out, and every later mail on the same road."""

from pathlib import Path

from world import World, html_of, text_of

from mailer.flows.intake import settle
from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.mail_source import RawMail
from mailer.model.status import Status

ATTACHMENTS = Path(__file__).parents[1] / "mail" / "attachments"
ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
EVE = "Eve Strand <eve@elsewhere.example>"
FORM = """Integration Name: Snowflake
Category: Data Storage
Use Case: Load our nightly order tables.
Priority: high
"""


def test_a_request_is_filed_and_answered_at_once(world: World) -> None:
    """A filled form becomes INT-1; the answer names the reference, her own words and what is missing, in her thread."""
    mail = world.write(ADA, "Integration request: Snowflake", FORM)
    fate = world.receive(mail)
    assert fate.outcome is Outcome.REQUEST
    request = world.request(1)
    assert request["status"] == "submitted"
    assert request["fields"]["integration_name"]["value"] == "Snowflake"
    assert request["fields"]["priority"]["value"] == "high"
    answer = world.answer()
    assert answer["To"] == ADA
    assert answer["In-Reply-To"] == mail["Message-ID"]
    assert answer["Auto-Submitted"] == "auto-replied"
    for part in (text_of(answer), html_of(answer)):
        assert "INT-1" in part
        assert "Load our nightly order tables" in part
    assert "1." in text_of(answer), "what is missing is asked by number"


def test_a_reply_adds_to_the_request(world: World) -> None:
    """She answers a question; exactly that field changes and the next mail shows it."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    fate = world.send_reply(ADA, world.answer(), "Authentication: OAuth 2.0")
    assert fate.outcome is Outcome.DETAILS
    assert fate.effects[0]["ref"] == "INT-1"
    fields = world.request(1)["fields"]
    assert fields["technical.authentication"]["value"] == ["oauth2"]
    assert fields["use_case"]["value"] == "Load our nightly order tables."
    assert "OAuth" in text_of(world.answer())


def test_a_change_of_status_reaches_her_in_her_own_conversation(world: World) -> None:
    """The team schedules it; she is told with the release, threaded onto her mail."""
    mail = world.write(ADA, "Integration request: Snowflake", FORM)
    world.receive(mail)
    world.answers()
    update_status(world.app, 1, Status.SCHEDULED, release="v0.5")
    news = world.answer()
    assert news["To"] == ADA
    assert mail["Message-ID"] in str(news["References"])
    assert "v0.5" in text_of(news)
    assert news["Auto-Submitted"] == "auto-generated"
    assert world.request(1)["release"] == "v0.5"


def test_the_same_wish_of_another_person_is_a_vote(world: World) -> None:
    """Bo asks for the same thing in other words: no second request, one more who asks."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.answers()
    fate = world.receive(
        world.write(BO, "snowflake", "Hi, could you please add a connector for SnowFlake? Thanks")
    )
    assert fate.outcome is Outcome.VOTE
    assert world.request(1)["votes"] == 2
    assert world.answer()["To"] == BO


def test_a_stranger_with_the_number_in_the_subject_does_not_get_in(world: World) -> None:
    """R-74: Eve names INT-1 in the subject and forges In-Reply-To; nothing changes and she learns nothing."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    answer = world.answer()
    before = world.request(1)
    mail = world.write(
        EVE,
        "Re: [INT-1] Snowflake",
        "Priority: low",
        In_Reply_To=str(answer["Message-ID"]).replace("<r", "<s"),
    )
    fate = world.receive(mail)
    assert fate.outcome is Outcome.HELD
    after = world.request(1)
    assert after["fields"] == before["fields"]
    assert all(
        "Snowflake" not in text_of(told).replace("Re: [INT-1] Snowflake", "") for told in world.answers()
    )


def test_a_leaked_reply_address_does_not_let_another_in(world: World) -> None:
    """R-76: Eve got hold of Ada's reply address; written by her it is held, and the request stays as it was."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    answer = world.answer()
    fate = world.send_reply(EVE, answer, "Priority: low")
    assert fate.outcome is Outcome.HELD
    assert world.request(1)["fields"]["priority"]["value"] == "high"


def test_an_unproven_sender_is_asked_once_and_then_acknowledged(doubting_world: World) -> None:
    """R-92, R-93: nothing proves Eve, so she gets one mail without a byte of hers; when she answers it, it counts."""
    world = doubting_world
    fate = world.receive(
        world.write(EVE, "Please connect Tableau ZZTOP", "Please add a Tableau connector. ZZTOP")
    )
    assert fate.outcome is Outcome.HELD
    assert not world.request(1)["confirmed"]
    asked = world.answer()
    assert "ZZTOP" not in asked.as_string()
    assert "Tableau" not in text_of(asked)
    again = world.receive(world.write(EVE, "Please connect Okta", "Please add an Okta connector."))
    assert again.outcome is Outcome.HELD
    assert world.answers() == []
    confirmed = world.send_reply(EVE, asked, "Yes, that was me.")
    assert confirmed.outcome is Outcome.DETAILS
    assert world.request(1)["confirmed"] and world.request(2)["confirmed"]
    text = text_of(world.answer())
    assert "INT-1" in text and "INT-2" in text
    burnt = world.send_reply(EVE, asked, "Yes, that was me.  ")
    assert burnt.outcome is Outcome.IGNORED


def test_a_robot_is_never_answered(world: World) -> None:
    """RFC 3834: an out-of-office reply is recorded and gets no mail."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    answer = world.answer()
    away = world.reply(ADA, answer, "I am away until Monday.", quote=False)
    away["Auto-Submitted"] = "auto-replied"
    fate = world.receive(away)
    assert fate.outcome is Outcome.AUTO_REPLY
    assert world.answers() == []


def test_the_same_mail_twice_is_one_request(world: World) -> None:
    """R-21: a second delivery with other trace headers does nothing."""
    mail = world.write(ADA, "Integration request: Snowflake", FORM)
    world.receive(mail)
    world.answers()
    copy = b"Received: from mx2.example by mx.example; Mon, 23 Nov 2026 10:00:05 +0000\r\n" + mail.as_bytes()
    fate = world.receive(copy)
    assert fate.outcome is Outcome.IGNORED
    assert world.answers() == []


def test_equal_message_ids_with_different_content_are_both_kept(world: World) -> None:
    """R-19: somebody who takes a Message-ID in advance suppresses nobody's mail."""
    first = world.write(EVE, "Please connect Okta", "Please add an Okta connector.")
    world.receive(first)
    second = world.write(ADA, "Integration request: Snowflake", FORM)
    del second["Message-ID"]
    second["Message-ID"] = first["Message-ID"]
    assert world.receive(second).outcome is Outcome.REQUEST


def test_a_question_is_held_and_its_author_is_told(world: World) -> None:
    """A person's question is no request; she hears once that a person will read it."""
    fate = world.receive(
        world.write(ADA, "How long does it take?", "How long does it take until you look at a request?")
    )
    assert fate.outcome is Outcome.HELD
    assert world.answer()["To"] == ADA


def test_three_wishes_in_one_mail_get_one_answer(world: World) -> None:
    """A list of three products becomes three requests and one acknowledgement that names them all."""
    text = "Could you please add connectors for these:\n\n1. Zendesk\n2. PagerDuty\n3. Airtable\n\nThanks"
    fate = world.receive(world.write(ADA, "A few connectors", text))
    assert [e["ref"] for e in fate.effects] == ["INT-1", "INT-2", "INT-3"]
    answer = text_of(world.answer())
    assert all(name in answer for name in ("Zendesk", "PagerDuty", "Airtable"))


def test_stop_ends_the_news_and_nothing_else(world: World) -> None:
    """Every notification says that STOP ends all of them: she writes it, is told so, and hears of no further change."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.answers()
    update_status(world.app, 1, Status.ACCEPTED)
    fate = world.send_reply(ADA, world.answer(), "STOP")
    assert fate.outcome is Outcome.COMMAND
    assert "no more mail from us" in text_of(world.answer())
    update_status(world.app, 1, Status.IN_DEVELOPMENT)
    assert world.answers() == []


def test_status_tells_where_all_her_requests_stand(world: World) -> None:
    """A new mail with one word is enough; she sees her own requests and nobody else's."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.receive(world.write(BO, "Okta", "Please add an Okta connector for our sign-in."))
    update_status(world.app, 1, Status.SCHEDULED, release="v0.5")
    world.answers()
    assert world.receive(world.write(ADA, "question", "status")).outcome is Outcome.COMMAND
    report = text_of(world.answer())
    assert "INT-1 - Snowflake" in report and "Scheduled for v0.5" in report
    assert "Okta" not in report


def test_the_form_that_we_send_reads_back(world: World) -> None:
    """FORM gets a form; filled in below its labels it becomes a request with exactly those fields, the rest at most a guess."""
    world.receive(world.write(ADA, "form please", "form"))
    form = text_of(world.answer())
    filled = form.replace("Integration name:", "Integration name: Quarkus Ledger").replace(
        "Use case:", "Use case: Book orders at night."
    )
    assert world.receive(world.write(ADA, "the form", filled)).outcome is Outcome.REQUEST
    fields = world.request(1)["fields"]
    sure = {name: field["value"] for name, field in fields.items() if field["confidence"] >= 0.8}
    assert sure == {
        "integration_name": "Quarkus Ledger",
        "use_case": "Book orders at night.",
    }


def test_separate_makes_a_vote_a_request_of_its_own(world: World) -> None:
    """Bo was counted with Ada's wish and says that his is different: INT-2, with his own reason, and Ada is alone again."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.answers()
    text = "Please add a connector for Snowflake.\n\nUse case: Write our forecasts back into it."
    world.receive(world.write(BO, "snowflake", text))
    fate = world.send_reply(BO, world.answer(), "SEPARATE")
    assert fate.outcome is Outcome.REQUEST
    assert world.request(1)["votes"] == 1
    his = world.request(2)
    assert his["people"]["requester"]["address"] == "bo@kontor.example"
    assert his["fields"]["use_case"]["value"] == "Write our forecasts back into it."
    assert "INT-2" in text_of(world.answer())
    third = world.write("Cy <cy@shop.example>", "snowflake", "Please add a connector for Snowflake.")
    assert world.receive(third).effects[0]["ref"] == "INT-1"


def test_a_mail_that_asks_for_no_automatic_answer_gets_none(world: World) -> None:
    """R-91: X-Auto-Response-Suppress does not make it a robot's mail: it is filed, and nothing is sent to its sender."""
    mail = world.write(ADA, "Integration request: Snowflake", FORM, X_Auto_Response_Suppress="DR, AutoReply")
    assert world.receive(mail).outcome is Outcome.REQUEST
    assert world.answers() == []


def test_an_answer_in_a_conversation_we_do_not_know_is_filed_when_it_tells_enough(world: World) -> None:
    """Her first mail went to another system; what she adds names the product and tells about it, so it is a request."""
    text = "Hello,\n\nto add to my request:\n\nIntegration Name: Okta\nAuthentication: API key\nUse Case: One sign-in.\n"
    mail = world.write(ADA, "RE: [REQ-77] Okta", text, In_Reply_To="<elsewhere@other.example>")
    assert world.receive(mail).outcome is Outcome.REQUEST


def test_a_number_that_does_not_exist_is_answered_like_one_that_does(world: World) -> None:
    """R-80: nobody learns from the answer which requests there are."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.answers()
    fates, texts = [], []
    for number in (1, 999):
        mail = world.write(
            EVE, f"Re: [INT-{number}] Snowflake", "Priority: low", In_Reply_To=f"<{number}@x.example>"
        )
        fates.append(world.receive(mail).outcome)
        world.clock.pass_(days=2)
        texts.append(text_of(world.answer()))
    assert fates == [Outcome.HELD, Outcome.HELD]
    assert texts[0] == texts[1]


def test_a_mail_that_came_through_a_list_first_still_counts_when_it_comes_directly(world: World) -> None:
    """R-21: the list's copy is ignored; the same mail sent to us is her request and is answered."""
    mail = world.write(ADA, "Integration request: Snowflake", FORM)
    through_a_list = b"List-Id: <all.northwind.example>\r\nPrecedence: list\r\n" + mail.as_bytes()
    assert world.receive(through_a_list).outcome is Outcome.IGNORED
    assert world.receive(mail).outcome is Outcome.REQUEST
    assert world.answer()["To"] == ADA


def test_mails_that_differ_in_their_attachments_alone_are_both_kept(world: World) -> None:
    """R-19, R-21: sent again with the right file attached, it is another mail; the same file again is a copy."""
    mail = world.write(ADA, "Integration request: Snowflake", FORM)
    fates: list[Outcome | None] = []
    for content in (b"first", b"second", b"second"):
        mail.clear_content()
        mail.set_content(FORM)
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename="notes.bin")
        trace = b"Received: from mx%d.example\r\n" % len(fates)
        fates.append(world.receive(trace + mail.as_bytes()).outcome)
    assert fates == [Outcome.REQUEST, Outcome.DETAILS, Outcome.IGNORED]


def test_a_forwarded_token_of_somebody_else_hides_nobody_s_own_conversation(world: World) -> None:
    """R-74, R-76: Bo's reply quotes the Message-ID of a mail to Ada; it still leads to his own request, and only there."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    to_ada = world.answer()
    world.receive(world.write(BO, "Okta", "Please add an Okta connector for our sign-in."))
    to_bo = world.answer()
    mail = world.reply(BO, to_bo, "Priority: low")
    for name, value in {
        "To": "integrations@service.example",
        "References": None,
        "In-Reply-To": None,
    }.items():
        del mail[name]
        if value:
            mail[name] = value
    own = str(to_bo["In-Reply-To"])
    mail["References"] = f"{own} {to_ada['Message-ID']}"
    before = world.request(1)
    fate = world.receive(mail)
    assert (fate.outcome, fate.effects[0]["ref"]) == (Outcome.DETAILS, "INT-2")
    assert world.request(1) == before
    world.answers()
    stray = world.reply(BO, to_ada, "Priority: low")
    assert world.receive(stray).outcome is Outcome.HELD
    assert world.request(1)["fields"] == before["fields"]


def test_a_mail_that_another_worker_settled_is_left_alone(world: World) -> None:
    """A claim that ran out while its worker was slow: whoever comes second does nothing, and takes it for no trouble (R-13)."""
    raw = world.write(ADA, "Integration request: Snowflake", FORM).as_bytes()
    with world.app.database.transaction() as tx:
        tx.inbox.receive([RawMail(raw=raw, source="listen", account="listen", received_at=world.clock())])
        [(row, _)] = tx.inbox.claim(1, world.clock(), 60.0)
    answer = world.app.sandbox.read(raw)
    for _ in range(2):
        settle(world.app, row, answer)
    assert world.request_numbers() == [1]
    assert len(world.answers()) == 1


def test_an_attachment_that_could_not_be_opened_is_named(world: World) -> None:
    """Who sends a PDF with a password hears so in the answer, and nothing of the one beside it that was read."""
    mail = world.write(ADA, "Okta", "Please add an integration with Okta, details attached.\n")
    for name in ("encrypted.pdf", "form.pdf"):
        content = (ATTACHMENTS / name).read_bytes()
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    world.receive(mail)
    told = " ".join(text_of(world.answer()).split())
    assert "We could not open encrypted.pdf. If" in told
