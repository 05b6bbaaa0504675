"""What this room tells a person who asks what is held about them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import languages, lists
from serai.files.access import papers_of
from serai.files.models import Paper
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines


def _papers(*, posting: Posting, person: Person) -> list[Entry]:
    """That a copy is kept, to be asked for by its name: the paper itself is shown or handed over by hand. Nothing to
    a role that may not see papers."""
    if not posting.may(May.SEE_PAPERS):
        return []
    return [
        lines(
            (_("Copy of"), lists.label("paper_kind", paper.kind)),
            (_("Language of the paper"), languages.name(paper.language) if paper.language else ""),
            (_("Pages"), paper.pages),
            (_("Kept since"), date_format(timezone.localdate(paper.kept_at))),
        )
        for paper in papers_of(posting=posting, person=person).order_by("pk")
    ]


TOLD = [Telling(_("Copies of your papers that are kept here"), (Paper,), _papers, 31)]
