from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.vault import operations
from serai.vault.snapshot import encrypted


@require_http_methods(["GET", "HEAD", "POST"])
@needs(May.LOCK_EVERYTHING)
def lock(request: StaffRequest) -> HttpResponse:
    """One big button. The answer is the last that this server gives: it cannot lead on to another page."""
    if request.method != "POST" or not encrypted():
        return render(request, "vault/lock.html", {"encrypted": encrypted()})
    operations.lock_everything(by=request.posting)
    logout(request)
    request.posting = None  # type: ignore[assignment]  # nobody is at work on the last page
    page = render(request, "vault/locked.html")
    page.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return page
