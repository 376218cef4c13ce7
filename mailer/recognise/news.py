"""Does a mail ask how its author's request stands, in plain words, and nothing else?

Every sentence has to be such a question, a greeting, thanks or a name: one word more, and a person reads the mail.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

LONGEST = 400
"""Characters; who writes more wants more than news."""
_SENTENCE = re.compile(r"[.!?。！？¿¡\n]+")
_NAME = re.compile(r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’.-]*){0,2}\Z")

_ABOUT = (
    r"(?: (?:about|on|regarding|for|with|of|concerning|from you|to|zu|zur|zum|bei|über|bezüglich|von|"
    r"sur|de|du|concernant|pour|au sujet de|sobre|acerca de|do|da|relativamente a|para)(?: \S+){1,5})?"
)
"""What it is about, in up to five words."""

_POLITE: Sequence[str] = (
    # greetings, with up to four words for whom they are for
    r"(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|moin|servus|"
    r"sehr geehrte[rs]?|liebe[rs]?|bonjour|bonsoir|ch(?:er|ère)s?|madame|monsieur|hola|buen[oa]s (?:días|tardes|noches)|"
    r"estimad[oa]s?|olá|oi|bom dia|boa (?:tarde|noite)|prezad[oa]s?|car[oa]s?)(?: \S+){0,4}",
    r"(?:こんにちは|おはようございます|お世話に(?:なって|なり)(?:い|おり)?ます|いつも.{0,8}お世話に.{0,8})",
    # thanks and endings
    r"(?:many |kind |best |warm )?(?:thanks|thank you|cheers|best|regards|wishes|thx)(?: \S+){0,4}",
    r"(?:vielen |herzlichen |schon mal |besten )?dank(?:e)?(?: \S+){0,3}|(?:viele|liebe|beste|schöne|freundliche) grüße|"
    r"mit freundlichen grüßen|lg|mfg|vg",
    r"(?:un grand )?merci(?: \S+){0,4}|(?:bien )?cordialement|bien à vous|salutations|(?:bonne|belle) journée",
    r"(?:muchas |mil )?gracias(?: \S+){0,4}|(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?",
    r"(?:muito )?obrigad[oa](?: \S+){0,3}|(?:melhores )?cumprimentos|abraços?|atenciosamente",
    r"(?:どうぞ)?(?:よろしく|宜しく)(?:お願い)?.{0,10}|(?:どうも)?ありがとう.{0,8}|失礼(?:いた)?します",
    # Danish, Swedish, Norwegian, Finnish; Polish, Czech; Russian, Turkish
    r"(?:hej|hejsan|hei|heisann|k[æj]?[æj]re|goddag|god (?:dag|morgen|morgon)|moi|terve|hyvää (?:päivää|huomenta))(?: \S+){0,4}|"
    r"(?:mange |tusind |tusen |stort |på forhånd |suuret )?(?:tack?|takk|kiitos|kiitoksia)(?: \S+){0,4}|mvh|"
    r"(?:med )?(?:(?:venlig|vennlig|vänlig|vänliga|beste|bedste|bästa) )?(?:hilsen|hilsner|hälsning(?:ar)?)|(?:ystävällisin )?terveisin",
    r"(?:dzień dobry|cześć|witam|szanowni państwo|dobrý den|ahoj|zdravím|vážení)(?: \S+){0,4}|z poważaniem|s pozdravem|pozdrawiamy?|"
    r"(?:bardzo |serdecznie |z góry |moc |předem )?(?:dziękuj(?:ę|emy)|dzięki|děkuj(?:i|u|eme)|díky)(?: \S+){0,4}",
    r"(?:здравствуйте|добрый (?:день|вечер)|доброе утро|привет|уважаем(?:ые|ая|ый)|merhaba(?:lar)?|selam|iyi günler|sayın)(?: \S+){0,4}|"
    r"(?:большое |заранее )?(?:спасибо|благодар(?:ю|им))(?: \S+){0,4}|с уважением|(?:çok |şimdiden )?teşekkür(?:ler| eder(?:im|iz))|"
    r"saygılarım(?:ız)?la|iyi çalışmalar|kolay gelsin",
)

_LEAD = (
    r"(?:(?:and|so|just|i (?:just )?(?:wanted|want|would like) to (?:ask|know)|i was wondering|i wonder|just wondering|"
    r"(?:can|could) you (?:please )?tell (?:me|us)|(?:please )?let (?:me|us) know|may i ask|do you know|und|ich wollte (?:nur )?fragen|"
    r"ich wüsste gerne?|(?:können|könnten) sie (?:mir|uns) (?:bitte )?sagen|(?:kannst|könntest) du mir sagen|(?:könnt|könntet) ihr (?:mir|uns) sagen|(?:ich )?wollte (?:mal )?(?:nach)?fragen|pouvez-vous (?:me|nous) dire|je voudrais savoir|"
    r"(?:me |nos )?(?:podrían?|pueden?|podéis) (?:decirme|decir|informar)|quisiera saber|quería saber|(?:me )?poderia(?:m)? dizer(?:-me)?|(?:podem|pode) (?:me )?dizer(?:-me)?|gostaria de saber|queria saber|i(?:'d| would) like to know),? )*"
    r"(?:if |whether |ob |si |se )?"
)
_IT = (
    r"(?:it|this|that|mine|(?:my|our|the|this|these) (?:\S+ )?(?:requests?|tickets?|wish|wishes|mail|e-?mail|message|ideas?|suggestions?|integrations?)|"
    r"[a-z]{2,10}-\d+)"
)
_SOMEBODY = (
    r"(?:some ?(?:one|body)|any ?(?:one|body)|you(?: guys)?|(?:the|your) (?:\S+ )?team|a (?:person|human))"
)
_LOOKS = (
    r"(?:have a look|take a look|look|review|read|check|get back|get around|reply|respond|answer|decide|see|consider|evaluate|"
    r"be looking|have time|know more|deal with)"
)
_DONE = (
    r"(?:ready|done|available|built|there|finished|out|live|released|implemented|added|supported|completed|here|come|coming|"
    r"happen|arrive|planned|due|scheduled|usable)"
)
_DATE = r"(?:date|eta|e\.t\.a|timeline|time ?frame|time ?line|schedule|roadmap|estimate|idea when|plan)"
_ES_WHO = r"(?:alguien|ustedes|vosotros|el equipo|lo|la|me|nos)"
_PT_WHO = r"(?:alguém|vocês|a equipa|a equipe|me|nos)"
_DE_IT = (
    r"(?:es|das|damit|(?:mein|unser|dies|d)\w* (?:\S+ )?(?:anfragen?|wunsch|wünsche|wünschen|anliegen|tickets?|vorschlag|antrag|"
    r"anträge|sache|integration|anbindung|[a-zäöü]{0,20}anfragen?))"
)
_FR_IT = r"(?:(?:ma|mes|notre|nos|la|cette|mon) (?:\S+ )?(?:demandes?|requêtes?|tickets?|dossier|souhait|suggestion)|ça|cela)"
_ES_IT = (
    r"(?:(?:con )?(?:mi|mis|nuestra|nuestras|nuestro|la|las|el|esta|este) (?:\S+ )?(?:solicitud|solicitudes|petición|peticiones|pedidos?|ticket)|"
    r"lo mío|lo nuestro|esto|eso|todo)"
)
_PT_IT = (
    r"(?:(?:com )?(?:o |a |os |as )?(?:meus?|minhas?|nossos?|nossas?|este|esta|o|a) (?:\S+ )?(?:pedidos?|solicitação|solicitações|requisição|ticket)|"
    r"isto|isso)"
)
_NORTH_IT = (
    r"(?:det(?: (?:her|här))?|den|dette|detta|(?:min|mitt?|mina|mine|vores|vår[et]?) \w+|"
    r"(?:ønsket|saken|forespørselen|henvendelsen) (?:mitt|min|vårt|vår))"
)
_FI_IT = r"(?:pyyntö(?:ni|mme)|toivee(?:ni|mme)|asia(?:ni|mme)?|tämän|tämä|se|sen)"
_PL_IT = r"(?:(?:moj|nasz)\w* )?(?:zgłoszeni\w+|prośb\w+|wniosk\w+|spraw\w+|integracj\w+|tym)"
_CS_IT = r"(?:(?:m[éýoů]|naš)\w* )?(?:požadav\w+|žádost\w*|integrac\w+|tím)"
_RU_IT = r"(?:(?:мо|наш)\w+ )?(?:заявк\w+|запрос\w*|просьб\w+|интеграци\w+|этим)"
_TR_IT = r"(?:(?:bu )?(?:taleb|isteğ|başvuru)\w*|entegrasyon\w*|bu)"
_DE_WHO = r"(?:(?:sich|das|es|die|meine anfrage|unsere anfrage|mir) ){0,3}(?:jemand|man|ihr|sie|das team)"

_QUESTIONS: Sequence[str] = (
    rf"when (?:will|can|could|might|would|does|do|is|are) {_SOMEBODY}(?: from (?:the|your) (?:\S+ )?team)?"
    rf"(?: be able to| going to| finally| likely to| plan to)?(?: please)? {_LOOKS}(?: (?:at|into|on|to|over))?(?: {_IT}| me| us| a decision)?"
    r"(?: please| by the way| roughly| approximately)?",
    rf"when {_SOMEBODY} (?:will|can|could|might|is going to)(?: finally)? {_LOOKS}(?: (?:at|into|on|to|over))?(?: {_IT}| me| us)?",
    rf"when (?:will|can|is|does) {_IT}(?: (?:be|get|going to be))? (?:looked at|reviewed|read|decided(?: on)?|considered|evaluated|checked)",
    r"when (?:can|will|may|should|do) (?:i|we) (?:expect|hear|get|receive|have)(?: back)?(?: from you)?(?: (?:a|an|some|any|more|your))?"
    rf"(?: (?:answer|reply|response|decision|news|update|feedback|more))?(?: from you)?{_ABOUT}",
    rf"(?:(?:is|are) there |do you have |have you got |got )?(?:any|some|an?) (?:news|updates?|progress|decision)(?: yet| already| so far)?{_ABOUT}",
    rf"(?:what is|what's|what’s) (?:the )?(?:current |latest )?status{_ABOUT}",
    rf"has {_SOMEBODY} (?:looked at|had a look at|read|reviewed|seen|checked) {_IT}(?: yet| already)?",
    rf"has {_IT} (?:already )?been (?:looked at|read|reviewed|seen|decided|considered)(?: yet| already)?",
    # German
    rf"wann (?:wird|kann|könnte|schaut|sieht|liest|prüft|meldet|antwortet|kümmert|könnt|können|werden|werdet) {_DE_WHO}"
    r"(?: (?:sich|das|es|jemand|die|den|mir|uns|an|darauf|drauf|darum|dazu|mal|einmal|meine|unsere|diese|anfrage|ansehen|anschauen|durchsehen|"
    r"lesen|prüfen|melden|antworten|kümmern|entscheiden|draufschauen)){0,7}",
    r"wann (?:wird|ist) (?:meine|unsere|die|diese) anfrage (?:geprüft|gelesen|angesehen|angeschaut|bearbeitet|entschieden|dran)",
    r"wann (?:kann|darf|können|dürfen) (?:ich|wir) mit (?:einer|ihrer|eurer) (?:antwort|rückmeldung|entscheidung) rechnen",
    rf"(?:gibt es|gibt's|gibts|haben sie|habt ihr) (?:schon |inzwischen |bereits |denn )*(?:etwas neues|was neues|neues|ein update|updates|neuigkeiten|einen neuen stand|eine entscheidung){_ABOUT}",
    r"(?:hat|haben) (?:schon |bereits |inzwischen |sich |das )*(?:jemand|wer|sie)(?: \S+){0,4} (?:gelesen|angeschaut|angesehen|geprüft|gekümmert)",
    # French
    r"quand (?:est-ce que |est-ce qu['’])?(?:quelqu['’]un|vous|l['’]équipe|on)(?: \S+){0,3} "
    r"(?:regarder|regardera|lire|lira|examiner|examinera|étudier|étudiera|répondre|répondra|répondrez|regarderez|consulter|voir|pencher|penchera)"
    r"(?: (?:dessus|ma|notre|la|cette|demande|à|sur|cela|ça|message)){0,5}",
    r"quand (?:est-ce que )?(?:ma|notre|la) demande (?:sera-t-elle|sera|est-elle|va-t-elle être) (?:examinée|lue|étudiée|traitée|regardée)",
    rf"(?:y a-t-il|avez-vous|est-ce qu['’]il y a|il y a)? ?(?:déjà )?(?:du nouveau|des nouvelles|des nouveautés|une décision){_ABOUT}",
    r"quand (?:allez-vous|pensez-vous|comptez-vous|pourrez-vous|pourriez-vous|est-ce que vous allez|va-t-on)(?: (?:la|le|y|me))?"
    rf" (?:regarder|lire|examiner|étudier|traiter|répondre|jeter un œil)(?: (?:à|sur))?(?: {_FR_IT})?",
    # Spanish
    rf"(?:ya )?(?:han|ha|hay) (?:podido )?(?:visto|revisado|leído|mirado|revisar|ver)(?: ya)? {_ES_IT}(?: ya)?|ya (?:revisaron|vieron|leyeron|miraron) {_ES_IT}",
    rf"cuándo (?:{_ES_WHO} ){{0,2}}(?:va a |van a |podrán? |se )?(?:{_ES_WHO} )?(?:va a |podrá |se )?(?:mirar|mirará|revisar|revisará|revisarán|leer|leerá|"
    r"ver|verá|responder|responderá|responderán|contestar|contestará|analizar|evaluar|estudiar)(?:lo|la|me|nos)?"
    r"(?: (?:alguien|mi|nuestra|la|esta|esto|solicitud|petición|a)){0,5}",
    rf"(?:hay|tienen|tenéis)? ?(?:ya )?(?:alguna )?(?:novedad|novedades|noticia|noticias|alguna decisión)(?: ya)?{_ABOUT}",
    # Portuguese
    rf"(?:vocês )?já (?:viram|analisaram|leram|olharam|avaliaram) (?:para )?{_PT_IT}",
    rf"quando (?:é que )?(?:{_PT_WHO} )?(?:vai |vão |irá |irão |pode |podem |poderá )?(?:{_PT_WHO} )?(?:olhar|ver|analisar|ler|responder|rever|avaliar|"
    r"verificar|respondem|analisam)(?: (?:o|a|para|meu|nosso|pedido|solicitação|minha|isto|isso|este|ao|à)){0,5}",
    rf"(?:vocês |você )?(?:há|tem|têm|existe)? ?(?:já )?(?:alguma |algumas )?(?:novidade|novidades|notícia|notícias|decisão){_ABOUT}",
    # Japanese
    r"(?:それで、?|ところで、?)?いつ(?:ごろ|頃|まで|になったら|どなたか|誰か|に|、){0,4}.{0,14}?(?:見て|ご覧|確認|検討|対応|返事|返信|回答|審査)"
    r".{0,12}?(?:か|でしょうか|ますか)?",
    # Danish, Swedish, Norwegian, Finnish; Polish, Czech; Russian, Turkish
    rf"(?:er der|finns det|er det|finnes det) (?:noget |något |några |noe |noen )?(?:nytt?|nyheter|nyheder)(?: (?:om|på|i|kring|med) {_NORTH_IT})?"
    rf"|onko (?:{_FI_IT} )?(?:jotain |mitään )?(?:uutta|uutisia|edistystä)(?: tietoa)?",
    rf"(?:czy )?(?:są|jest|macie) (?:już )?(?:jakieś |coś )?(?:nowości|wieści|nowego)(?: (?:w sprawie|o|odnośnie) {_PL_IT})?"
    rf"|(?:je|jsou|máte) (?:už )?(?:něco nového|nějaké novinky)(?: (?:s|ohledně|k) {_CS_IT})?",
    rf"(?:есть ли|есть)(?: уже)? (?:какие-нибудь |какие-то |какие-либо )?новости(?: (?:по|о|об) {_RU_IT})?"
    rf"|(?:{_TR_IT} (?:hakkında|ile ilgili|konusunda) )?(?:yeni )?bir (?:gelişme|haber) var mı",
    r"(?:その後|何か|なにか|、|の)*(?:進展|進捗|動き|続報|新しい情報|お知らせ|変化)(?:は|が|について|の状況は|など)?(?:.{0,10}(?:か|教えてください|お知らせください))?",
)
_STANDS: Sequence[str] = (
    rf"(?:(?:can|could|may|would) (?:you|i|we) )?(?:please )?(?:give|send|get|have|provide)(?: me| us)?(?: with)? (?:an?|some|any) "
    rf"(?:quick |short |brief |status )?(?:updates?|news){_ABOUT}",
    rf"(?:the )?(?:current )?(?:status|state|progress) of {_IT}{_ABOUT}",
    rf"(?:what(?: is|'s|’s|s)|how(?: is|'s|’s)) (?:the )?(?:current |latest )?(?:status|state|progress)(?: (?:of|on|with|for) {_IT})?{_ABOUT}",
    rf"(?:what (?:the )?(?:current |latest )?(?:status|state)(?: of {_IT})? is|how {_IT} (?:is|are) (?:doing|going|coming along|progressing))",
    rf"how(?: is|'s|’s| are) {_IT} (?:doing|going|coming along|progressing|getting on)(?: (?:with|on) {_IT})?",
    rf"(?:what(?: is|'s|’s)) happening (?:with|to) {_IT}",
    rf"where (?:does|do|is|are) (?:{_IT}|we|you|things)(?: stand)?(?: (?:with|on) {_IT})?(?: now| at the moment| currently)?",
    rf"how(?: is|'s|’s| are) (?:things|everything|it|that|we) (?:going|coming along|doing|progressing)(?: (?:with|on) {_IT})?",
    rf"how far(?: along)? (?:is|are|have) (?:{_IT}|you|we)(?: got| come)?(?: (?:with|on) {_IT})?",
    rf"(?:i am |i'm |i’m )?(?:just |only )?(?:checking|following) (?:in|up)(?: (?:on|about|regarding|with))? {_IT}",
    # German
    rf"(?:wie|was) (?:ist|lautet) (?:denn )?der (?:aktuelle |jetzige |derzeitige )?(?:stand|status|sachstand)(?: der dinge)?"
    rf"(?: (?:meiner|unserer|der) (?:\S+ )?anfragen?)?{_ABOUT}",
    rf"wie der (?:aktuelle )?(?:stand|status)(?: (?:meiner|unserer|der) anfragen?)? ist|wie weit (?:ist|sind) {_DE_IT}",
    rf"wie weit (?:seid ihr|sind sie)(?: (?:damit|mit {_DE_IT}))?|wo (?:stehen wir|steht {_DE_IT})(?: (?:damit|gerade))?",
    rf"wie (?:steht|geht|sieht|schaut) es (?:denn )?(?:um|mit|bei) {_DE_IT}(?: (?:voran|aus))?|wie (?:läuft|kommt) {_DE_IT}(?: (?:mit|bei) {_DE_IT})?(?: voran)?",
    rf"was (?:macht|wird aus|ist mit|passiert mit) {_DE_IT}(?: (?:passiert|geworden|los))?",
    # French
    rf"où en (?:est|sont|êtes|sommes)(?:-on|-nous|-vous)?(?: (?:de|avec|sur|pour))?(?: {_FR_IT})?",
    r"quel(?:le)? est (?:le statut|l['’]état|l['’]avancement|la situation)(?: (?:actuel(?:le)? )?(?:de|d['’]) ?(?:ma|notre|la|cette|mes) (?:\S+ )?demandes?)?",
    rf"(?:est-ce que )?{_FR_IT} avance(?:nt)?(?:-t-elles?)?(?: bien)?|comment (?:avance|va|progresse|évolue|avancent)(?:-t-elle)? {_FR_IT}",
    # Spanish
    rf"cuál es el (?:estado|estatus)(?: actual)?(?: de {_ES_IT})?",
    rf"(?:cómo|en qué estado|en qué punto|qué tal) (?:va|van|está|están|sigue|siguen|anda|andan|marcha|se encuentra) {_ES_IT}",
    rf"qué (?:pasa|pasó|hay) (?:con|de) {_ES_IT}",
    # Portuguese
    rf"qual (?:é )?o (?:status|estado|andamento|ponto de situação)(?: atual| actual)?(?: d[oae]s? {_PT_IT})?(?: d[oa]s? (?:meus?|nossos?|minhas?|nossas?) ?(?:pedidos?|solicitação|solicitações))?",
    rf"(?:como|em que pé|em que estado|a quantas) (?:está|estão|anda|andam|vai|vão|ficou) {_PT_IT}",
    # Japanese
    r"(?:その後、?|ところで、?)?(?:私の|当方の|弊社の|先日の|こちらの|お願いした)?(?:リクエスト|依頼|要望|申請|件)?(?:の|は|について)?(?:現在の|その後の|検討|対応)?(?:の)?"
    r"(?:状況|状態|ステータス|進捗|進捗状況|進み具合)(?:は|を|について|に関して)?(?:.{0,10}(?:か|教えて.{0,12}|お知らせください))?",
    r"(?:その後、?)?(?:私の|当方の|弊社の|先日の|こちらの|お願いした)?(?:リクエスト|依頼|要望|申請|件)(?:は|について)(?:、)?(?:今、?|現在、?|その後、?)?(?:どう|いかが).{0,14}",
    r"その後(?:は)?(?:、)?(?:どう|いかが).{0,10}",
    # Danish, Swedish, Norwegian, Finnish
    rf"(?:hvad|hva|vad) (?:er|är) (?:status(?:en)?|stillingen|läget)(?: (?:på|for|för|med|av) {_NORTH_IT})?",
    rf"(?:hvordan|hur) (?:går|ser|står|ligger) det (?:ud |ut |an |til )?(?:med|for|för) {_NORTH_IT}",
    rf"(?:hvor langt (?:er i|er dere|har dere)|hur långt har ni)(?: kommet| kommit)?(?: med {_NORTH_IT})?|(?:hva|hvad|vad) (?:skjer|sker|händer) med {_NORTH_IT}",
    rf"mikä on (?:{_FI_IT} )?(?:tilanne|tila)|(?:miten|missä vaiheessa) (?:(?:on|etenee|sujuu) {_FI_IT}|{_FI_IT} (?:on|etenee|sujuu))",
    # Polish, Czech, Russian, Turkish
    rf"jaki jest (?:aktualny |obecny )?(?:status|stan)(?: {_PL_IT})?|(?:jak wygląda|na jakim etapie jest|co (?:słychać |się dzieje )?z) {_PL_IT}",
    rf"jaký je (?:aktuální |současný )?(?:stav|status)(?: {_CS_IT})?|(?:jak (?:to vypadá|je to|pokračuje)|co je nového|v jakém stavu je)(?: se?)? {_CS_IT}",
    rf"како(?:в|й)(?: сейчас| текущий)? статус(?: {_RU_IT})?|(?:как (?:обстоят )?дела с|что (?:там )?с|как продвигается|на каком этапе) {_RU_IT}",
    rf"{_TR_IT} (?:son |güncel )?durumu (?:nedir|ne|nasıl)|{_TR_IT} (?:ne durumda|ne aşamada|hangi aşamada|ne oldu|nasıl gidiyor)",
)
"""How it stands."""
_WHEN_DONE: Sequence[str] = (
    rf"when (?:will|can|could|might|would|is|are|do you think|does) {_IT}(?: (?:will|finally|likely))?(?: (?:be|get|going to be|going to))?"
    rf" {_DONE}{_ABOUT}",
    rf"when (?:will|can|could|do|are) (?:you|we)(?: \S+)?(?: (?:going to|plan to|be able to))? (?:build|add|release|ship|have|support|use|implement|start)"
    rf"(?: (?:with|on))? {_IT}",
    rf"(?:is there |do you have |have you got |got )?(?:any|an|a) (?:{_DATE})(?: yet| already)?(?: when {_IT} (?:will be|is) {_DONE})?{_ABOUT}",
    rf"what(?: is|'s|’s) (?:the )?(?:{_DATE}){_ABOUT}",
    # German
    r"wann (?:ist|wird|wäre) (?:denn )?(?:es|das|sie|(?:die|meine|unsere) (?:anfrage|integration|anbindung|schnittstelle))(?: \S+){0,2} "
    r"(?:fertig|verfügbar|da|bereit|so weit|soweit|gebaut|umgesetzt|eingebaut|erledigt|kommen|nutzbar)(?: sein| werden)?",
    r"wann (?:kommt|geht|startet) (?:es|das|die (?:integration|anbindung|schnittstelle))(?: (?:los|denn|endlich)){0,2}",
    r"(?:gibt es|gibt's|gibts|habt ihr|haben sie) (?:schon |bereits |denn )*(?:einen|ein) (?:ungefähren )?(?:termin|datum|zeitplan)(?: dafür)?",
    # French
    r"(?:ce|ça|cela|c['’]est|ce serait) ?(?:serait|sera|est)? ?(?:prêt|disponible|prévu)? ?pour quand(?: \S+){0,2}",
    r"quand (?:est-ce que )?(?:ce|cela|ça|elle|l['’]intégration|(?:ma|notre|la) demande) (?:sera|serait|sera-t-elle|est)(?: \S+)? "
    r"(?:prête?|disponible|terminée?|prévue?|faite?|réalisée?)",
    r"(?:y a-t-il|avez-vous|il y a) (?:déjà )?une (?:date|échéance)(?: (?:prévue|en vue))?",
    # Spanish
    r"(?:para )?cuándo (?:estará|está|estaría|va a estar)(?: \S+){0,2} (?:list[oa]|disponible|terminad[oa]|hech[oa])|para cuándo (?:es|sería|será|está previst[oa])",
    r"(?:hay|tienen|tenéis) (?:ya )?(?:una |alguna )?fecha(?: (?:prevista|para eso|para ello))?",
    # Portuguese
    r"(?:para )?quando (?:é que )?(?:estará|está|fica|ficará|vai estar|vai ficar)(?: \S+){0,2} (?:pront[oa]|disponível|feit[oa])",
    r"(?:já )?(?:há|tem|têm) (?:uma |alguma )?(?:data|previsão)(?: (?:prevista|para isso|para isto))?",
    # Japanese
    r"いつ(?:ごろ|頃|まで|から)?.{0,10}?(?:完成|利用でき|使え|リリース|実装|できあが|公開).{0,14}",
    # Danish, Swedish, Norwegian, Finnish
    r"(?:hvornår|når|när) (?:er|är|bliver|blir|kommer) (?:det|den|integra[st]jonen|integrationen|kopplingen|koblingen)(?: (?:så|da|då))?"
    r"(?: (?:klart?|færdigt?|ferdig|färdigt?|på plads|på plass|tilgængeligt?|tillgängligt?|tilgjengelig))?",
    r"milloin (?:se|tämä|integraatio) (?:on|olisi|tulee) (?:valmis|valmiina|käytössä|käytettävissä|saatavilla)|milloin (?:se|integraatio) valmistuu",
    # Polish, Czech, Russian, Turkish
    r"(?:na )?kiedy (?:to |integracja )?(?:będzie|ma być)(?: to| integracja)? (?:gotow[ae]|dostępn[ae])",
    r"(?:na )?kdy (?:to |integrace )?(?:bude|má být)(?: to| integrace)? (?:hotov[oáé]|připraven[aoá]|dostupn[éá]|k dispozici)",
    r"(?:к )?когда (?:это |она |интеграция )?(?:будет(?: это| интеграция)? (?:готов[ао]|доступн[ао])|появится(?: интеграция)?)",
    r"(?:bu |entegrasyon )?ne zaman (?:hazır|kullanıma hazır|tamamlanmış) (?:olur|olacak)|(?:entegrasyon )?ne zaman (?:biter|tamamlanır|gelir|gelecek)",
)
"""By when it is there: what stands in the tracker answers that only once there is a release."""
_POLITENESS = re.compile(rf"(?:{'|'.join(_POLITE)})\Z", re.IGNORECASE)


def _any_of(questions: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        rf"{_LEAD}(?:{'|'.join(questions)})(?:,? (?:please|bitte|por favor|s['’]il vous plaît))?\Z",
        re.IGNORECASE,
    )


# Compiled when the first short mail asks: that takes longer than many a command.


@cache
def _when_done() -> re.Pattern[str]:
    return _any_of(_WHEN_DONE)


@cache
def _stands() -> re.Pattern[str]:
    return _any_of(_STANDS)


@cache
def _news() -> re.Pattern[str]:
    return _any_of((*_QUESTIONS, *_STANDS, *_WHEN_DONE))


def asks_for_news(text: str) -> bool:
    """Whether all that `text` (a mail's new text) does is to ask how it stands, when somebody will look, or when it is done."""
    if len(text) > LONGEST:
        return False
    said = _said(text)
    asked = [at for at, one in enumerate(said) if _news().match(_after_greeting(one))]
    if not asked:
        return False
    # a name stands only at the end
    return all(
        at in asked or _POLITENESS.match(one) or (at > asked[-1] and _NAME.match(one) is not None)
        for at, one in enumerate(said)
    )


def asks_how_it_stands(text: str) -> bool:
    """Whether it asks for nothing but how its author's requests stand, which can be said of none as well."""
    return asks_for_news(text) and any(_stands().match(_after_greeting(one)) for one in _said(text))


def asks_when_done(text: str) -> bool:
    """Whether it asks for a day by which it is there, and nothing else."""
    return asks_for_news(text) and any(_when_done().match(_after_greeting(one)) for one in _said(text))


def _said(text: str) -> list[str]:
    """The sentences, without the marks around them."""
    sentences = [" ".join(one.split()).strip(" ,;:-–—…") for one in _SENTENCE.split(text)]
    return [one for one in sentences if one]


def _after_greeting(sentence: str) -> str:
    """`Hi team, any news?` without the greeting."""
    head, comma, rest = sentence.partition(",")
    return rest.strip() if comma and _POLITENESS.match(head.strip()) else sentence
