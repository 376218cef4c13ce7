"""A filled form as mail clients send it back: our mail quoted in their manner, with values put in where people put them."""

import re
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape

from world import World, html_of, text_of

Values = Mapping[str, str]
"""Label as our mail shows it, with its colon -> what is filled in; several lines where it has several."""
Shape = Callable[[World, str, EmailMessage, Values, str], EmailMessage]
"""World, sender, our mail, values, and what is written on top."""


def filled_text(mail: EmailMessage, values: Values, *, below: bool = False, mark: str = "") -> str:
    """Our text with the values in it, behind the labels or below them, each line marked."""
    lines: list[str] = []
    for line in text_of(mail).splitlines():
        value = values.get(line, "")
        lines += [line, *value.split("\n")] if value and below else f"{line} {value}".rstrip().split("\n")
    return "\n".join((mark + line).rstrip() for line in lines)


def filled_page(mail: EmailMessage, values: Values, *, style: str = "", below: bool = False) -> str:
    """What stands in the body of our HTML with the values in it, behind the labels or in paragraphs below."""
    found = re.search(r"<body[^>]*>(.*)</body>", html_of(mail), re.S)
    assert found, "our HTML has a body"
    page = found[1]
    for label, value in values.items():
        said = "<br>".join(escape(line) for line in value.split("\n"))
        said = f'<span style="{style}">{said}</span>' if style else said
        between = "</p><p class=MsoNormal>" if below else " "
        label = f">{escape(label, quote=False)}</p>"
        assert label in page, f"our HTML has {label}"
        page = page.replace(label, f"{label[:-4]}{between}{said}</p>")
    return page


def _reply(world: World, sender: str, mail: EmailMessage, text: str, page: str = "") -> EmailMessage:
    reply = world.reply(sender, mail, "", quote=False)
    if text:
        reply.set_content(text)
        if page:
            reply.add_alternative(page, subtype="html")
    else:
        reply.set_content(page, subtype="html")
    return reply


def _wrote(mail: EmailMessage) -> str:
    return f"On Mon, Nov 23, 2026 at 11:02 AM {mail['From']} wrote:"


def gmail_web(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    """Written into the opened quotation; the plain form is made of the page."""
    page = (
        f'<div dir="ltr">{escape(top)}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{escape(_wrote(mail))}<br></div><blockquote class="gmail_quote" '
        f'style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">'
        f"{filled_page(mail, values)}</blockquote></div>"
    )
    text = f"{top}\n\n{_wrote(mail)}\n\n{filled_text(mail, values, mark='> ')}\n"
    return _reply(world, sender, mail, text, page)


def gmail_mobile(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    page = (
        f'<div dir="auto">{escape(top)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
        f'{escape(_wrote(mail))}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid">'
        f"{filled_page(mail, values, below=True)}</blockquote></div>"
    )
    return _reply(world, sender, mail, "", page)


HEAD: Mapping[str, tuple[str, str, str, str]] = {
    "en": ("From", "Sent", "To", "Subject"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "es": ("De", "Enviado", "Para", "Asunto"),
    "pt": ("De", "Enviada em", "Para", "Assunto"),
    "ja": ("差出人", "送信日時", "宛先", "件名"),
}


def _head(mail: EmailMessage, sender: str) -> list[tuple[str, str]]:
    language = re.search(r'<html lang="(\w\w)', html_of(mail))
    names = HEAD[language[1] if language else "en"]
    said = (str(mail["From"]), "Monday, November 23, 2026 11:02 AM", sender, str(mail["Subject"]))
    return list(zip(names, said, strict=True))


def outlook_desktop(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    """Word's HTML: no element says what is quoted; the answers are blue and stand on lines of their own."""
    head = _head(mail, sender)
    lines = "<br>".join(f"<b>{name}:</b> {escape(said)}" for name, said in head)
    written = filled_page(mail, values, style="color:#0070C0", below=True)
    page = (
        f'<html><body lang="EN-US"><div class="WordSection1"><p class="MsoNormal">{escape(top)}<o:p></o:p></p>'
        f'<p class="MsoNormal">&nbsp;</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        f'<p class="MsoNormal">{lines}</p></div></div><p class="MsoNormal">&nbsp;</p>{written}</div></body></html>'
    )
    plain = "\n".join(f"{name}: {said}" for name, said in head)
    text = f"{top}\n\n{plain}\n\n{filled_text(mail, values, below=True)}\n"
    return _reply(world, sender, mail, text, page)


def outlook_page_alone(
    world: World, sender: str, mail: EmailMessage, values: Values, top: str
) -> EmailMessage:
    both = outlook_desktop(world, sender, mail, values, top)
    return _reply(world, sender, mail, "", html_of(both))


def outlook_web(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    lines = "<br>".join(f"<b>{name}:</b> {escape(said)}" for name, said in _head(mail, sender))
    page = (
        f'<html><body dir="ltr"><div class="elementToProof">{escape(top)}</div><div id="appendonsend"></div>'
        f'<hr tabindex="-1" style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">'
        f"{lines}</font><div>&nbsp;</div></div><div>{filled_page(mail, values)}</div></body></html>"
    )
    return _reply(world, sender, mail, "", page)


def apple_mail(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    """The value is typed on the line below its label, inside the quotation."""
    page = (
        f'<html><body>{escape(top)}<br><div><br><blockquote type="cite"><div>{escape(_wrote(mail))}</div><br>'
        f"<div>{filled_page(mail, values, below=True)}</div></blockquote></div><br></body></html>"
    )
    text = f"{top}\n\n> {_wrote(mail)}\n> \n{filled_text(mail, values, below=True, mark='> ')}\n"
    return _reply(world, sender, mail, text, page)


def iphone(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    page = (
        f'<html><body dir="auto">{escape(top)}<div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">'
        f'{escape(_wrote(mail))}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">'
        f"{filled_page(mail, values)}</div></blockquote></body></html>"
    )
    return _reply(world, sender, mail, "", page)


def thunderbird_plain(
    world: World, sender: str, mail: EmailMessage, values: Values, top: str
) -> EmailMessage:
    text = f"{top}\n\n{_wrote(mail)}\n{filled_text(mail, values, mark='> ')}\n"
    return _reply(world, sender, mail, text)


def thunderbird_between(
    world: World, sender: str, mail: EmailMessage, values: Values, top: str
) -> EmailMessage:
    """Enter pressed behind each label: the quotation is parted, and the values carry no mark."""
    lines: list[str] = []
    for line in text_of(mail).splitlines():
        value = values.get(line, "")
        lines += [f"> {line}".rstrip(), *(["", value, ""] if value else [])]
    body = "\n".join(lines)
    return _reply(world, sender, mail, f"{top}\n\n{_wrote(mail)}\n{body}\n")


def thunderbird_page(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    page = (
        f'<html><body><p>{escape(top)}</p><div class="moz-cite-prefix">{escape(_wrote(mail))}<br></div>'
        f'<blockquote type="cite" cite="mid:{str(mail["Message-ID"])[1:-1]}">{filled_page(mail, values)}</blockquote></body></html>'
    )
    return _reply(world, sender, mail, "", page)


def yahoo(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    page = (
        f'<html><body><div class="ydp1yahoo-style-wrap"><div dir="ltr">{escape(top)}</div><div><br></div></div>'
        f'<div id="yahoo_quoted_123" class="yahoo_quoted"><div><div>{escape(_wrote(mail))}</div><div><br></div>'
        f"<div><div>{filled_page(mail, values)}</div></div></div></div></body></html>"
    )
    return _reply(world, sender, mail, "", page)


def phone_on_top(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    """Typed above the quotation, label by label; the form below is as we sent it."""
    said = "\n".join(f"{label} {value}" for label, value in values.items())
    text = f"{top}\n\n{said}\n\nSent from my Galaxy\n\n{_wrote(mail)}\n{filled_text(mail, {}, mark='> ')}\n"
    return _reply(world, sender, mail, text)


def copied_on_top(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    """The rows copied above the quotation, with the empty ones."""
    rows = filled_text(mail, values)
    rows = rows[rows.index(next(iter(values))) : rows.index("* * *")].strip()
    text = f"{top}\n\n{rows}\n\n{_wrote(mail)}\n{filled_text(mail, {}, mark='> ')}\n"
    return _reply(world, sender, mail, text)


def unmarked(world: World, sender: str, mail: EmailMessage, values: Values, top: str) -> EmailMessage:
    """A simple web mailer: our mail below, without any sign of it."""
    return _reply(world, sender, mail, f"{top}\n\n{filled_text(mail, values)}\n")


SHAPES: Mapping[str, Shape] = {
    "Gmail": gmail_web,
    "Gmail on a phone": gmail_mobile,
    "Outlook": outlook_desktop,
    "Outlook, HTML alone": outlook_page_alone,
    "Outlook on the web": outlook_web,
    "Apple Mail": apple_mail,
    "iPhone": iphone,
    "Thunderbird": thunderbird_plain,
    "Thunderbird, quotation parted": thunderbird_between,
    "Thunderbird, HTML": thunderbird_page,
    "Yahoo": yahoo,
    "a phone, on top": phone_on_top,
    "rows copied on top": copied_on_top,
    "no quotation": unmarked,
}
