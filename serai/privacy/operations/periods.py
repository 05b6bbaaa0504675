"""For how long files are kept: one asks for another time, somebody else agrees. The decision itself is what holds."""

from django.utils.translation import gettext_lazy as _

from serai.audit.operations import record
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision, Posting
from serai.centres.operations.decisions import ask
from serai.codes.words import Words
from serai.privacy import rules
from serai.privacy.queries import KEEPING, keep_files_for


def ask_to_keep_for(*, by: Posting, days: int, reason: str) -> Decision:
    """Another time after the last contact. Until a second person agrees, the one of now holds."""
    return ask(
        by=by, kind=KEEPING, centre=None, what={"days": days, "instead_of": keep_files_for().days}, reason=reason
    )


def keep_for(by: Posting, decision: Decision) -> None:
    """The second person agreed: from now on it holds, for lists that are made from now on and for what those of before
    have not erased yet. Raises CannotBeDone when it was another time meanwhile, or is none that may be chosen."""
    days, before = decision.what["days"], decision.what["instead_of"]
    if keep_files_for(besides=decision.pk).days != before or not rules.may_keep_for(days):
        raise CannotBeDone
    record(by=by, act="retention.period_changed", subject=decision, days=days, instead_of=before)


def described(decision: Decision) -> list[tuple[Words, str]]:
    """How many days instead of how many."""
    return [(_("Days after the last contact"), f"{decision.what['instead_of']} → {decision.what['days']}")]
