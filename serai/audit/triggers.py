"""SQL that makes a table insert-only, for migrations of any room that keeps a ledger."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def insert_only(table: str) -> migrations.RunPython:
    """An operation for a migration: UPDATE and DELETE on `table` fail, on SQLite and on PostgreSQL."""

    def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                editor.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
                )
        else:
            editor.execute(
                f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table} is insert-only'; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
            )

    def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
            editor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")

    return migrations.RunPython(add, remove)


def leaves_only_with(table: str, owner_table: str, column: str) -> migrations.RunPython:
    """An operation for a migration, after `insert_only`: a row of `table` may be deleted once the row of `owner_table`
    that it is about (by `column`) is gone, and never before."""

    def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        still_there = f"SELECT 1 FROM {owner_table} WHERE id = OLD.{column}"  # noqa: S608 - names from our migrations
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {table}_no_delete")
            editor.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN EXISTS ({still_there}) "
                f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
            )
        else:
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF TG_OP = 'DELETE' AND NOT EXISTS ({still_there}) THEN RETURN OLD; END IF; "
                f"RAISE EXCEPTION '{table} is insert-only'; END $$"
            )

    def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {table}_no_delete")
            editor.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
            )
        else:
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table} is insert-only'; END $$"
            )

    return migrations.RunPython(add, remove)


def follows_its_file(table: str, owner_table: str, column: str, link: str) -> migrations.RunPython:
    """An operation for a migration, after `leaves_only_with`: of a row of `table`, `column` alone may change, from a
    row of `owner_table` to the one that its `link` names, or back. Nothing else of the row ever does."""
    goes = f"SELECT 1 FROM {owner_table} WHERE id = OLD.{column} AND {link} = NEW.{column}"  # noqa: S608
    comes = f"SELECT 1 FROM {owner_table} WHERE id = NEW.{column} AND {link} = OLD.{column}"  # noqa: S608
    may = f"(EXISTS ({goes}) OR EXISTS ({comes}))"

    def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            with editor.connection.cursor() as cursor:
                cursor.execute(f"PRAGMA table_info({table})")
                names = [name for _number, name, *_rest in cursor.fetchall() if name != column]
            same = " AND ".join(f"OLD.{name} IS NEW.{name}" for name in names)
            _no_update(editor, table, unless=f"{same} AND {may}")
        else:
            same = f"to_jsonb(OLD) - '{column}' = to_jsonb(NEW) - '{column}'"
            _refuse(editor, table, owner_table, column, unless=f"{same} AND {may}")

    def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            _no_update(editor, table, unless="0")
        else:
            _refuse(editor, table, owner_table, column, unless="false")

    return migrations.RunPython(add, remove)


def _no_update(editor: BaseDatabaseSchemaEditor, table: str, *, unless: str) -> None:
    editor.execute(f"DROP TRIGGER {table}_no_update")
    editor.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({unless}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
    )


def _refuse(editor: BaseDatabaseSchemaEditor, table: str, owner: str, column: str, *, unless: str) -> None:
    """The function of PostgreSQL: nothing changes unless so, nothing goes before its owner."""
    still_there = f"SELECT 1 FROM {owner} WHERE id = OLD.{column}"  # noqa: S608 - names from our migrations
    editor.execute(
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF TG_OP = 'DELETE' THEN IF NOT EXISTS ({still_there}) THEN RETURN OLD; END IF; "
        f"ELSIF {unless} THEN RETURN NEW; END IF; RAISE EXCEPTION '{table} is insert-only'; END $$"
    )


def drop_insert_only(table: str) -> migrations.RunPython:
    """An operation for a migration that must touch the rows of such a table, or rebuild it on SQLite. Follow it with
    `insert_only` again."""
    there = insert_only(table)
    assert there.reverse_code is not None  # noqa: S101 - it was written above
    return migrations.RunPython(there.reverse_code, there.code)


def moves_head(lines: str, head: str) -> migrations.RunPython:
    """An operation for a migration: a new row of `lines` is the end of its chain in `head`."""
    move = f"UPDATE {head} SET seq = NEW.seq, hash = NEW.hash WHERE centre_id = NEW.centre_id;"  # noqa: S608

    def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"CREATE TRIGGER {lines}_moves_head AFTER INSERT ON {lines} BEGIN {move} END")
        else:
            editor.execute(
                f"CREATE FUNCTION {lines}_move() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {move} RETURN NULL; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {lines}_moves_head AFTER INSERT ON {lines} "
                f"FOR EACH ROW EXECUTE FUNCTION {lines}_move()"
            )

    def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER IF EXISTS {lines}_moves_head")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {lines}_moves_head ON {lines}")
            editor.execute(f"DROP FUNCTION IF EXISTS {lines}_move()")

    return migrations.RunPython(add, remove)
