"""Who acted, and for whom: what every room asks of the rows that its acts leave."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models

from municipalities.models.people import REGIONAL_ROLES

LOCAL_DAY = "({moment} AT TIME ZONE 'Europe/Amsterdam')::date"
_FOR_THE_REGION = ", ".join(f"'{role}'" for role in sorted(REGIONAL_ROLES))


def who(name: str, *, null: bool = False) -> "models.ForeignKey[Any, Any]":
    """Return a reference to who did something; a row of somebody who acted stays."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+", verbose_name=name
    )


def own_people_act(
    *acts: str, municipality: str, name: str = "own_people_act"
) -> pgtrigger.Trigger:
    """
    Return the trigger that refuses acts by people of another organisation.

    For each act, `<act>_by` must have a membership at the municipality on the day of `<act>_at`;
    working there for the region is not enough.
    `municipality` is the SQL expression of its id.
    """
    checks = "\n".join(_membership_check(act, municipality) for act in acts)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"{checks}\nRETURN NEW;",
    )


def _membership_check(act: str, municipality: str) -> str:
    day = LOCAL_DAY.format(moment=f"NEW.{act}_at")
    return f"""
        IF NEW.{act}_by_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM municipalities_membership AS m
            WHERE m.user_id = NEW.{act}_by_id
              AND m.organisation_id = ({municipality})
              AND m.role NOT IN ({_FOR_THE_REGION})
              AND m.valid_from <= {day}
              AND (m.valid_until IS NULL OR m.valid_until >= {day})
        ) THEN
            RAISE EXCEPTION 'own people only: {act} on % by someone of another organisation',
                TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;"""  # noqa: S608  # column names from the models, never from a person
