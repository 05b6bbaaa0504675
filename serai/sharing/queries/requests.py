"""Requests of authorities, as pages show them: a centre's own, or the network's."""

from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import Http404

from serai.centres.models import Posting
from serai.sharing.models import AuthorityRequest

PAGE = 25


def in_reach(*, posting: Posting) -> QuerySet[AuthorityRequest]:
    """Those of the posting's centre; all of them for the network."""
    every = AuthorityRequest.objects.all()
    return every if posting.is_network else every.filter(centre=posting.here)


def requests(*, posting: Posting, page: str) -> "Page[AuthorityRequest]":
    """The newest first, one page at a time."""
    found = in_reach(posting=posting).select_related("centre").order_by("-asked_on", "-pk")
    return Paginator(found.fetch_mode(models.FETCH_RAISE), PAGE).get_page(page)


def request_or_404(*, posting: Posting, public_id: UUID) -> AuthorityRequest:
    """One request in reach, with its centre and who wrote it down."""
    found = in_reach(posting=posting).filter(public_id=public_id).select_related("centre", "logged_by").first()
    if found is None:
        raise Http404
    return found
