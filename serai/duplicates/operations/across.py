"""Two files become one of which one is another centre's as well: a supervisor of each centre agrees, one after the
other, and the last yes does it. Each sees the file of their own centre and which other centre it is about."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.centres import second_line
from serai.centres.decisions import CannotBeDone
from serai.centres.decisions import Kind as TakesTwo
from serai.centres.models import Centre, Decision, Posting
from serai.centres.operations.decisions import ask
from serai.centres.rules import May, roles_that_may
from serai.codes.words import Words
from serai.duplicates.operations.merging import CannotMerge, merge_across
from serai.people.access import has_network_consent, people_in_reach
from serai.people.models import KeptFile, Person, Registration
from serai.people.operations.erasing import everybody

KIND = "duplicates.across"


def centres_to_ask(*, by: Posting, kept: Person, gone: Person) -> list[Centre]:
    """The other centres of the two, of each of which a supervisor has to agree. None where asking would tell more than
    the two persons let the network know, or that a file is kept to a team; nor is a centre asked where nobody is who
    could answer."""
    with second_line.everywhere("two files of one person become one, wherever they were"):
        if not _may_be_told(kept, gone):
            return []
        where = Registration.objects.filter(person__in=[kept.pk, gone.pk]).exclude(centre_id=by.here)
        return _answering(set(where.values_list("centre_id", flat=True)), but=[by.user_id])


@transaction.atomic
def ask_the_centres(*, by: Posting, kept: Person, gone: Person) -> list[Centre]:
    """Ask the first of them; whoever agrees there asks the next. Gives them all, in the order in which they are asked;
    none: nobody was asked."""
    centres = centres_to_ask(by=by, kept=kept, gone=gone)
    if centres:
        where = {one.pk for one in centres} | ({by.centre_id} if by.centre_id else set())
        _ask(by, {"kept": str(kept.public_id), "gone": str(gone.public_id), "centres": sorted(where)}, centres)
    return centres


def _ask(by: Posting, what: dict[str, Any], centres: list[Centre]) -> None:
    so_far = {"left": [one.pk for one in centres[1:]], "people": sorted({*what.get("people", []), by.user_id})}
    ask(by=by, kind=KIND, centre=centres[0], what=what | so_far)


def _may_be_told(kept: Person, gone: Person) -> bool:
    is_kept = KeptFile.objects.filter(person__in=[kept.pk, gone.pk], ended_at=None).exists()
    return not is_kept and has_network_consent(kept) and has_network_consent(gone)


def _answering(centres: Iterable[int], *, but: Iterable[int]) -> list[Centre]:
    """Of these, those where somebody works today who could agree."""
    at_work = Posting.objects.active(timezone.localdate()).filter(role__in=roles_that_may(May.MERGE_FILES))
    there = at_work.filter(centre__in=list(centres)).exclude(user__in=list(but))
    return list(Centre.objects.filter(pk__in=there.values("centre")).order_by("pk"))


def may_agree(posting: Posting, decision: Decision) -> bool:
    """A supervisor of that centre who reaches the file there, and said nothing of the two yet; as long as both may be
    told of."""
    if posting.centre_id != decision.centre_id or not posting.may(May.MERGE_FILES):
        return False
    if posting.user_id in decision.what["people"]:
        return False
    if not people_in_reach(posting=posting).filter(public_id__in=_both(decision)).exists():
        return False
    with second_line.everywhere("two files of one person become one, wherever they were"):
        return bool(_found(decision))


def carry_out(by: Posting, decision: Decision) -> None:
    """The yes of one centre: the next one is asked, or the two files are one. Raises CannotBeDone when one of them is
    gone, has become a file kept to a team, or its person no longer lets the network see it."""
    with second_line.everywhere("two files of one person become one, wherever they were"):
        found = _found(decision)
        if not found:
            raise CannotBeDone
        left = _answering(decision.what["left"], but=[by.user_id, *decision.what["people"]])
        if left:
            _ask(by, decision.what, left)
            return
        try:
            merge_across(by=by, kept=found[decision.what["kept"]], gone=found[decision.what["gone"]])
        except CannotMerge:
            raise CannotBeDone from None


def _found(decision: Decision) -> dict[str, Person]:
    """Both, while they are two files that may be told of; else none."""
    found = {str(one.public_id): one for one in everybody().filter(public_id__in=_both(decision), merged_into=None)}
    return found if len(found) == len(_both(decision)) and _may_be_told(*found.values()) else {}


def described(decision: Decision) -> list[tuple[Words, str]]:
    """The file of that centre, where the other one is, who is asked afterwards. Nothing else of either."""
    there = Registration.objects.filter(person__public_id__in=_both(decision), centre_id=decision.centre_id or 0)
    codes = sorted(set(there.values_list("person__code", flat=True)))
    names = dict(Centre.objects.filter(pk__in=decision.what["centres"]).values_list("pk", "name"))
    others = [name for pk, name in sorted(names.items()) if pk != decision.centre_id]
    afterwards = [names[pk] for pk in decision.what["left"] if pk in names]
    facts = [
        (_("File of this centre"), " · ".join(codes)),
        (_("The other file, or a part of it, is at"), " · ".join(others)),
        (_("What was said"), str(_("Somebody compared both files: they are one person’s."))),
        (
            _("Before you agree"),
            str(_("Ask the person, alone, whether they were registered there too. Their word counts.")),
        ),
        (_("What then happens"), str(_("All becomes one file, which both centres open. It can be taken back, whole."))),
        (_("After you, agrees as well"), " · ".join(afterwards)),
    ]
    return [(label, value) for label, value in facts if value]


def _both(decision: Decision) -> list[str]:
    return [decision.what["kept"], decision.what["gone"]]


TAKES_ONE_OF_EACH = TakesTwo(KIND, _("Two files at two centres become one"), may_agree, carry_out, described)
