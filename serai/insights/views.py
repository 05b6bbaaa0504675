from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from serai.accounts.access import fresh
from serai.audit.operations import record
from serai.centres.access import StaffRequest, needs
from serai.centres.choices import CentreStatus
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.insights import exports, operations, rules
from serai.insights.forms import ENOUGH_EXPORTS, MONTH_NOT_OVER, NETWORK_ONLY, REASON_NEEDED, ReleaseForm
from serai.insights.models import Release
from serai.insights.queries import page, releases

A_DAY, EXPORTS_A_DAY = timedelta(days=1), 5
KINDS = {
    "csv": (exports.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (exports.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@require_safe
@needs(May.SEE_FIGURES)
def month(request: StaffRequest) -> HttpResponse:
    """The figures of a month for a centre or the network, as its staff may see them."""
    return _month_page(request)


@require_safe
@needs(May.SEE_PUBLIC_FIGURES)
def public_month(request: StaffRequest) -> HttpResponse:
    """The figures of a month for donors and government: the network, with the public threshold."""
    return _month_page(request)


def _month_page(request: StaffRequest) -> HttpResponse:
    audience = releases.audience_of(posting=request.posting)
    scope = _scope_or_404(request.posting, request.GET.get("centre", ""))
    months = releases.months_released(audience=audience)
    last = rules.previous_month(timezone.localdate().replace(day=1))
    chosen = rules.first_of_month(request.GET.get("month", "")) or (months[0] if months else last)
    release = releases.releases_for(audience=audience).filter(month=chosen).first()
    context = {
        "audience": audience,
        "scope": scope,
        "scopes": releases.scopes_of(posting=request.posting),
        "months": sorted({*months, last, chosen}, reverse=True),
        "chosen": chosen,
        "release": release,
        "form": ReleaseForm(initial={"month": chosen.strftime("%Y-%m")}),
        "may_prepare": request.posting.may(May.EXPORT_FIGURES) and chosen <= last,
        "is_over": chosen <= last,
    }
    if release:
        context |= _figures(release, scope.code, audience)
    return render(request, "insights/month.html", context)


def _figures(release: Release, scope: str, audience: str) -> dict[str, Any]:
    trend = releases.trend(audience=audience, scope=scope, until=release.month)
    earlier = trend[-2] if len(trend) > 1 else None
    follows = earlier is not None and earlier[0] == rules.previous_month(release.month)
    names = releases.centre_names()
    return {
        "headline": page.headline_of(release, scope=scope),
        "tables": page.tables_of(release, scope=scope),
        "trend": trend,
        "trend_largest": max((number or 0 for _month, number in trend), default=0),
        "change": rules.change(trend[-1][1], earlier[1]) if earlier and follows else None,
        "centres": page.centres_of(release) if scope == rules.NETWORK and audience == "internal" else [],
        "breaks": [
            {
                **one,
                "centre": names.get(one["scope"], one["scope"]),
                "on": date.fromisoformat(one["on"]),
                "words": dict(CentreStatus.choices).get(one["status"], ""),
            }
            for one in release.breaks
            if scope in {rules.NETWORK, one["scope"]}
        ],
    }


def _scope_or_404(posting: Posting, code: str) -> releases.Scope:
    scopes = releases.scopes_of(posting=posting)
    found = next((scope for scope in scopes if scope.code == code), None) if code else next(iter(scopes), None)
    if found is None:
        raise Http404
    return found


@require_POST
@needs(May.EXPORT_FIGURES)
def prepare(request: StaffRequest) -> HttpResponse:
    """Freeze the figures of a month that is over."""
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data["month"]
    try:
        operations.release_month(
            by=request.posting, month=chosen, today=timezone.localdate(), reason=form.cleaned_data["reason"]
        )
    except operations.MonthNotOver:
        messages.error(request, MONTH_NOT_OVER)
    except operations.NetworkOnly:
        messages.error(request, NETWORK_ONLY)
    except operations.ReasonNeeded:
        messages.error(request, REASON_NEEDED)
    else:
        messages.success(request, _("The figures of the month are ready."))
    return redirect(f"{reverse('insights:month')}?month={chosen:%Y-%m}")


@require_safe
@needs(May.EXPORT_FIGURES)
@fresh
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """The figures that the page shows, as a file with an HXL row."""
    chosen = rules.first_of_month(request.GET.get("month", ""))
    scope = _scope_or_404(request.posting, request.GET.get("centre", ""))
    audience = releases.audience_of(posting=request.posting)
    release = releases.releases_for(audience=audience).filter(month=chosen).first() if chosen else None
    if release is None or chosen is None or kind not in KINDS:
        raise Http404
    if releases.exports_since(posting=request.posting, moment=timezone.now() - A_DAY) >= EXPORTS_A_DAY:
        messages.error(request, ENOUGH_EXPORTS)
        return redirect(f"{reverse('insights:month')}?month={chosen:%Y-%m}&centre={scope.code}")
    write, content_type = KINDS[kind]
    rows = page.export_rows(release, scopes=[scope.code], month=chosen)
    record(by=request.posting, act="figures.exported", subject=release, scope=scope.code, kind=kind)
    response = HttpResponse(write(rows), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="serai-{scope.code}-{chosen:%Y-%m}.{kind}"'
    return response
