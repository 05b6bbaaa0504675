"""Failures that are not ours, told by name on the page of errors."""

from django.db import OperationalError
from django.utils.translation import gettext_lazy as _

DISK_IS_FULL = _("The disk of the server is full, so nothing more can be saved.")
FULL_ON_POSTGRES = "53100"


def is_disk_full(failure: BaseException | None) -> bool:
    return isinstance(failure, OperationalError) and (
        "disk is full" in str(failure) or getattr(failure.__cause__, "sqlstate", "") == FULL_ON_POSTGRES
    )
