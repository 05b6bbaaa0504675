"""The second line on PostgreSQL: policies for each table about people, and an account that may not change them.

The owner makes tables and policies (`serai setup`, `serai upgrade`); the application's account, which owns nothing,
serves the pages. Each table shows that account the rows of the centres that the connection said (in
centres/second_line.py): by the row's own centre, by its person, or by the row it belongs to. Who reaches a person is
one function, so that no query plan can turn the question round and read everybody first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext_lazy as _

from serai.appointments.models import Hold
from serai.duplicates.models import Pair
from serai.imports.models import ImportBatch, ImportRow
from serai.people.models import Consent, KeptFile, Person, Registration
from serai.referrals.models import Referral
from serai.sharing.models import Disclosure, Exemption, Notice
from serai.watch.models import Decoy
from serai.waves.models import Draft

OWNS = _("The account of DATABASE_URL owns the tables or stands above their rules: no second line guards the files.")
OWN_NOTHING = _(
    "Make an account that owns nothing, name it in DATABASE_URL and the owner in DATABASE_OWNER_URL, and run "
    "`serai upgrade`. README says how."
)
OPEN = _("The database shows every row of these tables, whatever the centre: {tables}.")
UPGRADE = _("Run `serai upgrade`.")
MAKES = _("The account of DATABASE_URL may make tables and functions of its own beside ours.")
MAKE_NOTHING = _("As PostgreSQL's administrator, run `REVOKE CREATE ON SCHEMA public FROM PUBLIC`.")

HERE = "centre_id = ANY ((SELECT current_setting('serai.centres'))::bigint[])"
NOT_KEPT = "({0} IS NULL OR {0} <> ALL ((SELECT current_setting('serai.kept'))::bigint[]))"  # to a team, from who asks
AS_OWNER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"  # last: else temporary tables win
OWNER_AT_WORK = "session_user <> current_user OR current_setting('serai.maintenance', true) = 'on'"  # or our functions

# Where the rule of `condition` below is not the right one, and why.
NOT_KEPT_HERE = f"{HERE} AND {NOT_KEPT.format('person_id')}"
HERE_OR_KNOWN = f"{NOT_KEPT_HERE} OR serai_reaches(person_id)"
BY_HAND = {
    Registration: HERE_OR_KNOWN,  # a file shows where else its person was
    Consent: HERE_OR_KNOWN,  # a yes or a no holds at every centre
    Referral: HERE_OR_KNOWN,  # what is kept to itself is kept from other centres' readers too
    Exemption: HERE_OR_KNOWN,
    Disclosure: HERE_OR_KNOWN,  # what already left is listed wherever the person asks
    Notice: HERE_OR_KNOWN,
    Decoy: HERE_OR_KNOWN,  # it rings at whichever centre it is opened
    ImportBatch: HERE,
    Draft: HERE,  # a row before it is anybody's
    KeptFile: f"{HERE} OR person_id::text = current_setting('serai.in_hand', true)",  # what is kept is asked of it
    ImportRow: "EXISTS (SELECT FROM imports_importbatch batch WHERE batch.id = batch_id)",  # before it has a person
}

HELD_BY = ("appointment", "offer")
BY_HAND[Hold] = " OR ".join(
    f"EXISTS (SELECT FROM appointments_{one} parent WHERE parent.id = {one}_id)" for one in HELD_BY
)
TWO_FILES = " AND ".join([HERE, NOT_KEPT.format("first_id"), NOT_KEPT.format("second_id")])
BY_HAND[Pair] = TWO_FILES

FOLLOWING = (Consent, Disclosure)  # lines of a ledger that go with their file into another one
ANYBODY_ENDS = {Exemption, Notice}  # whoever serves the person now ends an exception, or tells a receiver

FUNCTIONS = """
CREATE OR REPLACE FUNCTION serai_reaches(who bigint) RETURNS boolean
LANGUAGE plpgsql STABLE COST 5000 AS $$
DECLARE
    here bigint[] := current_setting('serai.centres')::bigint[];
    other bigint;
BEGIN  -- one question at a time: each row of each table comes by here, and most need the first only
    IF who IS NULL OR who = ANY (current_setting('serai.kept')::bigint[]) THEN
        RETURN false;  -- nobody is not somebody without a registration
    END IF;
    IF EXISTS (SELECT FROM people_registration WHERE person_id = who AND centre_id = ANY (here)) THEN
        RETURN true;
    END IF;
    IF who::text = current_setting('serai.in_hand', true) THEN
        RETURN true;
    END IF;
    SELECT merged_into_id INTO other FROM people_person WHERE id = who;
    IF other IS NOT NULL THEN
        RETURN serai_reaches(other);
    END IF;
    RETURN cardinality(here) > 0 AND NOT EXISTS (SELECT FROM people_registration WHERE person_id = who);
END $$;

CREATE OR REPLACE FUNCTION serai_take_in_hand(typed text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    SELECT person_id INTO found FROM people_card WHERE token = typed AND revoked_at IS NULL;
    IF found IS NULL THEN
        SELECT id INTO found FROM people_person WHERE code = typed;
    END IF;
    SELECT coalesce(merged_into_id, id) INTO found FROM people_person WHERE id = found;
    PERFORM set_config('serai.in_hand', coalesce(found::text, ''), false);
END $$;

CREATE OR REPLACE FUNCTION serai_kept_from(here bigint, who bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$  -- every page asks: plpgsql plans it once
BEGIN
    RETURN (SELECT coalesce(array_agg(kept.person_id), '{}') FROM people_keptfile kept
    WHERE kept.centre_id = here AND kept.ended_at IS NULL AND NOT EXISTS (
        SELECT FROM people_teammember WHERE kept_id = kept.id AND user_id = who AND until IS NULL)
        AND NOT EXISTS (  -- a partner of today reads what was sent to it only; midnight is the centre's own
            SELECT FROM centres_posting WHERE centre_id = here AND user_id = who AND role = 'partner'
            AND starts_on <= current_date + 1 AND (ends_on IS NULL OR ends_on >= current_date - 1)));
END $$;

REVOKE ALL ON FUNCTION serai_reaches(bigint), serai_take_in_hand(text), serai_kept_from(bigint, bigint) FROM PUBLIC;
"""


OURS = ("serai_reaches(bigint)", "serai_take_in_hand(text)", "serai_kept_from(bigint, bigint)")


class NoSuchAccount(Exception):
    """The account that shall serve the pages is not there; names it."""


@dataclass(frozen=True)
class Fault:
    """What keeps the second line from holding, and how to mend it."""

    what: str
    mend: str


@dataclass(frozen=True)
class Standing:
    """What the account of this connection is."""

    is_superuser: bool
    bypasses: bool
    is_owner: bool
    may_make: bool
    unguarded: list[str]


def about_people() -> dict[type[models.Model], str]:
    """Each table that holds something about a person, with the condition under which a row of it is shown."""
    found = {Person: "serai_reaches(id)", **BY_HAND}
    for model in _ours():
        if _links(model, Person):
            found.setdefault(model, _condition(model))
    grown = True
    while grown:
        more = {model: _belongs(model, found) for model in _ours() if model not in found and _belongs(model, found)}
        found |= more
        grown = bool(more)
    return found


def _ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("serai.")]


def _links(model: type[models.Model], to: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields if field.related_model is to]


def _has_centre(model: type[models.Model]) -> bool:
    return any(field.column == "centre_id" for field in model._meta.concrete_fields)


def _condition(model: type[models.Model]) -> str:
    """A row with a centre is that centre's, unless the file of somebody it tells of is kept from who asks; another one
    is shown where its person is reached, on the same terms for whoever else it names."""
    person, *others = _links(model, Person)
    of_whom = [NOT_KEPT.format(column) for column in ([person, *others] if _has_centre(model) else others)]
    return " AND ".join([HERE if _has_centre(model) else f"serai_reaches({person})", *of_whom])


def _belongs(model: type[models.Model], held: dict[type[models.Model], str]) -> str:
    """The condition of a row that belongs to a row of such a table and goes with it; empty when it belongs to none."""
    for field in model._meta.concrete_fields:
        remote = field.remote_field
        if remote and field.related_model in held and getattr(remote, "on_delete", None) is models.CASCADE:
            if _has_centre(model):
                return HERE
            parent = field.related_model._meta.db_table
            return f"EXISTS (SELECT FROM {parent} parent WHERE parent.id = {field.column})"
    return ""


@transaction.atomic
def apply(*, application: str) -> None:
    """As the owner: bring policies and grants up to the tables of now. Done twice, it changes nothing. Raises
    NoSuchAccount."""
    role = connection.ops.quote_name(application)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [application])
        if cursor.fetchone() is None:
            raise NoSuchAccount(application)
        cursor.execute(FUNCTIONS)
        for statement in _as_owner(cursor):
            cursor.execute(statement)
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {', '.join(OURS)} TO {role}")
        for model, condition in about_people().items():
            writes = HERE if _has_centre(model) and model not in ANYBODY_ENDS else condition
            for statement in _policies(model._meta.db_table, role, reads=condition, writes=writes):
                cursor.execute(statement)
        for statement in _grants(role, _insert_only()):
            cursor.execute(statement)


def _as_owner(cursor: CursorWrapper) -> Iterator[str]:
    """Our functions, and what the ledgers' triggers ask, see as the owner sees: whom the pages are not shown is not
    gone. Who makes no table and no function cannot put one of theirs before one of ours."""
    cursor.execute("SELECT DISTINCT tgfoid::regproc || '()' FROM pg_trigger WHERE NOT tgisinternal")
    for function in (*OURS, *(name for (name,) in cursor.fetchall())):
        yield f"ALTER FUNCTION {function} {AS_OWNER}"
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f"REVOKE TEMPORARY ON DATABASE {connection.ops.quote_name(connection.settings_dict['NAME'])} FROM PUBLIC"


def _policies(table: str, role: str, *, reads: str, writes: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS serai_pages ON {table}"
    yield f"CREATE POLICY serai_pages ON {table} TO {role} USING ({reads}) WITH CHECK ({writes})"
    yield f"DROP POLICY IF EXISTS serai_owner ON {table}"
    yield f"CREATE POLICY serai_owner ON {table} TO CURRENT_USER USING ({OWNER_AT_WORK})"


def _grants(role: str, insert_only: dict[str, bool]) -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}"
    for table, may_leave in insert_only.items():
        yield f"REVOKE UPDATE{'' if may_leave else ', DELETE'} ON {table} FROM {role}"
    for model in FOLLOWING:
        yield f"GRANT UPDATE (person_id) ON {model._meta.db_table} TO {role}"  # and a trigger sees where to


def _insert_only() -> dict[str, bool]:
    """The ledgers, as their triggers tell (audit/triggers.py), and whether a line may leave once its owner has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, prosrc LIKE '%RETURN OLD%' FROM pg_trigger "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgname LIKE '%\\_no\\_change'"
        )
        return dict(cursor.fetchall())


def faults() -> list[Fault]:
    """What is wrong with the account that serves the pages. Nothing on SQLite, which has no second line."""
    if connection.vendor != "postgresql":
        return []
    found = standing()
    if found.is_superuser or found.bypasses or found.is_owner:
        return [Fault(str(OWNS), str(OWN_NOTHING))]
    if found.may_make:
        return [Fault(str(MAKES), str(MAKE_NOTHING))]
    return [Fault(OPEN.format(tables=", ".join(found.unguarded)), str(UPGRADE))] if found.unguarded else []


def standing() -> Standing:
    """What the account that this connection uses may do, and which tables show it everything."""
    tables = [model._meta.db_table for model in about_people()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, has_schema_privilege('public', 'CREATE') FROM pg_roles "
            "WHERE rolname = current_user"
        )
        is_superuser, bypasses, may_make = cursor.fetchone()
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = current_user, relname, relrowsecurity AND relforcerowsecurity "
            "FROM pg_class WHERE relkind = 'r' AND relname = ANY (%s) ORDER BY relname",
            [tables],
        )
        rows = cursor.fetchall()
    return Standing(
        is_superuser=is_superuser,
        bypasses=bypasses,
        may_make=may_make,
        is_owner=any(owned for owned, _table, _guarded in rows),
        unguarded=[table for _owned, table, guarded in rows if not guarded],
    )
