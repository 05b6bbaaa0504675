"""Registration, second part: the list of topics, and one small page a topic."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.registration.forms.profile import TopicForm
from serai.registration.operations.profile import TopicChanged, save_topic
from serai.registration.queries import profile as queries
from serai.registration.questions import topics
from serai.registration.rules.profile import fingerprint


@require_safe
@needs(May.SEE_PROFILE)
def profile(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.REGISTRATION)
    found = queries.stored(posting=request.posting, person=person)
    rows = queries.progress(found)
    context = {
        "person": person,
        "name": queries.name_of(found),
        "rows": rows,
        "done": sum(row["done"] for row in rows),
        "total": sum(row["total"] for row in rows),
    }
    return render(request, "registration/profile.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.EDIT_PROFILE)
def profile_topic(request: StaffRequest, public_id: UUID, name: str) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.REGISTRATION)
    found = queries.stored(posting=request.posting, person=person)
    asked = topics(registered_here=found.registration is not None)
    topic = next((topic for topic in asked if topic.name == name), None)
    if topic is None:
        raise Http404
    now = queries.values_of(topic, found)
    form = TopicForm(
        topic, version=fingerprint(now), initial=now, data=request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and not form.again and form.is_valid():
        try:
            save_topic(
                by=request.posting, person=person, topic=topic, values=form.values, seen=form.cleaned_data["version"]
            )
        except TopicChanged as changed:
            form.tell(version=fingerprint(changed.now))
        else:
            messages.success(request, _("Saved: %(topic)s.") % {"topic": topic.title})
            return redirect("registration:profile", public_id=public_id)
    words = queries.shown(topic, found, on=timezone.localdate()) if form.conflict else []
    context = {"person": person, "name": queries.name_of(found), "topic": topic, "form": form, "stored": words}
    return render(request, "registration/profile_topic.html", context, status=409 if form.conflict else 200)
