"""For the demo, one file that is kept to its team."""

from serai.accounts.models import User
from serai.centres.models import Posting
from serai.people.access import people_in_reach
from serai.people.choices import KeptFor
from serai.teams.operations import keep

TEAM = ("ruth", "grace")


def write() -> None:
    """A woman of this morning is known to somebody who works at the centre: her supervisor keeps her file to three."""
    supervisor = Posting.objects.select_related("user", "centre").get(role="supervisor", centre__code="OBO")
    users = set(User.objects.filter(username__in=TEAM).values_list("pk", flat=True))
    person = people_in_reach(posting=supervisor).filter(sex="female", child_status="adult").order_by("-pk")[3]
    keep(by=supervisor, person=person, users=users, reason=KeptFor.CLOSE)
