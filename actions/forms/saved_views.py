"""The name of a saved view, and what it holds."""

from django import forms

from actions.rules.saved_views import PAGES
from dutch.fields import DutchIntegerField, PlainTextField

LONGEST_NAME = 80
LONGEST_QUERY = 1000
LAST_ROW = 2**63 - 1


class NameForm(forms.Form):
    """How somebody calls a view."""

    name = PlainTextField(label="Naam", max_length=LONGEST_NAME)


class SaveForm(NameForm):
    """A view to keep: of which page, and with which choices."""

    page = forms.ChoiceField(choices=[(name, page.label) for name, page in PAGES.items()])
    profile = DutchIntegerField(min_value=1, max_value=LAST_ROW)
    query = PlainTextField(max_length=LONGEST_QUERY, required=False)

    @property
    def kept(self) -> list[forms.BoundField]:
        """The fields that nobody fills in."""
        return [self[name] for name in ("page", "profile", "query")]
