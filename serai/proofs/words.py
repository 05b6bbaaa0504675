"""How what was found is said."""

from django.utils.translation import gettext_lazy as _

from serai.proofs.rules import State

SAID = {State.KEPT: _("Kept."), State.BROKEN: _("Broken."), State.NOT_TRIED: _("Not tried here:")}
SIGNS = {State.KEPT: "✓", State.BROKEN: "✗", State.NOT_TRIED: "–"}
