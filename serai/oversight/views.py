from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.audit import checkpoints
from serai.audit.operations import record
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.oversight import operations
from serai.oversight.forms import ReviewForm
from serai.oversight.queries import review as trail

SHOWN = 100


@require_safe
@needs(May.REVIEW_TRAIL)
def review(request: StaffRequest) -> HttpResponse:
    """The trail in numbers. That it was read, and which part of it, is itself in the trail."""
    posting = request.posting
    form = ReviewForm(request.GET, posting=posting)
    wanted = form.wanted()
    days = f"{wanted.since.isoformat()}/{wanted.until.isoformat()}"
    one = wanted.centres[0] if len(wanted.centres) == 1 else None
    record(by=posting, act="trail.reviewed", days=days, centre=one, of=wanted.act, colleague=wanted.actor)
    standing = trail.standing_out(wanted=wanted)
    context = {
        "form": form,
        "wanted": wanted,
        "standing_out": standing[:SHOWN],
        "more": max(len(standing) - SHOWN, 0),
        "page": trail.days(wanted=wanted, page=request.GET.get("page", "")),
        "kept": checkpoints.last_kept(),
    }
    return render(request, "oversight/review.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_CHECKPOINT)
def checkpoint(request: StaffRequest) -> HttpResponse:
    """The eight words that prove later how far the trail went; to be kept on paper. How many lines that is, in
    the whole network, only who reviews it all reads: between two presses it counts what others do."""
    if request.method == "POST":
        operations.keep_checkpoint(by=request.posting)
        messages.success(request, _("A checkpoint is kept. Copy its words, or print this page."))
        return redirect("oversight:checkpoint")
    may_count = request.posting.is_network and request.posting.may(May.REVIEW_TRAIL)
    return render(request, "oversight/checkpoint.html", {"latest": checkpoints.latest(10), "may_count": may_count})
