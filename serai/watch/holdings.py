"""What watching keeps about people, and for how long."""

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.people.holdings import YEAR, Holding
from serai.watch.models import Decoy, EmergencyOpening

OWN = [
    Holding(model=EmergencyOpening, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, follows=Follows.MOVES),
    Holding(model=Decoy, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, follows=Follows.STAYS),
]
