import pytest

from decisions.documents.printed import printed_hashes, read_printed_dictum
from decisions.documents.reading import NoDictum
from decisions.models import Organ
from tests.decisions.documents.texts import WRAPPED

PRINTED = """\
Beslispunten, versie 1
1. (college) In te stemmen met het plan dat in co-
creatie is gemaakt voor 2021–
2024.
2. (college) Te steunen:
2a. (college) de inzet van mensen en/
of geld;
5. (burgemeester) De wethouder te machtigen
om te tekenen.
Controlegetallen
Een controlegetal (SHA-256) hoort bij precies één tekst.
"""
ITEMS = [
    ("1", Organ.COLLEGE, "In te stemmen met het plan dat in co-creatie is gemaakt voor 2021–2024."),
    ("2", Organ.COLLEGE, "Te steunen:"),
    ("2a", Organ.COLLEGE, "de inzet van mensen en/of geld;"),
    ("5", Organ.MAYOR, "De wethouder te machtigen om te tekenen."),
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [PRINTED, f"Kop\n\n{PRINTED}\n\nNog iets.\n"],
)
def test_items_are_read_over_broken_lines(text):
    assert [(item.number, item.organ, item.text) for item in read_printed_dictum(text)] == ITEMS


def test_what_follows_after_an_empty_line_is_no_part_of_the_item():
    text = "1. (college) Mee te doen.\n\nDaarna komt iets anders.\n"

    assert read_printed_dictum(text)[0].text == "Mee te doen."


def test_the_end_of_a_page_does_not_cut_an_item():
    text = "1. (college) Mee te doen aan het plan\n\nPagina 3 van 20\n\fen te tekenen.\n"

    assert read_printed_dictum(text)[0].text == "Mee te doen aan het plan en te tekenen."


def test_a_proposal_is_read_as_one():
    assert [item.number for item in read_printed_dictum(WRAPPED)][:3] == ["1", "2", "2a"]


def test_text_without_dictum_is_refused():
    with pytest.raises(NoDictum):
        read_printed_dictum("Er was eens.")


def test_only_whole_hashes_are_found():
    assert printed_hashes(f"x {'A' * 64} {'b' * 63} {'c' * 65}") == {"a" * 64}
