import io
import sys

import pytest
from django.core.management import CommandError, call_command

from decisions.rules.identity import dictum_sha256, item_sha256
from tests.decisions.documents.texts import REAL, WRAPPED

PRINTED = "1. (college) Mee te\ndoen.\n5. (burgemeester) De wethouder te machtigen.\n"
ONE = item_sha256(organ="college", number="1", text="Mee te doen.")
FIVE = item_sha256(organ="mayor", number="5", text="De wethouder te machtigen.")
WHOLE = dictum_sha256([ONE, FIVE])


@pytest.fixture
def run(tmp_path, capsys):
    def run(text):
        path = tmp_path / "dictum.txt"
        path.write_text(text)
        call_command("dictum_hash", str(path))
        return capsys.readouterr().out.splitlines()

    return run


def test_numbers_organs_and_hashes_are_printed(run):
    assert [line.split() for line in run(PRINTED)] == [
        ["1", "college", ONE],
        ["5", "burgemeester", FIVE],
        ["dictum", WHOLE],
    ]


def test_a_proposal_has_the_same_hashes_as_its_printed_dictum(run):
    printed = "1. (college) Mee te doen.\n2a. (college) Te betalen.\n"
    proposal = "Besluit\n\n1. Mee te\ndoen.\n\n2a. Te betalen.\n\nInleiding\nWaarom.\n"

    assert run(printed) == run(proposal)


def test_standard_input_is_read_too(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PRINTED.encode())))

    call_command("dictum_hash", "-")

    assert WHOLE in capsys.readouterr().out


def test_printed_hashes_are_confirmed(run):
    lines = run(f"{PRINTED}Controlegetallen\n{ONE}\n{FIVE}\n{WHOLE}\n")

    assert lines[-1] == "Alle controlegetallen staan ook zo in deze tekst."


def test_a_changed_word_is_noticed(run):
    changed = PRINTED.replace("Mee te", "Niet mee te")

    with pytest.raises(CommandError, match="2 van de 3 controlegetallen staan niet in deze tekst"):
        run(f"{changed}Controlegetallen\n{ONE}\n{FIVE}\n{WHOLE}\n")


@pytest.mark.parametrize(("text", "reason"), [("", "is leeg"), ("Er was eens.", "geen dictum")])
def test_a_bad_file_gets_one_sentence(run, text, reason):
    with pytest.raises(CommandError, match=reason):
        run(text)


def test_a_whole_proposal_in_our_own_words(run):
    assert [line.split()[0] for line in run(WRAPPED)] == [
        *("1", "2", "2a", "2b", "3", "3a", "3b", "4", "5"),
        "dictum",
    ]


@pytest.mark.skipif(not REAL.exists(), reason="the real document is no part of the project")
def test_the_real_dictum_keeps_its_hash(run):
    assert run(REAL.read_text())[-1].split()[1] == (
        "6ae1cf93eed96284573c3160bda25702238a5d66be0c6fbc869d5047acc7dcf5"
    )
