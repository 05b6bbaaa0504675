"""A family or group, registered on one page."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.duplicates.choices import Why
from serai.households.comparing import Doubt, apart, doubts
from serai.households.forms.groups import GroupForm
from serai.households.operations.comparing import note_compared_each
from serai.households.operations.groups import Arrived, register_group
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person
from serai.registration.comparing import is_told_otherwise
from serai.registration.forms.registration import typed_as_parts
from serai.registration.operations.comparing import Beside
from serai.registration.operations.registration import NoConsentNoFile
from serai.registration.queries.registration import usual_nationalities
from serai.search.queries import may_search_names


@require_http_methods(["GET", "POST"])
@needs(May.REGISTER_PEOPLE)
def group(request: StaffRequest) -> HttpResponse:
    """What is the same for all, then a row for each; rows are added without losing what is written. Who was searched
    is the first of them."""
    today, typed = timezone.localdate(), request.POST.get("typed", "")
    usual = usual_nationalities(posting=request.posting, on=today)
    sent = request.POST if request.method == "POST" and "form_token" in request.POST else None
    searched = typed if typed_as_parts(typed) else ""
    form = GroupForm(sent, usual=usual, searched=searched, initial={"registered_on": today})
    if sent is not None and not form.again and form.is_valid() and "back" not in sent:
        return _registered(request, form)
    return render(request, "households/group.html", {"form": form})


def _registered(request: StaffRequest, form: GroupForm) -> HttpResponse:
    """Saved at once when no file is like anybody's. Otherwise somebody looks first, or a colleague does later."""
    group, on, token = form.group, form.cleaned_data["registered_on"], form.cleaned_data["form_token"]
    found = doubts(posting=request.posting, group=group, on=on, form_token=token)
    if found and "compared" not in request.POST and may_search_names(posting=request.posting):
        note_compared_each(by=request.posting, group=group, found=found)
        return render(request, "households/group_alike.html", {"form": form, "doubts": found})
    for doubt in found:
        group[doubt.place] = _decided(request, form, group[doubt.place], doubt)
    try:
        people = register_group(by=request.posting, group=group, shared=form.shared, on=on, form_token=token)
    except NoConsentNoFile:
        return render(request, "registration/no_file.html")
    _say_otherwise(request, group)
    return _next_page(request, [person for person, _role in people], refused=len(group) - len(people))


def _decided(request: StaffRequest, form: GroupForm, one: Arrived, doubt: Doubt) -> Arrived:
    """What was said of the files that are like this person's; where nothing was, a colleague looks later."""
    compared = form.compared(doubt.place)
    if not compared.is_valid():
        return replace(one, beside=Beside(tuple(other.person_id for other in doubt.alike), Why.LATER))
    if compared.file is not None:
        known = open_file(posting=request.posting, public_id=compared.file, purpose=WhyOpen.REGISTRATION)
        return replace(one, known=known)
    return replace(one, beside=Beside(tuple(other.person_id for other in doubt.alike), compared.said or Why.LATER))


def _say_otherwise(request: StaffRequest, group: list[Arrived]) -> None:
    changed = [one.known for one in group if one.known and is_told_otherwise(person=one.known, told=one.told)]
    if changed:
        words = {"codes": ", ".join(person.code for person in changed)}
        messages.info(request, _("Today something else was said than in these files. Correct them: %(codes)s") % words)


def _next_page(request: StaffRequest, people: list[Person], *, refused: int) -> HttpResponse:
    many = ngettext(
        "%(count)d person is registered, with a file of their own.",
        "%(count)d people are registered, each with a file of their own.",
        len(people),
    )
    messages.success(request, many % {"count": len(people)})
    if refused:
        none = ngettext(
            "%(count)d person did not agree and has no file. Help goes on for them as for everybody.",
            "%(count)d people did not agree and have no file. Help goes on for them as for everybody.",
            refused,
        )
        messages.info(request, none % {"count": refused})
    if elsewhere := apart(people):
        other = ngettext(
            "%(count)d person stays in the household that they have. Change it on their own household page.",
            "%(count)d people stay in the household that they have. Change it on their own household pages.",
            elsewhere,
        )
        messages.info(request, other % {"count": elsewhere})
    messages.info(request, _("Now speak with each adult alone about their data, from their own file."))
    return redirect("households:household", public_id=people[0].public_id)
