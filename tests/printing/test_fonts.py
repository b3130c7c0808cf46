"""Which characters print, and that the page numbers carry their own font."""

import pytest

from printing.fonts import covered, number_font, printable

CASES = {
    "ordinary": ("Súdwest-Fryslân, Ĳssel, € 5 – ‘ja’", "Súdwest-Fryslân, Ĳssel, € 5 – ‘ja’"),
    "decomposed": ("cafe\u0301", "café"),
    "windows line ends": ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
    "tab": ("een\ttwee", "een twee"),
    "nul and escape": ("a\x00b\x1b[31mc\x7f\x85", "ab[31mc"),
    "right to left override": ("a\u202eb\u2066c\u2069", "abc"),
    "zero width and soft hyphen": ("a\u200bb\u200dc\u00add\ufeff", "abcd"),
    "chinese": ("a中b", "a[U+4E2D]b"),
    "emoji": ("🎭", "[U+1F3AD]"),
    "lone surrogate": ("a\ud800", "a[U+D800]"),
    "not a character": ("a\ufffe\U0010ffff", "a[U+FFFE][U+10FFFF]"),
    "ligature stays": ("Ελλάς Журнал", "Ελλάς Журнал"),
}


@pytest.mark.parametrize(("text", "printed"), CASES.values(), ids=CASES)
def test_only_what_prints_is_printed(text, printed):
    assert printable(text) == printed
    assert printable(printed) == printed
    printed.encode()


def test_a_blank_line_still_starts_a_paragraph():
    assert printable("een\n\ntwee") == "een\n\ntwee"


def test_regular_and_semibold_print_the_same_characters():
    from printing import fonts  # noqa: PLC0415 -- the folder of the packed files

    semibold = {
        point
        for file in fonts.FOLDER.glob("source-sans-3-*-600-normal.woff2")
        for point in fonts._font(file).getBestCmap()
    }

    assert semibold == covered()


def test_number_font_has_what_a_page_number_needs():
    assert set(map(ord, "Pagina 1234567890 van")) == set(number_font().getBestCmap())
