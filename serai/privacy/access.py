"""Which requests and breaches a posting reaches: its centre's, or for the whole network all, without a name."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from serai.centres.models import Posting
from serai.people.access import people_in_reach, shown_to
from serai.people.models import Person
from serai.people.operations.erasing import everybody
from serai.privacy.models import Assessment, Breach, DataRequest


def requests_in_reach(*, posting: Posting) -> QuerySet[DataRequest]:
    """What people asked at the posting's centre; the network's focal point sees all, by the number of the file."""
    asked = DataRequest.objects.select_related("person", "centre")
    return asked if posting.is_network else shown_to(asked.filter(centre_id=posting.here), posting=posting)


def request_or_404(*, posting: Posting, public_id: UUID) -> DataRequest:
    """One of those in reach; any other is the same 404 as none."""
    found = requests_in_reach(posting=posting).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def breaches_in_reach(*, posting: Posting) -> QuerySet[Breach]:
    """What was reported at the posting's centre; all for the whole network."""
    reported = Breach.objects.select_related("centre", "reported_by")
    return reported if posting.is_network else reported.filter(centre_id=posting.here)


def breach_or_404(*, posting: Posting, public_id: UUID) -> Breach:
    """One of those in reach; any other is the same 404 as none."""
    found = breaches_in_reach(posting=posting).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def assessment_or_404(public_id: UUID) -> Assessment:
    """An assessment is the network's: the same for everybody who may enter."""
    found = Assessment.objects.select_related("written_by", "signed_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def file_to_hold(*, posting: Posting, code: str) -> Person | None:
    """The file of this number: a centre's own, or for the whole network any. None for any other, as for none."""
    reached = everybody() if posting.is_network else people_in_reach(posting=posting)
    return reached.filter(code=code).first()
