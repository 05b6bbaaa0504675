"""`serai audit`: read the whole trail, or keep a checkpoint of it elsewhere."""

from pathlib import Path

from django.utils.translation import gettext as _

from serai.audit import checkpoints, verification, words
from serai.centres.models import Centre


def verify(*, against: str, spoken: str) -> tuple[bool, list[str]]:
    """Whether nothing is wrong, and what is."""
    try:
        verdict = verification.verify(against=Path(against) if against else None, words=spoken)
    except checkpoints.NotACheckpoint as wrong:
        return False, [_("{file} is not a checkpoint of the trail.").format(file=wrong)]
    places = dict(Centre.objects.values_list("pk", "code"))
    return not verdict.wrong, list(words.found(verdict, places=places))


def keep(*, to: str) -> tuple[bool, list[str]]:
    """Keep a checkpoint now, and write it to a file for another place."""
    checkpoints.keep()
    kept = checkpoints.last_kept()
    if kept is None:
        return False, [_("There is no checkpoint yet.")]
    lines = [words.checkpoint(kept)]
    if to:
        try:
            checkpoints.write(kept, Path(to))
        except OSError as wrong:
            return False, [*lines, _("{file} cannot be written: {why}").format(file=to, why=wrong.strerror)]
        lines.append(_("It is written to {file}. Take it to another place than this machine.").format(file=to))
    return True, lines
