"""What gateways, clients and companies add above and below an author's words goes; what only looks like it stays."""

import pytest

from mailer.parse.html_quotes import text_with_quotes
from mailer.parse.reply import split_reply

OWN = "It should use OAuth 2.0."

DISCLAIMERS = [
    "This message is confidential and may be privileged. If you are not the addressee, delete it.",
    "Diese Nachricht ist vertraulich und nur für den Adressaten bestimmt.",
    "Ce courriel est confidentiel; si vous n'en êtes pas le destinataire, merci de le détruire.",
    "Este correo es confidencial y se dirige exclusivamente a su destinatario.",
    "Detta e-postmeddelande är konfidentiellt och avsett endast för mottagaren.",
    "Informationen i detta mejl är konfidentiell och får bara läsas av mottagaren.",
    "Denne e-posten er fortrolig og kun ment for mottakeren.",
    "Indholdet af denne e-mail er fortroligt og kun til modtageren.",
    "Tämä sähköposti on luottamuksellinen ja tarkoitettu ainoastaan vastaanottajalle.",
    "Obsah této zprávy je důvěrný a určený výhradně adresátovi.",
    "Данное письмо является конфиденциальным и предназначено исключительно получателю.",
    "Bu mesaj gizlidir; alıcı siz değilseniz lütfen siliniz.",
    "此邮件包含机密信息，如您不是指定的收件人，请立即删除并通知发件人。",
    "この電子メールには機密情報が含まれており、宛先以外の方による利用を禁じます。",
    "본 이메일은 기밀이며 지정된 수신자만 열람할 수 있습니다. 잘못 받으신 경우 삭제해 주십시오.",
    "Dit bericht is bestemd voor de geadresseerde; heeft u het ten onrechte ontvangen, vernietig het dan.",
    "AVISO: esta mensagem destina-se ao destinatário e pode ser sigilosa.",
    "Moreno Mills Ltd. Registered in England and Wales no. 05550123. Registered office: 4 Mill Lane, Hull.",
]


@pytest.mark.parametrize("disclaimer", DISCLAIMERS)
def test_a_disclaimer_goes_from_below_and_from_above_the_text(disclaimer: str) -> None:
    """In many languages it begins with the message and speaks of secrecy and of whom it is for."""
    assert split_reply(f"{OWN}\n\n{disclaimer}\n").new == OWN
    assert split_reply(f"{disclaimer}\n\n{OWN}\n").new == OWN


NO_DISCLAIMERS = [
    "This integration must keep confidential fields away from everybody but the addressee.",
    "This message queue is confidential: could you encrypt it, and delete it after the addressee has read it?",
    "Die Nachrichten im Kanal sind vertraulich, wir brauchen Verschlüsselung für den Adressaten.",
    "Ces messages sont confidentiels, nous aurions besoin d'un chiffrement pour le destinataire.",
    "Este mensaje de error es confidencial y lo necesitamos cifrado para cada destinatario.",
    "Tämä viesti lähetetään jokaiselle vastaanottajalle kerran päivässä.",
    "Это сообщение приходит каждому получателю дважды в день.",
    "このメールの受信時に添付ファイルを誤って削除しないようにしたいです。",
    "这封邮件的收件人每天都会收到一份报告，我们希望改成每周一次。",
    "이 메일의 수신자마다 보고서를 하루에 한 번 보내야 합니다. 지금은 손으로 합니다.",
    "Detta meddelande skickas till varje mottagare en gång om dagen i dag.",
    "Deze berichten zijn voor de planner en worden na een dag vernietigd.",
    "Tato zpráva se zákazníkovi zobrazí omylem, když smažete objednávku.",
]


@pytest.mark.parametrize("text", NO_DISCLAIMERS)
def test_words_about_messages_and_secrets_stay(text: str) -> None:
    """An author may speak of confidential messages and their recipients too, above or below."""
    assert split_reply(f"{OWN}\n\n{text}\n").new == f"{OWN}\n\n{text}"
    assert split_reply(f"{text}\n\n{OWN}\n").new == f"{text}\n\n{OWN}"


def test_a_mail_that_is_only_a_disclaimer_keeps_it() -> None:
    """The words of a mail are never all taken."""
    assert split_reply(DISCLAIMERS[0]).new == DISCLAIMERS[0]


FOOTERS = [
    "[EXTERNAL EMAIL] Do not click links or open attachments unless you know the content is safe.",
    "CAUTION: This email originated from outside the organization. Do not click links.",
    "This email has been scanned for viruses and malware by Example Defender.\nwww.defender.example",
    "Diese Nachricht wurde auf Viren geprüft.",
    "Cet e-mail a été vérifié par le logiciel antivirus d'Example.",
    "Virus-free.",
    "Virenfrei. www.example.com",
    "Sent from my iPhone, please excuse the typos",
    "Sent from my Pixel 8, a Google smartphone",
    "Hent Outlook til iOS",
    "スマホから送信",
    "通过我的 iPhone 手机发送",
    "Sent from Missive",
    "Sent from my cell. Sorry for any typos",
    "Vom Handy gesendet, Tippfehler bitte entschuldigen",
    "Envoyé de mon mobile, merci d'excuser les fautes",
    "Odesláno ze Seznam Email",
    "iOS용 Outlook 다운로드<https://aka.ms/o0ukef>",
    "Sent from my TI-85",
    "This email is a service from Core Help. Delivered by Zendesk\n[ABC123-XYZ9]",
    "____________________\nops mailing list -- ops@lists.example\nTo unsubscribe send an email to ops-leave@lists.example",
    "-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this group.",
    "You get this mail because you wrote to requests@core.example.",
    "Sie erhalten diese E-Mail, weil Sie an requests@core.example geschrieben haben.",
    "Recibe este correo porque escribió a requests@core.example.",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_what_programs_add_below_goes(footer: str) -> None:
    """Warnings of gateways, scanners' seals and a client's name for itself."""
    assert split_reply(f"{OWN}\n\n{footer}\n").new == OWN


NO_FOOTERS = [
    "Sent from my devices every 30 seconds, positions should appear on a map.",
    "Sent from Front to your tool, a conversation keeps its tags.",
    "This upload is checked for viruses first, so please add a state for it.",
    "Get Quarry first, then Outlook.",
    "Messages sent with my phone, the old one, are lost.",
    "External sender names should be kept.",
    "You get this mail because I need the Quarry connector.",
    "Virus-free uploads matter to us.",
    "Do not click links in the sandbox.",
    "Sent from my phone. Sorry, we need Quarry by Friday",
    "Please consider the environment variables before you print a log.",
    "通过我的手机发送的图片需要同步。",
    "スマートフォンから送信した写真も同期してください。",
]


@pytest.mark.parametrize("text", NO_FOOTERS)
def test_sentences_like_footers_stay(text: str) -> None:
    """The same words inside a sentence of the author's."""
    assert split_reply(f"{OWN}\n\n{text}\n").new == f"{OWN}\n\n{text}"


WHO = "Core Team <team@core.example>"
CLIENT_LINES = [
    f"23. 11. 2026 v 9:00, {WHO}:",
    f"Wiadomość napisana przez {WHO} w dniu 23 lis 2026, o godz. 09:00:",
    f"2026年11月23日(月) 9:00 {WHO}:",
    f"пн, 23 нояб. 2026 г. в 09:00, {WHO}:",
    f"Понедельник, 23 ноября 2026, 9:00 +03:00 от {WHO}:",
    f"* {WHO} [2026-11-23 09:00]:",
    "Core Team ---23.11.2026 09:00:00---Hello Ada, thank you",
    "2026-11-23 오전 9:00에 Core Team 이(가) 쓴 글:",
    f"2026-11-23 09:00, {WHO}:",
    f"23.11.2026 09:00, {WHO}:",
]


@pytest.mark.parametrize("line", CLIENT_LINES)
def test_a_clients_line_without_a_verb_begins_the_history(line: str) -> None:
    """Day, hour, name and address alone, in the order in which clients write them, need no quote marks below."""
    assert split_reply(f"{OWN}\n\n{line}\n\nWhich formats?\n").new == OWN


NO_CLIENT_LINES = [
    "Contact: Bo Lind <bo@b.example>:",
    "On 23.11.2026 we ask Bo Lind <bo@b.example>:",
    "23.11.2026 09:00:",
    "2026-11-23 09:00 job started, 400 rows",
    "2026-11-23 09:00 +0100 export done",
    "2026-11-23 09:00 the job ran for bo@b.example:",
    "Since 2026 write to Bo <bo@b.example>:",
    "Quarry --- nightly --- 9:00",
    "Export 23.11.2026 --- 400 rows",
    "1. 2. 2026 is our deadline, ask Bo <bo@b.example>:",
    "Bo Lind <bo@b.example> [owner]:",
    "9:00 sync, 18:00 sync: bo@b.example:",
]


@pytest.mark.parametrize("line", NO_CLIENT_LINES)
def test_lines_with_addresses_and_days_stay(line: str) -> None:
    """A day, an hour or an address in an author's own line begins no history."""
    assert split_reply(f"{OWN}\n\n{line}\n\nJSON.\n").new == f"{OWN}\n\n{line}\n\nJSON."


QUOTED_HTML = [
    '<div class="freshdesk_quote"><blockquote class="freshdesk_quote">On Mon, Core wrote:<br><p>Hi</p></blockquote></div>',
    '<div class="gmail_extra"><br><div class="gmail_quote">On Mon, Core wrote:<br><blockquote><p>Hi</p></blockquote></div></div>',
    '<div class="gmail_quote">Core Team a écrit :<br><blockquote><p>Hi</p></blockquote></div>',
]


@pytest.mark.parametrize("quote", QUOTED_HTML)
def test_a_quote_in_a_clients_container_goes(quote: str) -> None:
    """Help desks and older Gmail name the container and say who wrote, without a date."""
    assert split_reply(text_with_quotes(f"<p>{OWN}</p>{quote}")).new == OWN


def test_a_bare_blockquote_is_the_authors() -> None:
    """Who quotes a manual below `our auditor wrote:` outside of a client's container says it themselves."""
    html = f"<p>{OWN}</p><p>Our auditor wrote:</p><blockquote>No list, no seal.</blockquote>"
    assert "No list, no seal." in split_reply(text_with_quotes(html)).new


SIGNED = [
    ('<div class="gmail_signature">Ada Moreno<br>Buyer</div>', ""),
    ('<div id="Signature"><p>Ada</p></div><div id="appendonsend"></div><hr><div>From: Core</div>', ""),
    ('<div id="Signature">We also need webhooks.</div>', "We also need webhooks."),
    ('<div id="Signature">1. Quarry<br>2. Slate</div>', "1. Quarry\n2. Slate"),
    ('<div class="gmail_signature">Ada</div><div>And CSV.</div>', "Ada\nAnd CSV."),
]


@pytest.mark.parametrize(("signed", "stays"), SIGNED)
def test_what_a_client_marks_as_its_signature_goes_unless_somebody_wrote_into_or_below_it(
    signed: str, stays: str
) -> None:
    """Gmail and Outlook name the element; a wish, a list or words behind it are the author's."""
    new = split_reply(text_with_quotes(f"<div>{OWN}</div>{signed}")).new
    assert [line for line in new.split("\n") if line] == [OWN, *filter(None, stays.split("\n"))]
