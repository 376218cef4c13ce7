"""Notices that programs write in the name of a person or an address: of calendars, recalls, schedulers, monitors, forges.

No field marks them, and the subject that they carry is often an earlier mail's; only subject and text together tell them.
"""

import re
from collections.abc import Callable

from mailer.model.message import Message

_ANSWERED = re.compile(
    r"^(?:accepted|declined|tentative(?:ly accepted)?|new time proposed|zugesagt|angenommen|akzeptiert|abgelehnt|mit vorbehalt(?: angenommen)?|vorläufig(?: zugesagt)?"
    r"|accepté|refusé|provisoire|aceptad[oa]|rechazad[oa]|provisional|aceit[aeo]|recusad[ao]|provisório|accettat[oa]|rifiutat[oa]|provvisorio"
    r"|geaccepteerd|geweigerd|afgewezen|voorlopig(?: geaccepteerd)?|zaakceptowan[oey]|odrzucon[oey]|wstępnie|accepterat|avböjt|tackat nej|preliminärt"
    r"|accepteret|afslået|afvist|foreløbig|hyväksytty|hylätty|alustava|přijato|odmítnuto|nezávazně|přijat[oý]|принято|отклонено|под вопросом"
    r"|kabul edildi|reddedildi|belirsiz|已接受|已拒绝|已謝絕|暂定|承諾(?:済み)?|辞退|仮承諾|수락(?:됨|함)?|거절(?:됨|함)?|미정)\s?[:：]"
)
"""How the subject of an answer to an invitation begins (lower-case)."""
_MEETING = re.compile(
    r"meeting|invitation|event|appointment|besprechung|einladung|termin|ereignis|réunion|invitation|événement|rendez-vous|reunión|invitación|evento|cita"
    r"|reunião|convite|riunione|invito|vergadering|uitnodiging|afspraak|spotkani|zaproszeni|möte|inbjudan|møde|mødet|møte|invitation|kokou|kutsu|tapaami"
    r"|schůzk|pozvánk|událost|встреч|приглашени|собрани|toplantı|davet|etkinlik|会议|邀请|會議|日程|会議|招待|予定|회의|초대|일정"
)
_SHORT_ANSWER = 25
"""Words; who writes more beside the click says something."""

_INVITES = re.compile(
    r"^(?:(?:updated |new )?invitation|cancell?ed(?: event)?|event cancell?ed|reminder|(?:aktualisierte )?einladung|abgesagt|invitation modifiée|annulé|invitación(?: actualizada)?"
    r"|cancelad[oa]|convite(?: atualizado)?|invito(?: aggiornato)?|annullat[oa]|uitnodiging|geannuleerd|招待|会议邀请|초대)\s?[:：]"
)
"""How the subject of an invitation begins (lower-case)."""

_LEAVES = re.compile(
    r"\bunsubscribe\b|manage (?:your )?preferences|newsletter (?:abbestellen|abmelden)|\babmelden\b|se désabonner|désinscri|darse de baja|cancelar (?:la )?suscripción"
    r"|descadastr|cancelar (?:a )?(?:inscrição|subscrição)|disiscriv|annulla l'iscrizione|uitschrijven|afmelden|配信停止|購読(?:を)?解除|退订|取消订阅|수신 ?거부"
)
_SIGNED_UP = re.compile(
    r"(?:receiving|received|getting|got|sent) this (?:e-?mail|message|newsletter)? ?(?:because|as|since)|you (?:have )?(?:signed up|subscribed|opted in)|view (?:it |this e-?mail )?(?:in|on) (?:your |a )?(?:browser|web)"
    r"|(?:diesen?|unseren?) newsletter|weil sie sich|(?:cette|notre) newsletter|cette lettre|vous recevez ce|recibe(?:s)? este|(?:este|nuestro) boletín|(?:recebe|recebeu|está recebendo) este"
    r"|(?:questa|nostra) newsletter|ricev[ie] questa|(?:deze|onze) nieuwsbrief|メールマガジン|メルマガ|订阅了|뉴스레터"
)
"""What stands at the foot of a newsletter (lower-case)."""
_PASSED_ON = re.compile(r"\s*[^\W\d_]{2,4}\s?[:：]")
"""A mark of answering or passing on (`Fwd:`, `WG:`)."""
_FOOT = 400
"""Characters of the last paragraph in which it stands."""

_RECALLED = re.compile(
    r"would like to recall the message|möchte die nachricht[^\n]{0,120}zurückrufen|(?:souhaite|souhaiterait|voudrait) rappeler le message"
    r"|(?:desea|quiere|le gustaría) (?:recuperar|retirar) el mensaje|(?:deseja|gostaria de) (?:recuperar|revogar|cancelar) a mensagem|desidera richiamare il messaggio"
    r"|(?:wil|zou)[^\n]{0,20} (?:het|dit) bericht[^\n]{0,120}intrekken|chce (?:cofnąć|odwołać|wycofać) wiadomość|vill återkalla meddelandet|(?:vil|ønsker)[^\n]{0,15} tilbagekalde"
    r"|haluaa (?:peruuttaa|palauttaa|kutsua takaisin)[^\n]{0,20}viesti|chce (?:odvolat|stáhnout)[^\n]{0,15} zprávu|(?:хочет|хотел бы|хотела бы) отозвать сообщение"
    r"|iletisini geri (?:çağırmak|almak) isti|(?:想要|希望|要)?(?:撤回|召回)(?:此|该|這封)?(?:邮件|郵件|消息)|メッセージ[^\n]{0,120}(?:取り消し|リコール|取り消そう)|메시지[^\n]{0,120}(?:회수|취소)하려고"
)

_ALARM = re.compile(
    r"^\W{0,4}(?:alert|alerting|alarm|alarme|alerta|allarme|firing(?::\d{1,3})?|resolved|triggered|recovered|recovery|problem|incident|monitor alert|p[1-5] alert"
    r"|outage|down|up|critical|warning|warnung|störung|警告|告警|アラート|경고)\s?(?:[\]】:：]|\s[-–])"
)
"""How a monitor's subject begins (lower-case)."""
_MONITORED = re.compile(
    r"(?:triggered|sent|generated|reported|detected) (?:by|at|from)\b|\bmonitor\b|alert ?(?:policy|rule|id|name|manager)|incident (?:#|id|\d)|(?:state|status) (?:changed|change|is now)"
    r"|(?:severity|host|hostname|threshold|metric|check|instance|event time|started at|duration)\s?[:=]|acknowledge (?:this|the) (?:alert|incident)"
)
"""What such a notice says (lower-case)."""

_FORGE_SUBJECT = re.compile(
    r"\[[\w.-]{1,80}/[\w./-]{1,120}\]|\((?:pr|issue|mr|bug)?\s?[#!]\d{1,8}\)$|^\[(?:jira|confluence|gitlab|github)\]",
    re.IGNORECASE,
)
_FORGE_FOOT = re.compile(
    r"view (?:it|this (?:issue|commit|pull request|discussion)|the (?:issue|pull request)) on (?:github|gitlab|bitbucket|gitea)|reply to this e-?mail directly"
    r"|you are receiving this because (?:you|of)|you're receiving this e-?mail because of your account|this message was sent by atlassian"
)
_OWN_SPEECH = re.compile(
    r"\b(?:we|our|i|my|wir|unsere?|ich|nous|notre|nosotros|nuestr[oa]|nós|noss[oa]|noi|nostr[oa]|wij|onze)\b|我们|私|弊社|우리|저희"
)


def writes_notice(message: Message) -> str:
    """Why `message` is a program's notice; empty where it is none."""
    return next((why for holds, why in _NOTICES if holds(message)), "")


def _answers_invitation(message: Message) -> bool:
    subject, said = message.subject.strip().lower(), message.new_text.strip().lower()
    if not _ANSWERED.match(subject) or len(said.split()) > _SHORT_ANSWER:
        return False
    invited = any(one.content_type == "text/calendar" for one in message.attachments)
    return invited or not said or any(map(_MEETING.search, (subject, said)))


def _invites(message: Message) -> bool:
    """A calendar's mail with the event in it."""
    invited = any(one.content_type == "text/calendar" for one in message.attachments)
    return invited and _INVITES.match(message.subject.strip().lower()) is not None


def _is_newsletter(message: Message) -> bool:
    """It ends as newsletters do, and answers or passes on nothing."""
    if message.in_reply_to or message.forwarded or message.quoted or _PASSED_ON.match(message.subject):
        return False
    above, _, foot = message.text.rstrip().lower().rpartition("\n\n")
    foot = foot[-_FOOT:]
    return bool(above and _LEAVES.search(foot) and _SIGNED_UP.search(foot))


def _recalls(message: Message) -> bool:
    return len(message.text) < 1_000 and _RECALLED.search(message.text.lower()) is not None


def _is_cron(message: Message) -> bool:
    return re.match(r"(?i)cron <[^\s>]{1,80}@[^\s>]{1,200}>", message.subject) is not None


def _is_alarm(message: Message) -> bool:
    """A monitor's words, and nobody's own."""
    said = message.new_text[:1_000].lower()
    marked = _ALARM.match(message.subject.strip().lower()) and _MONITORED.search(said)
    return bool(marked and not _OWN_SPEECH.search(said))


def _is_forge(message: Message) -> bool:
    """Its foot belongs to the mail itself, not to one that it answers or passes on."""
    if message.forwarded or message.quoted:
        return False
    return bool(_FORGE_SUBJECT.search(message.subject) and _FORGE_FOOT.search(message.text[-1_000:].lower()))


_NOTICES: tuple[tuple[Callable[[Message], bool], str], ...] = (
    (_answers_invitation, "it answers an invitation"),
    (_invites, "it invites to an event"),
    (_is_newsletter, "its foot is a newsletter's"),
    (_recalls, "it takes a mail back"),
    (_is_cron, "its subject is a scheduler's"),
    (_is_alarm, "its words are a monitor's"),
    (_is_forge, "its words are a forge's notice"),
)
