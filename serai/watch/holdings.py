"""What watching keeps about people, and for how long."""

from serai.people.holdings import YEAR, Holding
from serai.watch.models import Decoy, EmergencyOpening

OWN = [Holding(model=EmergencyOpening, keep_for=2 * YEAR), Holding(model=Decoy, keep_for=2 * YEAR)]
