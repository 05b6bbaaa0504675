from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from serai.ui.access import public, signed_in

sign_in = public("the way in")(auth.LoginView.as_view(template_name="accounts/sign_in.html"))
sign_out = signed_in("the way out")(auth.LogoutView.as_view())


def locked_out(request: HttpRequest, credentials: dict[str, str], *args: object) -> HttpResponse:
    """Too many wrong passwords: the same sentence whether the account exists or not."""
    return render(request, "accounts/locked_out.html", status=429)
