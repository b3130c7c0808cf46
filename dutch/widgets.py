"""Inputs that keep what was typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from dutch.moments import format_typed_clock, format_typed_date, local_date


class TypedInput(forms.TextInput):
    """A text input that does not choose when the same field is sent twice."""

    def value_from_datadict(
        self, data: Mapping[str, object], files: MultiValueDict[str, Any], name: str
    ) -> object:
        """Return what was typed; two values become one text that no field can read."""
        if isinstance(data, MultiValueDict) and len(values := data.getlist(name)) > 1:
            return " en ".join(map(str, values))
        return super().value_from_datadict(data, files, name)


class MomentInput(forms.MultiWidget):
    """Two labelled inputs for one moment; the page puts them in a fieldset."""

    template_name = "dutch/moment_input.html"
    labels = ("Datum", "Tijd")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Name the inputs NAME_date and NAME_time."""
        inputs: dict[str, forms.Widget | type[forms.Widget]] = {
            "date": TypedInput({"autocomplete": "off"}),
            "time": TypedInput({"autocomplete": "off"}),
        }
        super().__init__(inputs, attrs)

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each input its label."""
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            part["label"] = label
        return context

    def decompress(self, value: datetime | None) -> list[str]:
        """Return the texts for the two inputs."""
        if value is None:
            return ["", ""]
        return [format_typed_date(local_date(value)), format_typed_clock(value)]
