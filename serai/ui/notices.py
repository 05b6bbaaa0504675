"""What a page says once: it travels in a cookie until the next page has shown it."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class OfThisHost(CookieStorage):
    """Over TLS no other host of the same domain can set it: its name says so to the browser."""

    cookie_name = "__Host-messages" if settings.TLS else "messages"
