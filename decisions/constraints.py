"""What the database itself refuses about decisions, as triggers."""

import pgtrigger

from municipalities.models import REGIONAL_ROLES

OF_RATIFICATION = (
    "SELECT municipality_id FROM decisions_ratification WHERE id = NEW.ratification_id"
)
OF_DECISION = """SELECT r.municipality_id FROM decisions_decision AS d
    JOIN decisions_ratification AS r ON r.id = d.ratification_id WHERE d.id = NEW.decision_id"""
_FOR_THE_REGION = ", ".join(f"'{role}'" for role in sorted(REGIONAL_ROLES))
LOCAL_DAY = "({moment} AT TIME ZONE 'Europe/Amsterdam')::date"


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


def unchanged_once_frozen() -> list[pgtrigger.Trigger]:
    """Return the trigger that refuses any change to a part of a frozen version."""
    return [
        pgtrigger.Trigger(
            name="unchanged_once_frozen",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            declare=[("version", "bigint")],
            func="""
                version := CASE TG_OP WHEN 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
                IF EXISTS (SELECT 1 FROM decisions_proposalversion
                           WHERE id = version AND frozen_at IS NOT NULL) THEN
                    RAISE EXCEPTION 'frozen: % belongs to a frozen version', TG_TABLE_NAME
                        USING ERRCODE = 'insufficient_privilege';
                END IF;
                RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
            """,
        )
    ]


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
