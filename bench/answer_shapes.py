"""The shapes of reply in which simulated people answer our questions."""

import html
import re
from collections.abc import Callable, Mapping
from email.message import EmailMessage

from turns import (
    LABELS,
    Turn,
    attribution,
    attribution_line,
    blockquoted,
    both,
    html_alone,
    inner,
    inner_with,
    numbers,
    plain,
    quoted,
    quoted_with,
)
from world import text_of


def gmail_numbers_on_top(turn: Turn) -> EmailMessage:
    greeting = turn.rng.choice(("Hi,\n\n", "", "Thanks for the quick answer!\n\n"))
    text = f"{greeting}{numbers(turn)}\n\nBest\nJo\n\n{attribution(turn)}\n\n{quoted(turn)}\n"
    return plain(turn, text)


def gmail_html(turn: Turn) -> EmailMessage:
    said = "<br>".join(html.escape(f"{a.number}: {a.words}") for a in turn.answers)
    markup = (
        f'<div dir="ltr">{said}<br></div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{html.escape(attribution(turn))}<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{inner(turn)}</blockquote></div>'
    )
    text = f"{numbers(turn, '{n}: {words}')}\n\n{attribution(turn)}\n\n{quoted(turn)}\n"
    return both(turn, text, markup)


def one_run_of_numbers(turn: Turn) -> EmailMessage:
    said = numbers(turn, "{n}: {words}", ", ")
    return plain(turn, f"{said}\n\n{attribution(turn)}\n{quoted(turn)}\n")


def thunderbird_below_each_question(turn: Turn) -> EmailMessage:
    lines = []
    for line in text_of(turn.mail).splitlines():
        lines.append(f"> {line}".rstrip())
        answer = next((a for a in turn.answers if line.strip() == f"{a.number}. {a.question}"), None)
        if answer:
            lines += ["", answer.words, ""]
    return plain(turn, f"{attribution(turn)}\n" + "\n".join(lines) + "\n")


def apple_below_each_question(turn: Turn) -> EmailMessage:
    """Apple Mail: the quoted list is cut, the answer stands between two blockquotes."""
    text, markup = [attribution(turn), ""], [f"<div>{html.escape(attribution(turn))}</div>"]
    for a in turn.answers:
        text += [f"> {a.number}. {a.question}", "", a.words, ""]
        markup.append(
            f'<blockquote type="cite"><ol start="{a.number}"><li>{html.escape(a.question)}</li></ol></blockquote>'
            f"<div>{html.escape(a.words)}</div><br>"
        )
    return both(turn, "\n".join(text), "<html><body>" + "".join(markup) + "</body></html>")


def outlook_on_top(turn: Turn) -> EmailMessage:
    head = (
        f"From: {turn.mail['From']}\nSent: Monday, November 23, 2026 11:02 AM\nTo: {turn.sender}\n"
        f"Subject: {turn.mail['Subject']}\n"
    )
    said = "".join(f'<p class="MsoNormal">{a.number}. {html.escape(a.words)}</p>' for a in turn.answers)
    lines = "<br>".join(f"<b>{a}:</b>{b}" for a, _, b in (r.partition(":") for r in head.splitlines()))
    markup = (
        f'<html><body><div class="WordSection1">{said}<p class="MsoNormal">&nbsp;</p>'
        '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        f'<p class="MsoNormal">{lines}</p></div></div>{inner(turn)}</div></body></html>'
    )
    text = f"{numbers(turn, join=chr(10) * 2)}\n\n{head}\n{text_of(turn.mail)}\n"
    return both(turn, text, markup)


def phone(turn: Turn) -> EmailMessage:
    foot = turn.rng.choice(("Sent from my iPhone", "Get Outlook for Android", "Sent from my Galaxy"))
    return plain(turn, f"{numbers(turn, '{n}) {words}')}\n\n{foot}\n")


def labelled(turn: Turn) -> EmailMessage:
    said = "\n".join(f"{LABELS[a.name]}: {a.words}" for a in turn.answers)
    return plain(turn, f"Hello,\n\n{said}\n\nRegards\nJo\n\n{attribution(turn)}\n\n{quoted(turn)}\n")


def question_copied_then_arrow(turn: Turn) -> EmailMessage:
    said = "\n\n".join(f"{a.question}\n--> {a.words}" for a in turn.answers)
    return plain(turn, f"{said}\n\n{attribution(turn)}\n\n{quoted(turn)}\n")


def worded_numbers(turn: Turn) -> EmailMessage:
    said = "\n".join(f"Question {a.number} - {a.words}" for a in turn.answers)
    return plain(turn, f"Hi there\n\n{said}\n\nJo\n\n{attribution(turn)}\n\n{quoted(turn)}\n")


def in_brackets(turn: Turn) -> EmailMessage:
    return plain(turn, f"{numbers(turn, '({n}) {words}')}\n\nViele Grüße\nJo\n\n{quoted(turn)}\n")


def outlook_inline_with_initials(turn: Turn) -> EmailMessage:
    """Outlook's habit: answers in the unmarked copy of our mail, below "see my answers below", each with initials."""
    lines = []
    for line in text_of(turn.mail).splitlines():
        lines.append(line)
        answer = next((a for a in turn.answers if line.strip() == f"{a.number}. {a.question}"), None)
        if answer:
            lines.append(f"[JB] {answer.words}")
    head = (
        f"From: {turn.mail['From']}\nSent: Monday, November 23, 2026 11:02 AM\nTo: {turn.sender}\n"
        f"Subject: {turn.mail['Subject']}\n"
    )
    return plain(turn, "See my answers below.\n\n" + head + "\n" + "\n".join(lines) + "\n")


def wrapped_quote_with_answers_on_the_same_line(turn: Turn) -> EmailMessage:
    said = "\n".join(f"> {a.number}. {a.question} {a.words}" for a in turn.answers)
    return plain(turn, f"{attribution(turn)}\n{said}\n")


def bullets_with_topics(turn: Turn) -> EmailMessage:
    said = "\n".join(f"* {LABELS[a.name].lower()} - {a.words}" for a in turn.answers)
    return plain(turn, f"{said}\n\n-- \nJo Berg\nAcme Ltd\n\n{attribution(turn)}\n\n{quoted(turn)}\n")


def edited_card(turn: Turn) -> EmailMessage:
    """The answers stand in the quoted card as new lines, where a person would put them."""
    lines = quoted(turn).splitlines()
    at = max(
        n for n, line in enumerate(lines) if line.startswith(">   ") and ":" in line and n < len(lines) / 2
    )
    lines[at + 1 : at + 1] = [f">   {LABELS[a.name]}: {a.words}" for a in turn.answers]
    return plain(
        turn, f"I have filled in what I know, see below.\n\n{attribution(turn)}\n" + "\n".join(lines)
    )


def mutt_trimmed_quotes(turn: Turn) -> EmailMessage:
    """A careful writer keeps of each question its first words only."""
    said = "\n\n".join(
        f"> {a.number}. {' '.join(a.question.split()[:5])} [...]\n\n{a.words}" for a in turn.answers
    )
    return plain(turn, f"* {turn.mail['From']} [2026-11-23 11:02]:\n\n{said}\n\nCheers,\nJo\n")


def table_of_answers(turn: Turn) -> EmailMessage:
    rows = "".join(f"<tr><td>{a.number}</td><td>{html.escape(a.words)}</td></tr>" for a in turn.answers)
    page = f"<html><body><p>Hi, here you are:</p><table border=1>{rows}</table><p>Jo</p></body></html>"
    return html_alone(turn, page)


def at_the_quotation_s_level(turn: Turn) -> EmailMessage:
    """The cursor stood inside the quotation: each answer carries its mark."""
    said = quoted_with(turn, lambda a: [f"> {a.words}"])
    return plain(turn, f"{attribution(turn)}\n{said}\n")


def example_overtyped(turn: Turn) -> EmailMessage:
    """The grey line below the question is taken for a field to fill in."""
    said = quoted_with(turn, lambda a: [f">    {a.words}"], instead=True)
    return plain(turn, f"Filled in.\n\n{attribution(turn)}\n{said}\n")


def line_break_inside_the_quote(turn: Turn) -> EmailMessage:
    """Gmail, HTML alone: Enter pressed behind the question, inside our layout."""
    quote = f'<blockquote class="gmail_quote">{inner_with(turn, "{question}<br>{words}")}</blockquote>'
    head = f'<div class="gmail_attr">{html.escape(attribution_line(turn))}<br></div>'
    return html_alone(
        turn, f'<div dir="ltr">Hi, see below.</div><div class="gmail_quote">{head}{quote}</div>'
    )


def paragraph_inside_the_quote(turn: Turn) -> EmailMessage:
    """Apple Mail, HTML alone: a paragraph of its own behind the question."""
    return html_alone(turn, blockquoted(turn, inner_with(turn, "{question}</p><p>{words}")))


def numbers_below_the_quotation(turn: Turn) -> EmailMessage:
    said = numbers(turn, turn.rng.choice(("{n}: {words}", "{n}. {words}", "{n}) {words}")))
    return plain(turn, f"{attribution(turn)}\n\n{quoted(turn)}\n\n{said}\n\nJo\n")


def html_numbers_below_the_quotation(turn: Turn) -> EmailMessage:
    """Thunderbird set to answer below the quote."""
    said = "<br>".join(html.escape(f"{a.number}: {a.words}") for a in turn.answers)
    return html_alone(turn, blockquoted(turn, inner(turn), below=f"<p>{said}</p>"))


def falling_order(turn: Turn) -> EmailMessage:
    said = "\n".join(f"{a.number}: {a.words}" for a in reversed(turn.answers))
    return plain(turn, f"{said}\n\n{attribution(turn)}\n\n{quoted(turn)}\n")


def numbers_without_a_sign(turn: Turn) -> EmailMessage:
    """`3 high`: told from a sentence about three of something where several lines begin so and fit."""
    if len(turn.answers) < 2 or not any(a.value is not None for a in turn.answers):
        return one_run_of_numbers(turn)
    return plain(turn, f"{numbers(turn, '{n} {words}')}\n\n{attribution(turn)}\n\n{quoted(turn)}\n")


def a_line_for_each_question(turn: Turn) -> EmailMessage:
    """No numbers at all, where every question is answered."""
    asked = len(re.findall(r"^\d\. ", text_of(turn.mail), re.M))
    fitting = sum(a.value is not None for a in turn.answers)
    if len(turn.answers) < asked or fitting < 2:
        return phone(turn)
    said = "\n".join(a.words for a in turn.answers)
    return plain(turn, f"{said}\n\n{attribution(turn)}\n\n{quoted(turn)}\n")


KNOWN: Mapping[str, Callable[[Turn], EmailMessage]] = {
    s.__name__: s
    for s in (
        gmail_numbers_on_top,
        gmail_html,
        one_run_of_numbers,
        thunderbird_below_each_question,
        apple_below_each_question,
        outlook_on_top,
        phone,
        labelled,
        question_copied_then_arrow,
        worded_numbers,
        in_brackets,
        outlook_inline_with_initials,
        wrapped_quote_with_answers_on_the_same_line,
        bullets_with_topics,
        edited_card,
        mutt_trimmed_quotes,
        table_of_answers,
        at_the_quotation_s_level,
        example_overtyped,
        line_break_inside_the_quote,
        paragraph_inside_the_quote,
        numbers_below_the_quotation,
        html_numbers_below_the_quotation,
        falling_order,
        numbers_without_a_sign,
        a_line_for_each_question,
    )
}
"""Shapes that the code was made with."""


def outlook_inline_in_colour(turn: Turn) -> EmailMessage:
    """Outlook, HTML alone: blue answers inside the list of the copied mail."""
    markup = inner(turn)
    for a in turn.answers:
        question = html.escape(a.question, quote=False)
        assert question in markup, "our HTML asks what the text asks"
        markup = markup.replace(
            question,
            f'{question}</p><p class="MsoNormal"><span style="color:blue">{html.escape(a.words)}</span>',
            1,
        )
    head = f"<b>From:</b> {html.escape(str(turn.mail['From']))}<br><b>Sent:</b> Monday, November 23, 2026 11:02 AM<br>"
    page = (
        '<html><body><p class="MsoNormal">Hello, my answers are in blue.</p><p class="MsoNormal">Jo</p>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">'
        f"{head}<b>To:</b> {html.escape(turn.sender)}<br><b>Subject:</b> {html.escape(str(turn.mail['Subject']))}</p>"
        f"</div>{markup}</body></html>"
    )
    return html_alone(turn, page)


def regarding(turn: Turn) -> EmailMessage:
    forms = ("Regarding {n}: {words}.", "As to your question {n}: {words}.", "For no. {n}: {words}.")
    said = "\n".join(
        turn.rng.choice(forms).format(n=a.number, words=a.words.rstrip(".")) for a in turn.answers
    )
    return plain(
        turn, f"Dear team,\n\nthank you for coming back so fast.\n\n{said}\n\nKind regards,\nJo Berg\n"
    )


def numbers_with_the_topic(turn: Turn) -> EmailMessage:
    said = "\n".join(f"{a.number}. {LABELS[a.name]}: {a.words}" for a in turn.answers)
    return plain(turn, f"{said}\n\n{attribution(turn)}\n\n{quoted(turn)}\n")


def yahoo_numbers_with_gaps(turn: Turn) -> EmailMessage:
    said = "".join(
        f"<div>{a.number} )&nbsp; {html.escape(a.words)}</div><div><br></div>" for a in turn.answers
    )
    page = (
        f'<html><body><div class="yahoo-style-wrap">{said}<div>Jo</div></div><div id="ydp1" class="yahoo_quoted">'
        f"<div>On Monday, November 23, 2026 at 11:02:05 AM GMT+1, {html.escape(str(turn.mail['From']))} wrote:</div>"
        f"<div>{inner(turn)}</div></div></body></html>"
    )
    return html_alone(turn, page)


def red_below_the_example(turn: Turn) -> EmailMessage:
    """Apple Mail, HTML alone: red words below the grey example, inside the quotation."""
    markup = inner(turn)
    for a in turn.answers:
        before, question, after = markup.partition(html.escape(a.question, quote=False))
        item, end, behind = after.partition("</li>")
        red = f'<p><font color="#ff2600">{html.escape(a.words)}</font></p>'
        markup = f"{before}{question}{item}{red}{end}{behind}"
    return html_alone(turn, blockquoted(turn, markup, top="In red."))


def keycaps(turn: Turn) -> EmailMessage:
    said = numbers(turn, "{n}\ufe0f\u20e3 {words}")
    return plain(turn, f"{said}\n\nSent from my iPhone\n")


def name_at_the_quotation_s_level(turn: Turn) -> EmailMessage:
    said = quoted_with(turn, lambda a: [">", f"> Jo: {a.words}", ">"])
    return plain(turn, f"{attribution(turn)}\n{said}\n\n-- \nJo Berg\n")


def slashes_from_the_last(turn: Turn) -> EmailMessage:
    said = "\n".join(f"{a.number}/ {a.words}" for a in reversed(turn.answers))
    return plain(turn, f"Hi!\n\n{said}\n\nJo\n\n{attribution(turn)}\n\n{quoted(turn)}\n")


def below_a_cut_quotation(turn: Turn) -> EmailMessage:
    """Only the questions are left of our mail, the answers stand below all of them."""
    kept = [line for line in text_of(turn.mail).splitlines() if re.match(r"\d\. ", line)]
    left = "\n".join(f"> {line}" for line in kept)
    return plain(turn, f"{attribution(turn)}\n\n{left}\n\n{numbers(turn, '{n} - {words}')}\n\nJo\n")


UNSEEN: Mapping[str, Callable[[Turn], EmailMessage]] = {
    s.__name__: s
    for s in (
        outlook_inline_in_colour,
        regarding,
        numbers_with_the_topic,
        yahoo_numbers_with_gaps,
        red_below_the_example,
        keycaps,
        name_at_the_quotation_s_level,
        slashes_from_the_last,
        below_a_cut_quotation,
    )
}
"""Shapes kept for the measurement alone: nothing was made for them."""
