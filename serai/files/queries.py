"""The papers of a person as pages show them, and which may be added."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import languages, lists
from serai.files.access import papers_of
from serai.files.choices import Form
from serai.files.models import Paper
from serai.files.rules.papers import CONSENT_OF
from serai.people.choices import Purpose
from serai.people.models import Consent, Person
from serai.people.rules.consent import is_live


def with_consent(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Each with what was last said of the purpose for which it is kept."""
    last = Consent.objects.filter(
        person=OuterRef("person"), purpose=OuterRef("consent__purpose"), recipient=""
    ).order_by("-pk")
    return papers.annotate(said=Subquery(last.values("decision")[:1]), until=Subquery(last.values("valid_until")[:1]))


def shown(paper: Paper) -> dict[str, Any]:
    """A paper from `with_consent`, in the words of the reader."""
    said, until = getattr(paper, "said", None) or "", getattr(paper, "until", None)
    return {
        "paper": paper,
        "kind": lists.label("paper_kind", paper.kind),
        "form_label": Form(paper.form).label,
        "language": languages.name(paper.language) if paper.language else "",
        "may_open": not paper.taken_back_at and is_live(decision=said, valid_until=until, on=timezone.localdate()),
    }


def panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    """One query, however many papers there are."""
    papers = with_consent(papers_of(posting=posting, person=person)).select_related("kept_by").order_by("-pk")
    return {
        "public_id": person.public_id,
        "papers": [shown(paper) for paper in papers],
        "may_keep": posting.may(May.KEEP_PAPERS),
    }


def live_purposes(*, person: Person) -> set[str]:
    """The purposes for which the person lets papers or a photo be kept today."""
    lines = Consent.objects.filter(person=person, purpose__in=CONSENT_OF.values(), recipient="").order_by("pk")
    last = {line.purpose: line for line in lines}
    today = timezone.localdate()
    return {purpose for purpose, line in last.items() if _holds(line, today)}


def _holds(line: Consent, today: Any) -> bool:
    return is_live(decision=line.decision, valid_until=line.valid_until, on=today)


def kinds_for(purposes: set[str]) -> list[tuple[str, str]]:
    """What may be added with these consents, in the order of the list."""
    known = lists.entries("paper_kind")
    return [pair for pair in lists.choices("paper_kind") if CONSENT_OF[known[pair[0]].more["consent"]] in purposes]


def purpose_of(kind: str) -> Purpose:
    """The consent that a paper of this kind needs. Raises KeyError for a kind that is not in the list."""
    return CONSENT_OF[lists.entries("paper_kind")[kind].more["consent"]]


def bytes_of(person: Person) -> int:
    """How much is kept of the person already."""
    return int(Paper.objects.filter(person=person).aggregate(bytes=Sum("size", default=0))["bytes"])
