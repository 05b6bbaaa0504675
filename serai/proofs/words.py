"""How what was found is said."""

from django.utils.translation import gettext_lazy as _

from serai.proofs.rules import Found, State, judged

SAID = {State.KEPT: _("Kept."), State.BROKEN: _("Broken."), State.NOT_TRIED: _("Not tried here:")}
SIGNS = {State.KEPT: "✓", State.BROKEN: "✗", State.NOT_TRIED: "–"}


def controlled(*, holds: bool, told: str, control: bool) -> Found:
    """Kept only when the control, with which the sentence ends, came out as it must too."""
    so = _("As it must be.") if control else _("It must not be so: on this machine this proof proves nothing.")
    return judged(holds=holds and control, told=f"{told} {so}")
