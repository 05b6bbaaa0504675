import pytest

DIRECTION = {"en": "ltr", "ar": "rtl"}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", DIRECTION)
def test_a_caseworker_signs_in_and_sees_the_day(walk_in, ruth, language, width):
    walk = walk_in(language, width=width)
    walk.go("/")
    walk.is_clean()  # the sign-in page

    walk.sign_in(ruth, language)

    assert walk.heading.startswith("Harbour")
    assert walk.page.title().startswith("Harbour")
    assert walk.page.locator("html").get_attribute("dir") == DIRECTION[language]
    walk.is_clean()


def test_the_keyboard_alone_is_enough_to_sign_in(walk, ruth):
    walk.sign_in(ruth)  # sets the password
    walk.page.context.clear_cookies()
    walk.go("/")
    walk.tab_to("User name")
    walk.type("ruth")
    walk.tab_to("Password")
    walk.type("seven-goats-by-the-well")
    walk.press("Enter")
    walk.page.wait_for_url(walk.address + "/")
    assert walk.heading.startswith("Harbour")


def test_a_wrong_password_keeps_what_was_typed(walk, ruth):
    walk.go("/accounts/sign-in/")
    walk.page.fill("input[name=username]", "ruth")
    walk.page.fill("input[name=password]", "wrong")
    walk.press("Enter")
    walk.page.wait_for_selector(".error, .errorlist, .error-summary, [role=alert]")
    assert walk.page.input_value("input[name=username]") == "ruth"
    assert walk.page.input_value("input[name=password]") == ""
    walk.is_clean()


SPOIL = """() => {
    const paragraph = document.createElement("p");
    paragraph.setAttribute("style", "color:red");
    paragraph.append(document.createElement("input"));
    document.querySelector("main").append(paragraph);
}"""
MAKE_ELEMENTS = """html => {
    const place = document.createElement("div");
    try { place.innerHTML = html; } catch (refusal) { return refusal.name; }
    return place.innerHTML;
}"""
ANSWER = """html => {
    const xhr = { responseURL: location.href, responseText: html };
    document.dispatchEvent(new CustomEvent("htmx:beforeOnLoad", { detail: { xhr } }));
}"""


def test_a_journey_fails_on_what_the_browser_complains_of(walk, live_server):
    walk.go("/accounts/sign-in/")
    walk.page.evaluate(SPOIL)
    with pytest.raises(AssertionError, match="axe on"):
        walk.is_clean()
    assert walk.page.evaluate(MAKE_ELEMENTS, "<b>x</b>") == "TypeError"
    walk.page.wait_for_timeout(200)
    assert any("Content Security Policy" in error for error in walk.errors)
    assert any("TrustedHTML" in error for error in walk.errors)
    walk.errors.clear()


def test_no_string_becomes_elements_but_an_answer_while_it_is_read(walk, ruth):
    """What ui/trusted.js lets through: the very answer, not one character more, and only until it is read."""
    walk.is_let_in(ruth)
    walk.go("/")
    assert walk.page.evaluate(MAKE_ELEMENTS, "<b>x</b>") == "TypeError"
    walk.page.evaluate(ANSWER, "<b>x</b>")
    assert walk.page.evaluate(MAKE_ELEMENTS, "<b>x</b>") == "<b>x</b>"
    assert walk.page.evaluate(MAKE_ELEMENTS, "<b>x</b><i>y</i>") == "TypeError"
    walk.page.evaluate("document.dispatchEvent(new CustomEvent('htmx:afterOnLoad'))")
    assert walk.page.evaluate(MAKE_ELEMENTS, "<b>x</b>") == "TypeError"
    walk.errors.clear()
