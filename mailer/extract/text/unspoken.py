"""A few stems for the languages whose cues we do not have (Slavic, Nordic, Finnish, Turkish, Hungarian, Romanian)."""

import re

CONNECTS = re.compile(
    r"\bintegrac(?:j\w{1,4}|[ieí]|ích)\b|integráci|integrare cu|integraati|integrointi|integroi|integrasjon|konnektor|konektor|kobling|koppling|kytken|liitän|rajapin"
    r"|propojen|napojen|rozhran|połącz|łącznik|интеграц|коннектор|подключ|entegrasyon|bağlant|bağlayıcı|tích hợp|kết nối"
    r"|\bintegration\w{0,3} (?:med|mot|till?|mellem|mellan)\b",
    re.IGNORECASE,
)
"""The word for an integration."""
LEADS = re.compile(
    r"\b(?:integra[ctr]\w*|integrasjon\w*|kon+ektor\w*|koppling\w*|kobling\w*|połączeni\w+|propojen\w+|интеграц\w+|коннектор\w*|подключени\w+)"
    r"\s(?:med|mot|till?|for|för|ze?|do|dla|se?|со?|к|для|cu)\s",
    re.IGNORECASE,
)
"""The same where a name follows: `integrację z Frobnix`."""
FOLLOWS = re.compile(
    r"(?P<name>[A-Z][\w.]*(?: [A-Z][\w.]*){0,2})[- ](?:integraati|integration|entegrasyon|integráci|kytken|koppling)"
)
"""… and where it stands behind: `Frobnix entegrasyonu`."""
FAILS = re.compile(
    r"(?:не|перестал\w{0,2}) (?:работа|синхрон|приход|отправ|загруж|подключ)|ошибк|сломал|\b(?:nie|przestał[ao]?) (?:działa|synchroniz|przychodz|dochodz)|błąd|błęd"
    r"|(?:fungerar|synkar|kommer|går) inte|slutat? (?:att )?(?:fungera|synka|skicka)|felmeddelande|(?:virker|fungerer|synkroniserer|kommer) ikke|holdt op med at"
    r"|sluttet å|(?:fejl|feil)(?:melding|meddelelse)|ei (?:enää )?(?:toimi|synkronoi|tule)|lakannut|virheilmoitus|(?:nefunguje|nesynchronizuje|nechodí|přestal[ao]?)"
    r"|chybov|(?:çalışm|gelm|senkronize olm|aktarılm)[ıiu]yor|hata (?:veriyor|alıyor)|durdu|(?:nem működik|nem szinkron|hibaüzenet|leállt)|nu (?:mai )?(?:funcționează|merge)|eroare",
    re.IGNORECASE,
)
"""That something which was there does not work."""
WISHES = re.compile(
    r"chci(?:ał|el)|chcemy|prosi(?:my|ł)|(?:proszę|prośba) o (?:doda|integr|połącz|obsług)|potrzeb|dodać|doda(?:nie|li)|przyda|brakuje|marzy"
    r"|skulle (?:vilja|behöva|vara)|önska|behöver|behov av|lägg(?:a|er)? (?:till|in)|saknar|vill (?:gärna )?(?:ha|kunna|koppla|få)"
    r"|(?:kan|kunne?) (?:ni|i|dere) (?:lave|lage|bygg|tilføj|legge til|koble|koppla|integrer)|(?:kunne|ville) (?:godt|gerne|gjerne)|(?:vil|ville) (?:gerne|gjerne|ha|være)"
    r"|ønsker|mangler|brug for|trenger|tilføj|toivo|halua(?:isi)?mme|haluaisin|tarvits|lisätä|lisäisi|olisi(?:ko)? (?:mahdollista|hienoa|kätevä)|kaipaa"
    r"|potřeb|prosím(?:e)? o (?:přid|integr|propoj|napoj)|chtěli|přid(?:at|ali|án)|uvítali|ocenili|chybí nám|нуж(?:на|ен|но|ны)\b|хотел|хотим|добав|просим|прошу (?:доб|под)"
    r"|не хватает|было бы|istiyor|isteriz|istedi|ihtiyac|ekle(?:r|ye|n|meniz)|olsa|olursa|eksik|szeretn|szükség|hozzáad|jó lenne|dori(?:m|t)|am vrea|vrem\b|adăug|avem nevoie|ar fi|muốn|mong|cần|hỗ trợ|mohon|ingin|butuh|tambah",
    re.IGNORECASE,
)
"""What wishes for something, with an integration or a known name beside it."""
THANKS = re.compile(
    r"\W*+(?:ta(?:c)?k\b|takk|kiitos|kiitän|dzięk|podzięk|děkuj|díky|спасибо|благодар|teşekkür|köszön|mulțum|cảm ơn|terima kasih)",
    re.IGNORECASE,
)
"""A subject that begins so heads thanks."""
