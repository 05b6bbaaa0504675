"""From announced to complete: how many are through each step, and where the rest is done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.waves.choices import Missing
from serai.waves.models import Wave


@dataclass(frozen=True)
class Step:
    """One line of the progress of a wave; `url` where this posting may do what is left of it."""

    label: str
    done: int
    of: int | None = None
    url: str = ""
    act: str = ""

    @property
    def is_done(self) -> bool:
        return self.of is not None and self.done >= self.of


def steps(wave: Wave, numbers: dict[str, int], *, counted: int, posting: Posting) -> list[Step]:
    """The progress of a wave, in the order in which it is worked through: first the first table, then one by one.
    Whoever only counts at the gate has no `numbers` of the rest."""

    def to_do(name: str, may: May, *, when: bool = True) -> str:
        return reverse(f"waves:{name}", args=[wave.public_id]) if when and posting.may(may) else ""

    begun = [
        Step(_("Announced"), wave.announced or 0),
        Step(_("Counted"), counted, wave.announced, to_do("count", May.COUNT_AT_GATE), _("Count")),
    ]
    if not numbers:
        return begun
    keyed, laned = numbers["keyed"], numbers["laned"]
    to_key = to_do("rows", May.REGISTER_PEOPLE, when=wave.is_open)
    to_sort = to_do("lanes", May.SEE_QUEUE, when=keyed > 0)
    return [
        *begun,
        Step(_("Written down"), keyed, counted or wave.announced, to_key, _("Write people down")),
        Step(_("In a lane"), laned, keyed, to_sort, _("See the lanes")),
        Step(_("Seen in their lane"), laned - numbers["waiting"], laned),
        *_one_by_one(wave, numbers, may_complete=posting.may(May.REGISTER_PEOPLE)),
    ]


def _one_by_one(wave: Wave, numbers: dict[str, int], *, may_complete: bool) -> list[Step]:
    keyed, named = numbers["keyed"], numbers["named"]

    def step(label: str, name: str, act: str, what: str = "") -> Step:
        of = named if what else keyed
        there = reverse("waves:missing", args=[wave.public_id]) + (f"?what={what}" if what else "")
        return Step(label, numbers[name], of, there if may_complete and numbers[name] < of else "", act)

    return [
        step(_("With a wristband or card"), "bound", _("See who has none"), Missing.CARD),
        step(_("Asked about their data"), "asked", _("Ask one by one"), Missing.CONSENT),
        step(_("Screened"), "screened", _("Screen one by one"), Missing.SCREENING),
        step(_("Complete"), "complete", _("Complete one by one")),
    ]
