"""The one door to a person's file. Missing and out of reach are the same answer; each opening is in the trail."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.people.models import Person, Registration


def people_in_reach(*, posting: Posting) -> QuerySet[Person]:
    """People registered at the posting's centre. A posting to the whole network reaches no file at all."""
    here = Registration.objects.filter(person=OuterRef("pk"), centre_id=posting.centre_id)
    return Person.objects.filter(Exists(here)) if posting.centre_id else Person.objects.none()


def open_file(*, posting: Posting, public_id: UUID, purpose: str) -> Person:
    """The person, if this posting reaches the file; the opening is recorded with its purpose. Raises Http404."""
    person = people_in_reach(posting=posting).filter(public_id=public_id).first()
    if person is None:
        raise Http404
    record(by=posting, act="person.opened", subject=person, purpose=purpose)
    return person
