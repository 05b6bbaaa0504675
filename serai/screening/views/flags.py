from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.audit.operations import record
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.queries.names import shown_name
from serai.screening import operations, queries, rules
from serai.screening.forms import WHY_NOT, DecisionForm
from serai.ui.editors import ChangedMeanwhile


@require_safe
@needs(May.SEE_FLAGS)
def flags(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What is suggested for this person and what was decided, as far as this role may know."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.FOLLOW_UP)
    rows = queries.flags_of_person(posting=request.posting, person=person)
    context = {"person": person, "name": shown_name(person), "rows": rows}
    return render(request, "screening/flags.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.SEE_FLAGS)
def flag(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.flag_or_404(posting=request.posting, public_id=public_id)
    person = open_file(posting=request.posting, public_id=found.person.public_id, purpose=WhyOpen.FOLLOW_UP)
    form = DecisionForm(request.POST or None, flag=found)
    if form.is_valid():
        try:
            operations.decide_on_flag(by=request.posting, flag=found, verdict=form.verdict())
        except (ChangedMeanwhile, operations.NotNow) as refusal:
            found = queries.flag_or_404(posting=request.posting, public_id=public_id)
            form.tell(WHY_NOT[type(refusal)], version=found.version)
            form.offer(found)
        else:
            messages.success(request, _("Your decision is kept, with your name."))
            return redirect("screening:flags", person.public_id)
    record(by=request.posting, act="flag.opened", subject=found, purpose=WhyOpen.FOLLOW_UP)
    may_decide = request.posting.role in rules.deciders_of(found.kind) and found.is_active
    context = {"flag": found, "person": person, "name": shown_name(person), "form": form}
    because = queries.because_of(found, posting=request.posting)
    return render(request, "screening/flag.html", context | {"because": because, "may_decide": may_decide})
