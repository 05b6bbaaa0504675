"""What this room holds about people."""

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.people.holdings import YEAR, Holding
from serai.sharing.models import Disclosure, Exemption, Notice

OWN = [
    *(
        Holding(model=model, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, follows=Follows.MOVES, is_ledger=True)
        for model in (Disclosure, Exemption)
    ),
    Holding(model=Notice, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, follows=Follows.MOVES),
]
