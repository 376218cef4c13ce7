"""The words by which clients introduce what they quote, in the languages they speak. Data, and the patterns made of it."""

import re


def phrases(text: str) -> frozenset[str]:
    """The phrases of a table, parted by semicolons and wrapped at will."""
    return frozenset(" ".join(one.split()) for one in text.split(";"))


# --- "On …, somebody wrote:" ---------------------------------------------------------------------------------------

_WROTE = (
    r"wrote|writes|said|schrieb(?:en)?|geschrieben|schreef|geschreven"
    r"|heeft (?:het )?(?:volgende )?geschreven|a écrit|écrit|a ecrit|ecrit|escribió|escribio"
    r"|ha escrito|"
    r"escribi[oó]|va escriure|escreveu|scrisse|ha scritto|napisał(?:\(a\)|a|/a)?|pisze|skrev|kirjoitti"
    r"|napsal(?:\(a\)|a|/a)?|"
    r"napísal(?:\(a\)|a)?|пишет|написал(?:\(а\)|а)?|писал(?:\(а\)|а)?|пише|написав(?:\(ла\)|ла)?|yazdı"
    r"|şunu yazdı|şunları yazdı|írta|a scris|"
    r"έγραψε|napisao(?:/la| je)?|je napisal(?:a|/a)?|rašė|rakstīja|kirjutas|כתב(?:ה)?|كتب|đã viết|menulis|เขียน"
)
_WROTE_ASIAN = r"写道|寫道|写到|已写|撰写|さんは書きました|は書きました|書き込み|からのメッセージ|のメール|さんが書きました|님이 작성|작성|작성했습니다|님이 쓴|쓴 글"
_START = (
    r"on|am|le|el|em|il|op|w dniu|dnia|den|dne|på|kl|на|в|у|ngày|pada|tarihinde|dana|dňa|em|data"
    r"|a(?:z)?|στις|la|il giorno|el día|"
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-zæøåöäü]{0,8}|(?:man|tir|ons|tor|fre|lør|søn|lau|mån|tis|lör"
    r"|sön|ma|ti|ke|to|pe|la|su)[a-zæøåöäü]{0,5}|"
    r"(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|нд)"
)
INTRO_END = re.compile(rf"(?i)(?:\b(?:{_WROTE})(?:\b|(?<=\)))|{_WROTE_ASIAN})[^:：\w]{{0,4}}[:：]?\W{{0,3}}$")
"""An introduction ends with the verb and, nearly always, a colon."""
INTRO_VERB_INSIDE = re.compile(
    rf"(?i)(?:\b(?:{_WROTE})(?:\b|(?<=\)))|{_WROTE_ASIAN}).{{0,160}}[:：]\W{{0,3}}$"
)
"""`Am 3. März schrieb Anna <a@b.example>:` has the verb in its middle."""
INTRO_START = re.compile(
    rf"(?i)^[\W_]{{0,6}}(?:(?:{_START})\b|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|\d{{1,2}}\.? \w{{3,12}}\.? \d{{4}}|\d{{4}}年|20\d\d|[在於于]\s?\d)"
)
HAS_WHEN = re.compile(
    r"(?i)\d{1,2}[:.h時时]\s?\d{2}|\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{1,2}\.\s?\w{3,12}\.?\s?\d{2,4}|\d{1,2}月"
)
ADDRESS_END = re.compile(r"\s{0,3}[>)]?>?\s?[:：]\s{0,3}$")
"""The rest of an address that a client has wrapped."""
NAME_FIRST = re.compile(
    rf"(?i)^\W{{0,4}}\w.{{0,80}}\b(?:{_WROTE}"
    rf"|napisana przez)\b(?=.{{0,100}}(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{1,2}}\.? \w{{3,12}}\.? \d{{4}}))(?=.{{0,100}}\d{{1,2}}[:.]\d{{2}}).{{4,100}}[:：]$"
)
"""`Ann Lee wrote on 16/11/2026 09:12:`: Notes, KMail and others put the writer first, with day and hour."""
CLIENT_LINE = re.compile(
    r"\W{0,3}(?:\w{2,4}[.,]{0,2} |\w{5,14}, )?(?=.{0,40}[^\d.]\d{1,2}[:.]\d{2}(?![\d.]))(?:\d{1,2}\. ?\d{1,2}\. ?\d{2,4}|\d{1,2}\.? \w{3,12}\.? \d{4}|\d{4}年\d{1,2}月\d{1,2}日"
    r"|\d{4}[./-]\d{1,2}[./-]\d{1,2})[^@<>]{4,90}<[^\s@<>]{1,80}@[^\s@<>]{1,100}>[:：]$"
    r"|\W{0,3}\w[^@<>]{0,60}<[^\s@<>]{1,80}@[^\s@<>]{1,100}> \[\d{4}-\d\d-\d\d \d{1,2}:\d\d[^\[\]]{0,12}\][:：]$"
    r"|\w[^@<>:]{0,60}---\s?\d{1,2}[./-]\d{1,2}[./-]\d{2,4} \d{1,2}:\d{2}"
)
"""Day, hour, name and address alone, as Gmail and Apple Mail write them where their language has no verb; Mutt; Notes."""
HAS_ADDRESS = re.compile(r"[^\s@<>]{1,80}@[^\s@<>]{1,100}")
GMAIL_BARE = re.compile(
    r"^\s{0,3}\d{4}-\d\d-\d\d \d{1,2}:\d\d (?:(?:GMT|UTC)[+-]?\d{0,2}:?\d{0,2}\s{0,2}\S.{0,120}|(?:[+-]\d\d:?\d\d )?[^@<]{1,80}<[^\s@<>]{1,80}@?.{0,80})$"
)
"""`2016-03-03 17:21 GMT+01:00 Somebody`: Gmail in languages where the verb got lost. Day and hour alone begin a line of
a log as well."""
MOST_INTRO_LINES = 6
MOST_INTRO = 500

# --- header blocks of Outlook, Notes, Apple Mail … -----------------------------------------------------------------

HEADER_LABELS = {
    "from": phrases(
        """from; von; de; da; van; od; från; fra; lähettäjä; от; від; kimden; gönderen; feladó; de la;
        от кого; από; 发件人; 發件人; 寄件者; 寄件人; 差出人; 送信元; 보낸 사람; 보낸사람; 발신; 发送人; מאת; من"""
    ),
    "date": phrases(
        """sent; date; gesendet; datum; envoyé; envoyé le; date d'envoi; enviado; enviado el; enviada
        em; enviado em; fecha; data; inviato; verzonden; wysłano; wysłane; skickat; sendt; dato;
        lähetetty; päivämäärä; päiväys; odesláno; odoslané; отправлено; дата; надіслано; gönderme
        tarihi; gönderildi; gönderilen; tarih; elküldve; dátum; trimis; ημερομηνία; message du;
        发送时间; 发送日期; 日期; 寄件日期; 傳送時間; 时间; 時間; 送信日時; 日時; 送信日; 보낸 날짜; 날짜; 보낸날짜; נשלח; تاريخ"""
    ),
    "to": phrases(
        """to; an; à; a; pour; para; aan; do; till; til; vastaanottaja; komu; кому; kime; alıcı;
        címzett; către; προς; 收件人; 收件者; 宛先; 받는 사람; 받는사람; 수신; אל; إلى"""
    ),
    "cc": phrases(
        """cc; kopie; copie; copie à; copia; kopia; kopi; kopio; копия; bilgi; másolatot kap; 抄送; 副本;
        참조; bcc; reply-to; antwort an; répondre à; responder a; 答复; organization; organisation;
        importance; wichtigkeit; attachment; attachments; anlage; anlagen"""
    ),
    "subject": phrases(
        """subject; betreff; objet; sujet; asunto; assunto; oggetto; onderwerp; temat; ämne; emne;
        aihe; předmět; predmet; тема; konu; tárgy; subiect; θέμα; 主题; 主題; 主旨; 件名; 제목; נושא; الموضوع;
        re"""
    ),
}
KINDS = tuple(HEADER_LABELS)
_LABEL_OF = {label: kind for kind, labels in reversed(HEADER_LABELS.items()) for label in labels}
HEADER_LINE = re.compile(r"^[\s>*_|•-]{0,8}([^\W\d_][^:：\n*]{0,22}?)[\s*_]{0,4}[:：][\s*_]{0,4}(.{0,400})$")
ONE_LINE_HEADER = re.compile(
    r"(?i)^[\s>*_]{0,6}(?:from|von|de|da|van|od)\s?[*_]{0,2}:.{1,300}\s[*_]{0,2}(?:sent|date|gesendet"
    r"|datum|envoyé|enviado|inviato|verzonden)\s?[*_]{0,2}:.{1,300}\s[*_]{0,2}(?:to|an|à|para|a"
    r"|aan)\s?[*_]{0,2}:"
)
MOST_HEADER_LINES = 14
PROVES_HEADER = re.compile(r"@|\d{4}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}")
"""An address or a whole date: `From: Jamf`, `To: your dashboard`, `Date: nightly` is what somebody wishes for."""


def label_kind(line: str) -> tuple[str, str]:
    """The kind of header line (`from`, `date` …) and its value; empty kind where it is none."""
    if ":" not in line[:48] and "：" not in line[:48]:
        return "", ""
    found = HEADER_LINE.match(line)
    return (_LABEL_OF.get(found[1].strip().lower(), ""), found[2].strip(" *_\t")) if found else ("", "")


# --- separators ----------------------------------------------------------------------------------------------------

ORIGINAL = phrases(
    """original message; original mail; original e-mail; original email; original text; originalnachricht;
    original-nachricht; ursprüngliche nachricht; ursprüngliche mail; ursprüngliche e-mail; ursprüngliche email;
    vorherige nachricht; message d'origine; message original; message initial; message précédent;
    messaggio originale; messaggio precedente; mensaje original; correo original; mensagem original;
    oorspronkelijk bericht; oorspronkelijke bericht; originele bericht; wiadomość oryginalna; oryginalna wiadomość;
    originalmeddelande; ursprungligt meddelande; ursprungligt brev; oprindelig meddelelse; oprindelig besked;
    opprinnelig melding; alkuperäinen viesti; původní zpráva; původní e-mail; pôvodná správa; исходное сообщение;
    исходное письмо; оригинальное сообщение; originalna poruka; özgün ileti; orijinal mesaj; orijinal ileti;
    eredeti üzenet; mesaj original; αρχικό μήνυμα; 原始邮件; 原始郵件; 原邮件; 原始信件; 元のメッセージ;
    オリジナルメッセージ; 원본 메시지; 원본 메일; 원본 이메일; 원본메시지; 원본메일; 回复的原邮件; reply message; previous message; message history;
    antwort; réponse"""
)
"""Between drawn lines: what is below is history."""
FORWARDED = phrases(
    """forwarded message; forwarded mail; forwarded e-mail; forwarded email; begin forwarded message;
    start of forwarded message; forwarded conversation; weitergeleitete nachricht; weitergeleitete mail;
    weitergeleitete e-mail; weitergeleitete email; anfang der weitergeleiteten nachricht;
    anfang der weitergeleiteten e-mail; message transféré; message réexpédié; début du message réexpédié;
    début du message transféré; courriel transféré; mensaje reenviado; inicio del mensaje reenviado;
    mensagem encaminhada; mensagem reencaminhada; início da mensagem encaminhada; início da mensagem reencaminhada;
    messaggio inoltrato; inizio messaggio inoltrato; doorgestuurd bericht; doorgestuurde e-mail;
    begin doorgestuurd bericht; wiadomość przekazana; przekazana wiadomość; treść przekazanej wiadomości;
    początek przekazywanej wiadomości; vidarebefordrat meddelande; vidarebefordrat mail; vidarebefordrat brev;
    börja vidarebefordrat meddelande; videresendt meddelelse; videresendt besked; videresendt melding;
    start på videresendt besked; start på videresendt melding; välitetty viesti; edelleenlähetetty viesti;
    alkaa välitetty viesti; přeposlaná zpráva; předávaná zpráva; začátek přeposlané zprávy; preposlaná správa;
    пересылаемое сообщение; пересланное сообщение; начало переадресованного сообщения;
    начало переадресованного письма; переслане повідомлення; iletilen ileti; iletilen mesaj; iletilen e-posta;
    yönlendirilen ileti; továbbított üzenet; 转发的邮件; 转发的信息; 转发的消息; 转发邮件; 轉寄的郵件; 轉寄郵件;
    轉寄訊息; 開始轉寄郵件; 下面是被转发的邮件; 転送メッセージ; 転送されたメッセージ; 転送メール; 전달된 메시지;
    전달된 메일; 전달 메시지; 전달된 내용"""
)
"""What is below was passed on."""
_FORWARD_SUBJECT = re.compile(
    r"(?i)\s{0,3}(?:\[[^\]]{1,40}\]\s{0,3})?(?:fwd?|wg|tr|rv|enc|i|inoltra|doorst|vs|vb|vl|pd|fs|i̇lt|ilt|转发|轉寄|転送|전달)\s{0,2}[:：]"
)
"""How clients mark the subject of a forwarded mail, in their languages."""
REPLY_SUBJECT = re.compile(
    r"\s*(?:re|aw|fwd?|wg|tr|rv|enc|antw|sv|vs|vl|odp|ynt|ref|回复|答复|转发|返信|転送|회신|전달)\s*(?:\[\d+\])?\s*[:：]",
    re.I,
)
"""How they mark one that goes on from another mail."""


def is_forward(subject: str) -> bool:
    """Does the subject begin with the mark of a mail that was passed on?"""
    return bool(_FORWARD_SUBJECT.match(subject))


_DRAWN = " \t\xa0-_=*~—–─―━＝#>•"
_MOST_SEPARATOR = 160


def separator(line: str) -> str:
    """`original` or `forwarded` for a line by which a client parts its writer's words from another mail."""
    if len(line) > _MOST_SEPARATOR:
        return ""
    named = line.strip(_DRAWN)
    words = " ".join(named.rstrip(":：. ").lower().split())
    drawn_in = named != line.strip()
    if words in FORWARDED or (drawn_in and words.startswith(("forwarded by ", "forwarded message from "))):
        return "forwarded"
    opened = len(line) - len(line.lstrip(_DRAWN)) >= 2
    if opened and (_WRITTEN_BY.fullmatch(named) or (_RULED.match(line) and _REPLY_ABOVE.search(line))):
        return "original"
    drawn = opened or named.endswith((":", "："))
    if (drawn and words in ORIGINAL) or words.startswith("original message processed by "):
        return "original"
    return ""


_WRITTEN_BY = re.compile(
    rf"[^@<>]{{1,80}}<[^\s@<>]{{1,80}}@[^\s@<>]{{1,100}}>,? (?:(?:{_WROTE})\s?[:：]?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}} \d{{1,2}}:\d\d.{{0,4}})",
    re.IGNORECASE,
)
"""Between drawn lines, Notes on the web; between `>>>`, GroupWise."""
_RULED = re.compile(r"\s{0,3}[-_=*~—–#>]{2}")
_REPLY_ABOVE = re.compile(
    r"(?:type |write |enter )?(?:your )?(?:reply|response|answer)\b.{0,20}\babove (?:this|the) line|above this line to (?:reply|add)"
    r"|(?:antwort\w*|antworten)\b.{0,30}\b(?:über|oberhalb)\b.{0,12}(?:zeile|linie)|réponse.{0,30}au-dessus de cette ligne|répond\w+.{0,30}au-dessus de"
    r"|respuesta.{0,30}(?:encima|arriba) de esta línea|resposta.{0,30}acima desta linha|risposta.{0,30}sopra (?:a )?questa riga|antwoord.{0,30}boven deze (?:regel|lijn)"
    r"|odpowied\w+.{0,30}(?:powyżej|nad) (?:tej|tą) lini|svar.{0,30}(?:ovanför|over|ovenover) (?:den här|denne) (?:raden|linje)|vastau\w+.{0,30}yläpuolelle"
    r"|odpověď.{0,30}nad tento řádek|ответ.{0,30}(?:над|выше) этой (?:чертой|строк)|bu satırın üstüne|この行より上に|请在此行上方|이 줄 위에",
    re.IGNORECASE,
)
"""What ticket systems put above their mail, so that answers stand above it."""
_GLUED = re.compile(r"\s{0,3}(-{3,20}[^-\n]{4,60}-{3,20})[ \t]{0,4}(\S.{10,2000})")
_GLUED_LABEL = re.compile(
    rf"(?<=\S)[ \t]{{0,4}}(?=(?:{'|'.join(re.escape(label.capitalize()) for label in _LABEL_OF)}):[ \t])"
)


def unglued(line: str) -> list[str]:
    """`----- Forwarded Message ----- From: Ann <ann@…>To: …Sent: …Subject: …`, as Yahoo writes it, on lines of their own."""
    found = _GLUED.match(line)
    if not found or not separator(found[1]) or not label_kind(found[2])[0]:
        return [line]
    return [found[1], *_GLUED_LABEL.split(found[2])]


_END = re.compile(
    r"\s{0,3}-{3,20}\s?end (?:of )?forwarded (?:message|mail|e-?mail)\s?-{3,20}\s{0,3}", re.IGNORECASE
)


def ends_forwarded(line: str) -> bool:
    """The line by which Mutt and others close a mail that was passed on: what is below is its sender's own again."""
    return bool(_END.fullmatch(line))


RULE_LINE = re.compile(r"^\s{0,4}(?:[-_=*#~—–─―━＝]\s?){3,100}\s{0,4}$")
CUT_MARK = "\ufdd0"
"""Put into text made of HTML where its structure says that history begins. Cleaned text never has this noncharacter."""
SIGNATURE_BEGINS = "\ufdd2"
"""The same for a signature that the client has marked as one."""


def without_marks(text: str) -> str:
    """The text without what was put into it."""
    return text.replace(CUT_MARK, "").replace(SIGNATURE_BEGINS, "")
