"""What addresses of actions hold beside numbers."""

from django.urls import register_converter

from actions.documents.tables import SheetFormat


class SheetFormatConverter:
    """A kind of spreadsheet by the end of its file's name."""

    regex = "|".join(SheetFormat)

    def to_python(self, value: str) -> SheetFormat:
        return SheetFormat(value)

    def to_url(self, value: str) -> str:
        return value


register_converter(SheetFormatConverter, "sheet_format")
