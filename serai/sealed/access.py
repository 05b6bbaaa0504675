"""Unlocking: the one way to a private key. It lives in the request; between two requests it lies in the session, sealed
under a random key that only the browser's cookie holds. Neither the database nor the cookie opens anything alone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import cast
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from serai.centres.access import StaffRequest
from serai.centres.models import Posting
from serai.keys.envelope import new_key, seal, unseal
from serai.keys.place import CannotOpen, Place
from serai.sealed import packing
from serai.sealed.models import Compartment, KeyCopy
from serai.sealed.rules import IDLE_MINUTES, OF_THE_NETWORK, stands_outside

COOKIE = "__Host-serai-sealed" if settings.TLS else "serai-sealed"
KEPT = "sealed"
SIGNER = signing.TimestampSigner(salt="serai.sealed")


@dataclass(frozen=True)
class Ring:
    """Somebody's own private key, unlocked for this request. `held` is the browser's half."""

    user_id: int
    private: bytes
    held: bytes

    def __repr__(self) -> str:
        return "Ring(…)"


class SealedRequest(StaffRequest):
    """A request whose sender may have their keys at hand (`with_ring`); None: they have to unlock first."""

    ring: Ring | None


def _place(kept: str) -> Place:
    return Place("sealed.session", "private", UUID(kept))


def unlock(request: HttpRequest, *, private: bytes) -> Ring:
    """Keep the private key for the next requests of this browser, and hand out its ring."""
    ring = Ring(cast(int, request.user.pk), private, new_key())
    kept = uuid4()
    sealed = seal(private, key=ring.held, place=_place(str(kept)))
    request.session[KEPT] = {"id": str(kept), "private": packing.text(sealed)}
    return ring


def lock(request: HttpRequest) -> None:
    """Forget the half of the key that this session keeps."""
    request.session.pop(KEPT, None)


def ring_of(request: HttpRequest) -> Ring | None:
    """The unlocked key, if both halves are here and the browser came within the idle time."""
    kept, cookie = request.session.get(KEPT), request.COOKIES.get(COOKIE)
    if not kept or not cookie:
        return None
    try:
        held = packing.raw(SIGNER.unsign(cookie, max_age=IDLE_MINUTES * 60))
        private = unseal(packing.raw(kept["private"]), key=held, place=_place(kept["id"]))
    except (signing.BadSignature, CannotOpen, ValueError):
        return None
    return Ring(cast(int, request.user.pk), private, held)


def with_ring(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Puts the ring on the request, and keeps the browser's half alive: ten minutes from each page."""

    @wraps(view)
    def inside(request: SealedRequest, *args: object, **kwargs: object) -> HttpResponse:
        request.ring = ring_of(request)
        response = view(request, *args, **kwargs)
        if request.ring is not None:
            response.set_cookie(
                COOKIE,
                SIGNER.sign(packing.text(request.ring.held)),
                max_age=IDLE_MINUTES * 60,
                httponly=True,
                samesite="Strict",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        elif COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE, samesite="Strict")
        return response

    return inside


@dataclass(frozen=True)
class Opened:
    """A compartment with the generations of its private key that this member holds."""

    compartment: Compartment
    keys: dict[int, bytes]

    def __repr__(self) -> str:
        return f"Opened({self.compartment})"

    @property
    def key(self) -> bytes:
        return self.keys[self.compartment.epoch]

    def token(self, person: UUID) -> bytes:
        return packing.token(person, key=self.key)


def compartments_of(*, posting: Posting) -> list[Compartment]:
    """Those that this posting's user reads, at this posting's centre, or of the network."""
    found = (
        Compartment.objects.filter(centre=posting.centre_id, members__user_id=posting.user_id)
        .select_related("centre")
        .order_by("kind")
    )
    return [one for one in found if is_let(kind=one.kind, user_id=posting.user_id)]


def is_let(*, kind: str, user_id: int) -> bool:
    """Whether somebody may read this class at all. What is the network's is closed to whoever has any other posting
    today, so also to a reader who is given one, until it ends."""
    if kind not in OF_THE_NETWORK:
        return True
    held = Posting.objects.active(timezone.localdate()).filter(user_id=user_id)
    return stands_outside(kind=kind, postings=held.values_list("centre_id", "role"))


def works_nowhere_else(*, user_id: int) -> bool:
    """Whether somebody of the network works at no centre today, so that no report there can be of them."""
    return not Posting.objects.active(timezone.localdate()).filter(user_id=user_id, centre__isnull=False).exists()


def opened_here(*, posting: Posting, ring: Ring) -> list[Opened]:
    """The compartments of this centre, or of the network, that the ring opens."""
    copies = KeyCopy.objects.filter(
        member__user_id=ring.user_id, member__compartment__centre=posting.centre_id
    ).select_related("member__compartment__centre")
    found: dict[UUID, Opened] = {}
    for copy in copies.order_by("member__compartment__kind", "epoch"):
        compartment = copy.member.compartment
        opened = found.setdefault(compartment.pk, Opened(compartment, {}))
        opened.keys[copy.epoch] = packing.read_copy(copy, compartment, private=ring.private)
    complete = [opened for opened in found.values() if opened.compartment.epoch in opened.keys]
    return [one for one in complete if is_let(kind=one.compartment.kind, user_id=posting.user_id)]


def opened_or_404(*, posting: Posting, ring: Ring, kind: str) -> Opened:
    """One of them; not a member and no such compartment are the same answer."""
    for opened in opened_here(posting=posting, ring=ring):
        if opened.compartment.kind == kind:
            return opened
    raise Http404
