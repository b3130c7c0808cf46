"""What the database itself refuses about decisions, as triggers."""

import pgtrigger

OF_RATIFICATION = (
    "SELECT municipality_id FROM decisions_ratification WHERE id = NEW.ratification_id"
)
OF_DECISION = """SELECT r.municipality_id FROM decisions_decision AS d
    JOIN decisions_ratification AS r ON r.id = d.ratification_id WHERE d.id = NEW.decision_id"""


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
