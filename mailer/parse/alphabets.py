"""Which charset of one byte a letter a text in Latin letters was written in, told by the alphabets of languages.

A guess by frequencies needs more bytes than a short mail has; that every letter belongs to one alphabet is a safer sign.
"""

import re

_WESTERN = (
    "äöüß", "àâæçèéêëîïôœùûüÿ", "áéíïñóúü", "àáâãçéêíóôõú", "àèéìîòóù", "àáäèéêëíïóöüú", "àçèéíïòóúü", "åäöé", "æøåéäö",
    "áæéíðóöúýþ", "àáâäçèéêëíîïñóôöœùúûüß",
)  # fmt: skip
"""German, French, Spanish, Portuguese, Italian, Dutch, Catalan, Swedish and Finnish, Danish and Norwegian, Icelandic; and a
mail of one of the larger ones with a name from another."""
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţșț")
"""Polish, Czech, Slovak, Hungarian, Croatian and Slovene, Romanian."""
_TURKISH = ("âçğıîöşüûi\u0307",)
_ELSEWHERE = (("iso8859-2", _CENTRAL), ("cp1250", _CENTRAL), ("cp1254", _TURKISH))
_BEYOND = re.compile(r"[^\x00-\x7f]")
_MISREAD = re.compile(
    r"[\x80-\x9f]|(?<=[^\W\d_])[^\w\s\x00-\x7f’·–—…]+(?=[^\W\d_])|[£¤¥¦±²³¶¸¹¯¼-¾](?=[^\W\d_])"
)
"""A control, a sign within a word, where only letters stand, or one at its beginning that stands before none."""


def latin_charset(content: bytes) -> str:
    """The charset whose letters in `content` all belong to one alphabet; cp1252 before others, and where none fits."""
    for codec, alphabets in (("cp1252", _WESTERN), *_ELSEWHERE):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        letters = {one for char in _BEYOND.findall(text) if char.isalpha() for one in char.lower()}
        if any(letters <= set(alphabet) for alphabet in alphabets) and not _MISREAD.search(text):
            return codec
    return "cp1252"
