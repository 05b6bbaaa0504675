"""Promise 19: data die on time, because every table says when."""

from django.utils.translation import gettext as _

from serai.privacy.keeping import ours, without_a_rule
from serai.proofs.ground import Ground
from serai.proofs.rules import Found, judged


def keep(ground: Ground) -> Found:
    """Ask every table of the program for its rule."""
    missing = without_a_rule()
    if missing:
        return judged(holds=False, told=_("Tables without a rule: {tables}.").format(tables=", ".join(missing)))
    return judged(holds=True, told=_("Tables asked: {number}. Each has its rule.").format(number=len(ours())))
