"""Hidden is not gone. On PostgreSQL row-level security hides rows from who acts; a question like "is any left, is there
one, how many, is it free" that takes hidden for gone destroys, drops or closes what stands, gives a wrong figure, or
tells by an error that something is hidden. Each place that asks or deletes stands in hidden.txt with the reason why that
cannot be; each uniqueness reaches no further than what is shown together, or says how it is met.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.db.models import CheckConstraint, Field, Model, UUIDField

from serai.config.catalogues import PACKAGE
from serai.config.second_line import about_people

LIST = Path(__file__).with_name("hidden.txt")
NOT_IN_USE = {"tests", "migrations", "demo", "proofs", "demo.py", "models.py"}

REASONS = {
    "theirs": "of one person in reach, at this centre or wherever it goes with them: all shown, or none",
    "its": "a row found in reach, or what hangs on it",
    "centre": "tables that show a centre all of its rows, kept or not",
    "past": "asked past row-level security: by whoever calls it",
    "reader": "what this reader may know is the question; nothing is taken, closed or counted for others by the answer",
    "refused": "what is hidden is met by a constraint, and told as what the form says in any case",
    "code": "by a code or the token of a form, whose hidden other is not taken for free: asked past it, or by chance",
    "nobody's": "tables of nobody, of which nothing is hidden",
}
ASKS = {"exists", "count", "aggregate", "first", "last", "earliest", "latest", "get_or_create", "update_or_create"}
TAKES = {"delete", "_raw_delete", "update"}
NAMES = {"Exists", "Count", "Max", "Min", "IntegrityError"}


def _is_past(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"everywhere", "network_wide"}


def _under(node: ast.AST) -> Iterator[ast.AST]:
    """What is asked in here with row-level security, functions within included."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.With) and any(_is_past(item.context_expr) for item in child.items):
            continue
        yield child
        yield from _under(child)


def _asks(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        named = isinstance(node.func, ast.Attribute) and node.func.attr in ASKS | TAKES
        return named or any(word.arg == "ignore_conflicts" for word in node.keywords)
    return isinstance(node, ast.Name) and node.id in NAMES


def _managed(node: ast.AST) -> set[str]:
    """The tables that are asked by their managers."""
    return {
        part.value.id
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute)
        and part.attr.endswith(("objects", "manager"))
        and isinstance(part.value, ast.Name)
    }


def _named(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def places() -> dict[str, set[str]]:
    """Each function that asks or takes in a module that knows a table under row-level security, with those it asks.
    One that finds something or answers 404 is left out: hidden and none are the same there."""
    hiding = {model.__name__ for model in about_people()}
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if NOT_IN_USE & set(path.relative_to(PACKAGE).parts) or not hiding & _named(tree):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef) or node.name.endswith("_or_404"):
                continue
            if not any(map(_is_past, node.decorator_list)) and any(map(_asks, _under(node))):
                found[f"{path.relative_to(PACKAGE).as_posix()}:{node.name}"] = _managed(node) & hiding
    return found


def listed() -> dict[str, str]:
    lines = [line.split() for line in LIST.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert len({line[0] for line in lines}) == len(lines), "twice"
    return {line[0]: line[1] for line in lines}


def test_each_place_that_asks_what_is_there_says_why_hidden_is_not_taken_for_gone():
    """New? Ask it past row-level security (second_line.everywhere), or write down in hidden.txt which of these it is."""
    found, said = places(), listed()
    assert dict.fromkeys(found.keys() - said.keys(), "not in hidden.txt") == {}
    assert dict.fromkeys(said.keys() - found.keys(), "no longer there") == {}
    assert set(said.values()) == set(REASONS)
    assert {where: names for where, names in found.items() if names and said[where] == "nobody's"} == {}


REACHES_FURTHER = {  # uniqueness among rows that are not all shown to who writes one: how that is met
    "appointments.Hold": "told as taken, whoever has it (holds.take)",
    "appointments.Offer:slot": "told as taken (waiting.offer); what ran out lapses in reach or not",
    "assistance.Delivery": "a form that was sent before, wherever (assistance.operations)",
    "assistance.UnmetNeed:session": "a form that was sent before, wherever (assistance.operations)",
    "duplicates.Merge:gone": "of a file that is in reach, or past row-level security",
    "duplicates.Pair": "of two files that were shown; who may see one of them only is never offered the pair",
    "files.Paper:stored_as": "a random name",
    "linkage.Suggestion": "written past row-level security",
    "people.Card:token": "a random code, or one printed here that is nobody's",
    "people.Care": "of two people in reach",
    "people.Membership:household": "asked past row-level security (household.py)",
    "people.Person:code": "the centre's count, which hides nothing",
    "people.Registration:form_token": "asked past row-level security (registration.py)",
    "privacy.DataRequest:form_token": "asked past row-level security (requests.py)",
    "privacy.DueFile": "written past row-level security",
    "reception.QueueToken": "a table that shows a centre all of its rows",
    "reception.QueueToken:visit": "a table that shows a centre all of its rows",
    "reception.Visit:client_token": "a form that was sent before, asked past row-level security (visits.py)",
    "screening.Screening:form_token": "asked past row-level security (screening.operations)",
    "screening.Task:flag": "of a flag that is shown, at the same centre",
    "waves.Draft": "a table that shows a centre all of its rows",
    "waves.Row": "asked past row-level security (waves)",
}


def _goes_together(model: type[Model], fields: list[Field]) -> bool:
    """One person's rows (at one centre, where the table has a centre), or what hangs on one row."""
    columns = {field.column for field in fields}
    has_centre = any(field.column == "centre_id" for field in model._meta.concrete_fields)
    hiding = about_people()
    owners = [field for field in fields if field.is_relation and field.related_model in hiding]
    return len(owners) == 1 and (not has_centre or "centre_id" in columns or owners[0].unique)


def _uniqueness() -> Iterator[tuple[str, type[Model], list[Field]]]:
    for model in about_people():
        for field in model._meta.concrete_fields:
            if field.unique and not field.primary_key:
                yield f"{model._meta.label}:{field.name}", model, [field]
        for rule in model._meta.constraints:
            if not isinstance(rule, CheckConstraint):
                fields = [model._meta.get_field(name) for name in rule.fields]
                alone = f":{fields[0].name}" if len(fields) == 1 else ""
                yield f"{model._meta.label}{alone}", model, fields


def test_what_must_be_unique_is_shown_together_or_says_how_it_is_met():
    """Else a row that is hidden from who writes ends in an error, which tells that it is there."""
    further = {
        name
        for name, model, fields in _uniqueness()
        if not _goes_together(model, fields)
        and not (isinstance(fields[0], UUIDField) and len(fields) == 1 and fields[0].name == "public_id")
    }
    assert further == REACHES_FURTHER.keys()
