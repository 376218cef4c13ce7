"""Secrets under their label: what people call them in ten languages, and how they set them behind it (RELIABILITY R-86).

`password: …`, `the password for it is …`, `user demo, password …`, `credentials: demo/…`, `APIキーは…です`. The looser the
words hold together, the more a secret has to look like one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from mailer.rules.secret_looks import (
    is_chosen,
    is_chosen_well,
    is_given_key,
    is_password,
    is_random,
    is_random_and_no_id,
    is_said_outright,
    is_woven,
    is_woven_and_no_id,
)


class Found(NamedTuple):
    """A secret in a text."""

    kind: str
    start: int
    end: int


class _Follows(NamedTuple):
    """One way in which a secret stands behind its label."""

    pattern: re.Pattern[str]
    """Matched where the label ends; linear."""
    holds: Callable[[str], bool]


class Label(NamedTuple):
    """A family of names that people have for one kind of secret."""

    kind: str
    hints: tuple[str, ...]
    """One of them stands in every text that has such a label, in lower case."""
    first: tuple[str, ...]
    """Likewise, of a label whose `hints` stand in most mails; none for all others."""
    pattern: re.Pattern[str]
    ways: Sequence[_Follows]


_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff60、。"
"""In a pattern that ignores case only within `(?-i:…)`: these have none, and `re` would look for that of each, forty thousand times."""
_ENDS_HERE = rf"(?:(?:_[A-Z0-9]{{1,20}}){{1,2}}(?= ?[=:])|(?-i:(?![^\W_{_CJK}])))"
"""A label is a whole word, or the end of one (`Sandbox-Passwort`, `DB_PASSWORD_PROD`, `accessToken`)."""

WORD_FOR_IT = (
    r"(?:\b(?:passphrase|passcode|pwd|mdp|mot de passe|contraseña|senha|palavra-passe)|pass?wor[dt]|passwd|"
    r"kennwort|wachtwoord|パスワード|パスコード|暗証番号|密码|密碼|口令|비밀번호|패스워드|암호)(?:s|n)?"
)
_SHORT_WORD = r"\b(?:pass|pw)"
_NAMED_KEY = (
    r"\b(?:api|acces|access|auth|app|application|client|consumer|private|personal|shared|signing|webhook|subscription|"
    r"account|service|encryption|master|deploy|admin|sandbox|refresh|bearer|secret)[ _-]?(?:access[ _-]?)?"
    r"(?:key|token|sleutel|schlüssel)s?"
)
_CLEF = (
    r"\b(?:clés? (?:d['’]|de l['’])?(?:api|accès|secrète)|claves? (?:de |del? la )?(?:api|acceso|secreta)|"
    r"chaves? (?:de |da )?(?:api|acesso|secreta)|chiave (?:api|segreta|di accesso))"
)
_KAGI = r"api ?キー|アクセスキー|アクセストークン|シークレット(?:キー)?|秘密鍵|密钥|访问令牌|api ?키|시크릿 ?키?|액세스 ?키"
_TICKET = (
    r"(?:token|\bjeton|トークン|令牌|토큰)s?(?: (?:api|(?:de |di |d['’])(?:acceso|acesso|accesso|accès)))?"
)
_KEY = r"(?:(?<!public.)key|schlüssel|\bclé|\bclave|\bchave|\bchiave|\bsleutel|キー|키)s?"
_ACCESS = (
    r"\b(?:credentials?|creds|log[ -]?ins?|(?:sign|log)[ -](?:in|on)|zugangsdaten|anmeldedaten|logindaten|anmelden|"
    r"einloggen|identifiants|connecter|connexion|credenciales|credenciais|credenziali|inloggegevens)|"
    r"ログイン(?:情報)?|認証情報|アクセス情報|接続情報|로그인"
)
_ACCESS_HINTS = (
    "credential creds login log-in log_in log-on log_on sign-in sign_in sign-on sign_on zugangsdaten anmeldedaten anmelden "
    "einloggen identifiants connecter connexion credencia credenziali inloggegevens ログイン 情報 로그인"
)
"""A space is written `_`."""
_USER = (
    r"(?:(?<!/)\b(?:user(?:[ _-]?(?:name|id))?|log-?in|account|access|benutzer(?:name|kennung)?|nutzer(?:name)?|anmeldename|"
    r"kennung|zugang|utilisateur|identifiant|compte|accès|usuario|cuenta|acceso|usuário|utilizador|conta|acesso|utente|"
    r"gebruiker(?:snaam)?)|\bid(?=[ \t]?：)|ユーザー?(?:名|id)?|アカウント|用户名?|账号|帐号|사용자|아이디)"
)

_USER_HINTS = (
    "user login log-in account access nutzer anmeldename kennung zugang utilisateur identifiant compte accès usuario cuenta "
    "acceso usuário utilizador conta acesso utente gebruiker ： ユーザ アカウント 用户 账号 帐号 사용자 아이디"
)

_CLOSE, _OPEN = r"[\"'”’`*_)]{0,3}", r"[\"'“„‚‘«‹「『`*(]{0,3}"
_GAP = r"[ \t\u00a0\u3000]{0,8}"
_BREAK = r"[\s>|]{0,8}"
_SPACE = r"[\s>]{1,6}"
_SAYS = rf"{_GAP}(?:is|are|ist|lautet|est|es|é|è|は)?{_GAP}[:=：＝]{{1,2}}>?[*_`]{{0,3}}"
_WORDS = r"(?:[ \t\u00a0]{1,3}\(?[\w'’.@-]{1,30}\)?){0,6}?"
"""What comes between a label and its colon: `the password (for the sandbox): …`."""
_IS = (
    r"(?:is|are|be|ist|sind|lautet|lauten|est|sont|es|son|é|são|è|sono|luidt|(?:set|changed) to)"
    r"(?:[ \t]{1,3}(?:now|jetzt|nun|currently|just))?"
)
_DASH = r"[ \t]{1,3}[-–—→|=>]{1,3}[ \t]{1,3}"
_IN_CJK = rf"[ \t]{{0,2}}(?-i:(?=[{_CJK}:])[{_CJK}: \t]{{1,15}})"
_LONE = r"(?=[ \t.,;)]{0,3}(?:[\r\n]|\Z))"
_HAS_DIGIT = r"(?=[^\s\d]{0,120}\d)"

_CHOSEN = rf"(?P<secret>(?:(?-i:[^\s\"'`<>“”„«»‘’「」『』{_CJK}])|[\"'`](?=[A-Za-z0-9])){{4,128}})"
_MADE = r"(?P<secret>[A-Za-z0-9._~+/=-]{12,512})"


def _ways(*ways: tuple[str, Callable[[str], bool]]) -> Sequence[_Follows]:
    return tuple(_Follows(re.compile(pattern, re.IGNORECASE), holds) for pattern, holds in ways)


def _password_follows() -> Sequence[_Follows]:
    """Behind `password`: what it is said to be, or what stands beside it."""
    return _ways(
        (rf"{_CLOSE}{_SAYS}{_GAP}{_OPEN}{_CHOSEN}", is_password),
        (rf"{_CLOSE}{_WORDS}{_SAYS}{_BREAK}{_OPEN}{_HAS_DIGIT}{_CHOSEN}", is_chosen),
        (rf"{_CLOSE}{_WORDS}{_SPACE}{_IS}{_SPACE}{_OPEN}{_HAS_DIGIT}{_CHOSEN}", is_chosen),
        (rf"{_IN_CJK}{_OPEN}{_CHOSEN}", is_chosen),
        (rf"{_CLOSE}(?:[ \t\u00a0]{{1,3}}|{_DASH}){_OPEN}{_CHOSEN}", is_chosen_well),
        (rf"{_CLOSE}[ \t]{{0,3}}\r?\n{_BREAK}{_OPEN}{_CHOSEN}{_LONE}", is_chosen_well),
    )


def _short_word_follows() -> Sequence[_Follows]:
    """Behind `pass`, which is an ordinary word too: only what a sign or an `is` sets right behind it."""
    return _ways(
        (rf"{_CLOSE}{_SAYS}{_BREAK}{_OPEN}{_CHOSEN}", is_chosen),
        (rf"{_CLOSE}(?:{_SPACE}{_IS}{_SPACE}|{_DASH}){_OPEN}{_CHOSEN}", is_chosen),
    )


def _key_follows(closely: Callable[[str], bool], loosely: Callable[[str], bool]) -> Sequence[_Follows]:
    """Behind `API key` and the like: what a machine made."""
    return _ways(
        (rf"{_CLOSE}{_SAYS}{_GAP}(?:(?:bearer|basic|token) )?{_OPEN}{_MADE}", closely),
        (rf"{_CLOSE}{_WORDS}{_SAYS}{_BREAK}{_OPEN}{_HAS_DIGIT}{_MADE}", loosely),
        (rf"{_CLOSE}{_WORDS}{_SPACE}{_IS}{_SPACE}{_OPEN}{_HAS_DIGIT}{_MADE}", loosely),
        (rf"{_CLOSE}(?:{_SPACE}|{_DASH}){_OPEN}{_MADE}", loosely),
        (rf"{_IN_CJK}{_OPEN}{_MADE}", loosely),
    )


def _chosen_key_follows() -> Sequence[_Follows]:
    """Behind `client secret:` and the like also what a person chose."""
    return _ways((rf"{_CLOSE}{_SAYS}{_GAP}{_OPEN}{_HAS_DIGIT}{_CHOSEN}", is_chosen_well))


_TOLD = rf"(?:{_SAYS}{_GAP}|{_SPACE}{_IS}{_SPACE}|{_IN_CJK}|{_DASH})"
_TOLD_KEY = (rf"{_CLOSE}{_TOLD}{_OPEN}{_HAS_DIGIT}{_CHOSEN}", is_given_key)
"""Behind `API key is`, `API key:` and the like also what no machine made: `acme-demo-2024`."""
_KEY_BESIDE = (rf"{_CLOSE}{_SPACE}{_OPEN}{_HAS_DIGIT}(?=\d{{0,40}}[A-Za-z_-]){_CHOSEN}", is_given_key)


_AND = r"(?:(?:and|und|et|y|e|en|with|mit|avec|con|com|と)[ \t]{1,3})?(?:(?:the|das|le|la|el|o|a|het) )?"
_NAME = r"[^\s,;/|:：、]{1,64}"
_BETWEEN = r"(?:[ \t]{0,3}[/|:,;][ \t]{0,3}|[ \t]{1,3}(?:and|und|et|y|e|en)[ \t]{1,3})"
_GIVES = rf"(?:{_SAYS}{_BREAK}|{_SPACE}{_IS}{_SPACE}|[ \t]{{1,3}}(?:with|as|using|mit|als|avec|con|com|como)[ \t]{{1,3}}|{_IN_CJK}|[ \t]{{1,3}})"
_BEHIND_A_USER = (
    rf"{_CLOSE}(?:{_SAYS}{_GAP}|[ \t]{{1,3}}(?:is |ist |est |es |é )?|{_IN_CJK}){_OPEN}{_NAME}[\s,;/|、。.>)\"'`*]{{1,8}}"
    rf"{_AND}[*_`]{{0,3}}(?:{WORD_FOR_IT}|{_SHORT_WORD})"
)


def _user_follows() -> Sequence[_Follows]:
    """Behind `user`: a name, and then a password, under its own label or behind a stroke."""
    name = rf"{_CLOSE}{_SAYS}{_GAP}{_OPEN}{_NAME}{_CLOSE}"
    return _ways(
        (rf"{_BEHIND_A_USER}{_CLOSE}{_SAYS}{_GAP}{_OPEN}{_CHOSEN}{_LONE}", is_said_outright),
        (rf"{_BEHIND_A_USER}{_CLOSE}(?:{_SAYS}{_GAP}|[ \t]{{1,3}}(?:{_IS} )?){_OPEN}{_CHOSEN}", is_chosen),
        (rf"{name}[ \t]{{0,3}}[/|][ \t]{{0,3}}{_OPEN}{_CHOSEN}", is_chosen),
    )


def _label(kind: str, hints: str, words: str, ways: Sequence[_Follows], first: str = "") -> Label:
    pattern = re.compile(f"(?:{words}){_ENDS_HERE}", re.IGNORECASE)
    return Label(
        kind, tuple(one.replace("_", " ") for one in hints.split()), tuple(first.split()), pattern, ways
    )


_WORD_HINTS = (
    "pass pwd pw mdp kennwort contraseña senha wachtwoord パス 暗証番号 密码 密碼 口令 비밀번호 패스워드 암호"
)


@cache
def labels() -> Sequence[Label]:
    """Compiled when the first mail is looked at: it takes longer than many a command."""
    return (
        _label("a password", _WORD_HINTS, WORD_FOR_IT, _password_follows()),
        _label("a password", "pass pw", _SHORT_WORD, _short_word_follows()),
        _label("a password", f"/ | {_WORD_HINTS}", _USER, _user_follows(), _USER_HINTS),
        _label(
            "a password",
            _ACCESS_HINTS,
            _ACCESS,
            _ways((rf"{_CLOSE}{_WORDS}{_GIVES}{_OPEN}{_NAME}{_BETWEEN}{_OPEN}{_CHOSEN}", is_chosen)),
        ),
        *(
            _label(
                "an API key",
                hints,
                words,
                (*_key_follows(is_random, is_woven), *_ways(_TOLD_KEY, _KEY_BESIDE), *_chosen_key_follows()),
            )
            for hints, words in (
                ("key token sleutel schlüssel", _NAMED_KEY),
                ("secret", "(?<!:)secrets?"),
                ("clé clave chave chiave", _CLEF),
                ("キー トークン シークレット 秘密鍵 密钥 令牌 키 시크릿", _KAGI),
            )
        ),
        _label(
            "an API key",
            "token jeton トークン 令牌 토큰",
            _TICKET,
            (*_key_follows(is_random_and_no_id, is_woven_and_no_id), *_ways(_TOLD_KEY)),
        ),
        _label(
            "an API key",
            "key schlüssel clé clave chave chiave sleutel キー 키",
            _KEY,
            _key_follows(is_woven_and_no_id, is_woven_and_no_id),
        ),
    )


def labelled(text: str, hints: AbstractSet[str]) -> Iterator[Found]:
    """The secrets in `text` that stand behind a label; they may overlap. `hints` are those of all labels that stand in it."""
    for label in labels():
        if not hints.isdisjoint(label.hints) and not (label.first and hints.isdisjoint(label.first)):
            yield from _behind(label, text)


def _behind(label: Label, text: str) -> Iterator[Found]:
    for named in label.pattern.finditer(text):
        for way in label.ways:
            match = way.pattern.match(text, named.end())
            if match and way.holds(match["secret"]):
                yield Found(label.kind, *match.span("secret"))
                break
