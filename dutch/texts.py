"""Plain text that people type: one spelling per character, and nothing that hides."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters: log, terminal and header tricks
    "\u202a-\u202e\u2066-\u2069"  # direction overrides: text that reads other than it is
    "\ufdd0-\ufdef\ufffe\uffff\U0010fffe\U0010ffff"  # no characters at all
    "\ud800-\udfff]"  # halves of a character: cannot be stored
)

_BLANK_LETTERS = re.compile("[\u034f\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f]")
_BLANK_KINDS = {"Cc", "Cf", "Zl", "Zp", "Zs"}  # controls, format marks, separators


class UnreadableText(ValueError):
    """The text holds characters that cannot be shown; the message is for the user."""


def clean_text(text: str) -> str:
    r"""
    Return the text in Unicode NFC with `\n` line ends, trimmed; only invisible characters is "".

    :raises UnreadableText: for control characters, direction overrides and broken characters.
    """
    text = _LINE_ENDS.sub("\n", text)
    if found := _FORBIDDEN.search(text):
        raise UnreadableText(
            f"In deze tekst staat een teken dat niet te zien is (plaats {found.start() + 1}). "
            "Typ de tekst opnieuw, of plak hem zonder opmaak."
        )
    text = unicodedata.normalize("NFC", text).strip().removeprefix("\ufeff").strip()
    return "" if all(map(_is_invisible, text)) else text


def _is_invisible(character: str) -> bool:
    """Say whether the character leaves the paper white."""
    return unicodedata.category(character) in _BLANK_KINDS or bool(_BLANK_LETTERS.match(character))
