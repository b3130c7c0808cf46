"""What the database itself refuses about actions, as triggers."""

import pgtrigger

LEAD_OF_PARTICIPATION = """SELECT a.lead_id FROM actions_participation AS p
    JOIN actions_action AS a ON a.id = p.action_id WHERE p.id = NEW.participation_id"""


def unchanged_once_frozen() -> list[pgtrigger.Trigger]:
    """Return the trigger that refuses any change to what a frozen plan asks."""
    return [
        pgtrigger.Trigger(
            name="unchanged_once_frozen",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            declare=[("plan", "bigint")],
            func="""
                plan := CASE TG_OP WHEN 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END;
                IF EXISTS (SELECT 1 FROM actions_plan
                           WHERE id = plan AND frozen_at IS NOT NULL) THEN
                    RAISE EXCEPTION 'frozen: % belongs to a frozen plan', TG_TABLE_NAME
                        USING ERRCODE = 'insufficient_privilege';
                END IF;
                RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
            """,
        )
    ]
