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


def test_a_page_that_nobody_uses_closes_and_opens_again_for_the_same_person_only(walk_in, staff, desks):
    walk = walk_in(width=360)
    walk.is_let_in(staff(Role.MANAGER))
    walk.page.clock.install()
    walk.go("/centres/at/HAR/status/")
    walk.fill("reason", "Flood in the store")
    warning, lock = walk.page.locator("#idle-warning"), walk.page.locator("#idle-lock")

    walk.page.clock.fast_forward("27:30")
    walk.page.clock.run_for(20_000)
    assert warning.is_visible()
    walk.page.get_by_role("button", name="Stay signed in").click()
    assert not warning.is_visible()

    walk.page.clock.fast_forward("30:00")
    walk.page.clock.run_for(20_000)
    assert lock.is_visible()
    assert not walk.page.locator("main").is_visible()
    walk.is_let_in(staff(Role.MANAGER))
    walk.page.get_by_role("button", name="I have signed in").click()
    lock.wait_for(state="hidden")
    assert walk.page.input_value("[name=reason]") == "Flood in the store"

    walk.page.clock.fast_forward("30:00")
    walk.page.clock.run_for(20_000)
    walk.is_let_in(staff(Role.GUARD))
    walk.page.get_by_role("button", name="I have signed in").click()
    walk.page.get_by_role("heading", name="Your role does not open this page").wait_for()
