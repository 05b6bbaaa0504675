"""The pages as people use them, found by the words on them or by the names of their fields, in any language.

Each function plays one act on one walk, and looks at what the page says after it.
"""

from dataclasses import dataclass

from django.utils import translation

from serai.codes import lists
from tests.journeys.walks import Walk


@dataclass(frozen=True)
class Arrival:
    """Whom the journey follows, as they say it."""

    name: str = "Selam Tesfaye"
    sex: str = "female"
    age: str = "16"
    nationality: str = "ETH"


def word_for(walk: Walk, name: str, code: str) -> str:
    """The word of a closed list, as this walk's pages say it."""
    with translation.override(walk.language):
        return lists.label(name, code)


# --- the gate and the desk --------------------------------------------------------------------------------------
def count_by_hand(walk: Walk, cell: str, *, until: int) -> None:
    """Press one plus until it says so many."""
    plus = walk.page.locator(f"button[name=cell][value='{cell}']")
    for so_far in range(until):
        assert plus.locator("bdi").inner_text() == str(so_far)
        plus.click()
        walk.page.locator(f"button[name=cell][value='{cell}'] bdi", has_text=str(so_far + 1)).wait_for()


def count_group(walk: Walk, **people: int) -> None:
    for name, number in people.items():
        walk.fill(name, str(number))
    walk.press_button("Count this group")


def came_in(walk: Walk) -> int:
    return int(walk.page.locator("#count dl.facts dd").first.inner_text())


def receive(walk: Walk, who: Arrival, *, age_band: str, level: str, desk: str) -> int:
    """Somebody arrives: seen, triaged, given a token. Back comes its number."""
    walk.follow("Somebody arrives")
    walk.choose("sex", who.sex)
    walk.choose("age_band", age_band)
    walk.choose("language", "amh")
    walk.press_button("Go on to triage")
    walk.choose("level", level)
    walk.choose("desk", desk)
    walk.press_button("Save")
    assert walk.heading == walk.says("Visit")
    return int(walk.page.locator("p.token").inner_text())


def call(walk: Walk, desk: str, token: int) -> None:
    walk.open_menu("Queues")
    walk.press_on(walk.page.locator(f"main a[href$='/queue/{desk}/']").first)
    walk.press_button("Call next")
    walk.sees("Token %(number)s is called.", number=token)


# --- the file ---------------------------------------------------------------------------------------------------
def search(walk: Walk, typed: str) -> None:
    walk.fill("typed", typed)
    walk.press_button("Search")


def register(walk: Walk, who: Arrival, **more: str) -> None:
    """From an empty search to a saved registration, with the least that it takes."""
    search(walk, who.name)
    walk.press_button("Register a new person")
    walk.choose("consent_status", "given")
    walk.choose("sex", who.sex)
    walk.fill("age", who.age)
    walk.choose("nationality", who.nationality)
    for name, value in more.items():
        walk.fill(name, value)
    walk.press_button("Save")
    assert walk.heading == walk.says("Consent conversation"), walk.text


def answer_consent(walk: Walk, **answers: str) -> None:
    """Each purpose alone, spoken and certified; what is not named here is not asked."""
    assert not walk.page.locator("main input[type=radio]:checked").count(), "an answer was chosen beforehand"
    for purpose, answer in answers.items():
        walk.choose(purpose, answer)
    walk.choose("form", "verbal")
    walk.tick("certified")
    walk.press_button("Keep these answers")
    walk.sees("The answers are kept. The person may change them at any time.")
    walk.follow("All answers, and taking one back")
    assert walk.heading == walk.says("What the person agreed to"), walk.text


def decision_on(walk: Walk, purpose: str) -> str:
    """What the list of consents says now about this purpose."""
    line = walk.page.locator("main :is(li, tr)", has_text=walk.says(purpose)).first
    return line.locator(".tag").inner_text().strip()


def take_back(walk: Walk, purpose: str) -> None:
    walk.press_button(purpose, whole=False)


def open_file(walk: Walk, code: str) -> None:
    """By the code of the file or of a card, typed where a name would be."""
    walk.open_menu("Search")
    search(walk, code)
    assert walk.path.startswith("/people/"), walk.text
    assert walk.id_in_address()


def file_code(walk: Walk) -> str:
    return walk.page.locator("main bdi.nowrap[dir=ltr]").first.inner_text()


def here_today(walk: Walk, token: int) -> None:
    """On the file: the visit with this token is this person's."""
    walk.fill("token", str(token))
    walk.press_button("They are here today")
    assert walk.heading == walk.says("Visit"), walk.text


def give_card(walk: Walk) -> str:
    walk.follow("Give a card")
    walk.press_button("Give a card")
    code = walk.page.locator("main .piece .code bdi").inner_text()
    assert walk.page.locator("main .piece svg").count() == 1
    return code


def depart(walk: Walk, kind: str, destination: str) -> None:
    walk.follow("They leave")
    walk.choose("kind", kind)
    walk.choose("destination", destination)
    walk.press_button("Record the departure")
    walk.sees("The departure is recorded. They are welcome back at any time.")


# --- the screening ----------------------------------------------------------------------------------------------
def screen(walk: Walk, **answers: str) -> None:
    walk.follow("Ask the quick screening")
    for question, answer in answers.items():
        walk.choose(question, answer)
    walk.press_button("Save")
    assert walk.heading == walk.says("Thank you"), walk.text


def decide(walk: Walk, decision: str, *, urgency: str, reason: str) -> None:
    walk.choose("decision", decision)
    walk.choose("urgency", urgency)
    walk.fill("reason", reason)
    walk.press_button("Save")
    walk.sees("Your decision is kept, with your name.")


# --- help given -------------------------------------------------------------------------------------------------
def give_services(walk: Walk, *codes: str) -> None:
    """On the file: one or several services to this person."""
    walk.follow("Record services")
    for code in codes:
        walk.choose("services", code)
    walk.press_button("Record")
    assert all(word_for(walk, "service_type", code) in walk.text for code in codes), walk.text


def give_without_a_name(walk: Walk, code: str, *, number: int, sex: str) -> None:
    """From today's page: no name, no consent."""
    walk.follow("Record a service")
    walk.follow(word_for(walk, "service_type", code))
    walk.fill("number", str(number))
    walk.choose("sex", sex)
    walk.press_button("Record")


def give_to_codes(walk: Walk, service: str, *codes: str) -> None:
    """From today's page: the same service to many people, by the codes of their cards or files."""
    walk.follow("Record a service")
    walk.follow(word_for(walk, "service_type", service))
    walk.follow("To people with a card")
    walk.fill("codes", "\n".join(codes))
    walk.press_button("Record")


# --- those who belong together, and the way on ------------------------------------------------------------------
def add_to_household(walk: Walk, name: str, role: str) -> None:
    """On the file: somebody who is registered here too."""
    walk.follow("Household")
    walk.follow("Add somebody")
    walk.fill("typed", name)
    walk.press_button("Search")
    walk.steps += 1
    walk.page.locator("main [name=member]").first.check()
    walk.choose("role", role)
    walk.press_button("Add")
    walk.sees("Added to the household.")


def decide_who_is_with_the_child(walk: Walk, role: str, status: str) -> None:
    """On the household's page: who the adult is to the child points to a status; a person decides."""
    walk.follow("Who is with this child?")
    said = walk.page.locator("main select[name^=role-]")
    walk.choose(said.get_attribute("name") or "", role)
    walk.press_button("Save")
    walk.choose("status", status)
    walk.press_button("Decide")


def prepare_referral(walk: Walk, service: str, *, shares: list[str]) -> None:
    """On the file: a service of the directory, and exactly what is told."""
    walk.follow("Refer to a partner")
    walk.follow(service)
    for box in walk.page.locator("main [name=fields_shared]").all():
        box.set_checked(box.input_value() in shares)
    walk.page.locator("main [name=needs]").first.check()
    walk.press_button("Next: ask the person")
    assert walk.heading == walk.says("Ask the person"), walk.text


def agree_to_referral(walk: Walk) -> None:
    walk.choose("referral", "granted")
    walk.choose("form", "verbal")
    walk.tick("certified")
    if walk.page.locator("input[name=guardian_told]").count():  # from 15 to 17 it is said whether a guardian knows
        walk.choose("guardian_told", "none")
    walk.press_button("Keep this answer")
    walk.sees("The person agreed. Print the letter, and note how it leaves.")


def note(walk: Walk, button: str, **answer: str) -> None:
    """What happened to a referral, by the form with this button."""
    for name, value in answer.items():
        walk.choose(name, value)
    walk.press_button(button)
