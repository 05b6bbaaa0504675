"""Two editors of one row: the second is told, nothing is overwritten, nothing that was typed is lost.

A form carries the version that its page showed; the operation asks for the row at that version; `ui.forms.retell` puts
the new version into the form, so that saving once more is a decision.
"""

from django.db.models import Model, QuerySet


class ChangedMeanwhile(Exception):
    """Somebody else saved this since the page was opened."""


def locked_as_seen[M: Model](rows: QuerySet[M], *, pk: int, version: int | None) -> M:
    """The row, locked until the transaction ends, if it is still as the editor saw it. Raises ChangedMeanwhile, also
    when it has left `rows`. Whoever changes it adds 1 to its `version`."""
    found = rows.select_for_update(of=("self",)).filter(pk=pk, version=version).first()
    if found is None:
        raise ChangedMeanwhile
    return found
