"""What a mail hides from its reader is nobody's word."""

import pytest

from mailer.parse.html import html_to_text

SEEN = "<p>Please add a Grafana integration, our operators watch its dashboards all day.</p>"


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="Display : NONE !important">Priority: critical</div>',
        '<div style="max-height:0;overflow:hidden">Priority: critical</div>',
        '<p style="opacity:0">Priority: critical</p>',
        '<p style="font-size:0px;line-height:1">Priority: critical</p>',
        '<div style="position:absolute;left:-9999px">Priority: critical</div>',
        '<p style="color:#FFFFFF">Priority: critical</p>',
        '<div style="background:#fff"><font color="white">Priority: critical</font></div>',
        '<style>td.x, .y {display:none}</style><p class="big y">Priority: critical</p>',
        '<span style="text-decoration:line-through">Priority: critical</span>',
        "<!-- Priority: critical --><template>Priority: critical</template>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    """Hidden by style, by class, without size, far off, white on white, struck out: only what is shown is left."""
    text = html_to_text(f"<html><body>{SEEN}{hidden}<p>Ada</p></body></html>")
    assert "critical" not in text
    assert "Grafana" in text
    assert "Ada" in text


@pytest.mark.parametrize(
    "shown",
    [
        '<table bgcolor="#1b2a49"><tr><td style="color:white">Priority: low</td></tr></table>',
        '<a style="background:#05f;color:#ffffff" href="https://docs.example/">Priority: low</a>',
        '<style>.dark {background:#000}</style><p class="dark" style="color:#fff">Priority: low</p>',
        '<style>@media (max-width:9em) {.wide {display:none}}</style><p class="wide">Priority: low</p>',
        '<td style="font-size:0px"><div style="font-size:13px">Priority: low</div></td>',
        '<p style="opacity:0.87;line-height:0;color:#fefeff">Priority: low</p>',
        f'<p style="color:#fff">Priority: low</p><div style="color:#fff">{SEEN * 3}</div>',
    ],
)
def test_what_may_be_seen_stays(shown: str) -> None:
    """White on a coloured ground, what only small screens hide, and all of a mail that was written on a dark screen."""
    assert "Priority: low" in html_to_text(f"<html><body>{SEEN}{shown}</body></html>")
