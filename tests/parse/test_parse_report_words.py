"""Receipts and bounces in plain words are told from people who write about them."""

import pytest

from mailer.model.message import Automatic, DeliveryStatus
from mailer.parse.message import parse

HEAD = (
    "From: Anna <anna@acme.example>\nTo: integrations@core.example\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n"
)


def report_in(subject: str, text: str) -> DeliveryStatus | None:
    return parse(f"{HEAD}Subject: {subject}\n\n{text}\n".encode()).delivery


RECEIPTS = [
    (
        "Leído: Re: Jira",
        "Su mensaje\n\nPara: Integraciones\nAsunto: Re: Jira\nEnviado: lunes, 23 de noviembre\n\nfue leído el lunes, 23 de noviembre de 2026 9:05.",
    ),
    ("Leído: Jira", "Su mensaje\n\nPara: Integraciones\nAsunto: Jira\n\nse leyó el lunes 23 de noviembre."),
    (
        "Lida: Re: Jira",
        "A sua mensagem\n\nPara: x\nAssunto: Re: Jira\n\nfoi lida em segunda-feira, 23 de novembro.",
    ),
    ("Letto: Re: Jira", "Il messaggio\n\nA: x\nOggetto: Re: Jira\n\nè stato letto lunedì 23 novembre."),
    ("Gelezen: Re: Jira", "Uw bericht\n\nAan: x\nOnderwerp: Jira\n\nis gelezen op maandag 23 november."),
    ("Przeczytano: Jira", "Wiadomość\n\nDo: x\nTemat: Jira\n\nzostała przeczytana w poniedziałek."),
    (
        "Relayed: Jira",
        "Delivery to these recipients or groups is complete, but no delivery notification was sent by the destination server:\n\nbo@lind.example",
    ),
    ("Remis : Jira", "Votre message a été remis aux destinataires suivants :\n\nbo@lind.example"),
    ("Przeczytano: Jira", "To jest potwierdzenie odczytania wiadomości wysłanej do bo@lind.example."),
    ("Läst: Jira", "Ditt meddelande\n\nTill: x\nÄmne: Jira\n\nlästes den 23 november."),
    ("Прочтено: Jira", "Ваше сообщение\n\nКому: x\nТема: Jira\n\nбыло прочитано 23 ноября."),
    ("已读: Jira", "您的邮件\n\n收件人: x\n主题: Jira\n\n已于 2026年11月23日 9:05 阅读。"),
    ("開封済み: Jira", "メッセージ\n\n宛先: x\n件名: Jira\n\nは 2026年11月23日 に開封されました。"),
    ("읽음: Jira", "메시지\n\n받는 사람: x\n제목: Jira\n\n2026년 11월 23일에 읽었습니다."),
    (
        "Return Receipt (displayed) - Re: Snowflake integration",
        "This is a Return Receipt for the mail that you sent to bo@x.example.\n\nNote: This Return Receipt only acknowledges that the message was displayed on the recipient's computer. There is no guarantee that the recipient has read or understood the message contents.",
    ),
    (
        "Ungelesen: Jira",
        "Ihre Nachricht\n\nAn: x\nBetreff: Jira\n\nwurde am 23. November ungelesen gelöscht.",
    ),
    ("Přečteno: Jira", "Vaše zpráva\n\nKomu: x\nPředmět: Jira\n\nbyla přečtena 23. listopadu."),
    ("Læst: Jira", "Din meddelelse\n\nTil: x\nEmne: Jira\n\nblev læst den 23. november."),
    ("Luettu: Jira", "Viesti\n\nVastaanottaja: x\nAihe: Jira\n\nluettiin 23. marraskuuta."),
    ("Okundu: Jira", "İletiniz\n\nKime: x\nKonu: Jira\n\n23 Kasım tarihinde okundu."),
]
READERS = [
    ("Read: interesting article on Snowflake", "Could you add a connector like the one described there?"),
    (
        "Read receipts in the Outlook integration",
        "We would like the Outlook integration to show when a message was read.",
    ),
    ("Deleted records in Jira", "Please sync deleted records."),
    ("Gelesen: Ihr Blog zu Kafka", "Ich habe den Beitrag gelesen. Habt ihr eine Anbindung?"),
    ("Lu: votre article", "Bonjour, pourriez-vous ajouter un connecteur Sage ?"),
    ("Read API for Notion", "We need to read pages from Notion."),
    ("Leído el manual", "He leído el manual y falta un conector de SAP."),
    ("Not read yet", "I have not read your mail yet, will do tomorrow."),
    ("Snowflake", "Your message was read in our team meeting and we like the idea."),
    ("已读取数据", "希望支持读取Snowflake数据。"),
]
PEOPLE = [
    (
        "Fwd: Undeliverable: question",
        "I got this back when I wrote to support@mailer.example:\n\n550 5.1.1 user unknown\n\nIs the address still right?",
    ),
    (
        "Undelivered Mail Returned to Sender",
        'Hello, I keep getting "550 5.1.1 <support@mailer.example>: user unknown" when I write to you. Which address should I use?',
    ),
    (
        "WG: Unzustellbar",
        "Hallo, das bekomme ich zurück, wenn ich an support@mailer.example schreibe: 550 5.1.1 unbekannt. Könnt ihr helfen?",
    ),
    (
        "TR: Échec de la remise",
        "Bonjour, j'ai reçu ceci : support@mailer.example 550 5.1.1 user unknown. Pouvez-vous vérifier ?",
    ),
    (
        "RV: No se pudo entregar el mensaje",
        "Hola, recibo este error al escribir a support@mailer.example: 550 5.1.1 no existe. ¿Me ayudan?",
    ),
    (
        "Enc: Falha na entrega",
        "Olá, recebi isto ao escrever para support@mailer.example: 550 5.1.1 não existe.",
    ),
    (
        "I: Mancata consegna",
        "Buongiorno, ho ricevuto questo errore scrivendo a support@mailer.example: 550 5.1.1 non esiste.",
    ),
    (
        "FW: Onbestelbaar",
        "Hoi, ik krijg dit terug als ik mail naar support@mailer.example: 550 5.1.1 kan niet worden bezorgd",
    ),
    (
        "Mail delivery problem",
        "We tried to reach support@mailer.example but the mail was rejected by your server: 550 5.7.1. Please check.",
    ),
    (
        "メールエラーについて",
        "support@mailer.example にお送りしたメールが 550 5.1.1 user unknown で戻ってきました。ご確認ください。",
    ),
    ("退信", "你好，我给 support@mailer.example 发邮件，收到 550 5.1.1 无法投递。请帮忙。"),
    ("반송 메일", "제가 support@mailer.example 로 메일을 보냈는데 550 5.1.1 오류로 반송되었습니다."),
    (
        "Delivery failure of my mails",
        "My messages to support@mailer.example could not be delivered: 554 5.7.1 rejected.",
    ),
]
BOUNCES = [
    (
        "Undeliverable: Your request",
        "Your message to bo@lind.example could not be delivered.\n550 5.1.1 user unknown",
    ),
    (
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\nA message that you sent could not be delivered to: bo@lind.example 550 no such user",
    ),
    (
        "Undelivered Mail Returned to Sender",
        "I'm sorry to have to inform you that your message could not be delivered to one or more recipients.\n<bo@lind.example>: host mx said: 550 5.1.1 user unknown",
    ),
    (
        "failure notice",
        "Hi. This is the qmail-send program at lind.example. I'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<bo@lind.example>:\n550 no mailbox here",
    ),
    (
        "Unzustellbar: Anfrage",
        "Ihre Nachricht an bo@lind.example konnte nicht zugestellt werden. 550 5.1.1 unbekannter Empfänger",
    ),
    ("Échec de la remise", "Votre message à bo@lind.example n'a pas pu être remis. 550 5.1.1"),
    ("No se pudo entregar", "Su mensaje a bo@lind.example no se ha podido entregar: 550 5.1.1 no existe"),
    ("Falha na entrega", "Sua mensagem para bo@lind.example não foi entregue: 550 5.1.1"),
    ("配信不能", "bo@lind.example 宛のメールは配信できませんでした。550 5.1.1"),
    ("退信", "您发给 bo@lind.example 的邮件无法投递: 550 5.1.1 用户不存在"),
]


@pytest.mark.parametrize(("subject", "text"), RECEIPTS)
def test_a_receipt_in_plain_words_is_a_delivery_notice(subject: str, text: str) -> None:
    """It repeats whose mail it was and says that it was read, in the words of the mail program."""
    report = report_in(subject, text)
    assert report is not None
    assert report.kind is Automatic.DELIVERY_NOTICE


@pytest.mark.parametrize(("subject", "text"), READERS)
def test_who_reads_or_writes_of_reading_is_a_person(subject: str, text: str) -> None:
    """A word of receipts in the subject alone, or in a sentence of somebody's, makes none."""
    report = report_in(subject, text)
    assert report is None


@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_who_tells_of_a_bounce_is_a_person(subject: str, text: str) -> None:
    """What came back to somebody is told in the first person; nobody is counted as failed by it."""
    report = report_in(subject, text)
    assert report is None


@pytest.mark.parametrize(("subject", "text"), BOUNCES)
def test_a_bounce_in_plain_words_stays_one(subject: str, text: str) -> None:
    """A server speaks of the mail as its reader's."""
    report = report_in(subject, text)
    assert report is not None
    assert report.kind is Automatic.BOUNCE


SERVER = "From: mailer-daemon@acme.example\nTo: integrations@core.example\nContent-Type: text/plain; charset=utf-8\n"
WAITING = [
    ("Remise différée", "Votre message n'a pas encore pu être remis à\n\n{}\n\nLe serveur réessaiera."),
    ("Noch nicht zugestellt", "Die Nachricht an\n\n{}\n\nist noch nicht angekommen. Der Server versucht es erneut: er wird es weiter versuchen."),
    ("Estado de la entrega", "Aún no se ha podido entregar su mensaje a\n\n{}\n\nSeguiremos intentándolo."),
    ("Entrega adiada", "A sua mensagem ainda não foi entregue a:\n\n{}\n\nO servidor tentará novamente."),
    ("Stato della consegna", "Il messaggio non è ancora stato consegnato a\n\n{}\n\nIl server proverà di nuovo."),
    ("Bezorging uitgesteld", "Uw bericht is nog niet bezorgd bij:\n\n{}\n\nEr wordt opnieuw geprobeerd."),
    ("Opóźnienie w doręczeniu", "Wiadomość nie została jeszcze dostarczona do:\n\n{}\n\nSerwer ponowi próbę."),
    ("Stav doručení", "Vaše zpráva dosud nebyla doručena na adresu\n\n{}\n\nServer to zkusí znovu."),
    ("Leveransen fördröjd", "Ditt meddelande har ännu inte levererats till:\n\n{}\n\nNya försök görs."),
    ("Доставка", "Ваше письмо пока не доставлено:\n\n{}\n\nСервер повторит попытку."),
    ("Teslim durumu", "İletiniz henüz teslim edilemedi:\n\n{}\n\nSunucu tekrar deneyecek."),
    ("배달 상태", "메시지가 아직 배달되지 않았습니다:\n\n{}\n\n서버가 다시 시도합니다."),
]  # fmt: skip
FINAL = [
    ("Unzustellbar", "Ihre Nachricht konnte nicht zugestellt werden:\n\n{}\n\nEs wird nicht erneut versucht."),
    ("Échec de remise", "Votre message n'a pas pu être remis à\n\n{}\n\nLe serveur ne réessaiera pas."),
    ("No entregado", "Su mensaje no se ha podido entregar a\n\n{}\n\nNo se volverá a intentar."),
    ("Não entregue", "Sua mensagem não foi entregue a\n\n{}\n\nO servidor não tentará novamente."),
    ("Mancata consegna", "Il messaggio non è stato consegnato a\n\n{}"),
    ("Nie dostarczono", "Wiadomość nie została dostarczona do\n\n{}"),
    ("Недоставлено", "Ваше письмо не доставлено:\n\n{}"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "text", "permanent"), [*((*one, False) for one in WAITING), *((*one, True) for one in FINAL)]
)
def test_what_waits_has_not_failed(subject: str, text: str, permanent: bool) -> None:
    """A server that tries again costs nobody their address; one that says it will not, does."""
    report = parse(f"{SERVER}Subject: {subject}\n\n{text.format('bo@lind.example')}\n".encode()).delivery
    assert report is not None
    assert report.kind is (Automatic.BOUNCE if permanent else Automatic.DELIVERY_NOTICE)
    assert [(one.address, one.permanent) for one in report.recipients] == [("bo@lind.example", permanent)]
