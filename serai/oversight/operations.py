from django.db import transaction

from serai.audit import checkpoints
from serai.audit.operations import record
from serai.centres.models import Posting


@transaction.atomic
def keep_checkpoint(*, by: Posting) -> None:
    """Sign the ends of all chains as they are now, this act among them."""
    record(by=by, act="trail.checkpoint_kept")
    checkpoints.keep()
