"""The sealed files of one class: whom they are about, what stands in them, the letters that wait."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from serai.centres.access import needs
from serai.centres.rules import May
from serai.keys.place import CannotOpen
from serai.people.access import people_in_reach
from serai.people.models import Person
from serai.people.queries.names import shown_name
from serai.sealed.access import Opened, Ring, SealedRequest, opened_or_404, with_ring
from serai.sealed.forms import WHY_NOT, EntryForm, SearchForm
from serai.sealed.operations import compartments, files
from serai.sealed.operations.own_key import TooManyTries, WrongPassphrase
from serai.sealed.queries import files as queries
from serai.sealed.rules import OF_THE_NETWORK
from serai.sealed.views.own_key import asked_by, to_unlock, unlock_with, where_one_is


def opened(request: SealedRequest, kind: str, ring: Ring) -> Opened:
    return opened_or_404(posting=request.posting, ring=ring, kind=kind)


def _person(request: SealedRequest, public_id: UUID) -> Person:
    """Somebody in reach. The opening stands in the trail as a line that names neither person nor class to others."""
    return get_object_or_404(people_in_reach(posting=request.posting), public_id=public_id)


@require_http_methods(["GET", "POST"])
@needs(May.WORK_SEALED)
@with_ring
def caseload(request: SealedRequest, kind: str) -> HttpResponse:
    """The people of these sealed files. Words to look for are sent, never written in the address."""
    if request.ring is None:
        return to_unlock(request)
    one = opened(request, kind, request.ring)
    if kind in OF_THE_NETWORK:
        return redirect("complaints:reports")
    files.note_listing(by=request.posting, opened=one)
    form = SearchForm(request.POST or None)
    typed = form.cleaned_data["typed"] if form.is_valid() else ""
    context = {
        "compartment": one.compartment,
        "caseload": queries.caseload(posting=request.posting, opened=one, typed=typed),
        "letters": queries.letters(posting=request.posting, opened=one),
        "form": form,
        "typed": typed,
    }
    return render(request, "sealed/caseload.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.WORK_SEALED)
@with_ring
def file(request: SealedRequest, kind: str, public_id: UUID) -> HttpResponse:
    """One person's sealed file. Locked while somebody was writing: what was typed stays, with the passphrase below."""
    form = EntryForm(request.POST or None, today=timezone.localdate(), locked=request.ring is None)
    if form.is_valid() and _opens(request, form) and _is_written(request, kind, public_id, form):
        messages.success(request, _("Written and sealed."))
        return redirect(where_one_is(request))
    if request.ring is None:
        return render(request, "sealed/locked.html", {"form": form}) if request.method == "POST" else to_unlock(request)
    one, person = opened(request, kind, request.ring), _person(request, public_id)
    try:
        notes, is_broken = queries.notes_of(opened=one, person=person), False
    except CannotOpen:
        notes, is_broken = None, True
    files.note_opening(by=request.posting, opened=one, person=person)  # shown as well to who sent what cannot be kept
    context = {"compartment": one.compartment, "person": person, "name": shown_name(person)}
    context |= {"notes": notes, "form": form, "is_broken": is_broken, "asked": asked_by(request)}
    return render(request, "sealed/file.html", context)


def _opens(request: SealedRequest, form: EntryForm) -> bool:
    """Whether the files are open, or the passphrase below the words opens them."""
    if request.ring is None:
        try:
            unlock_with(request, form.cleaned_data["passphrase"])
        except (WrongPassphrase, TooManyTries) as refusal:
            form.add_error("passphrase", WHY_NOT[type(refusal)])
    return request.ring is not None


def _is_written(request: SealedRequest, kind: str, public_id: UUID, form: EntryForm) -> bool:
    if request.ring is None:
        raise Http404
    one, person = opened(request, kind, request.ring), _person(request, public_id)
    try:
        files.write(by=request.posting, opened=one, person=person, written=form.written())
    except (compartments.KeyChanged, CannotOpen) as refusal:
        form.add_error(None, WHY_NOT[type(refusal)])
        return False
    return True


@require_POST
@needs(May.WORK_SEALED)
@with_ring
def take_letter(request: SealedRequest, kind: str, pk: UUID) -> HttpResponse:
    """Put a letter into the sealed file of the person it is about, and go there."""
    if request.ring is None:
        return to_unlock(request)
    one = opened(request, kind, request.ring)
    waiting = queries.letter_or_404(posting=request.posting, opened=one, pk=pk)
    try:
        files.take_letter(by=request.posting, opened=one, letter=waiting.letter, person=waiting.person)
    except (compartments.KeyChanged, CannotOpen) as refusal:
        messages.warning(request, WHY_NOT[type(refusal)])
        return redirect("sealed:caseload", kind)
    return redirect("sealed:file", kind, waiting.person.public_id)
