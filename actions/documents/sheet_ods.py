"""The facts of the sheets of an .ods."""

import re
import zipfile

from actions.documents.sheet_facts import (
    LAST_COLUMN,
    LAST_ROW,
    Attributes,
    Facts,
    walk,
)
from actions.documents.sheet_refusals import Refusal, UnreadableSheet
from actions.documents.sheet_xlsx import MOST_SHEETS

_HIDDEN = {"collapse", "filter"}
_LINKS = {"table-source", "dde-source", "dde-link", "dde-links", "cell-range-source"}
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:[0-9]+|#NAAM\?|#WAARDE!")


def facts_of(archive: zipfile.ZipFile) -> list[Facts]:
    """Return the facts of each sheet in order. :raises UnreadableSheet: for what is not read."""
    for name in archive.namelist():
        if name.endswith(".xml") and name != "content.xml":
            walk(archive.read(name))
    found = _Walk()
    walk(archive.read("content.xml"), start=found.start, end=found.end, text=found.say)
    return found.sheets


class _Walk:
    """Goes through the content: a row or cell may say that it stands there many times."""

    def __init__(self) -> None:
        self.sheets: list[Facts] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.row = self.column = self.rows = self.columns = self.first_column = 0
        self.cell: Attributes = {}
        self.said = ""
        self.depth_of_text = self.depth_of_note = 0
        self.begins = {
            "style": self._style,
            "table-properties": self._table_properties,
            "table": self._table,
            "table-column": self._table_column,
            "table-row": self._table_row,
            "table-cell": self._table_cell,
            "covered-table-cell": self._covered_table_cell,
            "p": self._p,
            "annotation": self._annotation,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _LINKS:
            raise UnreadableSheet(Refusal.LINKED)
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if begin := self.begins.get(name):
            begin(plain)

    def end(self, name: str) -> None:
        if name == "table-cell":
            self._finish()
        elif name == "table-row":
            self.row += self.rows - 1
        elif name == "p":
            self.depth_of_text -= 1
        elif name == "annotation":
            self.depth_of_note -= 1

    def say(self, text: str) -> None:
        if self.depth_of_note and self.sheets:
            self.sheets[-1].remarks.append(text)
        elif self.depth_of_text:
            self.said += text

    def _style(self, attributes: Attributes) -> None:
        self.style = attributes.get("name", "")

    def _table_properties(self, attributes: Attributes) -> None:
        if attributes.get("display") == "false":
            self.hidden_styles.add(self.style)

    def _table(self, attributes: Attributes) -> None:
        is_hidden = attributes.get("style-name", "") in self.hidden_styles
        self.sheets.append(Facts(attributes.get("name", ""), is_hidden))
        if len(self.sheets) > MOST_SHEETS:
            raise UnreadableSheet(Refusal.SHEETS)
        self.row = self.first_column = 0

    def _table_column(self, attributes: Attributes) -> None:
        first = self.first_column + 1
        self.first_column += int(attributes.get("number-columns-repeated", 1))
        if attributes.get("visibility") in _HIDDEN:
            last = min(self.first_column, LAST_COLUMN)
            self.sheets[-1].hidden_columns.update(range(first, last + 1))

    def _table_row(self, attributes: Attributes) -> None:
        self.row, self.column = self.row + 1, 0
        self.rows = int(attributes.get("number-rows-repeated", 1))
        if attributes.get("visibility") in _HIDDEN:
            last = min(self.row + self.rows - 1, LAST_ROW)
            self.sheets[-1].hidden_rows.update(range(self.row, last + 1))

    def _table_cell(self, attributes: Attributes) -> None:
        self.cell, self.said = attributes, ""
        self.columns = int(attributes.get("number-columns-repeated", 1))
        self.column += self.columns
        rows, columns = (
            int(attributes.get(f"number-{side}-spanned", 1)) for side in ("rows", "columns")
        )
        if rows > 1 or columns > 1:
            last = (self.row + rows - 1, self.column + columns - 1)
            self.sheets[-1].merge((self.row, self.column, *last))

    def _covered_table_cell(self, attributes: Attributes) -> None:
        self.column += int(attributes.get("number-columns-repeated", 1))

    def _p(self, _: Attributes) -> None:
        self.depth_of_text += 1

    def _annotation(self, _: Attributes) -> None:
        self.depth_of_note += 1

    def _finish(self) -> None:
        kind = self.cell.get("value-type", "")
        if not (kind or self.said or "formula" in self.cell):
            return
        facts, last_row = self.sheets[-1], self.row + self.rows - 1
        facts.count(last_row, self.column, times=self.rows * self.columns)
        oddity = self._oddity(kind)
        if oddity:
            first = self.column - self.columns + 1
            facts.oddities.update(
                {
                    (row, column): oddity
                    for row in range(self.row, last_row + 1)
                    for column in range(first, self.column + 1)
                }
            )

    def _oddity(self, kind: str) -> str:
        if "formula" in self.cell:
            if _ERROR.fullmatch(self.said):
                return self.said
            is_zero = kind != "string" and self.cell.get("value") == "0"
            return "formula" if kind and not is_zero else "unworked"
        return "percent" if kind == "percentage" else ""
