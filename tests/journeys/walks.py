"""A walk: somebody at a browser, and the words by which they find things on the page in their language."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import ConsoleMessage, Locator, Page, Response

from serai.centres.models import Posting

PASSWORD = "seven-goats-by-the-well"
BROKEN_RULES = re.compile(r"Content.Security.Policy|Trusted|Permissions.policy|Cross-Origin", re.IGNORECASE)
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
AXE_FINDS = "options => axe.run(document, options).then(told => told.violations)"
FAULTS_ONLY = {
    "resultTypes": ["violations"]
}  # each rule is asked; what passed is not described, which is half the work
REFUSED = "Failed to load resource: the server responded with a status of 4"


def says(words: str, language: str, **named: Any) -> str:
    """What a page in this language says for these words, with the values that stand in them."""
    with translation.override(language):
        return gettext(words) % named if named else gettext(words)


@dataclass
class Walk:
    """`walk.sign_in(ruth)`, `walk.go("/people/")`, `walk.press_button("Save")`; `walk.page` is Playwright's.

    `steps` counts what the hand does: a press, a choice, a field filled.
    """

    page: Page
    address: str
    language: str = "en"
    scripts: bool = True
    steps: int = 0
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(15_000)
        if self.scripts:
            self.page.add_init_script(path=AXE)  # once for all pages: the browser keeps what it read
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("response", self._watch)

    def _hear(self, message: ConsoleMessage) -> None:
        """A page that refuses (403, 404, 409) is an answer, not a fault; a file that a page misses is a fault.

        So is any word, be it only a warning, about a rule of the headers that the page breaks.
        """
        refused = message.text.startswith(REFUSED) and "/static/" not in message.location["url"]
        if (message.type == "error" and not refused) or BROKEN_RULES.search(message.text):
            self.errors.append(message.text)

    def _watch(self, response: Response) -> None:
        if response.status >= 500:
            self.errors.append(f"{response.request.method} {response.url} answers {response.status}")

    # --- going in -----------------------------------------------------------------------------------------------
    def sign_in(self, posting: Posting, language: str = "") -> None:
        """By typing, as people do. The account's language is the one the pages then speak."""
        self.language = language or self.language
        posting.user.language = self.language
        posting.user.set_password(PASSWORD)
        posting.user.save()
        self.go("/accounts/sign-in/")
        self.sign_in_again(posting)
        assert "/accounts/sign-in/" not in self.page.url, self.text

    def sign_in_again(self, posting: Posting) -> None:
        """On the page that asks for it."""
        self.page.fill("input[name=username]", posting.user.username)
        self.page.fill("input[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.click("main form button:not([type=button])")

    def is_let_in(self, posting: Posting) -> None:
        """Signed in without the typing, for a walk that is about something else."""
        client = Client()
        client.force_login(posting.user)
        session_of = client.session
        session_of["posting"] = posting.pk
        session_of.save()
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: self.language}
        self.page.context.clear_cookies()
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self.address} for name, value in cookies.items()]
        )

    # --- what the hand does -------------------------------------------------------------------------------------
    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def fill(self, name: str, value: str) -> None:
        self.steps += 1
        self.page.fill(f"main [name={name}]", value)

    def choose(self, name: str, value: str) -> None:
        """An answer of a closed list, however the page offers it: a list, a radio button, a box to tick."""
        self.steps += 1
        field = self.page.locator(f"main [name='{name}']").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            self.page.check(f"main [name='{name}'][value='{value}']")

    def tick(self, name: str) -> None:
        self.steps += 1
        self.page.check(f"main [name={name}]")

    def button(self, words: str, *, whole: bool = True) -> Locator:
        return self.page.locator("main").get_by_role("button", name=self.says(words), exact=whole).first

    def press_button(self, words: str, *, whole: bool = True) -> None:
        self.press_on(self.button(words, whole=whole))

    def follow(self, words: str, *, whole: bool = True) -> None:
        self.press_on(self.page.locator("main").get_by_role("link", name=self.says(words), exact=whole).first)

    def open_menu(self, words: str) -> None:
        self.press_on(self.page.locator("nav.menu").get_by_role("link", name=self.says(words), exact=True))

    def press_on(self, target: Locator) -> None:
        self.steps += 1
        with self.page.expect_navigation():
            target.click()

    # --- what the eye sees --------------------------------------------------------------------------------------
    def says(self, words: str, **named: Any) -> str:
        return says(words, self.language, **named)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    @property
    def heading(self) -> str:
        return " ".join(self.page.locator("h1").inner_text().split())

    @property
    def text(self) -> str:
        return " ".join(self.page.inner_text("main").split())

    def sees(self, words: str, **named: Any) -> None:
        """These words, whole as they stand in the catalogue, are on the page."""
        expected = self.says(words, **named)
        assert expected in self.text, f"{expected!r} is not on {self.page.url}: {self.text[:1500]}"

    def sees_row(self, code: str) -> None:
        """The code of a file, in the same letters whatever the language."""
        assert code in self.text, f"{code} is not on {self.page.url}: {self.text[:1500]}"

    def id_in_address(self) -> str:
        found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", self.page.url)
        assert found, self.page.url
        return found.group()

    def is_clean(self) -> None:
        """axe finds nothing, the page is not wider than the window, the console is silent. axe is a script itself:
        where scripts are off it would never answer."""
        found = self.page.evaluate(AXE_FINDS, FAULTS_ONLY) if self.scripts else []
        faults = [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]
        assert not faults, f"axe on {self.page.url}:\n" + "\n".join(faults)
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 1, f"{self.page.url} is {wide} pixels wider than the window"
        assert not self.errors, f"on {self.page.url}: {self.errors}"

    # --- the keyboard -------------------------------------------------------------------------------------------
    def tab_to(self, name: str) -> None:
        """Press Tab until the element with these words has the focus: a link, a button, or a field by its label."""
        for _press in range(120):
            self.page.keyboard.press("Tab")
            self.focus_is_visible()
            if name in self.page.evaluate(WORDS_OF_THE_FOCUS):
                return
        raise AssertionError(f"the keyboard does not reach {name!r} on {self.page.url}")

    def focus_is_visible(self) -> None:
        fault = self.page.evaluate(FAULT_OF_THE_FOCUS)
        assert not fault, f"on {self.page.url}: {fault}"

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def press_and_go(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)


WORDS_OF_THE_FOCUS = """() => {
    const focus = document.activeElement;
    const group = focus.type === "radio" ? [focus.closest("fieldset")?.querySelector("legend")?.innerText || ""] : [];
    const labels = [...(focus.labels || [])].map(label => label.innerText);
    return [...group, focus.innerText || "", focus.getAttribute("aria-label") || "", ...labels].join(" ");
}"""

# An outline or a shadow, on the element or on the label around it, and the element inside the window.
FAULT_OF_THE_FOCUS = """() => {
    const focus = document.activeElement;
    if (focus === document.body || focus === document.documentElement) return "";
    const drawn = element => {
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
    };
    const around = focus.closest(".choice") || focus;
    const box = around.getBoundingClientRect();
    if (!drawn(focus) && !drawn(around)) return "no mark shows the focus: " + focus.outerHTML.slice(0, 200);
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0;
    return seen ? "" : "the focus is out of sight: " + focus.outerHTML.slice(0, 200);
}"""
