"""
Form fields that read what a Dutch user types, or say beside the field why they cannot.

Plain Django stores "1.000" as 1, takes "1e5" and Arabic digits, and guesses the double hour of
October. A test bans its number, date and text fields outside this room.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from dutch.addresses import parse_address
from dutch.moments import format_date, format_typed_date, parse_date, read_moment
from dutch.numbers import format_euro, format_number, parse_decimal, parse_money, parse_whole
from dutch.texts import clean_text
from dutch.widgets import MomentInput, TypedInput

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LARGEST_WHOLE = 2_147_483_647  # what an integer column holds
LARGEST_AMOUNT = Decimal("9999999999.99")  # what numeric(12, 2) holds

REQUIRED: "dict[str, str | _StrPromise]" = {"required": "Vul dit veld in."}

Value = TypeVar("Value", int, Decimal, date)


class _TypedField(forms.Field, Generic[Value]):
    """A text input between two limits that shows what was typed as long as it is wrong."""

    widget = TypedInput
    default_error_messages = REQUIRED
    kind: type[Value]
    inputmode = "text"
    too_low = "Vul {} of meer in."
    too_high = "Vul ten hoogste {} in."

    def __init__(
        self,
        *,
        lowest: Value | None,
        highest: Value | None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.lowest: Value | None = lowest
        self.highest: Value | None = highest

    def read(self, text: str) -> Value:
        """Return the value that the text stands for. :raises ValueError: with the sentence."""
        raise NotImplementedError

    def write(self, value: Value) -> str:
        """Return the text that stands for the value in the input."""
        raise NotImplementedError

    def say(self, value: Value) -> str:
        """Return the value as it stands in a sentence."""
        return self.write(value)

    def to_python(self, value: object) -> Value | None:
        """Read what was typed; a blank is None."""
        if value is None or type(value) is self.kind:
            return value
        with _refusals():
            text = clean_text(str(value))
            return self.read(text) if text else None

    def validate(self, value: Value | None) -> None:
        """Refuse what is missing or outside the limits."""
        super().validate(value)
        if value is None:
            return
        if self.lowest is not None and value < self.lowest:
            raise ValidationError(self.too_low.format(self.say(self.lowest)), code="too_low")
        if self.highest is not None and value > self.highest:
            raise ValidationError(self.too_high.format(self.say(self.highest)), code="too_high")

    def prepare_value(self, value: object) -> object:
        """Show a stored value the Dutch way and a typed one as it was typed."""
        return self.write(value) if type(value) is self.kind else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask for the right keyboard, and for no suggestions from other forms."""
        return super().widget_attrs(widget) | {"inputmode": self.inputmode, "autocomplete": "off"}


class DutchIntegerField(_TypedField[int]):
    """A whole number such as `1.000`."""

    kind = int
    inputmode = "numeric"

    def __init__(
        self,
        *,
        min_value: int | None = 0,
        max_value: int | None = LARGEST_WHOLE,
        **options: Any,
    ) -> None:
        super().__init__(lowest=min_value, highest=max_value, **options)

    def read(self, text: str) -> int:
        return parse_whole(text)

    def write(self, value: int) -> str:
        return format_number(value)


class DutchDecimalField(_TypedField[Decimal]):
    """A number such as `1.000,5`, with at most `places` digits after the comma."""

    kind = Decimal
    inputmode = "decimal"

    def __init__(
        self,
        *,
        places: int = 2,
        min_value: Decimal | None = Decimal(0),
        max_value: Decimal | None = LARGEST_AMOUNT,
        **options: Any,
    ) -> None:
        super().__init__(lowest=min_value, highest=max_value, **options)
        self.places = places

    def read(self, text: str) -> Decimal:
        return parse_decimal(text, places=self.places)

    def write(self, value: Decimal) -> str:
        return format_number(value)


class MoneyField(DutchDecimalField):
    """An amount in euros such as `€ 1.000,50` or `5,-`."""

    def read(self, text: str) -> Decimal:
        return parse_money(text)

    def say(self, value: Decimal) -> str:
        return format_euro(value)


class DutchDateField(_TypedField[date]):
    """A date such as `30-10-2018` or `30 oktober 2018`."""

    kind = date
    too_low = "Vul een datum in vanaf {}."
    too_high = "Vul een datum in tot en met {}."

    def __init__(
        self,
        *,
        earliest: date | None = None,
        latest: date | None = None,
        **options: Any,
    ) -> None:
        super().__init__(lowest=earliest, highest=latest, **options)

    def read(self, text: str) -> date:
        return parse_date(text)

    def write(self, value: date) -> str:
        return format_typed_date(value)

    def say(self, value: date) -> str:
        return format_date(value)


class DutchMomentField(forms.Field):
    """A date and a time on the clock of Amsterdam, in two inputs; the value is in UTC."""

    widget = MomentInput
    default_error_messages = REQUIRED

    def to_python(self, value: list[object] | datetime | None) -> datetime | None:
        """Read both inputs; both blank is None, one blank is refused."""
        if value is None or isinstance(value, datetime):
            return value
        with _refusals():
            on, clock = (clean_text(str(text or "")) for text in value)
            return read_moment(on, clock) if on or clock else None


class PlainTextField(forms.Field):
    """Text without styling, in Unicode NFC; what only holds invisible characters is empty."""

    widget = forms.TextInput
    default_error_messages = REQUIRED

    def __init__(
        self,
        *,
        max_length: int,
        multiline: bool = False,
        **options: Any,
    ) -> None:
        """
        Take texts of at most `max_length` characters, on one line unless `multiline`.

        The length is not repeated in the HTML: browsers cut a text that is pasted in silence.
        """
        if multiline:
            options.setdefault("widget", forms.Textarea)
        super().__init__(**options)
        self.max_length, self.multiline = max_length, multiline

    def to_python(self, value: object) -> str:
        """Return the text as it will be stored."""
        with _refusals():
            return clean_text("" if value is None else str(value))

    def validate(self, value: str) -> None:
        """Refuse what is missing, too long, or on more lines than there are."""
        super().validate(value)
        if "\n" in value and not self.multiline:
            raise ValidationError("Zet deze tekst op één regel.", code="lines")
        if len(value) > self.max_length:
            raise ValidationError(
                f"Gebruik ten hoogste {format_number(self.max_length)} tekens. "
                f"Deze tekst heeft er {format_number(len(value))}.",
                code="too_long",
            )


class WebAddressField(PlainTextField):
    """The address of a public website, for others to follow; "" when left blank."""

    def to_python(self, value: object) -> str:
        """Return the address with its scheme."""
        text = super().to_python(value)
        with _refusals():
            return parse_address(text) if text else ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask for the right keyboard; the browser's own check would refuse `www.almelo.nl`."""
        return super().widget_attrs(widget) | {"inputmode": "url"}


@contextmanager
def _refusals() -> Iterator[None]:
    """Put the sentence of a reader beside the field."""
    try:
        yield
    except ValueError as refusal:
        raise ValidationError(str(refusal), code="unreadable") from refusal
