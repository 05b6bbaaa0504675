"""The pages of one's account, of a centre and of the network: nothing for axe to find, in either direction, on a phone;
and a page that nobody uses closes itself, opens again for the same person, and keeps what was typed."""

import pytest

from serai.centres.choices import Role

MANAGER = [
    "/accounts/mine/",
    "/accounts/password/",
    "/centres/at/HAR/",
    "/centres/at/HAR/edit/",
    "/centres/at/HAR/status/",
    "/centres/at/HAR/services/",
    "/centres/at/HAR/desks/",
    "/centres/at/HAR/staff/",
    "/centres/at/HAR/staff/account/",
    "/centres/at/HAR/staff/posting/",
    "/nowhere/",
]
NETWORK = ["/", "/centres/network/", "/centres/network/add/", "/centres/network/staff/"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_a_centre_is_clean(walk_in, staff, harbour, desks, language):
    walk = walk_in(language, width=360)
    for role, paths in ((Role.MANAGER, MANAGER), (Role.COORDINATOR, NETWORK)):
        walk.is_let_in(staff(role))
        for path in paths:
            walk.go(path)
            walk.is_clean()
            assert walk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
