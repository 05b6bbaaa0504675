"""The guard of a page: `@needs(May.X)`. Deny by default: a view that does not wear it fails the start-up check."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.centres.rules import May, roles_that_may

READS = (
    "SELECT",
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "ROLLBACK TO SAVEPOINT",
    'INSERT INTO "AUDIT_ENTRY"',
    'INSERT INTO "AUDIT_HEAD"',  # holds the chain's end while a line is added
    'UPDATE "AUDIT_HEAD"',
    'INSERT INTO "AUDIT_CHECKPOINT"',
    "BEGIN",
    "PRAGMA",
    "WITH",
    "DECLARE",
    "FETCH",
    "CLOSE",
)


class StaffRequest(HttpRequest):
    """A request whose posting is known; what every guarded view receives."""

    posting: Posting
    htmx: Any


class NotYourRole(PermissionDenied):
    """The page exists, but this role may not enter; names the roles that may."""

    def __init__(self, permission: May) -> None:
        super().__init__(permission)
        self.who_may = [str(Role(role).label) for role in roles_that_may(permission)]


class LookingWrote(RuntimeError):
    """A page that is only looked at tried to write something other than the audit trail."""


def _only_reads(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if not sql.lstrip("( \n").upper().startswith(READS):
        raise LookingWrote("A page that is only looked at may write nothing but the audit trail.")
    return execute(sql, params, many, context)


def needs(permission: May) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponseBase]]:
    """Let in a posting that holds the permission. GET and HEAD may write nothing but the audit trail."""

    def wear(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            posting = getattr(request, "posting", None)
            if posting is None:
                return redirect("centres:choose_posting")
            if not posting.may(permission):
                raise NotYourRole(permission)
            with ExitStack() as stack:
                if request.method in {"GET", "HEAD"}:
                    stack.enter_context(connection.execute_wrapper(_only_reads))
                return view(cast(StaffRequest, request), *args, **kwargs)

        guarded.needs = permission  # type: ignore[attr-defined]
        return guarded

    return wear
