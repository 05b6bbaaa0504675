"""A question that every page asks, put into SQL once and not each time: making Django's words for it is more work than
the database's answer."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators


class Prepared[Row: Model]:
    """A question with values: `user_of = Prepared(lambda pk: User.objects.filter(pk=pk))`, then `user_of(7)`.

    A value is one that the database takes as it is, a number or a text, or a UUID where the question says so
    (`def kept(public_id: UUID)`). The question may join (`select_related`) and annotate; what it
    prefetches stays unread.
    """

    def __init__(self, question: Callable[..., QuerySet[Row]]) -> None:
        self.question = question

    def __call__(self, *values: int | str | UUID) -> list[Row]:
        """The rows, read at once."""
        words: Words[Row] = words_of(self.question, connection.vendor)
        if not connection.features.has_native_uuid_field:
            values = tuple(one.hex if isinstance(one, UUID) else one for one in values)
        with connection.cursor() as cursor:
            cursor.execute(words.sql, [values[one] if is_asked else one for is_asked, one in words.values])
            return [words.row(found) for found in cursor.fetchall()]


SOME = 1_000_000_000  # what stands for the first value while the words are made; the next are above it


def _stands_for(number: int, of: inspect.Parameter) -> int | UUID:
    return UUID(int=SOME + number) if of.annotation is UUID else -SOME - number


class Words[Row: Model]:
    """A question in the SQL of this connection, and how a row of the answer becomes an object."""

    def __init__(self, question: Callable[..., QuerySet[Row]]) -> None:
        named = inspect.signature(question).parameters.values()
        asked = [_stands_for(number, of) for number, of in enumerate(named)]
        places = {(one.hex if isinstance(one, UUID) else str(one)): number for number, one in enumerate(asked)}
        rows = question(*asked)
        compiler = rows.query.get_compiler(connection=connection)
        self.sql, values = compiler.as_sql()
        keys = [one.hex if isinstance(one, UUID) else str(one) for one in values]
        self.values = [(key in places, places.get(key, one)) for key, one in zip(keys, values, strict=True)]
        self.fetch = rows._fetch_mode  # type: ignore[attr-defined]
        of, columns = compiler.klass_info or {}, compiler.select
        first, last = of["select_fields"][0], of["select_fields"][-1] + 1
        self.model, self.fields = of["model"], slice(first, last)
        self.names = [column.target.attname for column, *_ in columns[first:last]]
        self.annotated = list((compiler.annotation_col_map or {}).items())
        self.joined = get_related_populators(of, columns, connection.alias, self.fetch)
        self.converters = list(compiler.get_converters([column for column, *_ in columns]).items())

    def row(self, found: tuple[Any, ...]) -> Row:
        values = list(found)
        for place, (converters, column) in self.converters:
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        made: Row = self.model.from_db(connection.alias, self.names, values[self.fields], fetch_mode=self.fetch)
        for name, place in self.annotated:
            setattr(made, name, values[place])
        for other in self.joined:
            other.populate(values, made)
        return made


@cache
def words_of(question: Callable[..., QuerySet[Any]], vendor: str) -> Words[Any]:
    """Made once for an engine, and good for every connection to it."""
    return Words(question)
