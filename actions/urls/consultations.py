"""Addresses of the regional consultations."""

from django.urls import path, register_converter

from actions.documents.minutes import MinutesFormat
from actions.views import agenda_items, consultations, minutes


class MinutesFormatConverter:
    """A kind of document by the end of its file's name."""

    regex = "|".join(MinutesFormat)

    def to_python(self, value: str) -> MinutesFormat:
        return MinutesFormat(value)

    def to_url(self, value: str) -> str:
        return value


register_converter(MinutesFormatConverter, "minutes_format")

ONE = "overleggen/<int:consultation>/"
ITEM = f"{ONE}agenda/<int:item>/"

urlpatterns = [
    path("overleggen/", consultations.consultations, name="consultations"),
    path("overleggen/nieuw/", consultations.call_consultation, name="call_consultation"),
    path(ONE, consultations.consultation, name="consultation"),
    path(f"{ONE}wijzigen/", consultations.change_consultation, name="change_consultation"),
    path(f"{ONE}agenda/", consultations.add_item, name="add_item"),
    path(ITEM, agenda_items.agenda_item, name="agenda_item"),
    path(f"{ITEM}plaats/", consultations.move_item, name="move_item"),
    path(f"{ITEM}verwijderen/", consultations.remove_item, name="remove_item"),
    path(f"{ITEM}uitkomst/", agenda_items.record_outcome, name="record_outcome"),
    path(f"{ITEM}stukken/", agenda_items.add_paper, name="add_paper"),
    path(f"{ITEM}stukken/<int:paper>/", agenda_items.agenda_paper, name="agenda_paper"),
    path(f"{ONE}verslag/", minutes.minutes, name="minutes"),
    path(f"{ONE}verslag/schrijven/", minutes.write_minutes, name="write_minutes"),
    path(f"{ONE}verslag.<minutes_format:file_format>", minutes.minutes_file, name="minutes_file"),
]
