"""The verbs that a mail may begin with, for people and for the team. Forgiving in wording; who may use them is judged elsewhere.

Only the first lines of what the author newly wrote count, and only while each of them is a verb: what stands in quotes,
signatures or further down is never a command (RELIABILITY R-78).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_COMMANDS = 10
LONGEST_LINE = 200
"""A longer line is prose, except the argument of a verb that takes a text."""


class Verb(StrEnum):
    """What a mail can ask for in one word."""

    STATUS = "status"
    HELP = "help"
    FORM = "form"
    PREVIEW = "preview"
    VOTE = "vote"
    UNVOTE = "unvote"
    WATCH = "watch"
    MUTE = "mute"
    EVERYTHING = "everything"
    DECISIONS = "decisions only"
    WEEKLY = "weekly"
    STOP = "stop"
    WITHDRAW = "withdraw"
    FORGET = "forget me"
    ERASE = "erase"
    SEPARATE = "separate"
    CREDIT = "credit"
    CHAMPION = "champion"
    STEP_DOWN = "step down"
    PULL_REQUEST = "pull request"
    # the team's
    REVIEW = "review"
    ACCEPT = "accept"
    DECLINE = "decline"
    SCHEDULE = "schedule"
    START = "start"
    COMPLETE = "complete"
    NOTE = "note"
    REPLY = "reply"
    SCORE = "score"
    CONFIRM = "confirm"
    DELIVERED = "delivered"
    ASK = "ask"
    ASSIGN = "assign"
    SET = "field"
    MERGE = "merge"


TEAM_VERBS = frozenset(
    {
        Verb.REVIEW,
        Verb.ACCEPT,
        Verb.DECLINE,
        Verb.SCHEDULE,
        Verb.START,
        Verb.COMPLETE,
        Verb.NOTE,
        Verb.REPLY,
        Verb.SCORE,
        Verb.CONFIRM,
        Verb.DELIVERED,
        Verb.ASK,
        Verb.ASSIGN,
        Verb.SET,
        Verb.MERGE,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One verb with what stands behind it."""

    verb: Verb
    argument: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Orders:
    """The verbs at the top of a mail, and what else is written there."""

    commands: tuple[Command, ...] = ()
    words: str = ""
    """What is neither a verb nor its argument; empty where there is nothing else."""
    run_on: bool = False
    """The words begin on a verb's own line: `help, I cannot …`."""


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:please,? )?(?:{'|'.join(alternatives)})(?:,? please)?[ .!。！]{{0,3}}\Z", re.IGNORECASE
    )


def _about_another(*alternatives: str) -> re.Pattern[str]:
    """The verb with the reference of a request whose conversation it is not."""
    return re.compile(
        rf"(?:please,? )?(?:{'|'.join(alternatives)})(?: for)? (?P<argument>[A-Z][A-Z0-9]{{0,9}}-\d{{1,9}})"
        r"(?:,? please)?[ .!]{0,3}\Z",
        re.IGNORECASE,
    )


def _with_argument(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(alternatives)})(?:[ :]+(?P<argument>\S[\s\S]*))?[ :]*\Z", re.IGNORECASE)


NO_MORE_MAIL = (
    "(?:stop|quit) (?:sending|writing|mailing|emailing)(?: to)?(?: me)?(?: (?:any|these|those|all|such|more|your))*(?: (?:e-?mails|mails|messages))?",
    "no more (?:e-?mails|mails|messages)|(?:do not|don't) (?:write|mail|email)(?: to)? me(?: any ?more| again)?",
    "i (?:want|would like|wish for) no more (?:e-?mails|mails|messages)",
    "i (?:do not|don't|no longer) want (?:to (?:get|receive) )?(?:any more |any |more |these |your )?(?:e-?mails|mails|messages)(?: any ?more)?",
    "(?:bitte )?(?:(?:ich )?(?:möchte|will|wünsche) )?keine (?:weiteren )?(?:e-?mails|mails|nachrichten)(?: mehr)?(?: (?:bekommen|erhalten))?(?: bitte)?",
    "(?:ich )?(?:möchte|will) (?:bitte )?keine (?:weiteren )?(?:e-?mails|mails|nachrichten) mehr(?: (?:bekommen|erhalten))?",
    "je ne (?:veux|souhaite) plus (?:recevoir )?(?:de |vos |d['’]|des )?(?:e-?mails|mails|courriels|messages)",
    "plus (?:de |d['’])(?:e-?mails|mails|courriels|messages)(?:,? s['’]il vous plaît)?",
    "no (?:quiero|deseo) (?:recibir )?más (?:correos|mensajes|e-?mails)",
    "(?:já )?não quero (?:mais )?(?:receber )?(?:mais )?(?:e-?mails|mensagens)(?: mais)?",
    "(?:もう)?メールを?(?:もう)?(?:送らないでください|送信しないでください|不要です)|メールは不要です",
)
"""What people write who do not know the word `stop`; a whole line of it, for inside a sentence it may be about others."""
VOTES = ("me too", "ich auch", "moi aussi", "yo también", "eu também")
_SAYS_MORE: Sequence[tuple[Verb, re.Pattern[str]]] = tuple(
    (verb, re.compile(rf"(?:{words})(?:{stop})\s*(?P<words>\S.*)\Z", re.IGNORECASE))
    for verb, words, stop in (
        # a sign is no ordinary word, but the beginning of a telephone number
        (Verb.VOTE, r"\+ ?1|👍", r"[,;:.!–—-]?\s+(?![\d(])"),
        (Verb.UNVOTE, "-1", r"[,;:.!–—-]?\s+(?![\d(])"),
        (Verb.VOTE, "|".join(("vote", *VOTES)), r"[,;:.!]\s|\s[-–—]\s"),
        (Verb.UNVOTE, "unvote|un-vote|withdraw my vote", r"[,;.!]\s|\s[-–—]\s"),
        (Verb.HELP, "help", r"[,;.!]\s|\s[-–—]\s"),
        (Verb.STATUS, "status", r"[,;.!?]\s|\s[-–—]\s"),
        (Verb.WATCH, "watch|follow", r"[,;.!]\s|\s[-–—]\s"),
        (Verb.MUTE, "mute", r"[,;.!]\s|\s[-–—]\s"),
        (Verb.STOP, "stop|unsubscribe", r"[,;.!]\s|\s[-–—]\s"),
        (Verb.SEPARATE, "separate", r"[,;.!]\s|\s[-–—]\s"),
        (Verb.WITHDRAW, "withdraw|withdraw my request|cancel my request", r"[,;.!]\s|\s[-–—]\s"),
    )
)
"""Verbs whose line goes on: an ordinary word only where a stop or a dash ends it, for `follow up` is no verb."""

PERSONS: Sequence[tuple[Verb, re.Pattern[str]]] = (
    (
        Verb.STATUS,
        re.compile(
            r"(?:please,? )?status(?: update)?(?:(?: of| on| for)? (?P<argument>[A-Z][A-Z0-9]{0,9}-\d{1,9})"
            r"|(?: of| on| for) my requests?)?(?:,? please)?[ .?!]{0,3}\Z",
            re.IGNORECASE,
        ),
    ),
    (Verb.HELP, _words("help", "hilfe", "aide", "ayuda", "ajuda", "aiuto", "ヘルプ")),
    (Verb.FORM, _words("form", "formular", "formulaire", "formulario", "formulário", "フォーム")),
    (Verb.PREVIEW, re.compile(r"preview(?: only)?[ .:!]{0,3}\Z", re.IGNORECASE)),
    (
        Verb.UNVOTE,
        _words(
            r"-1",
            "unvote",
            "un-vote",
            "(?:withdraw|remove|retract|cancel|delete|take back) my vote(?: (?:again|back))?",
            "take my vote back|i (?:take|withdraw|want to withdraw|want to take) my vote(?: back)?",
            "(?:bitte )?meine stimme (?:zurückziehen|zurücknehmen|löschen|entfernen)|ich ziehe meine stimme zurück",
            "(?:retir|supprim|annul)(?:e|ez|er) mon vote|je retire mon vote",
            "(?:retir|quit|anul)(?:a|e|ar|o) mi voto",
            "(?:retir|remov|anul)(?:a|e|er|ar|o) (?:o )?meu voto",
            "投票を(?:取り消して(?:ください)?|取り消します|取消)",
        ),
    ),
    (Verb.VOTE, _words(r"\+ ?1", "vote", *VOTES, "👍")),
    (Verb.VOTE, _about_another(r"\+ ?1", "vote")),
    (Verb.WATCH, _words("watch", "follow")),
    (Verb.WATCH, _about_another("watch", "follow")),
    (Verb.MUTE, _words("mute")),
    (Verb.EVERYTHING, _words("everything", "unmute")),
    (
        Verb.WEEKLY,
        _words("weekly", "weekly digest", "digest", "wöchentlich", "hebdomadaire", "semanal", "週刊"),
    ),
    (Verb.DECISIONS, _words("decisions only", "decisions")),
    (
        Verb.STOP,
        _words(
            "stop",
            "unsubscribe(?: me)?",
            "abmelden",
            "abbestellen",
            "arrêter",
            "parar",
            "停止",
            "配信停止",
            *NO_MORE_MAIL,
        ),
    ),
    (Verb.SEPARATE, _words("separate", "separate please", "split")),
    (
        Verb.CREDIT,
        re.compile(
            r"(?:credit me as +(?P<argument>\S.*?)|(?:no credit|do not credit me))[ .!]{0,3}\Z", re.IGNORECASE
        ),
    ),
    (
        Verb.CHAMPION,
        re.compile(r"champion(?:[ :]+(?P<argument>[a-z ,+&]{1,80}?))?[ .!]{0,3}\Z", re.IGNORECASE),
    ),
    (
        Verb.STEP_DOWN,
        re.compile(
            r"(?:(?:i )?(?:want to |would like to |have to |must |need to )?step(?:ping)? down|i step down)"
            r"(?: (?:from|as) (?P<argument>[a-z ,+&]{1,80}?))?[ .!]{0,3}\Z",
            re.IGNORECASE,
        ),
    ),
    (
        Verb.PULL_REQUEST,
        re.compile(
            r"(?:pull request|merge request|pr|mr)[ :]+(?P<argument>https://\S{1,400})\Z", re.IGNORECASE
        ),
    ),
    (Verb.WITHDRAW, _words("withdraw", "withdraw my request", "cancel my request")),
    (
        Verb.FORGET,
        _words(
            "forget me",
            "(?:delete|erase|remove) (?:me|my (?:personal )?data|all my data)",
            "vergiss mich|vergessen sie mich",
            "l(?:ö|oe)sch(?:e|en sie) (?:alle )?meine daten|meine daten l(?:ö|oe)schen",
            "oubli(?:e|ez)-moi|(?:supprim|effac)(?:e|ez|er) (?:toutes )?mes données",
            "olvíd(?:a|e)me|(?:borr|elimin)(?:a|e|ar) (?:todos )?mis datos",
            "esque(?:ce|ça)(?:-me| de mim)|(?:apag|elimin)(?:a|ue|e|ar) (?:todos )?os meus dados",
            "私を忘れて(?:ください)?|(?:私の)?(?:個人)?データを(?:削除|消去)して(?:ください)?",
        ),
    ),
    (Verb.ERASE, _words("erase", "yes,? erase", "l(?:ö|oe)schen", "effacer", "borrar", "apagar", "消去")),
)
TEAM: Sequence[tuple[Verb, re.Pattern[str]]] = (
    (Verb.REVIEW, re.compile(r"(?:under )?review(?: *:\s*(?P<argument>\S[\s\S]*))?[ .!:]*\Z", re.IGNORECASE)),
    (Verb.ACCEPT, _with_argument("accept")),
    (Verb.DECLINE, _with_argument("decline")),
    (Verb.SCHEDULE, _with_argument("schedule")),
    (Verb.START, _with_argument("start", "in development")),
    (Verb.COMPLETE, _with_argument("complete")),
    (Verb.NOTE, _with_argument("note")),
    (Verb.REPLY, _with_argument("reply")),
    (Verb.SCORE, _with_argument("score")),
    (Verb.CONFIRM, _with_argument("confirm")),
    (
        Verb.DELIVERED,
        re.compile(
            r"delivered(?:[ :]+(?P<argument>(?:(?:requirements|access|documentation|testing|code)(?:,| and)? ?)+"
            r"|[^\s@]+@\S+))?[ .!]{0,3}\Z",
            re.IGNORECASE,
        ),
    ),
    (Verb.ASK, re.compile(r"ask *:\s*(?P<argument>\S.*)?\Z", re.IGNORECASE)),
    (
        Verb.ASSIGN,
        re.compile(
            r"assign(?:[ :]+(?:to )?(?:me|(?P<argument>[^\s@]+@[^\s@]+?)))?[ .!]{0,3}\Z", re.IGNORECASE
        ),
    ),
    (
        Verb.MERGE,
        re.compile(
            r"merge[ :]+(?:(?:into|with) )?(?P<argument>[A-Z][A-Z0-9]{0,9}-\d{1,9})[ .!]{0,3}\Z",
            re.IGNORECASE,
        ),
    ),
    (
        Verb.SET,
        re.compile(
            r"(?P<argument>(?:category|use[ _]case|business[ _]impact|api[ _]docs|authentication|data[ _]formats"
            r"|performance|priority|alternatives) *: *\S.*)\Z",
            re.IGNORECASE,
        ),
    ),
)
TAKES_ALL = frozenset({Verb.DECLINE, Verb.NOTE, Verb.REPLY, Verb.ASK})
"""Verbs whose argument is a text that may go on over the following lines."""


def read_commands(text: str, *, team: bool, fields: bool = False) -> Orders:
    """Return the commands at the top of `text` (the mail's new text) and the words beside them; none of either when
    its first line is no verb. The `team` has verbs of its own; `priority: high` is one only where `fields` says so."""
    found: list[Command] = []
    lines = [line.strip() for line in text.splitlines()]
    rest = [at for at, line in enumerate(lines) if line]
    for at in rest[:MOST_COMMANDS]:
        command, words = _read(lines[at], _verbs(team=team, fields=fields), team=team)
        if command is None:
            return Orders(commands=tuple(found), words=_joined(lines[at:]) if found else "")
        if command.verb in TAKES_ALL:
            argument = _joined([command.argument, *(line for line in lines[at + 1 :] if line)])
            return Orders(commands=(*found, Command(verb=command.verb, argument=argument)))
        found.append(command)
        if words:
            return Orders(commands=tuple(found), words=_joined([words, *lines[at + 1 :]]), run_on=True)
    return Orders(
        commands=tuple(found), words=_joined(lines[rest[MOST_COMMANDS] :] if rest[MOST_COMMANDS:] else [])
    )


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip()


def _verbs(*, team: bool, fields: bool) -> Sequence[tuple[Verb, re.Pattern[str]]]:
    if not team:
        return PERSONS
    return (*(one for one in TEAM if fields or one[0] is not Verb.SET), *PERSONS)


def _read(
    line: str, verbs: Sequence[tuple[Verb, re.Pattern[str]]], *, team: bool
) -> tuple[Command | None, str]:
    """The verb that a line is, or begins with, and the words behind it."""
    if len(line) <= LONGEST_LINE or team:
        for verb, pattern in verbs:
            match = pattern.match(line)
            if match:
                return Command(verb=verb, argument=(match.groupdict().get("argument") or "").strip()), ""
    for verb, pattern in _SAYS_MORE:
        match = pattern.match(line)
        if match:
            return Command(verb=verb), match["words"]
    return None, ""
