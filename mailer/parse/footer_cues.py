"""The words by which signatures, disclaimers and the footers of clients, lists and gateways are known. Data, and the
patterns made of it."""

import re
from collections.abc import Sequence

from mailer.parse.reply_cues import phrases

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
    r"|\bspike\b|mailspring|seznam|mobilu?\b|\btelefonu\b|poczt[aye]\b|\btypewriter\b|デバイス|スマートフォン|スマホ|手机|手機|客户端|邮箱|메일|휴대|갤럭시|아이폰|スマフォ|携帯|טלפון|הנייד|هاتف"
)
_SENT_FIRST = re.compile(
    r"(?i)^\W{0,3}(?:(?:sent|typed|composed|posted)(?: on the go)? (?:from|via|with|by|using)\b"
    r"|written (?:on|from|with) (?:my|the)\b|(?:get|download|try|hämta|hent|last ned|hanki) (?:outlook|the \w|bluemail|boxer"
    r"|yahoo|spark|spike)"
    r"|holen sie|outlook für|obtenez|télécharge[rz]|descarga|obtén|obter|baixe|scarica|ottieni|pobierz"
    r"|загрузи|获取|下载"
    r"|envoy[ée]e? (?:de|depuis|à partir|avec|par|via)\b|(?:gesendet|verschickt|versendet"
    r"|geschrieben) (?:von|mit|vom|über|aus)\b|(?:enviado|mandado|escrito) (?:desde|do|da|de|con|com"
    r"|a partir|via|pelo|por)\b"
    r"|(?:inviato|inviata|spedito|scritto) (?:da|dal|dallo|con|tramite)\b|(?:verzonden|verstuurd"
    r"|gestuurd) (?:vanaf|vanuit|van|met|via|uit)\b|(?:wiadomość )?wysłan[eoay] (?:z|za|przez|ze|na)\b"
    r"|(?:skickat|skickades|sänt|sendt|sendes) (?:från|fra|med|via)\b|lähetetty\b|(?:odesláno|odoslané"
    r"|odeslané|posláno) (?:ze?|pomocí|prostřednictvím)\b|(?:отправлено|послано|відправлено"
    r"|надіслано) (?:с|со|из|от|з|від|через)\b"
    r"|נשלח מ|أُ?رسلت? من|تم الإرسال من|发自|發自|来自|從我|从我|(?:通过|透過)我的.{1,12}(?:发送|傳送)\W*$|trimis de pe|küldve|εστάλη|στάλθηκε)"
)
_SENT_LAST = re.compile(
    r"(?i)(?:gesendet|versendet|verschickt|geschrieben|gönderildi|gönderilmiştir|(?:から|より|で)送信(?:しています|しました|されました)?|에서 보냄|에서 발송됨"
    r"|에서 보냈습니다|에서 작성|傳送|küldve)\W{0,4}$"
)
_MOBILE_OUTLOOK = re.compile(
    r"(?i)^(?=[^.?!]{0,80}(?<![a-z])(?:ios|android)(?![a-z]))[^.?!]{0,60}(?<![a-z])outlook(?![a-z])[^.?!]{0,40}<http"
)
"""In whatever language it offers itself."""
_SENT_FROM_A_NAME = re.compile(
    r"Sent (?:from|via|with|using) (?:Front|Missive|Shortwave|Superhuman|Hey|Canary|Mimestream)\.?$"
)
"""Clients whose names are words of the language too: the whole line, and nothing else."""
_EXCUSE = re.compile(
    r"(?i)[,.;–—-]\s{1,3}(?:(?:so |also |bitte |please |i |merci |mi |met |por favor |per favore |prosím |lütfen |d['’]){0,2}"
    r"(?:excus|forgiv|pardon|apolog|sorry (?:for|about|if|any)|brevity|expect|beware|entschuldig|verzeih|tippfehler|desol|désol|veuillez|disculp|perd[oó]n|desculp|scus|perdon"
    r"|excuus|vergeef|typefout|przepraszam|wybacz|ursäkta|förlåt|undskyld|beklager|unnskyld|pahoittelen|anteeksi|omluv|omlouv|извин|прост|kusur|özür"
    r"|an? .{2,40}(?:smartphone|phone|device)|the best (?:free )?|(?:daher|deshalb) kurz|ihr(?:em|er) )|誤字|简短|簡短|오타).{0,90}$"
)
"""What its owner or its maker says of the device behind the comma."""
_GOES_ON = re.compile(r"[;,]")
_SENT_FROM_MINE = re.compile(
    r"(?i)\W{0,2}(?:sent from my|envoyée? de(?:puis)? mon|enviado (?:desde mi|do meu)|inviato dal mio|verstuurd vanaf mijn) [\w-]{2,20}(?: [\w-]{1,20}){0,3}\W{0,3}$"
    r"|von meine[mr] [\w-]{2,20}(?: [\w-]{1,20}){0,3} gesendet\W{0,3}$"
)
"""Whatever it is: nobody ends a mail in a paragraph like that."""
_PRINT_PLEA = re.compile(
    r"(?i)^(?:P\s|\W){0,3}(?:please (?:consider|think (?:of|about)) (?:the|our) (?:environment|planet)(?= before|\W*$)|think (?:twice )?before (?:you )?print"
    r"|(?:bitte )?(?:denken sie an|prüfen sie|schonen sie)[^.!]{0,40}(?:umwelt|ausdruck|drucken)|pensez à (?:l'environnement|la planète)"
    r"|antes de imprimir|prima di stampare|denk aan het milieu|tänk på miljön|tænk på miljøet|önce çevreyi)"
)
ARMOUR = "-----BEGIN PGP SIGNED MESSAGE-----"
ARMOUR_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
ARMOUR_END = "-----END PGP SIGNATURE-----"
_MOST_FOOTER = 120
_MOST_FOOTER_LINE = 160


def is_client_footer(line: str) -> bool:
    """One whole line that the client wrote (`Sent from my …`), not a sentence that begins like it."""
    if _MOBILE_OUTLOOK.match(line[:_MOST_FOOTER_LINE]) or _PRINT_PLEA.match(line[:_MOST_FOOTER_LINE]):
        return True
    bare = line.replace("\xa0", " ").strip().partition("<http")[0].partition("(http")[0]
    if not 4 < len(bare) <= _MOST_FOOTER:
        return False
    if _SENT_FROM_A_NAME.match(bare):
        return True
    bare = _EXCUSE.sub("", bare).rstrip(" (")
    if _GOES_ON.search(bare) or WISH.search(line):
        return False
    return bool((_SENT_FIRST.match(bare) or _SENT_LAST.search(bare)) and _DEVICE.search(bare))


def is_parting_line(line: str) -> bool:
    """What says of any device at all that the mail was sent from it, where it stands alone at the end."""
    bare = _EXCUSE.sub("", line.strip())
    return (
        len(bare) <= _MOST_FOOTER
        and bool(_SENT_FROM_MINE.match(bare))
        and not (ASKED_LABEL.search(bare) or WISH.search(line))
    )


LIST_FOOTER = re.compile(
    r"(?i)^[\W_]{0,3}(?:you (?:are )?(?:received|receiving|got) this (?:message|e-?mail|mail|because)|you get this mail because\b"
    r"|sie erhalten diese (?:e-?mail|nachricht), (?:weil|da)\b|vous recevez ce(?:t)? (?:message|courriel|e-?mail) (?:parce|car)\b"
    r"|(?:recibe|recebe|riceve|ricevi|está recibiendo|está a receber) (?:este|esta|questa|questo) (?:correo|mensaje|e-?mail|mensagem|messaggio)"
    r" (?:porque|perché)|(?:u|je) ontvangt deze (?:e-?mail|mail) omdat"
    r"|to unsubscribe (?:from|,|send|visit|click|reply)|unsubscribe\s?:|to (?:view"
    r"|see) this discussion on the web|for more options, visit|"
    r"[\w.-]{1,60} mailing list(?: -- \S+@\S+)?\s*$|groups\.io links:|(?:this e-?mail is a service from .{1,80})?delivered by zendesk|(?:diese e-mail ist ein service von|ce courriel est un service de|este correo electrónico es un servicio de)\b|\{?#hs:[\d-]+#\}?\s*$|"
    r"(?:ce|este|esta|questo|questa|diese|denna|dette|ta) (?:message|courriel|mensaje|correo|mensagem|messaggio|mail|nachricht|wiadomość)[^\n]{0,40}\b(?:via|por|über|tramite|przez) (?:la |a )?(?:liste?a?|listę|mailingliste|mailing)\b|mailing list (?:subscription|info|archive)|list (?:info|archive"
    r"|help|unsubscribe)\s?:|reply to this e-?mail directly(?: or|,)|view it on github"
    r"|manage your (?:subscription|notification|e-?mail)|to post to this (?:group|list)"
    r"|visit this group"
    r"|(?:this|the|diese|ce|este|esta|questa|questo|deze|dit)[^\n]{0,60}(?:checked|scanned|screened|geprüft|überprüft|gescannt|vérifié|analysé"
    r"|analizado|comprobado|verificad[oa]|controllat[oa]|gecontroleerd|gescand)[^\n]{0,60}(?:vir(?:us|en)|malware)"
    r"|(?:diese|ce|este|esta|questa)[^\n]{0,60}(?:vir(?:us|en)|malware)[^\n]{0,60}(?:geprüft|überprüft|gescannt|vérifié|analizado|verificad[oa])"
    r"|(?:virus[- ]free|virenfrei|sans virus|libre de virus|garantit sans virus|mail garanti sans virus|livre de vírus|privo di virus|virusvrij)"
    r"[.,!]?\s{0,3}(?:<?(?:https?://|www\.)\S+|$)|"
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

LEGAL_WORDS = phrases(
    """confidential; intended recipient; intended only; intended solely; intended for; addressee; privileged;
    unauthorized; unauthorised; strictly prohibited; disseminat; notify the sender; inform the sender; notify us;
    in error; delete it; delete this; delete the; legally; liable; liability; virus; views expressed;
    views or opinions; disclosure; disclaimer; registered office; registered in; registered number; company number;
    vertraulich; bestimmungsgemäß; irrtümlich; unbefugt; adressat; rechtlich geschützt; unverzüglich; vernichten;
    geschäftsführ; handelsregister; amtsgericht; registergericht; ust-id; sitz der gesellschaft;
    confidentiel; destinataire; par erreur; strictement interdit; détruire; confidencial; destinatari; por error;
    prohibid; por engano; proibid; destinatári; riservat; per errore; vietat; vertrouwelijk; geadresseerde;
    abusievelijk; poufn; adresat; omyłk; konfidentiel; konfidentsial; fortrolig; luottamuksel; důvěrn; конфиденциальн;
    gizli; 機密; 守秘; 机密; 保密; 기밀; authorised and regulated; authorized and regulated; financial conduct authority;
    may be recorded; please consider the environment; think before you print; sigilos; rgpd; datos serán tratados;
    protección de datos; lgpd; gdpr; confidenciai; sekretessbelag; 비밀정보; 비밀 정보; 대외비; 社外秘; 商业秘密; gizlilik"""
)
"""Lower-case words of disclaimers and imprints; one of them alone proves nothing."""


_READER_WORDS = phrases(
    """mottagar; modtager; mottaker; til brug for; vastaanottaj; tarkoitettu; adresát; určen; адресат; получател; предназначен;
    alıcı; yetkisiz; 收件人; 收件者; 列出的个人; 仅限于; 誤って; 宛先; 名宛人; 수신인; 수신자; 지정된; destinada exclusivamente; destinado exclusivamente; angegebene empfänger; richtige empfänger; vorgesehene empfänger;
    nicht der empfänger"""
)
"""By which disclaimers in these languages name whom they are for; common words, so that they count as one."""


_MISTAKE_WORDS = phrases(
    """av misstag; av en misstag; radera; ved en fejl; ved en feil; slette; vahingossa; erehdyksessä; poista; omylem; nedopatřením;
    smažte; vymažte; по ошибке; ошибочно; удалите; yanlışlıkla; sehven; siliniz; silin; ten onrechte; vernietig; pomyłkowo;
    omyłkowo; usunię; usunąć; elimine; apague; elimínelo; eliminarlo; bórrelo; cancellarlo; cancellare; 错收; 误收; 误发; 删除; 刪除;
    誤送信; 誤って; 削除; 破棄; 잘못; 삭제; 폐기"""
)
"""What whoever got it by mistake is asked to do; common words too, and one with the mistake itself."""


def legal_words(paragraph: str) -> int:
    """How many of them a paragraph has."""
    low = paragraph.lower()
    groups = (_READER_WORDS, _MISTAKE_WORDS)
    return sum(word in low for word in LEGAL_WORDS) + sum(
        any(word in low for word in group) for group in groups
    )


LEGAL_START = re.compile(
    r"(?i)^\W{0,6}(?:(?:aviso|avis|avviso|nota|note|notice|hinweis|wichtig|attention|important[e]?|let op|uwaga|pozor|obs|huom|uyarı|注意|주의)\W{1,4})?"
    r"(?:[^.\n]{2,60}\b(?:ltd|limited|plc|llp|gmbh)\b.{0,12}\b(?:registered|company n|sitz|amtsgericht|hrb)|(?:confidentiality|legal|privacy|important|e-?mail|disclaimer|vertraulichkeits?"
    r"|rechtlicher?|avis|aviso|avvertenza|nota|note|notice)\b.{0,30}(?:notice|note|disclaimer|hinweis"
    r"|légal|legal|confidenti)|disclaimer\b|"
    r"(?:this|the information|the contents?|the above|any|if you (?:are not|have received)"
    r"|please consider|think before|save (?:a tree|paper))\b.{0,80}(?:e-?mail|message|communication"
    r"|transmi|recipient|environment|print)|"
    r"(?:diese|der inhalt|die in|dieses|sollten sie|wenn sie|bitte denken)\b.{0,80}(?:e-?mail"
    r"|nachricht|mail|schreiben|umwelt|empfänger|drucken)|(?:ce|le contenu|cette|les informations"
    r"|pensez)\b.{0,80}(?:message|courriel|mail|correspondance|environnement|imprimer)|"
    r"(?:este|el contenido|la información|antes de imprimir)\b.{0,80}(?:correo|mensaje|e-?mail"
    r"|mensagem|comunicación|medio)|(?:esta|o conteúdo|as informações)\b.{0,80}(?:mensagem|e-?mail"
    r"|correio)|(?:questo|il contenuto|le informazioni|questa)\b.{0,80}(?:messaggio|e-?mail"
    r"|comunicazione)|"
    r"(?:dit|deze|de informatie)\b.{0,80}(?:bericht|e-?mail)|(?:ta|niniejsza"
    r"|treść)\b.{0,80}(?:wiadomość|wiadomości|e-?mail)|(?:это|данное|настоящее"
    r"|содержание)\b.{0,80}(?:сообщение|письмо|сообщения)|"
    r"(?:detta|informationen i|om du)\b.{0,80}(?:meddelande|e-?post|mejl)|(?:denne|dette|indholdet|innholdet|hvis du)\b.{0,80}(?:e-?mail"
    r"|e-?post|meddelelse|melding)|(?:tämä|tämän|jos et)\b.{0,80}(?:viesti|sähköposti)|(?:tato|tento|obsah|informace)\b.{0,80}(?:zpráv|e-?mail)"
    r"|bu (?:e-?posta|mesaj|ileti|elektronik)|(?:この|本)(?:電子)?メール|[本此](?:电子)?邮件|本(?:電子)?郵件|(?:이|본) (?:이?메일|전자\s?우편))"
)

SIGNATURE_MARK = re.compile(r"^\s{0,3}(?:--|—|––|-- --|__)\s{0,3}$")
CLOSING = re.compile(
    r"(?i)^\W{0,3}(?:(?:many |with (?:best |kind |warm )?|best |kind(?:est)? |warm(?:est)? |yours "
    r"|very |all the )?(?:regards|thanks|thank you(?: (?:very much|so much|in advance))?|best|cheers"
    r"|wishes|sincerely|truly|faithfully|respectfully|br|rgds|thx|ty)(?:,? (?:and regards|in advance"
    r"|again|so much|a lot|yours|(?:and |& |with )(?:best |kind |warm )?regards))?|sincerely yours|take care|speak soon|all the best|best wishes from \w+|have a (?:nice|great"
    r"|good) (?:day|one|weekend|week)|talk soon|"
    r"(?:mit |viele |beste |liebe |herzliche |schöne |freundliche |mit freundlichen |mit besten "
    r"|mit lieben |viele liebe |sonnige )?(?:grüße|grüßen|gruß|grüsse|grüssen|gruss)(?: aus (?:dem |der )?\w{2,20})?|mfg|lg|vg|schönen (?:tag|abend)(?: noch)?"
    r"|danke(?: (?:schön|und gruß|im voraus))?|vielen dank(?: im voraus| und (?:viele )?grüße)?"
    r"|hochachtungsvoll|"
    r"(?:bien |très )?(?:cordialement|amicalement|cdlt|bàv)|merci(?: (?:d'avance|beaucoup"
    r"|et .{2,30}))?|salutations(?: distinguées)?|bien à vous|sincères salutations|(?:belle|bonne) (?:journée|soirée)|bien à toi"
    r"|(?:un |reciba un |reciban un )?(?:cordial saludo|saludos(?: cordiales)?|saludo(?: cordial)?)|un abrazo|(?:muchas )?gracias(?: de antemano)?"
    r"|atentamente|"
    r"(?:atenciosamente|att|(?:muito )?obrigad[oa]|cumprimentos|(?:com os )?melhores cumprimentos|(?:um )?abraços?|abs|cordialmente)"
    r"|(?:cordiali |distinti |un cordiale )?salut[io]|(?:buona giornata|buon lavoro)|grazie(?: mille)?|(?:met )?(?:vriendelijke "
    r"|hartelijke )?groet(?:en|jes)?|mvg|bedankt|alvast bedankt|(?:z )?pozdrawiam(?: \w{4,12})?|pozdrowienia"
    r"|z (?:poważaniem|wyrazami szacunku)|(?:z góry )?dziękuję|miłego dnia|"
    r"(?:med )?(?:vänliga?|venlig|vennlig|bästa|bedste|beste|mange) ?(?:hälsningar|hälsning|hilsen"
    r"|hilsner|hilsninger|tack)?|mvh|hilsen|hälsningar|tack(?: på förhand)?|kh|vh|dbh|takk|tak"
    r"|de bedste hilsner|terveisin|(?:ystävällisin|parhain) terveisin|yst\.? terv\.?|kiitos|kiitoksin|t\.|s (?:přátelským )?pozdravem|hezký den|děkuji"
    r"|с (?:наилучшими пожеланиями|уважением)|всего доброго|спасибо"
    r"|з повагою|saygılar(?:ımla|ımızla)?|iyi (?:çalışmalar|günler)|teşekkürler|üdvözlettel|köszönöm|"
    r"(?:以上、?|何卒|どうぞ){0,2}(?:よろしく|宜しく)お願い(?:(?:いた|致)?し|申し上げ)ます|敬具|以上|此致|敬礼|谢谢|謝謝|祝好|顺?祝(?:商祺|工作顺利)|감사(?:합니다|드립니다)|수고하세요|드림|올림)\W{0,3}$"
)
"""A closing that stands alone on its line."""
PHONE = re.compile(r"(?<![\w/=.:-])(?:\+|\(|0|1[ -.])?\(?\d[\d()]{0,5}(?:[ ./)-]{1,3}\d{2,8}){1,5}\b")
CONTACT_WORD = re.compile(
    r"(?i)^\W{0,3}(?:t|f|m|p|c|o|e|w|tel|phone|telephone|telefon|téléphone|teléfono|tél|mobile?|mobil"
    r"|mob|cell|fax|office|direct|skype|e-?mail|mail|web(?:site)?|internet|linkedin|twitter|addr(?:ess)?"
    r"|handy|büro|gsm|whatsapp)\.?\s{0,3}[:.)]?\s"
)
ONLY_LINK = re.compile(
    r"(?i)^\W{0,3}(?:<?(?:https?://|www\.)\S{3,200}>?|<?(?:mailto:)?[^\s@<>]{1,64}@[^\s@<>]{3,120}>?)\W{0,3}$"
)
ASKED_LABEL = re.compile(
    r"(?i)\b(?:api|docs?|documentation|auth\w*|format|swagger|openapi|priority|use case|endpoint"
    r"|integration|alternativ|workaround|specs?\b|specification)"
)
"""Words of a request: a line with them is never somebody's business card."""

REQUEST_LABEL = re.compile(
    r"(?i)^[\W\d_]{0,8}(?:api|docs?|(?:api[ -])?doku?mentation|documenta(?:ción|ção|tie|zione)|auth\w*|(?:data |file )?formats?"
    r"|datenformat\w*|formatos?|formato|priorit\w+|prioridad\w*|priorité|priorità|dringlichkeit|urgency|use[- ]case|anwendungsfall"
    r"|zweck|purpose|cas d.(?:usage|utilisation)|casos? d[ei] usos?|caso d.uso|gebruik\w*|(?:business )?impact\w*|auswirkung\w*"
    r"|nutzen|integrations?(?: name)?|anbindung|intégration|integraci[oó]n|integração|integrazione|integratie|alternativ\w*"
    r"|workarounds?|p\.?\s?s\b|優先[度順位]*|用途|認証(?:方式)?|連携先?|追伸|优先级|優先級|用例|认证(?:方式)?|附言|우선\s?순위|용도|인증(?: 방식)?"
    r"|추신)[^:：\n]{0,24}[:：]|^\W{0,3}p\.\s?s\.?\s"
)
"""A line of a request, or a postscript: what has one below it is no signature."""
WISH = re.compile(
    r"(?i)\bplease (?:also )?(?:add|support|build|make|let|include|integrate|connect|provide|implement|use|send us|tell us)\b"
    r"|\b(?:could|can|would|will) you\b|\b(?:we|i)(?: would|'d|’d)? (?:also |really |urgently )?(?:need|want|like|use|run|have to)\b"
    r"|\bone more thing\b|\b(?:wir|ich) (?:brauche|benötige|möchte|hätte|nutze|verwende|wünsche)\w*|\bkönn(?:t|en|te|ten) (?:ihr|sie)\b"
    r"|\b(?:nous|j['’]) ?(?:avons|ai|aurions|aimeri|voudri|souhait|utilis)\w*|\bpou(?:vez|rriez)[- ]vous\b"
    r"|\b(?:necesit|quisiér|nos gustaría|queremos|usamos)\w*|\b(?:precisamos|gostaríamos|gostaria|podem|utilizamos)\b"
    r"|\b(?:vorremmo|vorrei|abbiamo bisogno|usiamo|potete|potreste)\b|\b(?:we|wij|ik) (?:hebben|willen|zouden|gebruiken|wil|heb)\b"
    r"|お願いしたい|してほしい|して欲しい|必要です|たいです|希望|需要|希望|我们想|필요합니다|원합니다|싶습니다|해\s?주세요"
)
"""Words by which somebody wants something: a signature wants nothing."""
_LIST_ITEM = re.compile(r"\s{0,4}(?:\d{1,2}[.)]|[-*•])\s{1,3}\S")


def is_list_item(line: str) -> bool:
    """A line that somebody counts or lists."""
    return bool(_LIST_ITEM.match(line))


def speaks(lines: Sequence[str]) -> bool:
    """Does somebody still ask for something there? Then it is their text, whatever stands above it."""
    return any(REQUEST_LABEL.match(line[:300]) or WISH.search(line[:300]) for line in lines)
