"""What people answer to `was it you?` and `is it yours?`, in their own words and languages: a yes is only what says yes."""

import pytest
from understanding import WORDS

from mailer.extract.replies.consent import read_consent
from mailer.extract.text.language import recognise
from mailer.model.consent import Consent


def says(text: str, sent: str = "") -> Consent:
    return read_consent(text, recognise(text, WORDS), WORDS, sent)


YES = """yes
Yep, go ahead
That's right.
It's me, Ada!
Yes! When can we expect it?
Hello team, yes it was me. No rush at all.
No problem, that was me
Yes, I did. We don't need XML.
Yes, this is no mistake.
It's no spam, I wrote it
yeah sorry, that was me, wrong laptop
ok
👍
Ja, das war ich.
Hallo, ja, die Anfrage ist von mir. XML brauchen wir nicht.
Hiermit bestätige ich, dass die Mail von mir stammt
Bonjour, c'est bien moi. Ce n'est pas urgent.
Je vous confirme que ce message vient de moi
Sí, yo les escribí. No hace falta XML.
Si
Fui eu que enviei no sábado
Isso mesmo, fui eu. Obrigado!
はい、本人です。急ぎではありません。
私からのメールで間違いありません。
Sì, sono stato io
Klopt, dat was ik
是的，是我发的
네, 제가 보냈습니다."""
NO = """No.
No, that was not me.
That wasn't me!
Nope, not mine
I never signed up for anything at your company. Please delete whatever you have.
I don't remember sending this.
I think there has been a mix-up, I haven't sent you anything.
Somebody else must have used my address
This is spam
not interested
We changed our minds, we no longer need it.
Nein
Das war ich nicht.
Davon weiß ich nichts.
Ich habe nie etwas bei Ihnen angefragt!
Diese E-Mail wurde nicht von mir verschickt.
Ce n'était pas moi
Je n'ai rien envoyé.
Vous faites erreur, je n'ai rien demandé.
No fui yo
Ese correo no es mío
Yo no mandé nada
Não fui eu
Esse pedido não partiu de mim.
Deve ser engano
私ではありません
このメールは私が送ったものではありません。
身に覚えがありません。
No, non sono stato io
Ik heb u nooit iets gestuurd
不是我发的
아니요, 제가 보낸 메일이 아닙니다"""
STOP = """unsubscribe
Please stop
No, that was not me. Please remove me from your list.
Who are you? Stop writing to me!
I don't want any more emails from you
Bitte keine Mails mehr
Bitte streichen Sie mich von der Liste.
Veuillez me désinscrire
Ne m'écrivez plus !
Quiero darme de baja
Parem de me escrever
もうメールを送らないでください。
配信停止をお願いします
Graag afmelden"""
UNSURE = """Who are you?
What's this? I don't understand.
OK, but who are you?
Yes? Who is this
Was it me?
Please confirm who you are.
What would happen if I said yes?
No, it was me!
Yes, but that mail was not from me
Yes, delete it.
We don't need XML, JSON is enough.
I'm not sure
Worum geht es hier?
Um welche Anfrage handelt es sich?
C'est quoi ce mail ?
¿Quiénes son ustedes?
O que é isso?
何のメールですか"""
UNSAID = """Thanks
My lawyer will be in touch.
Forwarding this to our IT department.
Authentication: API key
We would load about 2 million rows a night.
Our sync shows an error 500 every night.
O pedido foi enviado no sábado com o formato CSV.
I am on holiday.
Let me check and get back to you."""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (text, meant)
        for listed, meant in (
            (YES, Consent.YES),
            (NO, Consent.NO),
            (STOP, Consent.STOP),
            (UNSURE, Consent.UNSURE),
            (UNSAID, Consent.UNSAID),
        )
        for text in listed.splitlines()
    ],
)
def test_it_is_read_as_it_is_meant(text: str, meant: Consent) -> None:
    """Yes and no in ten languages, with what people write around them; what is neither is taken for neither."""
    assert says(text) is meant


def test_our_own_mail_says_nothing() -> None:
    """Where the quotation below a question was not recognised as one, its `Reply YES` is not the reader's."""
    sent = (
        "Was it you? Reply YES to this mail (an empty reply is enough), and your mail is\nread and answered."
    )
    assert says(f"Who are you?\n\n{sent}", sent) is Consent.UNSURE
    assert says(f"Yes.\n\n{sent}", sent) is Consent.YES


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_nothing_says_nothing(text: str) -> None:
    """It depends on the question what that means."""
    assert says(text) is Consent.SILENT
