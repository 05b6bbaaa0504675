"""What this room shows on the page of today."""

from django.utils.translation import gettext_lazy as _

from serai.centres.queries import decisions_to_take, handed_accounts, own_account
from serai.centres.rules import May
from serai.centres.today import TodayBlock

BLOCKS = (
    TodayBlock("own_account", _("Your account"), May.SEE_TODAY, "centres/own_account_today.html", own_account, 1),
    TodayBlock(
        "decisions",
        _("Waits for a second person"),
        May.SEE_DECISIONS,
        "centres/decisions_today.html",
        decisions_to_take,
        5,
    ),
    TodayBlock(
        "handed",
        _("Accounts in somebody else’s hands"),
        May.REVIEW_TRAIL,
        "centres/handed_today.html",
        handed_accounts,
        6,
    ),
)
