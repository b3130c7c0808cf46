"""What the account of the web may do with each table, computed from the triggers of the models."""

from collections.abc import Iterator

import pgtrigger
from django.apps import apps
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from psycopg.sql import SQL, Composable, Identifier

from trail.constraints import SetOnce

SCHEMA = Identifier("public")

NOTHING_BUT_GRANTS = SQL(
    "REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {role};"
    "REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {role};"
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role};"
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {role};"
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON TABLES FROM {role};"
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON SEQUENCES FROM {role};"
    "GRANT CONNECT ON DATABASE {database} TO {role};"
    "GRANT USAGE ON SCHEMA {schema} TO {role};"
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role};"
)
# pgtrigger lets any session switch its triggers off by setting a variable. Not here.
NO_TRIGGER_IGNORED = SQL(
    "CREATE OR REPLACE FUNCTION {schema}._pgtrigger_should_ignore(trigger_name NAME)"
    " RETURNS BOOLEAN LANGUAGE sql AS 'SELECT FALSE';"
)
GRANT = SQL("GRANT {privileges} ON {schema}.{table} TO {role};")


def statements(*, role: str, database: str) -> Iterator[Composable]:
    """Return the SQL that takes everything from a role, and then grants what the portal needs."""
    names = {"schema": SCHEMA, "role": Identifier(role), "database": Identifier(database)}
    yield NOTHING_BUT_GRANTS.format(**names)
    yield NO_TRIGGER_IGNORED.format(**names)
    for table, privileges in privileges_by_table().items():
        yield GRANT.format(**names, table=Identifier(table), privileges=privileges)


def privileges_by_table() -> dict[str, Composable]:
    """Return what the portal may do with each table; with a table that is not here, nothing."""
    models = apps.get_models(include_auto_created=True)
    tables = {each._meta.db_table: _privileges(each) for each in models if each._meta.managed}
    return tables | {MigrationRecorder.Migration._meta.db_table: SQL("SELECT")}


def _privileges(model: type[Model]) -> Composable:
    changeable = changeable_columns(model)
    allowed: list[Composable] = [SQL("SELECT"), SQL("INSERT")]
    if changeable == _columns(model):
        allowed.append(SQL("UPDATE"))
    elif changeable:
        columns = SQL(", ").join(Identifier(column) for column in sorted(changeable))
        allowed.append(SQL("UPDATE ({})").format(columns))
    if is_removable(model):
        allowed.append(SQL("DELETE"))
    return SQL(", ").join(allowed)


def changeable_columns(model: type[Model]) -> set[str]:
    """Return the columns that a row of this table may ever change, going by its triggers."""
    columns = _columns(model)
    fixed: set[str] = set().union(*(_fixed_by(trigger, model) for trigger in _triggers(model)))
    return columns - fixed - {str(model._meta.pk.column)} if fixed else columns


def is_removable(model: type[Model]) -> bool:
    """Say whether no trigger refuses every removal of a row."""
    return not any(_always_refuses(trigger, pgtrigger.Delete) for trigger in _triggers(model))


def _fixed_by(trigger: pgtrigger.Trigger, model: type[Model]) -> set[str]:
    if isinstance(trigger, SetOnce):
        return _columns(model) - set(trigger.fields)
    if _always_refuses(trigger, pgtrigger.Update):
        return _columns(model)
    if _refuses(trigger, pgtrigger.Update) and isinstance(trigger.condition, pgtrigger.AnyChange):
        return _named_in(trigger.condition, model)
    return set()


def _named_in(condition: pgtrigger.AnyChange, model: type[Model]) -> set[str]:
    """Return the columns of whose change a condition speaks: those named, or else all others."""
    named, excluded = condition.fields or [], condition.exclude or []
    return {
        str(field.column)
        for field in model._meta.concrete_fields
        if (not named or field.name in named) and field.name not in excluded
    }


def _always_refuses(trigger: pgtrigger.Trigger, operation: pgtrigger.Operation) -> bool:
    return _refuses(trigger, operation) and trigger.condition is None


def _refuses(trigger: pgtrigger.Trigger, operation: pgtrigger.Operation) -> bool:
    return isinstance(trigger, pgtrigger.Protect) and operation in set(trigger.operation or ())


def _triggers(model: type[Model]) -> list[pgtrigger.Trigger]:
    return getattr(model._meta, "triggers", [])


def _columns(model: type[Model]) -> set[str]:
    return {str(field.column) for field in model._meta.concrete_fields}
