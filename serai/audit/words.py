"""What reading the trail found, in plain sentences."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from serai.audit.checkpoints import Kept
from serai.audit.rules import Fault, Wrong
from serai.audit.verification import Verdict
from serai.codes.words import Words

FAULTS: dict[Fault, Words] = {
    Fault.MISSING: gettext_lazy("{where}: lines are missing, from {first} to {last}."),
    Fault.INSERTED: gettext_lazy("{where}: line {first} stands there twice, or was put in later."),
    Fault.ALTERED: gettext_lazy("{where}: line {first} was changed after it was written."),
    Fault.REPLACED: gettext_lazy("{where}: line {first} does not follow from the line before it."),
    Fault.UNSEALED: gettext_lazy("{where}: line {first} was written by somebody who does not have the key."),
    Fault.OTHER_KEY: gettext_lazy(
        "{where}: line {first} is sealed with another key than that of this machine. Either the keys were lost, or "
        "it was written elsewhere."
    ),
    Fault.CUT: gettext_lazy("{where}: the end is cut off, from line {first} to {last}."),
    Fault.WRONG_HEAD: gettext_lazy("{where}: what is noted as the end does not fit the last line, {first}."),
    Fault.REWRITTEN: gettext_lazy(
        "{where}: lines were written anew, between {first} and {last}. A checkpoint found others there."
    ),
    Fault.BAD_CHECKPOINT: gettext_lazy("Checkpoint {first} was changed, removed, or signed with another key."),
    Fault.NO_CHECKPOINT: gettext_lazy(
        "The checkpoint kept elsewhere is not among those of this database. It was set back, or it is another one."
    ),
}


def found(verdict: Verdict, *, places: Mapping[int, str]) -> Iterator[str]:
    """`places` names the centres by their ids."""
    for wrong in verdict.wrong:
        yield sentence(wrong, places=places)
    if verdict.wrong:
        yield _("Change nothing. Copy the database and its keys, and tell the data-protection focal point.")
        return
    yield ngettext(
        "Nothing is wrong: {lines} line hangs together.",
        "Nothing is wrong: {lines} lines hang together.",
        verdict.lines,
    ).format(lines=verdict.lines)
    yield checkpoint(verdict.last) if verdict.last else _("There is no checkpoint yet.")


def sentence(wrong: Wrong, *, places: Mapping[int, str]) -> str:
    where = places.get(wrong.centre_id, str(wrong.centre_id)) if wrong.centre_id else _("Network")
    return str(FAULTS[wrong.fault]).format(where=where, first=wrong.seq, last=wrong.until)


def checkpoint(kept: Kept) -> str:
    at = kept.at.strftime("%Y-%m-%d %H:%M")
    return _("Checkpoint {number} of {at} UTC: {words}").format(number=kept.number, at=at, words=kept.words)
