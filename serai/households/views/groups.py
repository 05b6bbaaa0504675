"""A family or group, registered on one page."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.households.forms.groups import GroupForm
from serai.households.operations.groups import register_group
from serai.people.models import Person
from serai.registration.operations.registration import NoConsentNoFile
from serai.registration.queries.registration import usual_nationalities

LATELY = timedelta(days=90)


@require_http_methods(["GET", "POST"])
@needs(May.REGISTER_PEOPLE)
def group(request: StaffRequest) -> HttpResponse:
    """What is the same for all, then a row for each; rows are added without losing what is written."""
    today = timezone.localdate()
    usual = usual_nationalities(posting=request.posting, since=today - LATELY)
    sent = request.POST if request.method == "POST" else None
    form = GroupForm(sent, usual=usual, initial={"registered_on": today})
    if sent is not None and not form.again and form.is_valid():
        arrived = form.group
        try:
            people = register_group(
                by=request.posting,
                group=arrived,
                shared=form.shared,
                on=form.cleaned_data["registered_on"],
                form_token=form.cleaned_data["form_token"],
            )
        except NoConsentNoFile:
            return render(request, "registration/no_file.html")
        return _next_page(request, [person for person, _role in people], refused=len(arrived) - len(people))
    return render(request, "households/group.html", {"form": form})


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
    messages.info(request, _("Now speak with each adult alone about their data, from their own file."))
    return redirect("households:household", public_id=people[0].public_id)
