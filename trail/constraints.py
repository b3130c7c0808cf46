"""What every record of an act must satisfy, as database constraints that the apps share."""

import pgtrigger
from django.db.models import CheckConstraint, DateField, Func, Q


class LocalDay(Func):
    """The day in Europe/Amsterdam of a moment, for use in a constraint."""

    template = "((%(expressions)s AT TIME ZONE 'Europe/Amsterdam')::date)"
    output_field = DateField()


def together(*fields: str) -> Q:
    """All of these fields are filled, or none is."""
    return Q(*((f"{field}__isnull", True) for field in fields)) | Q(
        *((f"{field}__isnull", False) for field in fields)
    )


def who_and_when(act: str, *, prefix: str) -> CheckConstraint:
    """Return the constraint that `<act>_at` and `<act>_by` are known together or not at all."""
    return CheckConstraint(
        condition=together(f"{act}_at", f"{act}_by"), name=f"{prefix}_{act}_by_someone"
    )


def append_only() -> list[pgtrigger.Trigger]:
    """Return the triggers that refuse to change, remove or truncate rows."""
    return [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update), *never_removed()]


def never_removed() -> list[pgtrigger.Trigger]:
    """Return the triggers that refuse to remove or truncate rows."""
    return [
        pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="no_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func="RAISE EXCEPTION 'append-only: % cannot be emptied', TG_TABLE_NAME;",
        ),
    ]


class SetOnce(pgtrigger.Trigger):
    """A trigger that knows which columns it lets anyone fill; grants are computed from it."""

    def __init__(self, *fields: str, func: str) -> None:
        super().__init__(
            name="set_once", when=pgtrigger.Before, operation=pgtrigger.Update, func=func
        )
        self.fields = fields


def set_once(*fields: str, beside: tuple[str, ...]) -> SetOnce:
    """
    Return the trigger that lets a row change only by filling `fields`, once and together.

    `beside` names every other column; none of those may ever change.
    """
    filled = " OR ".join(f"OLD.{field} IS NOT NULL" for field in fields)
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in beside)
    return SetOnce(
        *fields,
        func=f"""
            IF {filled} OR {changed} THEN
                RAISE EXCEPTION 'append-only: % cannot be changed', TG_TABLE_NAME
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        """,
    )
