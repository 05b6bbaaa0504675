"""What this room shows on the person's page: only to those who may answer, so that asking leaves no other mark."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.people.models import Person
from serai.people.panels import Panel


def _rights(*, posting: Posting, person: Person) -> dict[str, Any]:
    return {"public_id": person.public_id}


PANELS = [Panel("rights", _("The person’s rights"), May.PRINT_FILE, "privacy/rights_panel.html", _rights, 90)]
