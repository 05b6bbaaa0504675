from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.audit.operations import record
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.queries.names import shown_name
from serai.screening import operations, queries, rules
from serai.screening.choices import TaskStep
from serai.screening.forms import WHY_NOT, StepForm
from serai.screening.models import Task
from serai.ui.editors import ChangedMeanwhile

SAID = {
    TaskStep.TAKE: _("The task is yours."),
    TaskStep.DONE: _("The task is done."),
    TaskStep.HAND_BACK: _("The task is back with your colleagues."),
}


@require_safe
@needs(May.WORK_TASKS)
def tasks(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    rows = queries.my_tasks(posting=request.posting, now=now)
    counts = queries.task_counts(posting=request.posting, now=now)
    done = queries.done_lately(posting=request.posting, since=now - timedelta(days=7))
    record(by=request.posting, act="task.listed", purpose=WhyOpen.FOLLOW_UP)
    context = {"rows": rows, "counts": counts, "done": done, "limit": queries.PAGE}
    return render(request, "screening/tasks.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.WORK_TASKS)
def task(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.task_or_404(posting=request.posting, public_id=public_id)
    person = open_file(posting=request.posting, public_id=found.person.public_id, purpose=WhyOpen.FOLLOW_UP)
    steps = rules.allowed_steps(state=found.state, is_mine=found.taken_by_id == request.posting.user_id)
    wanted = request.POST.get("step", "")
    forms = [StepForm(request.POST if step == wanted else None, task=found, step=step) for step in steps]
    if request.method == "POST" and wanted not in steps:
        messages.warning(request, WHY_NOT[operations.NotNow])
        return redirect("screening:task", public_id)
    if any(_is_done(request, found, form) for form in forms):
        return redirect("screening:tasks")
    record(by=request.posting, act="task.opened", subject=found, purpose=WhyOpen.FOLLOW_UP)
    because = queries.because_of(found.flag, posting=request.posting) if found.flag else []
    context = {"task": found, "person": person, "name": shown_name(person), "forms": forms}
    overdue = found.is_overdue(timezone.now())
    return render(request, "screening/task.html", context | {"because": because, "is_overdue": overdue})


def _is_done(request: StaffRequest, task: Task, form: StepForm) -> bool:
    """Whether this form was sent and its step was taken; a refusal stands in the form."""
    if not form.is_bound or not form.is_valid():
        return False
    outcome, version = form.cleaned_data.get("outcome", ""), form.cleaned_data["version"]
    try:
        operations.work_on_task(by=request.posting, task=task, step=form.step, outcome=outcome, version=version)
    except (ChangedMeanwhile, operations.NotNow, operations.DecideFirst) as refusal:
        now = queries.task_or_404(posting=request.posting, public_id=task.public_id)
        form.tell(WHY_NOT[type(refusal)], version=now.version)
        return False
    messages.success(request, SAID[form.step])
    return True
