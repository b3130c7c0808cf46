"""Tables as files."""

from collections.abc import Sequence

from django.http import HttpResponse

from actions.documents.tables import Sheet, SheetFormat, written


def sheet_file(sheets: Sequence[Sheet], sheet_format: SheetFormat, *, name: str) -> HttpResponse:
    """Hand out the sheets as a file of this name; its end follows from the format."""
    disposition = f'attachment; filename="{name}.{sheet_format}"'
    return HttpResponse(
        written(sheets, sheet_format),
        content_type=sheet_format.media_type,
        headers={"Content-Disposition": disposition},
    )
