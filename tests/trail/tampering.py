"""What somebody with full rights on the database does: triggers off, change, triggers on."""

from contextlib import contextmanager

from django.db import connection

RECOMPUTED = """
    DO $$
    DECLARE e record; last text := '';
    BEGIN
        FOR e IN SELECT * FROM trail_entry ORDER BY number LOOP
            UPDATE trail_entry SET previous_hash = last, hash = encode(sha256(convert_to(concat_ws(
                E'\\x1f', last, e.number::text,
                to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                COALESCE(e.by_id::text, ''), e.on_behalf_of, e.capacity, e.act, e.sentence,
                e.object_type, e.object_id, e.object_sha256, e.facts,
                'organisation=' || e.organisation_id, 'region=' || e.region_id,
                'origin=' || NULLIF(e.origin, '')), 'UTF8')), 'hex')
            WHERE id = e.id RETURNING hash INTO last;
        END LOOP;
    END $$
"""


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)


@contextmanager
def triggers_off(table):
    """Switch all triggers of the table off, those of foreign keys too."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(f'ALTER TABLE "{table}" DISABLE TRIGGER ALL')
    yield
    run(f'ALTER TABLE "{table}" ENABLE TRIGGER ALL')


def change(table, pk, assignment):
    """Change a row as no act would."""
    with triggers_off(table):
        run(f'UPDATE "{table}" SET {assignment} WHERE id = {pk}')  # noqa: S608  # of the test


def remove(table, pk):
    """Remove a row as no act would."""
    with triggers_off(table):
        run(f'DELETE FROM "{table}" WHERE id = {pk}')  # noqa: S608  # of the test


def insert_like(table, pk, columns, changed):
    """Insert a copy of a row; `changed` holds the SQL of the columns in which it differs."""
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with triggers_off(table):
        run(f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" WHERE id = {pk}')  # noqa: S608  # of the test
