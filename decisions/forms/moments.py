"""Of which moment a page is asked."""

from datetime import date, datetime
from typing import Any

from django import forms

from dutch.fields import DutchDateField, DutchMomentField


class MomentForm(forms.Form):
    """The moment of which the board is asked; it lies before `now`."""

    op = DutchMomentField(label="Stand op")

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        options["initial"] = {"op": now.replace(second=0, microsecond=0)}
        super().__init__(*args, **options)
        self.now = now

    def clean_op(self) -> datetime:
        op: datetime = self.cleaned_data["op"]
        if op > self.now:
            raise forms.ValidationError("Kies een moment dat al geweest is.")
        return op


class DayForm(forms.Form):
    """The day up to which is asked; not after `today`."""

    op = DutchDateField(label="Tot en met")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        options["initial"] = {"op": today}
        super().__init__(*args, **options)
        self.today = today

    def clean_op(self) -> date:
        op: date = self.cleaned_data["op"]
        if op > self.today:
            raise forms.ValidationError("Kies een dag die al geweest is.")
        return op
