"""A family of five, registered on a telephone by a clerk on their first day."""

from serai.centres.choices import Role
from serai.people.models import Membership, Person

FAMILY = [
    {"name": "سارة تسفاي", "sex": "female", "age": "٣٤"},
    {"name": "بلال أحمد", "role": "spouse", "sex": "male", "age": "٤٠"},
    {"name": "هنا", "role": "child", "sex": "female", "age": "١٢"},
    {"name": "سلام", "role": "child", "sex": "female", "age": "٨"},
    {"name": "يوسف", "role": "child", "sex": "male", "age": "٢"},
]
TYPED = 2 * len(FAMILY)  # a name and an age each
TOUCHES = 22  # a button or a sex is one, a list two: to open it, and to choose


def choose_from_list(walk, name, value):
    walk.choose(name, value)
    walk.steps += 1


def write(walk, place, one):
    """A person in the digits and letters of the keyboard that is there; a new row begins where one types."""
    if place > 1:
        walk.press_button("Add a person")
        assert walk.page.evaluate("document.activeElement.name") == f"person-{place}-name"
    if place:
        walk.fill(f"person-{place}-name", one["name"])
        choose_from_list(walk, f"person-{place}-role", one["role"])
    walk.choose(f"person-{place}-sex", one["sex"])
    walk.steps += 1
    walk.page.click(f"[name=person-{place}-age]")
    walk.type(one["age"])


def test_a_family_of_five_is_registered_on_a_telephone(walk_in, staff):
    """From the search, whose name is the first of the family's: nothing is typed twice. A browser, since the boxes have
    to take what an Arabic keyboard writes."""
    walk = walk_in("ar", width=360)
    walk.is_let_in(staff(Role.RECEPTIONIST))
    walk.go("/people/")
    walk.fill("typed", FAMILY[0]["name"])
    walk.press_button("Search")
    walk.press_button("Register a family or group")
    choose_from_list(walk, "nationality", "ETH")
    for place, one in enumerate(FAMILY):
        write(walk, place, one)
    walk.is_clean()
    walk.press_button("Save all")
    walk.sees("Now speak with each adult alone about their data, from their own file.")
    walk.is_clean()
    assert walk.steps <= TYPED + TOUCHES
    people = list(Person.objects.order_by("pk").prefetch_related("names", "registrations"))
    assert [person.names.get().given for person in people] == [one["name"].split()[0] for one in FAMILY]
    assert {person.nationality for person in people} == {"ETH"}
    assert [person.registrations.get().age_band for person in people] == ["30-44", "30-44", "10-14", "5-9", "0-4"]
    roles = Membership.objects.order_by("pk").values_list("role", flat=True)
    assert list(roles) == ["head", "spouse", "child", "child", "child"]
