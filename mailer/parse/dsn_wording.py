"""The words in which mail servers say that a mail failed, waits, arrived or was complained about.

General wording of the field in the languages that servers speak, lower-case; a new server usually needs no new row.
"""

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases))


DAEMON_LOCAL = _any(
    r"^mailer[-_.]?daemon\b",
    r"^mail[-_.]?daemon\b",
    r"^mailerdaemon",
    r"^post+master\b",
    r"^poostmaster\b",
    r"^mdaemon\b",
    r"^double-bounce\b",
    r"^bounces?\b",
    r"^mail[-_.]?(?:er|delivery|system|gateway|admin|server)\b",
    r"^(?:microsoftexchange|exchange)[0-9a-f]{8,}",
    r"^mmdf\b",
    r"^uucp\b",
    r"^smtp\b",
)
"""Local parts under which servers write about mail."""

DAEMON_NAME = _any(
    r"mail(?:er)?[ -]?(?:delivery|deliver|daemon)",
    r"mail (?:system|administrator|server|service|transport|gateway|router)",
    r"(?:system|network|server) administrator",
    r"delivery (?:subsystem|system|service|status)",
    r"^postmaster\b",
    r"internet mail (?:delivery|service)",
    r"systemadministrator",
    r"mailadministrator",
)
"""Display names of the same."""

NO_ANSWERS = _any(r"^(?:no|do[-_.]?not)[-_.]?reply\b")
"""Local parts that take no answers."""

FAILURE_SUBJECT = _any(
    r"un?deliver(?:able|ed)",
    r"deliver(?:y|ance)\W{0,3}(?:status )?(?:notification|report)?\W{0,3}(?:has |have )?(?:fail|error"
    r"|problem|unsuccessful|impossible|incident)",
    r"delivery (?:status )?(?:notification|report)\b",
    r"(?:fail(?:ed|ure)|unable|error|problem)\W{1,3}(?:to |of |in )?(?:mail |message |e-?mail )?deliver",
    r"fail(?:ed|ure)[ -](?:notice|notification|mail)",
    r"mail (?:delivery|failure|error|status|could not|not delivered|system error)",
    r"return(?:ed|ing)\W{1,3}(?:e-?)?(?:mail|message)|returned to sender|return receipt of undelivered",
    r"(?:message|mail|e-?mail) (?:you sent )?(?:could not|was not|has not been|not|cannot be"
    r"|couldn't be|can't be|rejected|blocked|bounced|undeliverable)",
    r"bounce (?:notification|notice|mail)|e-?mail bounce|bounced (?:e-?)?mail",
    r"non[- ]?(?:delivery|remis|delivered)",
    r"message status\b",
    r"nondeliverable|not delivered|nicht zustell|unzustellbar|zustellung.{0,20}(?:fehl|nicht|verz)"
    r"|fehler bei der (?:nachrichten)?übermittlung",
    r"(?:non|pas) (?:été )?(?:remis|délivr|distribu)|échec de (?:la )?(?:remise|distribution"
    r"|livraison)|avis de non[- ]remise",
    r"no (?:se )?(?:ha |pudo |puede )?(?:podido )?(?:ser )?entrega|mensaje (?:devuelto|no entregado)"
    r"|error (?:de|en la) entrega|devuelto",
    r"não (?:foi )?(?:pôde ser )?(?:entreg|poss)|falha (?:na|de) entrega|devolvid"
    r"|notificação de (?:falha|status)",
    r"mancat[ao] (?:recapito|consegna)|impossibile (?:consegnare|recapitare)"
    r"|messaggio non (?:consegnato|recapitato)",
    r"onbestelbaar|niet (?:worden )?(?:be|af)gelever|kan niet worden bezorgd",
    r"niedostarczon|nie (?:można|dostarczono|zostało)|zwrot (?:poczty|wiadomości)",
    r"kunde inte levereras|ej leverer|oleverbart|kunne ikke leveres|ikke levert|kan ikke leveres",
    r"ei voitu toimittaa|toimitus epäonnistui|nedoručiteln|nelze doručit|nedoručen",
    r"не (?:доставлен|удалось доставить|может быть доставлен)|недоставлен|возврат(?:ная)? (?:почт"
    r"|письм|сообщ)|не доставлено",
    r"teslim edilemedi|iletilemedi|kézbesíthetetlen",
    r"配信(?:不能|エラー|できません|失敗)|送信エラー|メールエラー|宛先不明|送信できませんでした|配達不能",
    r"退信|无法(?:投递|送达|传递)|無法(?:投遞|送達|傳遞)|投递失败|未送达|系统退信",
    r"반송|전송\s?실패|배달되지|전달되지|발송\s?실패",
)
"""Subjects of failures, and of reports in general."""

DELAY = _any(
    r"\bdelay(?:ed)?\b",
    r"still being retried|will be retried|will (?:continue|keep) (?:to try|trying)|will retry"
    r"|we will continue to attempt|still trying|continue to try|attempts will (?:continue|be continued)",
    r"not yet been delivered|has not yet been|temporarily deferred|warning: (?:message|could not)",
    r"(?:do not|don't|you do not) need to (?:resend|take any action)|please do not resend|no action is required",
    r"just a warning|this is a warning|warning message only|delivery status notification: warning",
    r"verzöger|verspätet|retard|retrasad|demora|atrasad|ritardo|vertraagd|opóźnion|försenad|forsinke"
    r"|viivästy|zpožd|отлож|задерж|gecikti|遅延|延迟|延遲|지연|opóźnieni|fördröj|(?:remise|distribution|livraison) différée|entrega (?:aplazada|adiada)"
    r"|(?:bezorging|aflevering) uitgesteld",
    # not yet, in other languages
    r"noch nicht (?:zugestellt|übermittelt|ausgeliefert)|pas encore (?:pu )?(?:été |être )?(?:remis|distribué|délivré|livré)|(?:todavía|aún) no (?:se )?ha (?:podido|sido) (?:entregar|entregad|ser entregad)"
    r"|ainda não (?:foi|pôde ser) entreg|non è (?:ancora stato|stato ancora) consegnat|nog niet (?:worden )?(?:bezorgd|afgeleverd)"
    r"|nie (?:została|zostało|mogła być) jeszcze d(?:ostarcz|oręcz)|jeszcze nie (?:została |zostało )?d(?:ostarcz|oręcz)|ännu inte (?:kunnat )?lever|endnu ikke (?:blevet )?lever|ikke (?:blitt )?levert ennå|ei ole vielä (?:voitu )?toimit"
    r"|(?:dosud|zatím) neb\w{2,3} doruč|(?:пока|ещё|еще) не доставл|henüz teslim|まだ(?:配信|届|送)|尚未(?:送达|投递|送達)|아직 (?:배달|전달)",
    # and somebody tries again
    r"(?<!nicht )(?:erneut|weiter) versuch|(?<!ne )réessai|(?<!no se )(?<!no lo )volverá a intentar|(?<!não )tentará novamente|altri tentativi di consegna|wordt opnieuw geprobeerd"
    r"|ponowi (?:próbę|doręcz)|nya försök|повторит попытк|tekrar denenecek|再送(?:を|し)(?:続|ます)|继续尝试|繼續嘗試|다시 시도(?:합니다|할)",
)
"""Not failed yet: somebody still tries."""

FINAL = _any(
    r"(?<!before )(?<!then )(?<!until )(?:giving|given) up|gave up",
    r"no (?:further|more) (?:delivery )?attempts|will not be (?:re-?tried|attempted)",
    r"retry time(?:out)? (?:not reached|exceeded|expired)|(?:maximum|max\.?) (?:number of )?(?:retr|attempts)",
    r"endgültig|définitiv|abandonn|definitiv",
)
"""It failed for good, whatever else is said of waiting."""

ARRIVED = _any(
    r"successfully (?:delivered|relayed)|was (?:successfully )?delivered to|message delivered|\brelayed\b",
    r"return receipt|read receipt|\bread:|lesebestätigung|gelesen:|accusé de (?:lecture|réception)"
    r"|lu ?:|leído:|confirmación de lectura|"
    r"confirmação de leitura|lida:|conferma di lettura|leesbevestiging|開封確認|已读|прочтено",
)
"""It came through, or somebody read it."""

FAILURE_BODY = _any(
    r"(?:could|can|was|were|has|have|is|did|will)(?:\s?n[o']t| not|not)\s{1,3}(?:been "
    r"|be )?(?:able to (?:be )?)?(?:successfully )?"
    r"(?:deliver|reach|sent to|receive|relay|complete|process|accept)",
    r"unable to (?:deliver|relay|send|reach)|undeliver|(?:failed|failure|fail) (?:to|in|during"
    r"|of) (?:deliver|send|mail)",
    r"deliver[^\n]{0,40} (?:failed|failure|problem|error|unsuccessful|aborted)",
    r"(?:following|these|this) (?:e-?mail )?(?:address|recipient)[^\n]{0,20} (?:failed|had|have|has"
    r"|could|was|were|is)",
    r"permanent (?:fatal )?error|fatal error|giving up|given up|gave up|returned to (?:the )?sender"
    r"|returned undelivered",
    r"(?:user|recipient|mailbox|account|address|host|domain"
    r"|mail ?box)\W{1,3}(?:\S{1,80}\W{1,3})?(?:is |was |does )?(?:unknown|not (?:found|exist|listed"
    r"|local)|"
    r"no longer|disabled|unavailable|over quota|full|rejected|doesn't exist|inactive|invalid|suspended)",
    r"(?:unknown|invalid|no such|bad|nonexistent|non-existent|undefined) (?:local )?(?:user|recipient"
    r"|mailbox|address|account|host|domain|name)",
    r"(?:mailbox|quota|storage|inbox)[^\n]{0,40}(?:exceed|full|over)|exceed[^\n]{0,30}(?:quota|size|limit)",
    r"\b[45]\.\d{1,3}\.\d{1,3}\b|(?<![\d.])5[0-7]\d[ -][^\n]{0,80}|smtp error|rejected (?:by|your"
    r"|because|as spam)|blocked (?:by|your|using)",
    r"nicht zugestellt|nicht zustell|unzustellbar|konnte (?:leider )?nicht|fehlgeschlagen",
    r"n'a (?:pas )?pu (?:etre|être)|pas (?:pu )?(?:été |être |ete )?(?:remis|délivr|delivr|distribu)"
    r"|adresse [^\n]{0,20}(?:inconnue|erronée)",
    r"no (?:se )?(?:ha |pudo |puede )(?:podido )?(?:ser )?entrega|no existe|não (?:foi possível|pôde"
    r"|existe)|não (?:foi )?entreg",
    r"impossibile (?:consegnare|recapitare)|non (?:è stato possibile|esiste)|kan niet worden"
    r"|nie (?:można|mogła|mógł|istnieje|został)",
    r"не (?:может быть|может|было|удалось|доставлен|был|существует)|не найден|edilemedi|kunde inte"
    r"|kunne ikke|nelze",
    r"できません|ありません|存在しません|エラー|いっぱい|一杯|无法|不存在|失败|無法|失敗|없습니다|실패|않습니다",
)
"""What the text of a failure says near the address."""

OF_ONES_OWN = _any(
    r"\b(?:i|we) (?:always |still |just |now |only |keep |have |am |are |also )?(?:get|got|getting|receive|received|wrote|write|writing"
    r"|sent|send|sending|tried (?:to )?(?:writ|send|mail|e-?mail|reach)|mailed|forward)\w{0,3}(?! your\b)",
    r"\bmy (?:last |previous |other )?(?:e-?mails?|mails?|messages?)\b|to your (?:\w+ )?(?:address|mailbox|team|support|help ?desk)\b"
    r"|your (?:\w+ )?(?:address|mailbox) (?:bounces|seems|appears|does not work|doesn't work|rejects)",
    r"\b(?:ich|wir) (?:bekomme|bekam|erhalte|erhielt|habe|schreibe|schrieb|schicke|wollte|bekommen|erhalten|haben|schreiben|wollten)\b"
    r"|(?:bekomme|bekommen|erhalte|erhalten|habe|haben) (?:ich|wir)\b|meine (?:e-?mail|mail|nachricht)\w*",
    r"\b(?:je|nous) (?:reçois|recevons|vous (?:ai|avons)|vous écri\w+)|j'ai (?:reçu|écrit|envoyé)|(?:mon|mes) (?:e-?mails?|mails?|messages?|courriels?)\b"
    r"|votre adresse",
    r"\b(?:recibo|recibí|recibimos|escribí|escribo|envié|he (?:recibido|escrito|enviado)|me (?:llega|sale|devuelve))\b|(?:mi|mis) (?:correos?|mensajes?)\b",
    r"\b(?:recebo|recebi|recebemos|escrevi|escrevo|enviei|tentei)\b|(?:meu|meus) (?:e-?mails?)\b|minhas? mensage",
    r"\b(?:ricevo|ho (?:ricevuto|scritto|inviato|mandato)|scrivo)\b|(?:la mia|le mie) (?:e-?mail|mail)",
    r"\b(?:ik|we|wij) (?:krijg|kreeg|krijgen|kregen|ontvang|ontving|stuur|stuurde|heb|mail|mailde)\b|(?:krijg|kreeg|heb) ik\b|mijn (?:e-?mails?|mails?|bericht)",
    r"\b(?:dostaję|dostałem|dostałam|otrzymuję|otrzymał[ae]m|wysłał[ae]m|piszę)\b",
    r"\b(?:jag|vi) (?:får|fick|skickade|skickar|skrev|mejlade)\b|får jag\b|mina? (?:mejl|mail)",
    r"\b(?:jeg|vi) (?:får|fik|fikk|sendte|sender|skrev|skriver)\b|får jeg\b",
    r"\b(?:saan|sain|lähetin|lähetän|kirjoitin)\b|viestini",
    r"\b(?:dostávám|dostal(?:a)? jsem|poslal(?:a)? jsem|psal(?:a)? jsem|píšu)\b",
    r"\bя (?:получаю|получил|отправ|писал|пишу)|\bмне (?:приходит|пришл|вернул)|мо[её] письмо|мои письма",
    r"(?:alıyorum|aldım|gönderdim|yazdım|gönderdiğimde|yazdığımda)\b",
    r"我(?:收到|发|發|给|給|写|寫)|我们(?:收到|发|给)|(?:届いて|返って|戻って)(?:き|しま)|私(?:が|の)|お送りした|送ったところ|送ると"
    r"|제가|저는|보냈(?:는데|더니|습니다만)|받았(?:는데|습니다)",
)
"""Somebody tells what came back to them: a server speaks of `your message`, a person of `my mail`."""

COPY_FOLLOWS = re.compile(
    r"(?im)^[^\w\n]{0,40}(?:below this line is (?:a|the) (?:copy|header)|(?:this is a copy of"
    r"|a copy of|the headers? of|copy of) (?:the|your) (?:\w+ )?(?:message|mail|letter)"
    r"|(?:the )?(?:original|returned|undelivered|failed|rejected|your) (?:message|mail)(?: header\w*"
    r"| text| body| content\w*)?(?: follows?| is (?:attached|below|included)| \W+)"
    r"|(?:message|mail) headers? follow|(?:message|header)s?(?: text)? follows|original (?:message"
    r"|mail)\b|unsent message|included is a copy|bounced e-?mail|returned message"
    r"|begin (?:message|returned|original)|start of (?:returned|original)|(?:the )?(?:first"
    r"|beginning) [^\n]{0,30}of (?:the|your|this) (?:message|mail)|message header|received message"
    r"|kopie der (?:nachricht|ursprüng)|ursprüngliche nachricht|copie du message|copia del (?:mensaje"
    r"|messaggio)|wysłana wiadomość|исходное сообщение|以下はメール|元のメッセージ)"
)
"""The line below which the mail itself comes back."""

COMPLAINT = _any(
    r"(?:abuse|spam|feedback|complaint|opt-?out|unsubscribe) (?:report|complaint|notification) for",
    r"this is an? (?:e-?mail )?(?:abuse|opt-?out|spam|feedback|fraud|virus)[ -](?:abuse )?report",
    r"complaint about (?:a )?message from|has (?:complained|reported (?:your|this) (?:mail|message))"
    r"|reported as (?:spam|junk)",
    r"email feedback report for ip",
)
"""Feedback reports that do not use RFC 5965."""
