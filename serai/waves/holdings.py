"""What is held about who came with others."""

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.people.holdings import YEAR, Holding
from serai.waves.models import Row

OWN = [Holding(model=Row, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, follows=Follows.MOVES)]
