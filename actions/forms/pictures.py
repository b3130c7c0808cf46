"""What a reader wants to see on the pages with pictures."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from actions.models import Action
from profiles.models import Profile, Theme

ALL_YEARS = "alle"


class ThemeForm(forms.Form):
    """A choice of themes; nothing chosen, or what is not on the list, is all of them."""

    thema = forms.ChoiceField(label="Thema", required=False)

    def __init__(self, data: Mapping[str, Any], *, profile: Profile) -> None:
        super().__init__(data)
        themes = Theme.objects.filter(profile=profile).order_by("number")
        offered = [(str(each.number), each.title) for each in themes]
        self.offer("thema", [("", "Alle thema’s"), *offered])

    @property
    def theme(self) -> int | None:
        """The number of the theme."""
        return self.chosen("thema")

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Put these choices on the list."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def chosen(self, name: str) -> int | None:
        """Return the number that was chosen."""
        self.is_valid()
        chosen = self.cleaned_data.get(name, "")
        return int(chosen) if chosen.isdigit() else None


class ActionForm(ThemeForm):
    """A choice of one action too."""

    actie = forms.ChoiceField(label="Actie", required=False)

    def __init__(self, data: Mapping[str, Any], *, profile: Profile) -> None:
        super().__init__(data, profile=profile)
        actions = Action.objects.filter(theme__profile=profile)
        offered = [
            (str(each.pk), str(each)) for each in actions.order_by("theme__number", "position")
        ]
        self.offer("actie", [("", "Alle acties"), *offered])

    @property
    def action(self) -> int | None:
        """The key of the action."""
        return self.chosen("actie")


class MoneyForm(ActionForm):
    """A choice of a year too: one of `years`, at first `year`, or all of them together."""

    jaar = forms.ChoiceField(label="Jaar", required=False)
    field_order = ["jaar", "thema", "actie"]

    def __init__(
        self, data: Mapping[str, Any], *, profile: Profile, years: Iterable[int], year: int
    ) -> None:
        super().__init__({"jaar": str(year), **data}, profile=profile)
        self._year = year
        self.offer("jaar", [*((str(each), str(each)) for each in years), (ALL_YEARS, "Alle jaren")])

    @property
    def year(self) -> int | None:
        """The calendar year; None stands for all of them."""
        self.is_valid()
        if self.cleaned_data.get("jaar") == ALL_YEARS:
            return None
        return self.chosen("jaar") or self._year
