"""What the other pages show of this room: the way to the lock, and to administrators what is wrong."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.ui.nav import NavItem
from serai.vault.worries import worries


def load_worries(*, posting: Posting, now: datetime) -> dict[str, Any]:
    return {"worries": [{"what": what, "mend": mend} for what, mend in worries()]}


WORRIES = TodayBlock(
    name="data_at_rest",
    title=_("The data on this machine"),
    needs=May.SEE_WORRIES,
    template="vault/today_worries.html",
    load=load_worries,
    order=5,
)
LOCK = NavItem(url_name="vault:lock", label=_("Lock"), needs=May.LOCK_EVERYTHING, order=95)
UNLOCKING = NavItem(url_name="vault:unlocking", label=_("Who may unlock"), needs=May.MANAGE_SLOTS, order=94)
