"""The facts of the sheets of an .xlsx."""

import posixpath
import re
import zipfile
from collections.abc import Callable

from actions.documents.sheet_facts import (
    LAST_COLUMN,
    LAST_ROW,
    Attributes,
    Facts,
    area,
    attribute,
    position,
    walk,
)
from actions.documents.sheet_refusals import Refusal, UnreadableSheet

MOST_SHEETS = 50
_WORKBOOK = "xl/workbook.xml"
_PERCENTS = {9, 10}  # the percentages among the formats that every spreadsheet knows
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^]]*\]')
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_REMARKS = re.compile(r"^xl/(threaded)?comments", re.IGNORECASE)
Begin = Callable[[Attributes], None]
_TRUE = {"1", "true"}


def facts_of(archive: zipfile.ZipFile) -> list[Facts]:
    """Return the facts of each sheet in order. :raises UnreadableSheet: for what is not read."""
    targets = _targets(archive.read("xl/_rels/workbook.xml.rels"))
    sheets = [(targets.get(key, ""), facts) for key, facts in _sheets(archive.read(_WORKBOOK))]
    if len(sheets) > MOST_SHEETS:
        raise UnreadableSheet(Refusal.SHEETS)
    others = set(archive.namelist()) - {part for part, _ in sheets}
    for name in sorted(others):
        if name.endswith((".xml", ".rels")):
            _look(name, archive.read(name))
    shown = _shown(archive.read("xl/styles.xml")) if "xl/styles.xml" in others else {}
    remarks = [_text(archive.read(name)) for name in sorted(others) if _REMARKS.search(name)]
    for part, facts in sheets:
        facts.remarks = remarks
        if "worksheets/" in part:
            _Walk(facts, shown).through(archive.read(part))
    return [facts for _, facts in sheets]


def _look(name: str, xml: bytes) -> None:
    """Refuse what is no plain spreadsheet, in any of its parts."""
    if name == "[Content_Types].xml" and b"macroEnabled" in xml:
        raise UnreadableSheet(Refusal.MACROS)
    walk(xml)


def _text(xml: bytes) -> str:
    said: list[str] = []
    walk(xml, text=said.append)
    return " ".join(said)


def _targets(xml: bytes) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            path = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            found[attributes.get("Id", "")] = path.removeprefix("/")

    walk(xml, start=start)
    return found


def _sheets(xml: bytes) -> list[tuple[str, Facts]]:
    found: list[tuple[str, Facts]] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            found.append((attribute(attributes, "id"), Facts(attributes["name"], is_hidden)))

    walk(xml, start=start)
    return found


def _shown(styles: bytes) -> dict[str, str]:
    """Return by the number of a style that it shows another number than there is, and how."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        inside.append(name)
        if name == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside:
            formats.append(int(attributes.get("numFmtId", 0)))

    walk(styles, start=start, end=lambda _: inside.pop())
    ways = {number: _way(number, codes.get(number, "")) for number in set(formats)}
    return {str(place): ways[number] for place, number in enumerate(formats) if ways[number]}


def _way(number: int, code: str) -> str:
    bare = _QUOTED.sub("", code)
    if number in _PERCENTS or "%" in bare:
        return "percent"
    return "scaled" if _SCALED.search(bare) else ""


class _Walk:
    """Goes through the XML of one sheet."""

    def __init__(self, facts: Facts, shown: dict[str, str]) -> None:
        self.facts, self.shown = facts, shown
        self.row = self.column = 0
        self.kind = self.style = self.value = ""
        self.is_in_value = self.is_formula = False
        self.begins: dict[str, Begin] = {
            "c": self._begin,
            "v": self._begin_value,
            "t": self._begin_value,
            "f": self._begin_formula,
            "row": self._begin_row,
            "col": self._begin_column,
            "mergeCell": self._begin_merged,
        }

    def through(self, xml: bytes) -> None:
        walk(xml, start=self.start, end=self.end, text=self.text)

    def start(self, name: str, attributes: Attributes) -> None:
        if begin := self.begins.get(name):
            begin(attributes)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.is_in_value = False
        elif name == "c":
            self._finish()

    def text(self, text: str) -> None:
        if self.is_in_value:
            self.value += text

    def _begin_value(self, _: Attributes) -> None:
        self.is_in_value = True

    def _begin_formula(self, _: Attributes) -> None:
        self.is_formula = True

    def _begin_merged(self, attributes: Attributes) -> None:
        self.facts.merge(area(attributes["ref"]))

    def _begin_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE:
            last = min(int(attributes["max"]), LAST_COLUMN)
            self.facts.hidden_columns.update(range(int(attributes["min"]), last + 1))

    def _begin_row(self, attributes: Attributes) -> None:
        self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        if attributes.get("hidden") in _TRUE and self.row <= LAST_ROW:
            self.facts.hidden_rows.add(self.row)

    def _begin(self, attributes: Attributes) -> None:
        if reference := attributes.get("r"):
            self.row, self.column = position(reference)
        else:
            self.column += 1
        self.kind, self.style = attributes.get("t", ""), attributes.get("s", "")
        self.value, self.is_formula = "", False

    def _finish(self) -> None:
        if not (self.value or self.is_formula):
            return
        self.facts.count(self.row, self.column)
        if oddity := self._oddity():
            self.facts.oddities[self.row, self.column] = oddity

    def _oddity(self) -> str:
        if self.kind == "e":
            return self.value or "#N/A"
        if self.is_formula:
            never = not self.value if self.kind != "str" else False
            return "unworked" if never or _is_zero(self.kind, self.value) else "formula"
        return self.shown.get(self.style, "")


def _is_zero(kind: str, value: str) -> bool:
    """Say whether it is the 0 that programs write for a formula that they do not work out."""
    return kind in {"", "n"} and value.strip() in {"0", "0.0"}
