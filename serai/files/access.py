"""Which papers a posting reaches: those that its own centre keeps of a person whose file it opened."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from serai.centres.models import Posting
from serai.files.models import Paper
from serai.people.models import Person


def papers_of(*, posting: Posting, person: Person) -> QuerySet[Paper]:
    """The papers that the posting's centre keeps of this person."""
    return Paper.objects.filter(person=person, centre_id=posting.here)


def paper_or_404(*, posting: Posting, person: Person, public_id: UUID) -> Paper:
    """One of them; any other is the same 404 as none."""
    found = papers_of(posting=posting, person=person).select_related("kept_by", "consent").filter(public_id=public_id)
    paper = found.first()
    if paper is None:
        raise Http404
    return paper
