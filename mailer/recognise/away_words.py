"""How responders say, language by language, that their owner is away, gone or has received the mail. Lower-case, linear.

First what only its owner says of themselves; then what also a person may say in passing, and what stands beside either.
"""

import re
from collections.abc import Iterator


def _any(*rows: str) -> re.Pattern[str]:
    """One pattern of rows of alternatives. Where a word begins is looked for once, and not for each of the many that ask
    for it (`\\b…`) at every letter of the text: half the time."""
    ways = [way for row in rows for way in _alternatives(row)]
    words = [way.removeprefix(r"\b") for way in ways if way.startswith(r"\b")]
    others = [way for way in ways if not way.startswith(r"\b")]
    return re.compile("|".join([rf"\b(?:{'|'.join(words)})", *others] if words else others))


def _alternatives(row: str) -> Iterator[str]:
    """The alternatives of a row: it is parted at each `|` that stands in no bracket."""
    depth = start = 0
    for mark in _MARKS.finditer(row):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if mark[0] == "|" and not depth:
            yield row[start : mark.start()]
            start = mark.end()
    yield row[start:]


_MARKS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\\\]])*\]|[()|]")
"""What parts a pattern, and what only looks so: an escaped letter, a set of letters."""


ABSENCE = _any(
    # English
    r"\b(?:i am|i'm|i will be|i'll be|we are|we're|we will be) (?:(?:currently|presently|now|also|away|afraid i am) )?"
    r"(?:out of (?:the |my )?office|ooo|out sick|away|off(?: work| today| until)?"
    r"|on (?:(?:annual|parental|maternity|paternity|sick|medical|extended|family) )?(?:leave|vacation|holidays?|pto|sabbatical)"
    r"|away from (?:my|the) (?:desk|office|e-?mail))\b"
    r"[^\n]{0,60}?(?:until|till|thru|through|from|between|return|back|with|and will|\d)",
    # German
    r"\b(?:ich bin|bin ich|ich befinde mich|befinde ich mich|ich werde)\b(?: (?:[^\s.!?]|(?<=\d)\.){1,30}){0,7}? (?:nicht (?:im (?:büro|haus)|erreichbar|am arbeitsplatz)"
    r"|abwesend|im (?:\w{1,15})?urlaub|in (?:elternzeit|mutterschutz|urlaub)|im (?:mutterschutz|krankenstand)|auf (?:dienst|geschäfts)reise"
    r"|außer haus|krankgeschrieben|wieder (?:da|erreichbar|im büro)|zurück)\b"
    r"|\b(?:ich habe|habe ich) (?:noch |leider )?(?:(?:derzeit|aktuell|momentan|zurzeit|gerade|bis|vom|ab|von|diese|nächste)\b(?: (?:[^\s.!?]|(?<=\d)\.){1,30}){0,6}? )?urlaub\b",
    # French
    r"\bje (?:suis|serai)(?: (?:actuellement|en ce moment|désormais|donc))? (?:absente?|en congés?|en (?:vacances|arrêt|déplacement)|hors du bureau)\b"
    r"|\b(?:actuellement|momentanément) (?:absente? (?:du bureau|jusqu)|en congés?|en vacances|en déplacement,)|\ben congés?(?: \w{1,12})?,? (?:jusqu|du \d|à partir)"
    r"|\bje ne (?:consulte|lis|relève) pas (?:mes|ma)\b",
    # Spanish, Portuguese, Italian
    r"\b(?:estoy|estaré|estaremos|me encuentro|me encontraré)(?: (?:actualmente|ahora))? (?:fuera de (?:la |mi )?oficina|de (?:vacaciones|baja|permiso|licencia)|ausente"
    r"|sin acceso al? (?:mi )?correo)\b",
    r"\b(?:estou|estarei|estaremos|encontro-me)(?: (?:atualmente|actualmente|agora))? (?:fora d[oe] escrit[oó]rio|(?:de|em) (?:férias|licença|baixa)"
    r"|ausente|sem acesso ao (?:e-?mail|correio))",
    r"\b(?:sono|sarò|mi trovo)(?: (?:attualmente|al momento))? (?:fuori (?:sede|ufficio)|in (?:ferie|vacanza|congedo|maternità|malattia)|assente)\b",
    # Dutch
    r"\b(?:ik ben|ben ik)(?: (?:[^\s.!?]|(?<=\d)\.){1,30}){0,6}? (?:afwezig|niet (?:aanwezig|op kantoor|bereikbaar)|(?:op|met|in) (?:\w{0,15}verlof|vakantie)|weer (?:terug|bereikbaar|aanwezig))\b",
    # Polish
    r"\b(?:jestem|będę|przebywam)(?: (?:[^\s.!?]|(?<=\d)\.){1,30}){0,4}? (?:nieobecn\w{1,3}|poza biurem|na (?:\w{1,20} )?(?:urlopie|zwolnieniu))\b|\bnie (?:będzie mnie|ma mnie) w (?:biurze|pracy)",
    # Swedish, Danish, Norwegian, Finnish
    r"\bjag (?:är|kommer att vara)(?: (?:[^\s.!?]|(?<=\d)\.){1,30}){0,3}? (?:inte på kontoret|på semester|frånvarande|föräldraledig|tjänstledig|sjukskriven|bortrest"
    r"|ledig (?:till|från|och))\b|\b(?:jag har|har jag) semester\b",
    r"\bjeg (?:er|holder|har)(?: (?:desværre|for tiden|pt\.?|p\.t\.|nå|nu|for øyeblikket))? (?:(?:ikke|ude) (?:på|af) kontoret|på (?:ferie|barsel|orlov|barselsorlov)|ferie|barsel|fraværende|sygemeldt|bortrejst)\b",
    r"\bolen(?: (?:[^\s.!?]|(?<=\d)\.){1,30}){0,3}? (?:poissa|\w{0,15}lomalla|\w{0,15}vapaalla|virkamatkalla)\b",
    # Czech
    r"\b(?:čerpám|mám|jsem|budu|budu čerpat)(?: (?:(?:do|od|až|a|v|tento|příští|nyní|teď|aktuálně|bohužel|týden|včetně|\d{1,4}\.?|(?:led|únor|břez|dub|květ|červ|srp|září|říj|listopad|prosin)\w{0,5}|pondělí|úterý|středy|čtvrtka|pátku))){0,6} (?:dovolenou|na (?:\w{1,15} )?dovolené|mimo kancelář|nepřítom\w{2,3})",
    # Russian
    r"\bя(?: (?:[^\s.!?]|(?<=\d)\.){1,30}){0,4}? (?:в (?:\w{1,20} )?отпуске|в командировке|отсутству\w{1,3})\b|\b(?:нахожусь|буду находиться|буду)(?: (?:[^\s.!?]|(?<=\d)\.){1,30}){0,3}? в (?:\w{1,20} )?отпуске"
    r"|\bменя не будет(?: (?:[^\s.!?]|(?<=\d)\.){1,30}){0,4}? (?:в офисе|на (?:месте|работе|рабочем))",
    # Turkish
    r"\b(?:izindeyim|tatildeyim|(?:izinde|tatilde|ofis dışında) olacağım|ofis(?:in|te)? dışındayım|ofiste değilim|\w{0,10}iznindeyim)",
    # Hungarian, Romanian, Greek, Ukrainian, Croatian, Slovak
    r"szabadságon vagyok|házon kívül vagyok|sunt (?:în concediu|plecat)|nu sunt la birou",
    r"(?:είμαι|βρίσκομαι|θα είμαι) (?:εκτός γραφείου|σε άδεια)|я (?:зараз )?у відпустці",
    r"na godišnjem sam odmoru|som (?:na dovolenke|mimo kancelárie)",
    # Japanese, Chinese, Korean
    r"不在にして(?:おり|い)|不在と(?:なり|させ)|休(?:暇|業)(?:中|を(?:いただ|頂|取得して)|とさせて)|休業(?:いたします|いたしております)|お休みを(?:いただ|頂)"
    r"|出張(?:中|のため)[^\n。]{0,20}(?:返信|返事|連絡|対応|確認|不在)",
    r"(?:我(?:们)?|本人)(?:目前|现在|現在|正|正在|将|將|会|會|将于|于|從|从|已|在|\d|月|日|年|号|至|到|起|期间|[\s~—-]){0,20}(?:休(?:年|产|病|婚)?假|不在(?:办公室|公司|辦公室)|度假|出差(?:中|期间|至|到|，))",
    r"부재\s?중입니다|(?:휴가|출장|연차|육아\s?휴직|휴직)\s?(?:입니다|중입니다|중이오니|중이라|중으로|중이므로|기간입니다)|자리를 비(?:우|웠|울)|사무실을 비",
)
"""What a responder's text says of its owner at its beginning or end, and what a person may say as well."""

_NOT_READ = r"(?:monitored|checked|read|in use|attended|active)"
GONE = _any(
    # closed, gone, or the mail has come in
    r"\b(?:office|offices|company|business|shop|team|we)\b(?:[^\n.,]|(?<=\d)\.){0,30}? (?:is|are|will be|be)(?: \w{1,12})? closed\b|\bwe're (?:\w{1,12} )?closed\b"
    r"|\bno longer (?:works?|working|work|employed|with (?:the|our) company|at|part of)\b|\b(?:i|[a-z]{2,20}) (?:have|has) left\b|\bis not (?:\w{1,15} )?monitored\b"
    rf"|\b(?:mailbox|inbox|address|account|mail) is (?:not|no longer) (?:\w{{1,15}} )?{_NOT_READ}"
    r"|\b(?:i am|i'm|i will be|i'll be|we are) (?:currently )?(?:travell?ing|on the road|at a conference|on a business trip)\b"
    r"|\b(?:have|has|with) (?:no|(?:only |very )?limited|little|intermittent|sporadic) access\b|\bwithout access to (?:my )?(?:e-?mail|mail)\b|\b(?:have |has been |was |'ve )received your (?:\w{1,15} )?(?:e-?mail|mail|message|inquiry|enquiry|request)\b"
    r"|\byour (?:e-?mail|mail|message|inquiry|enquiry|request) (?:has been|was|is) received\b",
    r"\b(?:büro|betrieb|praxis|geschäft|kanzlei|unternehmen|firma|wir)\b[^\n]{0,60} geschlossen\b|betriebs(?:ferien|urlaub)|\bnicht mehr (?:für|bei|im unternehmen|in unserem)\b"
    r"|(?:unternehmen|firma) (?:\w{1,15} )?verlassen|ausgeschieden|(?:ihre|deine) (?:nachricht|e-?mail|mail|anfrage)\b(?:[^\n.]|(?<=\d)\.){0,50}(?:erhalten|eingegangen)"
    r"|postfach wird nicht",
    r"\b(?:bureaux?|société|entreprise|locaux|agence)(?:[^\n.]|(?<=\d)\.){0,30}fermée?s?\b|\bne (?:fait|fais|travaille) plus\b|\b(?:a|ai) quitté\b|j'ai quitté"
    r"|(?:avons|ai) bien reçu votre|votre (?:message|demande|e-?mail|courriel)(?:[^\n.]|(?<=\d)\.){0,20} (?:a (?:bien )?été reçue?|nous est bien)|n'est (?:plus|pas) (?:consultée?|relevée?|surveillée?|lue?)\b",
    r"\b(?:oficinas?|empresa)(?:[^\n.]|(?<=\d)\.){0,30}cerrad[ao]s?\b|estaremos cerrados|\bya no (?:trabaj|form|est)\w{0,4}|(?:hemos|he) recibido su|ha dejado (?:la empresa|de trabajar)",
    r"\b(?:escritórios?|empresa)(?:[^\n.]|(?<=\d)\.){0,30}(?:fechad|encerrad)[ao]s?\b|\bjá não (?:trabalh|faz|faç)\w{0,3}|não (?:trabalh\w{1,3}|faz) mais|deixou (?:a empresa|de trabalhar)|recebemos (?:a |o )?(?:sua|seu)|recebi (?:a |o )?(?:sua|seu)",
    r"\buffic[io]{1,2}(?:[^\n.]|(?<=\d)\.){0,30}chius[oi]\b|non lavor[ao] più|ha lasciato (?:l'azienda|la società)|abbiamo ricevuto (?:la|il) (?:sua|suo|tua|tuo|vostr\w)",
    r"\bkantoor(?:[^\n.]|(?<=\d)\.){0,30}gesloten\b|niet (?:meer|langer) werkzaam|werkt? niet (?:meer|langer)|(?:hebben|heb) uw (?:[^\n.]|(?<=\d)\.){0,30}ontvangen|uw (?:bericht|e-?mail|mail)(?:[^\n.]|(?<=\d)\.){0,20}ontvangen",
    r"\bbiuro(?:[^\n.]|(?<=\d)\.){0,30}(?:zamknięte|nieczynne)|nie pracuj[eę]\b|otrzymaliśmy (?:twoj|państwa|pan)\w{0,3}",
    r"\bkontor\w{0,3}(?:[^\n.]|(?<=\d)\.){0,30}(?:stängt|lukket|stengt)\b|(?:arbetar|jobbar) inte (?:längre|kvar)|har slutat\b|har (?:mottagit|tagit emot) (?:ditt|din|er|ert)\b"
    r"|arbejder ikke længere|er ikke længere (?:ansat|hos|i (?:virksomheden|firmaet|afdelingen)|en del)|har modtaget din\b|er fratrådt",
    r"\btoimisto\w{0,4}(?:[^\n.]|(?<=\d)\.){0,30}(?:suljettu|kiinni)\b|e[in] (?:enää )?työskentele|(?:olemme|olen) vastaanottan|viestisi on vastaanotettu",
    r"\bkancelář(?:[^\n.]|(?<=\d)\.){0,30}(?:zavřen|uzavřen)|(?:již|už) (?:zde |u nás )?nepracuj|(?:obdrželi|přijali) jsme vaš",
    r"\bофис(?:[^\n.]|(?<=\d)\.){0,30}(?:закрыт|не работает)|больше не работа(?:ет|ю)|получили ваше?\b|ваше (?:письмо|сообщение)(?:[^\n.]|(?<=\d)\.){0,20}получено",
    r"\bofis\w{0,5}(?:[^\n.]|(?<=\d)\.){0,30}kapalı|artık (?:[^\n.]|(?<=\d)\.){0,30}çalışm|(?:mesajınız|e-?postanız)(?:[^\n.]|(?<=\d)\.){0,20}(?:alındı|alınmış|ulaştı)",
    r"(?:办公室|辦公室|公司)[^\n。]{0,12}(?:关闭|放假|休息)|已(?:经)?(?:离职|离开公司|從公司離職)|(?:邮件|郵件|来信|信件)[^\n。]{0,6}收到|已收到您的",
    r"(?:年末年始|夏季|冬季)?休業(?:期間|日)|退職(?:いたし|しました|し、|しており)|(?:メール|お問い合わせ)(?:を|は)[^\n。]{0,6}(?:受け付け|受領|拝受|受信)",
    r"(?:사무실|회사)(?:[^\n.]|(?<=\d)\.){0,12}(?:휴무|휴업)|퇴사(?:했|하였)|(?:메일|문의)(?:[^\n.]|(?<=\d)\.){0,8}(?:접수|수신)",
)
"""That an office is closed, somebody has left, nobody reads here, or a mail came in: a responder's where it says no more."""

RESPONDER = re.compile(
    r"\b(?:e-?mails?|mails?|messages?|voicemail|inbox|urgent|urgently|emergency|contact|colleagues?|covering|phone|call|reach|"
    r"in my absence|while i am|while i'm|meanwhile|limited access|as soon as (?:possible|i)|upon my return|thank you for)\b"
    r"|nachrichten?\b|dringend|notfall|wenden sie|kontaktieren|vertret|kolleg|weitergeleitet|telefon|vielen dank für ihre"
    r"|courriel|urgence|urgent|contacter|contactez|collègue|remplac|transmis|merci de votre|merci pour votre"
    r"|correo|mensaje|urgente|contacte|contactar|compañer|sustitu|gracias por su"
    r"|mensagem|contate|contacte|colega|substitu|obrigad[oa] p(?:or|ela) sua"
    r"|messaggio|contatt|bericht|dringende|contact op|メール|お急ぎ|緊急|代わり|連絡先|ご連絡(?:ありがとう|いただ)|邮件|紧急|联系|메일|긴급|연락"
)
"""What stands in responders' texts beside the absence (lower-case): whom else to write to, and what becomes of the mail."""

BESIDE = _any(
    r"\b(?:please (?:re)?direct|enquir(?:y|ies)|inquir(?:y|ies)|reopen|re-open|resume|season's greetings|happy (?:holidays|thanksgiving|new year)|merry christmas|thanks for (?:reaching|writing|getting))\b",
    r"\b(?:terecht|spoed|dringend|bereiken|nieuwe? adres|doorgestuurd|frohe|kümmert|für sie da|wieder für sie|neue adresse|joyeuses|bonne année|joindre|adresser|rouvr\w{1,5}|felices|reabr\w{1,5}|boas festas|buone feste|riapr\w{1,5})\b",
    r"\b(?:piln\w{1,4}|kontakt\w{0,5}|wiadomoś\w{1,3}|zastęp\w{1,6}|brådskande|akut\w{0,3}|mejl\w{0,4}|e-?post\w{0,4}|meddelande\w{0,2}|haster|hastesager|mail\w{0,3}|besked\w{0,2}|henvend\w{0,5}|kollega\w{0,2})\b",
    r"\b(?:kiireelli\w{1,8}|yhteyttä|sähköpost\w{1,5}|viesti\w{0,6}|tuuraa\w{0,3}|naléhav\w{1,5}|kontaktuj\w{0,3}|zastupuj\w{0,3}|zpráv\w{1,3}|e-?mail\w{0,3})\b",
    r"срочн|обращайтесь|обратитесь|свяжитесь|замеща|письм|сообщени|\b(?:acil|iletişim\w{0,3}|e-?posta\w{0,5}|mesaj\w{0,6}|yerime|başvur\w{0,6})",
    r"受付|営業|ご了承|ご迷惑|お待ち|順次|休み|恢复|节日|谅解|不便|처리|양해|업무|복귀",
)
"""More of the same, in more languages (lower-case); too common to mark anything by itself."""

WILL_ANSWER = re.compile(
    r"\b(?:answer|reply|respond|get back|come back|return|write back|back|antworte|melde|beantworte|zurück|wieder da|erreichbar"
    r"|répond\w*|reviendrai|retour|respond\w*|contest\w*|regres\w*|vuelv\w*|volver\w*|retorn\w*|voltar\w*|rispond\w*|torner\w*"
    r"|antwoord|terug|melden|odpowie\w*|wróc\w*|svarar|återkommer|tillbaka|svarer|tilbage|vastaan|palaan|takaisin|odpovím|ozvu|vrátím|odpoví\w*"
    r"|отвечу|ответим|вернусь|döneceğim|yanıtla\w*|cevap\w*)\b|返信|返事|戻り|ご連絡|回复|回覆|回信|回来|회신|답장|답변"
)
"""That its owner answers later (lower-case): a responder promises as much."""

ON_THE_MATTER = re.compile(
    r"https?://|^\s*\d{1,2}\s?[:)]\s*\S|\b(?:answers|(?:your|the|these) questions|priority|formats?|volumes?|data|documentation|docs"
    r"|apis?|oauth\w*|saml|json|csv|xml|parquet|tokens?|key[ -]?pairs?|passwords?|log ?in|authenticat\w+|tests?|testing|sandbox"
    r"|[gmt]b|rows|records|nightly|hourly|daily|weekly"
    r"|(?:die|meine|unsere|alle) antworten|(?:ihre|eure|die) fragen|priorität|daten\w*|doku\w*|schnittstelle\w*|anmeldung\w*|authentifizierung\w*|testen"
    r"|testzugang|datensätze|täglich|stündlich|nächtlich|réponses|(?:vos|les) questions|priorité|données|authentification|essais?"
    r"|respuestas|(?:sus|las) preguntas|prioridad|formatos?|volumen|datos|documentación|autenticación|pruebas?"
    r"|respostas|(?:suas|as) perguntas|prioridade|dados|documentação|autenticação|testes?"
    r"|risposte|priorità|formato|dati|documentazione|(?:de|mijn|onze) antwoorden|prioriteit|gegevens|documentatie"
    r"|prioritete?n?|hastende|brådskande|dokument(?:ation|asjon)en|(?:mine|mina|våre|vores) svare?t?|kiire|prioriteetti|dokumentaatio|vastaukset"
    r"|priorytet|pilne|dokumentacja|odpowiedzi|priorita|spěchá|dokumentace|odpovědi|приоритет|срочно|документация|ответы"
    r"|öncelik|acil|dokümantasyon|cevaplarım)\b"
    r"|回答|ご質問|優先|形式|データ|認証|仕様|ドキュメント|优先|格式|数据|认证|文档|우선|형식|데이터|인증|문서",
    re.MULTILINE,
)
"""That a text speaks of what our mails ask for (lower-case)."""

DEFLECTS = _any(
    r"(?:^|, )(?:then )?(?:contact|ask|call|e-?mail|write to|turn to|speak to)\b|\b(?:please|kindly|you can|you may) (?:contact|reach|call|phone|write to|e-?mail|ping|text|turn to|ask|direct|refer|speak to|talk to)\b|\bcontact (?:my|our|mr|ms|the)\b"
    r"|\bthank(?:s| you) for your\b|\b(?:in|during) my absence\b|\bwhile i(?:'m| am)\b",
    r"\bwenden sie|\bbitte (?:an|kontaktieren|wenden)\b|kontaktieren sie|in meiner abwesenheit|vertret|vielen dank für ihre",
    r"contacte[rz]|adresse[rz]-vous|vous adresser|en mon absence|pendant mon absence|merci (?:de|pour) votre",
    r"contact[ae]r?\b|diríj|dirigirse|en mi ausencia|gracias por su|contate\b|entre em contat|na minha ausência|obrigad[oa] pel",
    r"contattare|contatti|rivolger|in mia assenza|grazie per (?:la|il) (?:sua|suo|tua|tuo)|contact op|neem contact|wend u|bij afwezigheid|bedankt voor uw",
    r"kontaktuj|kontakta\b|kontakt\w{0,3}\b|yhteyttä|обращайтесь|обратитесь|свяжитесь|iletişime",
    r"ご連絡|連絡先|お問い合わせ(?:いただ|ありがと)|联系|聯繫|联络|感谢您的|연락|문의하",
)
"""That a sentence sends its reader to somebody else, or thanks for what came in (lower-case)."""

ASKS = _any(
    # Russian, Ukrainian
    r"\b(?:хотел(?:ось|и|а)? бы|хот(?:им|елось)|(?:нам|мне) (?:очень )?(?:нуж|необходим)\w{1,4}|прос(?:им|ьба|ю) (?:добавить|подключить|сделать|реализовать|поддержать)"
    r"|(?:сделайте|добавьте|подключите|реализуйте)\b|(?:можно|можете|сможете|планируете|поддержива\w{2,4}|есть) ли|(?:не )?могли бы вы"
    r"|поддерживает ли|просимо (?:додати|підключити|зробити)|хотіли б|(?:нам|мені) потріб\w{1,4}|чи (?:можна|можете|плануєте|підтримує\w{0,2})|додайте)",
    # Polish, Czech, Slovak
    r"\b(?:potrzeb(?:ujemy|uję|owalibyśmy)|chcie?li?(?:by|ał)\w{0,6}|chciał(?:a|o)?by\w{1,4}|chcemy|prosi(?:my|łbym|łabym) o (?:dodanie|podłączenie|połączenie|integracj\w|obsług\w)"
    r"|czy (?:da się|można|moglib\w{2,6}|możecie|planujecie|jest możliw\w{1,3}|obsługujecie)|moglibyście|przydał(?:aby|oby|by)"
    r"|potřeb(?:ujeme|ovali bychom|uji|oval bych)|chtěl[aiy]? by\w{0,4}|rádi bychom|šlo by|bylo by možné|mohli byste|můžete (?:přidat|doplnit|udělat|napojit)"
    r"|potrebujeme|chceli by sme|mohli by ste)\b",
    # Turkish
    r"\b(?:istiyoru[zm]|isterdi[km]|ihtiyac\w{1,5} var|\w{2,20}[ae]bilir m(?:isiniz|iyiz|iyim)|mümkün mü)\b",
    # Swedish, Danish, Norwegian, Finnish, Hungarian
    r"\b(?:vi|jag) (?:skulle (?:behöva|vilja|gärna)|behöver|vill (?:ha|kunna|gärna)|önskar (?!er\b|dig\b|alla\b))|\bkan ni (?:lägga|stödja|bygga|koppla)|\bgår det att\b"
    r"|\b(?:vi|jeg) (?:vil (?:gerne|gjerne)|(?:har brug|trenger|behøver)|(?:ønsker|ønskjer) (?!dig|jer|deg|dere|alle))|\bkunne i (?:tilføje|lave|bygge)|\bkan dere (?:legge|lage|støtte)|\ber det mulig(?:t)?\b"
    r"|\b(?:tarvits(?:emme|isimme|en|isin)|halua(?:mme|isimme|isin)|toivoisimme|voisitteko|onko mahdollista)\b|\bszeretn(?:énk|ék)\b|\bszükségünk (?:van|lenne)\b|\btudn(?:ának|átok)\b",
)
"""How people ask in languages that config/words has no cues of (lower-case)."""

INFORMS = _any(
    r"\b(?:если|якщо|jeśli|jeżeli|gdyby|pokud|kdyby|ak by|eğer|jos|om (?:du|ni|det)|hvis|ha)\b|сообщить|уведомить|проинформировать|повідомити|poinformować|powiadomić|informova\w{1,4}"
    r"|oznámit|bilgilendir|bildirmek|haber ver|teşekkür|meddela|informera|meddele|informere|ilmoittaa|kertoa|tájékoztat|értesít",
    r"звон[ия]|пишите|напиш|dzwoni|napis|volej|zavol|nap[ií]š|arayı|\bring\b|\bskriv|soit|kirjoit|hívj|írj(?:on|anak)|поможет|pomoże|pomůže|auttaa|hjälper|hjælper",
)
"""What such a sentence is instead: that it tells something, or whom to turn to and when (lower-case)."""
