"""Receipts that mail programs write as plain words, without the part that RFC 8098 asks for.

They repeat whose mail it was (`Your message … To … Subject …`) and say that it arrived, was read, or thrown away unread.
"""

import re

_MARK = re.compile(
    r"^(?:(?:not |un)?read|return receipt|read receipt|read notification|deleted"
    r"|(?:nicht |un)?gelesen|lesebestätigung|empfangsbestätigung|(?:non )?lu|accusé de (?:lecture|réception)|confirmation de lecture"
    r"|(?:no )?leído|confirmación de lectura|(?:não )?lid[ao]|confirmação de leitura|recibo de leitura|(?:non )?letto|conferma di lettura"
    r"|(?:niet |on)?gelezen|leesbevestiging|(?:nie )?przeczytan[eoay]|potwierdzenie przeczytania|(?:o)?läst|läskvitto|(?:u)?læst|læsekvittering|lest"
    r"|(?:ei )?luettu|lukukuittaus|(?:ne)?přečteno|potvrzení o přečtení|(?:не )?прочтено|(?:не )?прочитано|уведомление о прочтении"
    r"|potwierdzenie odczytania|delivered|relayed|zugestellt|weitergeleitet|remis|relayé|entregado|retransmitido|entregue|retransmitida|recapitato|consegnato|inoltrato"
    r"|bezorgd|doorgestuurd|配信済み?|中継|배달됨|릴레이됨|已送达|已中继"
    r"|okundu(?: bilgisi)?|okunmadı|开封回执|已读(?:回执)?|未读|已讀|開封(?:済み?|確認|通知)|未開封|읽음(?: 확인)?|읽지 않음)"
    r"\s?(?:[:：(\-–]|$)"
)
"""How the subject of a receipt begins (lower-case)."""

_TOLD = re.compile(
    r"(?:was|were|has been|is) (?:read|opened|displayed|deleted)\b|return receipt (?:for|only acknowledges)|without being read"
    r"|wurde[^\n]{0,80}(?:gelesen|gelöscht|angezeigt|geöffnet)|dies ist eine (?:empfangs|lese)bestätigung"
    r"|a été (?:lu|supprimé|affiché|ouvert)|sans (?:avoir été|être) lu|fue (?:leído|eliminado|abierto|mostrado)|se (?:leyó|abrió|eliminó)|(?:se ha|ha sido) (?:leído|eliminado|abierto)"
    r"|foi (?:lid[ao]|eliminad[ao]|excluíd[ao]|aberta)|è stat[oa] (?:lett|eliminat|apert|visualizzat)[oa]"
    r"|(?:is|werd)[^\n]{0,60} (?:gelezen|verwijderd)|został[ao] (?:przeczytan|usunięt|wyświetlon)[ay]"
    r"|(?:lästes|har lästs|togs bort|har läst)|blev (?:læst|slettet)|ble (?:lest|slettet)|(?:luettiin|on luettu|poistettiin)"
    r"|byla? (?:[^\n]{0,40})(?:přečten|odstraněn|smazán)a?|(?:было|была) (?:прочитано|прочтено|удалено)"
    r"|(?:okundu|okunmuştur|silindi)|(?:已于|已在|于|於)[^\n]{0,40}(?:阅读|閱讀|打开|删除|读取)|已(?:被)?(?:阅读|閱讀|打开)"
    r"|to jest potwierdzenie|has been (?:successfully )?delivered|deliver[^\n.]{0,50} is complete|zustellung[^\n.]{0,60} abgeschlossen|wurde[^\n]{0,60} zugestellt"
    r"|remise[^\n.]{0,60} terminée|a été remis|entrega[^\n.]{0,60} (?:completad|concluíd)|ha sido entregado|foi entregue|recapito[^\n.]{0,60} completat|è stato recapitato"
    r"|bezorg[^\n.]{0,60} voltooid|is bezorgd|配信(?:は|が)?(?:完了|されました)|전달되었습니다|(?:传递|送达)[^\n。]{0,20}(?:已完成|完成)|已送达"
    r"|(?:開封|閲覧|削除)されました|開封されず|(?:읽었습니다|읽혔습니다|열었습니다|삭제되었습니다|읽음)"
)
"""What became of the mail (lower-case)."""

_MAIL = re.compile(
    r"recipient|empfänger|destinat|geadresseerde|受信者|収信者|message|mail|nachricht|courriel|mensaje|correo|mensagem|messaggio|bericht|wiadomoś|meddel|besked|melding|viesti|zpráv"
    r"|сообщени|письм|letiniz|e-?posta|邮件|郵件|消息|メッセージ|メール|메시지|메일"
)
"""That it is a mail that they tell of (lower-case)."""

_FAILED = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b|\b55\d\b|fail|undeliver")
"""What no receipt says: it is a failure's (lower-case)."""

_DETAILS = re.compile(r"^\s*\w[\w ]{1,20}\s?[:：]|\S@\S|\d{1,2}[:.h]\d{2}|\b\d{4}\b|\d{4}年", re.MULTILINE)
"""Whose mail it was, or when that became of it."""

_LONGEST = 800
"""Characters: a receipt says nothing beside it."""


def is_receipt(subject: str, text: str) -> bool:
    """Whether subject and whole text of a mail are those of a receipt."""
    said = text.strip().lower()
    if len(said) > _LONGEST or not _MARK.match(subject.strip().lower()):
        return False
    return not _FAILED.search(said) and all(pattern.search(said) for pattern in (_TOLD, _MAIL, _DETAILS))
