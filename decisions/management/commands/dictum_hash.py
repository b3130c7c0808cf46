"""Recompute the hashes of a dictum from printed text."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from decisions.documents.contents import ReadItem
from decisions.documents.printed import printed_hashes, read_printed_dictum
from decisions.documents.reading import (
    LARGEST,
    UnreadableDocument,
    read_document,
    read_file,
)
from decisions.rules.identity import dictum_sha256, item_sha256


class Command(BaseCommand):
    help = "Rekent de controlegetallen (SHA-256) van een dictum na uit de gedrukte tekst."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            default="-",
            help="de beslispunten zoals de bundel ze afdrukt, of een voorstel; - leest van invoer",
        )

    def handle(self, *, file: str, **_options: object) -> None:
        try:
            text = _read(file)
            items = read_printed_dictum(text)
        except UnreadableDocument as reason:
            raise CommandError(str(reason)) from reason
        hashes = [_sha256(item) for item in items]
        for item, sha256 in zip(items, hashes, strict=True):
            self.stdout.write(f"{item.number:<8}{item.organ.label:<14}{sha256}")
        self.stdout.write(f"{'dictum':<22}{dictum_sha256(hashes)}")
        self._compare([*hashes, dictum_sha256(hashes)], printed_hashes(text))

    def _compare(self, hashes: list[str], printed: set[str]) -> None:
        """Hold the outcome against the hashes that are printed in the same text, if any."""
        if not printed:
            return
        if missing := [sha256 for sha256 in hashes if sha256 not in printed]:
            raise CommandError(
                f"{len(missing)} van de {len(hashes)} controlegetallen staan niet in deze tekst: "
                "de tekst is niet die van het controlegetal."
            )
        self.stdout.write("Alle controlegetallen staan ook zo in deze tekst.")


def _read(file: str) -> str:
    if file == "-":
        return read_document("De invoer", sys.stdin.buffer.read(LARGEST + 1))
    return read_file(Path(file))


def _sha256(item: ReadItem) -> str:
    return item_sha256(organ=item.organ, number=item.number, text=item.text)
