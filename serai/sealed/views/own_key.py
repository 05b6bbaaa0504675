"""One's own key: making it, unlocking, locking, another passphrase."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.accounts.access import fresh
from serai.audit.operations import record
from serai.centres.access import needs
from serai.centres.operations.decisions import InOtherHands
from serai.centres.rules import May
from serai.sealed import access
from serai.sealed.access import SealedRequest, with_ring
from serai.sealed.forms import WHY_NOT, NewPassphraseForm, UnlockForm
from serai.sealed.operations import files
from serai.sealed.operations import own_key as operations
from serai.sealed.queries import files as queries
from serai.sealed.queries import readers as who


def unlock_with(request: SealedRequest, passphrase: str) -> None:
    """Open the key for the next minutes, and clear away what says nothing any more.
    Raises WrongPassphrase, TooManyTries."""
    private = operations.private_half(by=request.posting, passphrase=passphrase)
    request.ring = access.unlock(request, private=private)
    files.clear_away(opened=access.opened_here(posting=request.posting, ring=request.ring))


@require_safe
@needs(May.KEEP_SEALED_KEY)
@with_ring
def home(request: SealedRequest) -> HttpResponse:
    posting, works = request.posting, request.posting.may(May.WORK_SEALED)
    opened = access.opened_here(posting=posting, ring=request.ring) if request.ring and works else []
    context = {
        "has_key": operations.own_key_of(user_id=posting.user_id) is not None,
        "is_open": request.ring is not None,
        "compartments": access.compartments_of(posting=posting) if works else [],
        "rows": [(one.compartment, queries.letters(posting=posting, opened=one)) for one in opened],
        "to_set_up": who.to_set_up(posting=posting),
        "may_hold": posting.may(May.HOLD_SEALED),
    }
    return render(request, "sealed/home.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_SEALED_KEY)
@fresh
@with_ring
def make_key(request: SealedRequest) -> HttpResponse:
    if operations.own_key_of(user_id=request.posting.user_id) is not None:
        return redirect("sealed:home")
    form = NewPassphraseForm(request.POST or None)
    if form.is_valid():
        try:
            private = operations.make_key(by=request.posting, passphrase=form.cleaned_data["passphrase"])
        except operations.WeakPassphrase as refusal:
            form.refuse(refusal)
        except InOtherHands as refusal:
            form.add_error(None, WHY_NOT[type(refusal)])
        except operations.HasKey:
            return redirect("sealed:home")
        else:
            request.ring = access.unlock(request, private=private)
            messages.success(request, _("Your key is made, and open for ten minutes from now."))
            return redirect("sealed:home")
    return render(request, "sealed/make_key.html", {"form": form})


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_SEALED_KEY)
@fresh
@with_ring
def passphrase(request: SealedRequest) -> HttpResponse:
    """Another passphrase for the same key; only while it is open."""
    if request.ring is None:
        return to_unlock(request)
    form = NewPassphraseForm(request.POST or None)
    if form.is_valid():
        try:
            chosen = form.cleaned_data["passphrase"]
            operations.change_passphrase(by=request.posting, private=request.ring.private, passphrase=chosen)
        except operations.WeakPassphrase as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("From now on the new passphrase opens your key."))
            return redirect("sealed:home")
    return render(request, "sealed/passphrase.html", {"form": form})


def asked_by(request: HttpRequest) -> UUID | None:
    """What a colleague in an emergency asked, if one came from there to look first: the way back."""
    try:
        return UUID(request.GET.get("asked", ""))
    except ValueError:
        return None


def where_one_is(request: HttpRequest) -> str:
    """The page with that way back, and nothing else that stands in the address."""
    asked = asked_by(request)
    return f"{request.path}?asked={asked}" if asked else request.path


def to_unlock(request: HttpRequest) -> HttpResponse:
    """Unlock first, then back to where one wanted to go."""
    wanted = where_one_is(request) if request.method == "GET" else reverse("sealed:home")
    return redirect(reverse("sealed:unlock", query={"next": wanted}))


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_SEALED_KEY)
@with_ring
def unlock(request: SealedRequest) -> HttpResponse:
    if operations.own_key_of(user_id=request.posting.user_id) is None:
        return redirect("sealed:make_key")
    form = UnlockForm(request.POST or None)
    wanted = request.GET.get("next", "")
    if form.is_valid():
        try:
            unlock_with(request, form.cleaned_data["passphrase"])
        except (operations.WrongPassphrase, operations.TooManyTries) as refusal:
            form.add_error("passphrase", WHY_NOT[type(refusal)])
        else:
            here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
            return redirect(wanted if here else reverse("sealed:home"))
    return render(request, "sealed/unlock.html", {"form": form})


@require_POST
@needs(May.KEEP_SEALED_KEY)
@with_ring
def lock(request: SealedRequest) -> HttpResponse:
    access.lock(request)
    request.ring = None
    record(by=request.posting, act="sealed.locked")
    messages.success(request, _("Your sealed files are locked."))
    return redirect("sealed:home")
