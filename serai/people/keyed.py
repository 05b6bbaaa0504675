"""Keyed hashes: equal numbers have equal hashes, and who has the database without the key cannot try numbers.

The codes of cards are kept in no other way: by hash to be found, and sealed to be printed again. The key lies beside
the database, with those of the trail, and goes along with a backup.
"""

from functools import cache
from uuid import UUID

from serai.audit import keys
from serai.keys.derived import derive, keyed_hash
from serai.keys.envelope import seal, unseal
from serai.keys.place import Place

LENGTH = 32
NUMBERS, CARDS = "numbers of people", "codes of cards"
CARD = "people.card"


def hashed(form: str) -> str:
    """What is kept in place of a number, in the form of `rules.numbers`."""
    return keyed_hash(form, key=keys.look_up_key(), purpose=NUMBERS).hex()[:LENGTH]


def card_token(code: str) -> str:
    """By what a card is found."""
    return keyed_hash(code, key=keys.look_up_key(), purpose=CARDS).hex()[:LENGTH]


def seal_card(code: str, *, owner: UUID, table: str = CARD) -> bytes:
    """The code as it is kept, to be printed once more: bound to whom the card was given, or to its batch."""
    return seal(code.encode(), key=_key_of_cards(keys.look_up_key()), place=Place(table, "sealed", owner))


def open_card(sealed: bytes, *, owner: UUID, table: str = CARD) -> str:
    """Raises CannotOpen when the key is another one, or the row somebody else's."""
    return unseal(sealed, key=_key_of_cards(keys.look_up_key()), place=Place(table, "sealed", owner)).decode()


@cache
def _key_of_cards(key: bytes) -> bytes:
    return derive(key, purpose="sealed codes of cards")


def which_key() -> str:
    """Tells one key from another, and nothing else about it."""
    return _told(keys.look_up_key())


@cache
def _told(key: bytes) -> str:
    return derive(key, purpose="which key this is", length=4).hex()
