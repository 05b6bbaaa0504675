"""What rang, and what somebody else found when they looked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.queries import centres_in_reach
from serai.centres.rules import May
from serai.centres.second_line import network_wide
from serai.watch import access, forms, operations, queries, rules

REVIEWED = _("Reviewed. Thank you.")


@require_safe
@needs(May.REVIEW_ALARMS)
@network_wide("alarms and decoys of every centre, for the network's data protection")
def alarms(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    context = queries.alarms_today(posting=request.posting, now=now)
    context |= {"past": queries.past_reviews(posting=request.posting)}
    context |= {"may_keep_decoys": request.posting.may(May.KEEP_DECOYS)}
    return render(request, "watch/alarms.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.REVIEW_ALARMS)
@network_wide("alarms and decoys of every centre, for the network's data protection")
def review_opening(request: StaffRequest, public_id: UUID) -> HttpResponse:
    opening = access.opening_or_404(posting=request.posting, public_id=public_id)
    form = forms.ReviewForm(request.POST or None)
    if form.is_valid():
        try:
            operations.review_opening(by=request.posting, opening=opening, now=timezone.now(), **form.cleaned_data)
        except operations.NotYoursToReview:
            form.add_error(None, forms.NOT_YOURS)
        else:
            messages.success(request, REVIEWED)
            return redirect("watch:alarms")
    context = {"opening": opening, "form": form, "due": rules.review_due(opening.opened_at)}
    context |= {"askings": queries.askings_of(opening=opening)}
    return render(request, "watch/review_opening.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.REVIEW_ALARMS)
@network_wide("alarms and decoys of every centre, for the network's data protection")
def review_alarm(request: StaffRequest, pk: int) -> HttpResponse:
    rung = queries.alarm_or_404(posting=request.posting, pk=pk)
    form = forms.ReviewForm(request.POST or None)
    if form.is_valid():
        try:
            operations.review_alarm(by=request.posting, entry=rung.entry, **form.cleaned_data)
        except operations.NotYoursToReview:
            form.add_error(None, forms.NOT_YOURS)
        else:
            messages.success(request, REVIEWED)
            return redirect("watch:alarms")
    context = {"rung": rung, "why": queries.why_went_on(rung.entry), "form": form}
    return render(request, "watch/review_alarm.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_DECOYS)
@network_wide("alarms and decoys of every centre, for the network's data protection")
def decoys(request: StaffRequest) -> HttpResponse:
    form = forms.DecoyForm(request.POST or None, centres=centres_in_reach(posting=request.posting))
    if form.is_valid():
        now = timezone.localtime()
        centre = form.cleaned_data["centre"]
        operations.lay_decoy(by=request.posting, centre=centre, told=form.told(now.date()), now=now)
        messages.success(request, _("The decoy is laid. If its file is opened, the alarm rings."))
        return redirect("watch:decoys")
    return render(request, "watch/decoys.html", {"form": form, "decoys": queries.decoys(posting=request.posting)})


@require_POST
@needs(May.KEEP_DECOYS)
@network_wide("alarms and decoys of every centre, for the network's data protection")
def lift_decoy(request: StaffRequest, pk: int) -> HttpResponse:
    operations.lift_decoy(
        by=request.posting, decoy=queries.decoy_or_404(posting=request.posting, pk=pk), now=timezone.now()
    )
    messages.success(request, _("The decoy is lifted. Its file rings no longer."))
    return redirect("watch:decoys")
