from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from serai.audit.operations import record
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.queries.names import shown_name
from serai.screening import operations, queries, rules
from serai.screening.choices import Instruction
from serai.screening.forms import ScreeningForm


@require_http_methods(["GET", "POST"])
@needs(May.FILL_SCREENING)
def fill(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.REGISTRATION)
    facts = queries.facts_of(person=person, on=timezone.localdate())
    form = ScreeningForm(request.POST or None, facts=facts)
    if form.is_valid():
        screening = operations.fill_screening(
            by=request.posting, person=person, answers=form.answers(), interview=form.interview()
        )
        _say_at_once(request, rules.instructions(rules.suggest(form.answers(), facts)), screening.instructions)
        return redirect("screening:thanks", screening.public_id)
    context = {"form": form, "person": person, "name": shown_name(person)}
    return render(request, "screening/fill.html", context)


def _say_at_once(request: StaffRequest, instructions: list[str], kept: list[str]) -> None:
    """What sealed answers ask for is said once, and kept nowhere."""
    for code in instructions:
        if code not in kept:
            messages.warning(request, Instruction(code).label)


@require_safe
@needs(May.FILL_SCREENING)
def thanks(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """For whoever asked, and nobody else: what to do at once. Not a word on what was suggested."""
    screening = queries.own_screening_or_404(posting=request.posting, public_id=public_id)
    instructions = [Instruction(code).label for code in screening.instructions]
    return render(request, "screening/thanks.html", {"person": screening.person, "instructions": instructions})


@require_safe
@needs(May.SEE_SCREENING)
def answers(request: StaffRequest, public_id: UUID) -> HttpResponse:
    screening = queries.screening_or_404(posting=request.posting, public_id=public_id)
    person = open_file(
        posting=request.posting, public_id=screening.person.public_id, purpose=WhyOpen.FOLLOW_UP
    )  # fmt: skip
    rows = queries.visible_answers(posting=request.posting, screening=screening)
    record(by=request.posting, act="screening.read", subject=person, purpose=WhyOpen.FOLLOW_UP)
    context = {"screening": screening, "person": person, "name": shown_name(person), "rows": rows}
    return render(request, "screening/answers.html", context)
