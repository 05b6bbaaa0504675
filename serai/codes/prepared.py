"""A question that every page asks, put into SQL once and not each time: making Django's words for it is more work than
the database's answer."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators


class Prepared[Row: Model]:
    """A question with one value: `user_of = Prepared(lambda pk: User.objects.filter(pk=pk), like=-1)`; `user_of(7)`.

    `like` is a value that the question may be made with and that nothing else in it equals. The question may join
    (`select_related`); it may not annotate, and what it prefetches stays unread.
    """

    def __init__(self, question: Callable[[Any], QuerySet[Row]], *, like: int | str) -> None:
        self.question, self.like = question, like

    def __call__(self, value: int | str) -> list[Row]:
        words = self._in_words()
        with connection.cursor() as cursor:
            cursor.execute(words.sql, [value if place == self.like else place for place in words.values])
            return [words.row(found) for found in cursor.fetchall()]

    def _in_words(self) -> "Words[Row]":
        """Kept with the connection, whose engine and thread it is made for."""
        known: dict[Prepared[Any], Words[Any]] = connection.__dict__.setdefault("serai_prepared", {})
        if self not in known:
            known[self] = Words(self.question(self.like))
        return known[self]


class Words[Row: Model]:
    """A question in the SQL of this connection, and how a row of the answer becomes an object."""

    def __init__(self, rows: QuerySet[Row]) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        self.sql, self.values = compiler.as_sql()
        of, columns = compiler.klass_info or {}, compiler.select
        first, last = of["select_fields"][0], of["select_fields"][-1] + 1
        self.model, self.fields = of["model"], slice(first, last)
        self.names = [column.target.attname for column, *_ in columns[first:last]]
        self.joined = get_related_populators(of, columns, connection.alias, rows._fetch_mode)  # type: ignore[attr-defined]
        self.converters = list(compiler.get_converters([column for column, *_ in columns]).items())

    def row(self, found: tuple[Any, ...]) -> Row:
        values = list(found)
        for place, (converters, column) in self.converters:
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        made: Row = self.model.from_db(connection.alias, self.names, values[self.fields])
        for other in self.joined:
            other.populate(values, made)
        return made
