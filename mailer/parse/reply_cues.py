"""The words by which clients introduce what they quote, in the languages they speak. Data, and the patterns made of it."""

import re


def _phrases(text: str) -> frozenset[str]:
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
_WROTE_ASIAN = r"写道|寫道|写到|已写|撰写|さんは書きました|は書きました|書き込み|からのメッセージ|のメール|さんが書きました|님이 작성|작성|작성했습니다|님이 쓴"
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
    rf"(?i)^[\W_]{{0,4}}(?:(?:{_START})\b|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|\d{{4}}年|20\d\d|[在於于]\s?\d)"
)
HAS_WHEN = re.compile(
    r"(?i)\d{1,2}[:.h時时]\s?\d{2}|\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{1,2}\.\s?\w{3,12}\.?\s?\d{2,4}|\d{1,2}月"
)
NAME_FIRST = re.compile(
    rf"(?i)^\W{{0,4}}\w.{{0,80}}\b(?:{_WROTE}"
    rf"|napisana przez)\b(?=.{{0,100}}\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}})(?=.{{0,100}}\d{{1,2}}[:.]\d{{2}}).{{4,100}}[:：]$"
)
"""`Ann Lee wrote on 16/11/2026 09:12:`: Notes, KMail and others put the writer first, with day and hour."""
HAS_ADDRESS = re.compile(r"[^\s@<>]{1,80}@[^\s@<>]{1,100}")
GMAIL_BARE = re.compile(
    r"^\s{0,3}\d{4}-\d\d-\d\d \d{1,2}:\d\d (?:GMT|UTC)?[+-]?\d{0,2}:?\d{0,2}\s{0,2}\S.{0,120}$"
)
"""`2016-03-03 17:21 GMT+01:00 Somebody`: Gmail in languages where the verb got lost."""
MOST_INTRO_LINES = 6
MOST_INTRO = 500

# --- header blocks of Outlook, Notes, Apple Mail … -----------------------------------------------------------------

HEADER_LABELS = {
    "from": _phrases(
        """from; von; de; da; van; od; från; fra; lähettäjä; от; від; kimden; gönderen; feladó; de la;
        от кого; από; 发件人; 發件人; 寄件者; 寄件人; 差出人; 送信元; 보낸 사람; 보낸사람; 발신; 发送人; מאת; من"""
    ),
    "date": _phrases(
        """sent; date; gesendet; datum; envoyé; envoyé le; date d'envoi; enviado; enviado el; enviada
        em; enviado em; fecha; data; inviato; verzonden; wysłano; wysłane; skickat; sendt; dato;
        lähetetty; päivämäärä; päiväys; odesláno; odoslané; отправлено; дата; надіслано; gönderme
        tarihi; gönderildi; gönderilen; tarih; elküldve; dátum; trimis; ημερομηνία; message du;
        发送时间; 发送日期; 日期; 寄件日期; 傳送時間; 时间; 時間; 送信日時; 日時; 送信日; 보낸 날짜; 날짜; 보낸날짜; נשלח; تاريخ"""
    ),
    "to": _phrases(
        """to; an; à; a; pour; para; aan; do; till; til; vastaanottaja; komu; кому; kime; alıcı;
        címzett; către; προς; 收件人; 收件者; 宛先; 받는 사람; 받는사람; 수신; אל; إلى"""
    ),
    "cc": _phrases(
        """cc; kopie; copie; copie à; copia; kopia; kopi; kopio; копия; bilgi; másolatot kap; 抄送; 副本;
        참조; bcc; reply-to; antwort an; répondre à; responder a; 答复; organization; organisation;
        importance; wichtigkeit; attachment; attachments; anlage; anlagen"""
    ),
    "subject": _phrases(
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


def label_kind(line: str) -> tuple[str, str]:
    """The kind of header line (`from`, `date` …) and its value; empty kind where it is none."""
    if ":" not in line[:48] and "：" not in line[:48]:
        return "", ""
    found = HEADER_LINE.match(line)
    return (_LABEL_OF.get(found[1].strip().lower(), ""), found[2].strip(" *_\t")) if found else ("", "")


# --- separators ----------------------------------------------------------------------------------------------------

ORIGINAL = _phrases(
    """original message; original mail; original e-mail; original email; original text; originalnachricht;
    original-nachricht; ursprüngliche nachricht; ursprüngliche mail; ursprüngliche e-mail; ursprüngliche email;
    vorherige nachricht; message d'origine; message original; message initial; message précédent;
    messaggio originale; messaggio precedente; mensaje original; correo original; mensagem original;
    oorspronkelijk bericht; oorspronkelijke bericht; originele bericht; wiadomość oryginalna; oryginalna wiadomość;
    originalmeddelande; ursprungligt meddelande; ursprungligt brev; oprindelig meddelelse; oprindelig besked;
    opprinnelig melding; alkuperäinen viesti; původní zpráva; původní e-mail; pôvodná správa; исходное сообщение;
    исходное письмо; оригинальное сообщение; originalna poruka; özgün ileti; orijinal mesaj; orijinal ileti;
    eredeti üzenet; mesaj original; αρχικό μήνυμα; 原始邮件; 原始郵件; 原邮件; 原始信件; 元のメッセージ;
    オリジナルメッセージ; 원본 메시지; 원본 메일; 원본메시지; 원본메일; reply message; previous message; message history;
    antwort; réponse"""
)
"""Between drawn lines: what is below is history."""
FORWARDED = _phrases(
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


def is_forward(subject: str) -> bool:
    """Does the subject begin with the mark of a mail that was passed on?"""
    return bool(_FORWARD_SUBJECT.match(subject))


_DRAWN = " \t\xa0-_=*~—–─#>•"
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
    drawn = len(line) - len(line.lstrip(_DRAWN)) >= 2 or named.endswith((":", "："))
    if (drawn and words in ORIGINAL) or words.startswith("original message processed by "):
        return "original"
    return ""


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


RULE_LINE = re.compile(r"^\s{0,4}(?:[-_=*~—–─]\s?){3,100}\s{0,4}$")
CUT_MARK = "\ufdd0"
"""Put into text made of HTML where its structure says that history begins. Cleaned text never has this noncharacter."""

# --- what clients and lists add ------------------------------------------------------------------------------------

_DEVICE = re.compile(
    r"(?i)i ?phon[eu]|i ?pad|i ?pod|\bios\b|apple watch|\bmac(?:book)?\b|android|samsung|galaxy"
    r"|black ?berry|windows|phone|telefon|t[eé]l[eé]phone"
    r"|tel[eé]fono|telefone|telefoon|телефон|\bhandy\b|\bmobile?\b|móvil|celular|\bmobil\b|tablet"
    r"|nokia|\bhtc\b|huawei|xiaomi|redmi|oneplus"
    r"|\bpixel\b|\bnexus\b|motorola|xperia|outlook|hotmail|\bmail(?:box)?\b|gmail|yahoo|proton|airmail"
    r"|\bspark\b|mailbird|thunderbird|superhuman"
    r"|\bk-9\b|fairemail|\bboxer\b|\bgmx\b|web\.de|t-online|\baol\b|verizon|at&t|t-mobile|telstra"
    r"|workspace|mobiltelefon|puhelim|\bdevice\b"
    r"|appareil|ger[äa]t\b|dispositivo|apparaat|устройств|мобильн|почт|wireless|\btreo\b|bluemail"
    r"|\bspike\b|デバイス|手机|手機|客户端|邮箱|메일|휴대"
)
_SENT_FIRST = re.compile(
    r"(?i)^\W{0,3}(?:(?:sent|typed|composed|posted)(?: on the go)? (?:from|via|with|by|using)\b"
    r"|written (?:on|from|with) (?:my|the)\b|(?:get|download|try) (?:outlook|the \w|bluemail|boxer"
    r"|yahoo|spark|spike)"
    r"|holen sie|outlook für|obtenez|télécharge[rz]|descarga|obtén|obter|baixe|scarica|ottieni|pobierz"
    r"|загрузи|获取|下载"
    r"|envoy[ée]e? (?:de|depuis|à partir|avec|par|via)\b|(?:gesendet|verschickt|versendet"
    r"|geschrieben) (?:von|mit|vom|über|aus)\b|(?:enviado|mandado|escrito) (?:desde|do|da|de|con|com"
    r"|a partir|via|pelo|por)\b"
    r"|(?:inviato|inviata|spedito|scritto) (?:da|dal|dallo|con|tramite)\b|(?:verzonden|verstuurd"
    r"|gestuurd) (?:vanaf|vanuit|van|met|via|uit)\b|(?:wiadomość )?wysłan[eoay] (?:z|za|przez|ze|na)\b"
    r"|(?:skickat|skickades|sänt|sendt|sendes) (?:från|fra|med|via)\b|lähetetty\b|(?:odesláno|odoslané"
    r"|odeslané|posláno) (?:z|ze|pomocí|prostřednictvím)\b|(?:отправлено|послано|відправлено"
    r"|надіслано) (?:с|со|из|от|з|від|через)\b"
    r"|发自|發自|来自|從我|从我|trimis de pe|küldve|εστάλη|στάλθηκε)"
)
_SENT_LAST = re.compile(
    r"(?i)(?:gesendet|versendet|verschickt|geschrieben|gönderildi|gönderilmiştir|から送信|より送信|で送信|에서 보냄"
    r"|에서 보냈습니다|에서 작성|傳送|küldve)\W{0,4}$"
)
_MOBILE_OUTLOOK = re.compile(
    r"(?i)^(?=[^.?!]{0,80}\b(?:ios|android)\b)[^.?!]{0,60}\boutlook\b[^.?!]{0,40}<http"
)
"""In whatever language it offers itself."""
_PRINT_PLEA = re.compile(
    r"(?i)^(?:P\s|\W){0,3}(?:please (?:consider|think (?:of|about)) (?:the|our) (?:environment|planet)|think (?:twice )?before (?:you )?print"
    r"|(?:bitte )?(?:denken sie an|prüfen sie|schonen sie)[^.!]{0,40}(?:umwelt|ausdruck|drucken)|pensez à (?:l'environnement|la planète)"
    r"|antes de imprimir|prima di stampare|denk aan het milieu|tänk på miljön|tænk på miljøet|önce çevreyi)"
)
ARMOUR = "-----BEGIN PGP SIGNED MESSAGE-----"
ARMOUR_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
ARMOUR_END = "-----END PGP SIGNATURE-----"
_MOST_FOOTER = 120


def is_client_footer(line: str) -> bool:
    """One whole line that the client wrote (`Sent from my …`), not a sentence that begins like it."""
    if _MOBILE_OUTLOOK.match(line[:_MOST_SEPARATOR]) or _PRINT_PLEA.match(line[:_MOST_SEPARATOR]):
        return True
    bare = line.strip().partition("<http")[0]
    if not 4 < len(bare) <= _MOST_FOOTER or "," in bare or ";" in bare:
        return False
    return bool((_SENT_FIRST.match(bare) or _SENT_LAST.search(bare)) and _DEVICE.search(bare))


LIST_FOOTER = re.compile(
    r"(?i)^\W{0,3}(?:you (?:are )?(?:received|receiving|got) this (?:message|e-?mail|mail|because)"
    r"|to unsubscribe (?:from|,|send|visit|click|reply)|unsubscribe\s?:|to (?:view"
    r"|see) this discussion on the web|for more options, visit|"
    r"[\w.-]{1,60} mailing list\s*$|mailing list (?:subscription|info|archive)|list (?:info|archive"
    r"|help|unsubscribe)\s?:|reply to this e-?mail directly(?: or|,)|view it on github"
    r"|manage your (?:subscription|notification|e-?mail)|to post to this (?:group|list)"
    r"|visit this group|"
    r"um (?:sich|diese) (?:abzumelden|mailingliste)|zum abmelden|pour (?:vous|se) (?:désabonner"
    r"|désinscrire)|para (?:cancelar|darse de baja|desuscribirse|anular)"
    r"|per (?:cancellarsi|annullare l'iscrizione)|om (?:u|je) (?:af te melden|uit te schrijven)"
    r"|чтобы отписаться|如需退订|配信停止は|구독을 취소)"
)
BANNER = re.compile(
    r"(?i)^\W{0,6}(?:(?:caution|warning|external|externe?s?|achtung|vorsicht|attention|avertissement"
    r"|atenci[oó]n|atenção|attenzione|let op|uwaga|внимание|注意)\W{0,4}\s?)?(?:\[?external(?: e-?mail"
    r"| sender| message)?\]?\W{0,4}$|external e-?mail|this (?:e-?mail|message|mail) (?:is |was "
    r"|has )?(?:originat|sent from|came|come|from)[^\n]{0,40}(?:outside|external)"
    r"|diese (?:e-?mail|nachricht) (?:stammt|kommt|wurde)[^\n]{0,40}(?:extern|außerhalb)"
    r"|externe (?:e-?mail|absender)|ce (?:message|courriel|mail) (?:provient|vient"
    r"|a été envoyé)[^\n]{0,40}(?:externe|extérieur)|este (?:correo|mensaje"
    r"|e-?mail)[^\n]{0,40}(?:externo|fuera|externa)"
    r"|you don't often get (?:e-?mail|mail) from|sie (?:erhalten|bekommen) nicht (?:häufig"
    r"|oft) e-?mails? von|vous ne recevez pas souvent"
    r"|some people who received this message don't often|\[?you don.t often get)"
)
"""What a company's gateway puts above a mail from outside."""
BANNER_MORE = re.compile(
    r"(?i)(?:do not click|click links|open attachments|unless you recogni[sz]e"
    r"|know the content is safe|learn (?:more|why)|klicken sie (?:nicht|keine)|öffnen sie keine"
    r"|ne cliquez pas|no haga clic|be careful|exercise caution|aka\.ms/learnabout)"
)

LEGAL_WORDS = _phrases(
    """confidential; intended recipient; intended only; intended solely; intended for; addressee; privileged;
    unauthorized; unauthorised; strictly prohibited; disseminat; notify the sender; inform the sender; notify us;
    in error; delete it; delete this; delete the; legally; liable; liability; virus; views expressed;
    views or opinions; disclosure; disclaimer; registered office; registered in; registered number; company number;
    vertraulich; bestimmungsgemäß; irrtümlich; unbefugt; adressat; rechtlich geschützt; unverzüglich; vernichten;
    geschäftsführ; handelsregister; amtsgericht; registergericht; ust-id; sitz der gesellschaft;
    confidentiel; destinataire; par erreur; strictement interdit; détruire; confidencial; destinatari; por error;
    prohibid; por engano; proibid; destinatári; riservat; per errore; vietat; vertrouwelijk; geadresseerde;
    abusievelijk; poufn; adresat; omyłk; konfidentiel; konfidentsial; fortrolig; luottamuksel; důvěrn; конфиденциальн;
    gizli; 機密; 守秘; 机密; 保密; 기밀; please consider the environment; think before you print"""
)
"""Lower-case words of disclaimers and imprints; one of them alone proves nothing."""


def legal_words(paragraph: str) -> int:
    """How many of them a paragraph has."""
    low = paragraph.lower()
    return sum(word in low for word in LEGAL_WORDS)


LEGAL_START = re.compile(
    r"(?i)^\W{0,6}(?:(?:confidentiality|legal|privacy|important|e-?mail|disclaimer|vertraulichkeits?"
    r"|rechtlicher?|avis|aviso|avvertenza|nota|note|notice)\b.{0,30}(?:notice|note|disclaimer|hinweis"
    r"|légal|legal|confidenti)|disclaimer\b|"
    r"(?:this|the information|the contents?|the above|any|if you (?:are not|have received)"
    r"|please consider|think before|save (?:a tree|paper))\b.{0,80}(?:e-?mail|message|communication"
    r"|transmission|recipient|environment|print)|"
    r"(?:diese|der inhalt|die in|dieses|sollten sie|wenn sie|bitte denken)\b.{0,80}(?:e-?mail"
    r"|nachricht|mail|schreiben|umwelt|empfänger|drucken)|(?:ce|le contenu|cette|les informations"
    r"|pensez)\b.{0,80}(?:message|courriel|e-?mail|correspondance|environnement|imprimer)|"
    r"(?:este|el contenido|la información|antes de imprimir)\b.{0,80}(?:correo|mensaje|e-?mail"
    r"|mensagem|comunicación|medio)|(?:esta|o conteúdo|as informações)\b.{0,80}(?:mensagem|e-?mail"
    r"|correio)|(?:questo|il contenuto|le informazioni|questa)\b.{0,80}(?:messaggio|e-?mail"
    r"|comunicazione)|"
    r"(?:dit|deze|de informatie)\b.{0,80}(?:bericht|e-?mail)|(?:ta|niniejsza"
    r"|treść)\b.{0,80}(?:wiadomość|wiadomości|e-?mail)|(?:это|данное|настоящее"
    r"|содержание)\b.{0,80}(?:сообщение|письмо|сообщения)|(?:このメール|本メール|本邮件|此邮件|本電子郵件|이 메일|본 메일))"
)

SIGNATURE_MARK = re.compile(r"^\s{0,3}(?:--|—|––|-- --|__)\s{0,3}$")
CLOSING = re.compile(
    r"(?i)^\W{0,3}(?:(?:many |with (?:best |kind |warm )?|best |kind(?:est)? |warm(?:est)? |yours "
    r"|very |all the )?(?:regards|thanks|thank you(?: (?:very much|so much|in advance))?|best|cheers"
    r"|wishes|sincerely|truly|faithfully|respectfully|br|rgds|thx|ty)(?: (?:and regards|in advance"
    r"|again|so much|a lot|yours|and best regards))?|sincerely yours|take care|have a (?:nice|great"
    r"|good) (?:day|one|weekend|week)|talk soon|"
    r"(?:mit |viele |beste |liebe |herzliche |schöne |freundliche |mit freundlichen |mit besten "
    r"|mit lieben )?(?:grüße|grüßen|gruß|grüsse|grüssen|gruss)(?: aus \w{2,20})?|mfg|lg|vg"
    r"|danke(?: (?:schön|und gruß|im voraus))?|vielen dank(?: im voraus| und (?:viele )?grüße)?"
    r"|hochachtungsvoll|"
    r"(?:bien |très )?(?:cordialement|amicalement|cdlt|bàv)|merci(?: (?:d'avance|beaucoup"
    r"|et .{2,30}))?|salutations(?: distinguées)?|bien à vous|sincères salutations"
    r"|(?:un )?(?:cordial saludo|saludos(?: cordiales)?|saludo)|(?:muchas )?gracias(?: de antemano)?"
    r"|atentamente|"
    r"(?:atenciosamente|att|obrigad[oa]|cumprimentos|melhores cumprimentos|abraços?|abs|cordialmente)"
    r"|(?:cordiali |distinti )?saluti|grazie(?: mille)?|(?:met )?(?:vriendelijke "
    r"|hartelijke )?groet(?:en|jes)?|mvg|bedankt|alvast bedankt|(?:z )?pozdrawiam|pozdrowienia"
    r"|z poważaniem|dziękuję|"
    r"(?:med )?(?:vänliga?|venlig|vennlig|bästa|bedste|beste|mange) ?(?:hälsningar|hälsning|hilsen"
    r"|hilsner|hilsninger|tack)?|mvh|hilsen|hälsningar|tack(?: på förhand)?|kh|vh|dbh|takk|tak"
    r"|terveisin|ystävällisin terveisin|kiitos|kiitoksin|t\.|s pozdravem|děkuji|с уважением|спасибо"
    r"|з повагою|saygılarımla|teşekkürler|üdvözlettel|köszönöm|"
    r"よろしくお願い(?:いた)?します|宜しくお願い(?:いた|致)?します|敬具|以上|此致|敬礼|谢谢|謝謝|祝好|감사합니다|드림|올림)\W{0,3}$"
)
"""A closing that stands alone on its line."""
PHONE = re.compile(r"(?<![\w/=.:-])(?:\+|\(|0|1[ -.])?\(?\d[\d()]{0,5}(?:[ ./)-]{1,3}\d{2,5}){1,5}\b")
CONTACT_WORD = re.compile(
    r"(?i)^\W{0,3}(?:t|f|m|p|c|o|e|w|tel|phone|telephone|telefon|téléphone|teléfono|tél|mobile?|mobil"
    r"|cell|fax|office|direct|skype|e-?mail|mail|web(?:site)?|internet|linkedin|twitter|addr(?:ess)?"
    r"|handy|büro|gsm|whatsapp)\.?\s{0,3}[:.)]?\s"
)
ONLY_LINK = re.compile(
    r"(?i)^\W{0,3}(?:<?(?:https?://|www\.)\S{3,200}>?|<?(?:mailto:)?[^\s@<>]{1,64}@[^\s@<>]{3,120}>?)\W{0,3}$"
)
ASKED_LABEL = re.compile(
    r"(?i)\b(?:api|docs?|documentation|auth\w*|format|swagger|openapi|priority|use case|endpoint"
    r"|integration|alternativ|workaround|spec)"
)
"""Words of a request: a line with them is never somebody's business card."""
