from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from serai.ui.access import SomethingFirst, permissions


class VisitorsAddress:
    """Behind a proxy every visitor comes from its address. Who came to it is the last that it wrote down itself:
    what stands before that, a visitor could have sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if settings.BEHIND_PROXY and _is_address(told):
            request.META["REMOTE_ADDR"] = told
        return self.get_response(request)


class PrivateResponses:
    """No page is kept by a browser or a proxy; another site can neither embed nor read one, nor ask for one as if it
    were a picture or a script of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(status=403) if _is_embedded(request) else self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", permissions())
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        return response


def _is_address(told: str) -> bool:
    try:
        return bool(ip_address(told))
    except ValueError:
        return False


def _is_embedded(request: HttpRequest) -> bool:
    """Whether a page of another site asks, for something to stand in it: browsers say so themselves."""
    told = request.headers.get("Sec-Fetch-Site"), request.headers.get("Sec-Fetch-Dest")
    return told[0] in {"cross-site", "same-site"} and told[1] != "document"


class SendElsewhere:
    """A page that raised SomethingFirst sends its reader to what comes first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return redirect(exception.url) if isinstance(exception, SomethingFirst) else None


class NotThisWay:
    """An address that takes no such request (405) answers with a page, not with nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "ui/error_405.html", status=405)
        page.headers["Allow"] = response.headers.get("Allow", "")
        return page
