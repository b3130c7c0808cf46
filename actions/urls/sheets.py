"""Addresses of spreadsheets in and out."""

from django.urls import path

from actions.urls import converters  # noqa: F401  # the addresses below use them
from actions.views import sheets

FILES = "deelname/bestand/"

urlpatterns = [
    path(FILES, sheets.sheet, name="sheet"),
    path(
        f"{FILES}sjabloon.<sheet_format:sheet_format>", sheets.sheet_template, name="sheet_template"
    ),
    path(f"{FILES}inlezen/", sheets.read_in_sheet, name="read_in_sheet"),
]
