"""No address with an id escapes the attacks of tests/insider."""

from tests.insider.world import ALL, FILL, SHARED


def test_every_address_with_an_id_is_attacked_here():
    """A new page with an id is filled in in tests/insider/world.py, so that each role attacks it."""
    assert {door.name for door in ALL if "<" in door.route} == FILL.keys() | SHARED.keys()
