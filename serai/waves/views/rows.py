"""The page of rows, and the rows that are not complete."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.cards.forms import NOT_FREE
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.waves.choices import Missing
from serai.waves.forms.rows import Sheetful
from serai.waves.models import Wave
from serai.waves.operations.drafts import keep_draft
from serai.waves.operations.rows import Kept, WaveClosed, keep_row
from serai.waves.queries import drafts
from serai.waves.queries import missing as queries
from serai.waves.queries.waves import numbers, wave_or_404


@require_http_methods(["GET", "POST"])
@needs(May.REGISTER_PEOPLE)
def rows(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """A page of rows. Each is kept by itself: one that is not understood holds no other up."""
    wave = wave_or_404(posting=request.posting, public_id=public_id)
    gives_cards, sent = request.posting.may(May.ISSUE_CARD), request.POST if request.method == "POST" else None
    begun = [] if sent is not None else drafts.begun(posting=request.posting, wave=wave, now=timezone.now())
    nationality = request.GET.get("nationality", "unknown")
    sheet = Sheetful(sent, gives_cards=gives_cards, nationality=nationality, begun=begun)
    kept: dict[int, Kept] = {}
    if sent is not None and sheet.page.is_valid():
        try:
            kept = _keep(request, wave, sheet)
        except WaveClosed:
            messages.error(request, _("This wave is closed, so nobody was written down. Open it again first."))
            return redirect("waves:wave", public_id)
        only = sheet.page.cleaned_data["only"]
        if request.htmx and only is not None:
            return _one_row(request, wave, sheet, only, kept.get(only))
        _say_kept(request, list(kept.values()))
        if len(kept) == len(sheet.sent):
            return redirect(f"{request.path}?nationality={sheet.page.cleaned_data['nationality']}")
    return render(request, "waves/rows.html", {"wave": wave, **_page(request, wave, sheet, kept)})


def _keep(request: StaffRequest, wave: Wave, sheet: Sheetful) -> dict[int, Kept]:
    """The rows that are understood, kept; those that are not, wait with their sentences."""
    now, nationality = timezone.now(), sheet.page.cleaned_data["nationality"]
    for place, row in sheet.sent:
        if not row.is_valid():
            _keep_begun(request, wave, sheet, place)
    return {
        place: keep_row(
            by=request.posting,
            wave=wave,
            keyed=row.keyed(nationality=nationality, on=timezone.localdate(now)),
            client_token=sheet.token(place),
            at=now,
        )
        for place, row in sheet.sent
        if row.is_valid()
    }


def _keep_begun(request: StaffRequest, wave: Wave, sheet: Sheetful, place: int) -> None:
    token, typed = sheet.token(place), sheet.typed(place)
    keep_draft(by=request.posting, wave=wave, token=token, typed=typed, at=timezone.now())


@require_POST
@needs(May.REGISTER_PEOPLE)
def draft(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What is typed so far in one row of a page, so that a reload loses nothing."""
    wave = wave_or_404(posting=request.posting, public_id=public_id)
    sheet = Sheetful(request.POST, gives_cards=request.posting.may(May.ISSUE_CARD), nationality="unknown")
    if not sheet.page.is_valid() or sheet.page.cleaned_data["only"] is None:
        return HttpResponse(status=400)
    _keep_begun(request, wave, sheet, sheet.page.cleaned_data["only"])
    return HttpResponse(status=204)


def _page(request: StaffRequest, wave: Wave, sheet: Sheetful, kept: dict[int, Kept]) -> dict[str, Any]:
    is_sent = sheet.page.is_bound
    blank = Sheetful(gives_cards=request.posting.may(May.ISSUE_CARD), nationality="unknown").rows if is_sent else []
    left = [
        (place, row if not is_sent or row.is_somebody else blank[place])
        for place, row in enumerate(sheet.rows)
        if place not in kept
    ]
    return {
        "page": sheet.page,
        "rows": [{"place": place, "row": row, "token": sheet.tokens.get(place, "")} for place, row in left],
        "begun": 0 if is_sent else len(sheet.tokens),
        "last": queries.last_kept(posting=request.posting, wave=wave),
        "numbers": numbers(posting=request.posting, wave=wave),
    }


def _one_row(request: StaffRequest, wave: Wave, sheet: Sheetful, place: int, kept: Kept | None) -> HttpResponse:
    context: dict[str, Any] = {"wave": wave, "place": place, "row": sheet.rows[place]}
    context["token"] = sheet.tokens.get(place, "")
    if kept is not None:
        context |= {"kept": kept, "numbers": numbers(posting=request.posting, wave=wave)}
    return render(request, "waves/row.html", context)


def _say_kept(request: StaffRequest, kept: list[Kept]) -> None:
    new, again = [one for one in kept if one.is_new], [one for one in kept if not one.is_new]
    if new:
        said = ngettext("%(number)d row is kept.", "%(number)d rows are kept.", len(new))
        messages.success(request, said % {"number": len(new)})
    if again:
        said = ngettext(
            "%(number)d row was kept before. Nobody is written down twice.",
            "%(number)d rows were kept before. Nobody is written down twice.",
            len(again),
        )
        messages.info(request, said % {"number": len(again)})
    if not_given := [str(one.row.number) for one in kept if one.card_not_free]:
        messages.warning(request, NOT_FREE)
        messages.warning(request, _("Without a wristband so far, by number: %(rows)s") % {"rows": ", ".join(not_given)})


@require_safe
@needs(May.REGISTER_PEOPLE)
def missing(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Who is not complete, and where to complete them, one by one."""
    wave = wave_or_404(posting=request.posting, public_id=public_id)
    asked = request.GET.get("what", "")
    what = asked if asked in Missing.values else ""
    lacking = queries.incomplete(posting=request.posting, wave=wave, what=what)
    page = Paginator(lacking, queries.PAGE).get_page(request.GET.get("page"))
    may = {
        "asks": request.posting.may(May.RECORD_CONSENT),
        "screens": request.posting.may(May.FILL_SCREENING),
        "triages": request.posting.may(May.RUN_QUEUE),
        "gives_cards": request.posting.may(May.ISSUE_CARD),
    }
    context = {"wave": wave, "page": page, "what": what, "kinds": Missing.choices, "may": may}
    return render(request, "waves/missing.html", context)
