"""What this room shows on the person's page and on the page of today."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.people.models import Person
from serai.people.panels import Panel
from serai.screening import queries
from serai.ui.nav import NavItem


def _flags(*, posting: Posting, person: Person) -> dict[str, Any]:
    """Nothing at all when there is nothing that this role may know of, whatever the reason."""
    return {"rows": queries.active_flags(posting=posting, person=person)}


def _screenings(*, posting: Posting, person: Person) -> dict[str, Any]:
    may_read = posting.may(May.SEE_SCREENING)
    rows = queries.screenings_of_person(posting=posting, person=person) if may_read else []
    return {"person": person, "may_read": may_read, "rows": rows}


def _tasks(*, posting: Posting, now: datetime) -> dict[str, Any]:
    return {
        "rows": queries.my_tasks(posting=posting, now=now, limit=5),
        "counts": queries.task_counts(posting=posting, now=now),
        "unposted": queries.functions_nobody_holds(posting=posting, now=now),
    }


PANELS = [
    Panel("screening_flags", _("Flags"), May.SEE_FLAGS, "screening/panel.html", _flags, 20),
    Panel("screening", _("Quick screening"), May.FILL_SCREENING, "screening/panel_screening.html", _screenings, 25),
]
TODAY = TodayBlock("screening_tasks", _("Tasks"), May.WORK_TASKS, "screening/today.html", _tasks, 20)
NAV = NavItem("screening:tasks", _("Tasks"), May.WORK_TASKS, 40)
