"""Keyed hashes: equal numbers have equal hashes, and who has the database without the key cannot try numbers.

The key lies beside the database, with those of the trail, and goes along with a backup.
"""

from functools import cache

from serai.audit import keys
from serai.keys.derived import derive, keyed_hash

LENGTH = 32
NUMBERS = "numbers of people"


def hashed(form: str) -> str:
    """What is kept in place of a number, in the form of `rules.numbers`."""
    return keyed_hash(form, key=keys.look_up_key(), purpose=NUMBERS).hex()[:LENGTH]


def which_key() -> str:
    """Tells one key from another, and nothing else about it."""
    return _told(keys.look_up_key())


@cache
def _told(key: bytes) -> str:
    return derive(key, purpose="which key this is", length=4).hex()
