"""A few stems for the languages whose cues we do not have (Slavic, Nordic, Finnish, Turkish, Hungarian, Romanian)."""

import re

CONNECTS = re.compile(
    r"\bintegrac(?:j\w{1,4}|[ieí]|ích)\b|integraati|integrointi|integroi|integrasjon|konnektor|konektor|kobling|koppling|kytken|liitän|rajapin"
    r"|propojen|napojen|rozhran|połącz|łącznik|интеграц|коннектор|подключ|entegrasyon|bağlant|bağlayıcı"
    r"|\bintegration\w{0,3} (?:med|mot|till?|mellem|mellan)\b",
    re.IGNORECASE,
)
"""The word for an integration."""
FAILS = re.compile(
    r"(?:не|перестал\w{0,2}) (?:работа|синхрон|приход|отправ|загруж|подключ)|ошибк|сломал|(?:nie|przestał[ao]?) (?:działa|synchroniz|przychodz|dochodz)|błąd|błęd"
    r"|(?:fungerar|synkar|kommer|går) inte|slutat? (?:att )?(?:fungera|synka|skicka)|felmeddelande|(?:virker|fungerer|synkroniserer|kommer) ikke|holdt op med at"
    r"|sluttet å|(?:fejl|feil)(?:melding|meddelelse)|ei (?:enää )?(?:toimi|synkronoi|tule)|lakannut|virheilmoitus|(?:nefunguje|nesynchronizuje|nechodí|přestal[ao]?)"
    r"|chybov|(?:çalışm|gelm|senkronize olm|aktarılm)[ıiu]yor|hata (?:veriyor|alıyor)|durdu|(?:nem működik|nem szinkron|hibaüzenet|leállt)|nu (?:mai )?(?:funcționează|merge)|eroare",
    re.IGNORECASE,
)
"""That something which was there does not work."""
