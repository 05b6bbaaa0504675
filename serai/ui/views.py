"""The error pages. Missing and forbidden-by-reach look the same; forbidden-by-role names who may."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/error_400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/error_403.html", {"who_may": getattr(exception, "who_may", [])}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/error_404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/error_500.html", {"number": uuid.uuid4().hex[:8]}, status=500)
