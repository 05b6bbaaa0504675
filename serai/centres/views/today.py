from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from serai.centres import queries
from serai.centres import today as today_page
from serai.centres.access import StaffRequest, needs
from serai.centres.middleware import CHOSEN
from serai.centres.rules import May
from serai.ui.access import signed_in


@require_safe
@needs(May.SEE_TODAY)
def today(request: StaffRequest) -> HttpResponse:
    now = timezone.localtime()
    context = {
        "now": now,
        "centre": request.posting.centre,
        "steps": today_page.steps_for(posting=request.posting),
        "blocks": today_page.blocks_for(posting=request.posting, now=now),
    }
    return render(request, "centres/today.html", context)


@require_http_methods(["GET", "POST"])
@signed_in("one must choose a posting before having one")
def choose_posting(request: HttpRequest) -> HttpResponse:
    postings = queries.postings_of(user_id=request.user.pk or 0)
    if request.method == "POST":
        wanted = request.POST.get("posting", "")
        chosen = next((posting.pk for posting in postings if str(posting.pk) == wanted), None)
        if chosen is None:
            raise Http404
        request.session[CHOSEN] = chosen
        rotate_token(request)  # a form that was opened under another posting is not sent under this one
        return redirect("centres:today")
    if len(postings) == 1 and request.session.get(CHOSEN, postings[0].pk) == postings[0].pk:
        return redirect("centres:today")
    return render(request, "centres/choose_posting.html", {"postings": postings})
