"""Anyone can recompute: text taken from the printed dictum gives the hashes that are printed."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from decisions.rules.identity import dictum_sha256, item_sha256
from submissions.bundle.contents import Dictum, Item
from tests.factories import bundle as example

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")

TAKEN = {"plain": [], "as laid out": ["-layout"], "in the order of the file": ["-raw"]}
LONG = (
    "De ambities te onderschrijven, en wel zo dat per ambitie of actie door de gemeente – binnen "
    "bestaande capaciteit en budgetten – wordt bepaald of zij meedoet, met welk tempo en waarmee, "
    "en dat ‘meedoen’ ook kan met kennis: 12 % van de uren, € 1.000,- of 3. niets."
)


def dictum_of(texts):
    """Return a dictum of items for the college with a last one for the mayor."""
    *college, mayor = texts
    rows = [("college", "college", text) for text in college] + [("mayor", "burgemeester", mayor)]
    items = tuple(
        Item(str(n), organ, text, item_sha256(organ=code, number=str(n), text=text))
        for n, (code, organ, text) in enumerate(rows, start=1)
    )
    return Dictum(items, dictum_sha256(item.sha256 for item in items), version=1)


def different(count, *, times=1):
    """Return so many texts, none with the words of another at the same place."""
    words = LONG.split()
    turned = (" ".join(words[n:] + words[:n]) for n in range(count))
    return [" ".join([text.capitalize()] * times) for text in turned]


DICTA = {
    "example": example.a_dictum(),
    "many items": dictum_of([*different(30), "De wethouder te machtigen."]),
    "items over two pages": dictum_of([*different(12, times=7), "De wethouder te machtigen."]),
}


@pytest.fixture
def text_of(built, tmp_path):
    """Return what pdftotext makes of the pages of the dictum, as a reader would take them."""

    def take(dictum, options):
        bundle = built(replace(example.contents(), dictum=dictum))
        pages = [part.pages for part in bundle.parts]
        place = [part.kind for part in bundle.parts].index("dictum")
        first = sum(pages[:place]) + 1
        file = tmp_path / "bundel.pdf"
        file.write_bytes(bundle.pdf)
        window = ["-f", str(first), "-l", str(first + pages[place] - 1)]
        return subprocess.run(
            ["pdftotext", "-enc", "UTF-8", *options, *window, str(file), "-"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    return take


@pytest.fixture
def recompute(tmp_path, capsys):
    def run(text):
        path = tmp_path / "dictum.txt"
        path.write_text(text)
        call_command("dictum_hash", str(path))
        return capsys.readouterr().out.splitlines()

    return run


@pytest.mark.parametrize("options", TAKEN.values(), ids=TAKEN)
@pytest.mark.parametrize("dictum", DICTA.values(), ids=DICTA)
def test_text_taken_from_the_bundle_gives_the_printed_hashes(text_of, recompute, dictum, options):
    lines = recompute(text_of(dictum, options))

    assert [line.split() for line in lines[:-1]] == [
        *([item.number, item.organ, item.sha256] for item in dictum.items),
        ["dictum", dictum.sha256],
    ]
    assert lines[-1] == "Alle controlegetallen staan ook zo in deze tekst."


@pytest.mark.parametrize("options", TAKEN.values(), ids=TAKEN)
def test_one_changed_letter_is_noticed(text_of, recompute, options):
    text = text_of(DICTA["example"], options)
    changed = re.sub(r"Plaats en tijd", "Plaats en tijt", text)
    assert changed != text

    with pytest.raises(CommandError, match="2 van de 9 controlegetallen staan niet in deze tekst"):
        recompute(changed)
