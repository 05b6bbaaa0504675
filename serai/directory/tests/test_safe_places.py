"""Where a safe house is: sealed to the readers of one centre, nowhere in the clear, on no page of anybody else."""

import json
from io import BytesIO
from uuid import uuid4

import pytest
from django.apps import apps as the_apps
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.config.doctor import open_places
from serai.directory.models import Area, Location, Phone, Service, SourceNote
from serai.directory.operations.services import tell_place
from serai.directory.queries import search
from serai.directory.tests.factories import AreaFactory, LocationFactory, ServiceFactory
from serai.keys.place import CannotOpen
from serai.sealed.choices import Kind
from serai.sealed.models import SealedPlace
from serai.sealed.operations import compartments
from serai.sealed.operations.places import seal_waiting
from serai.sealed.queries.places import place_of
from serai.ui.editors import ChangedMeanwhile

ADDRESS, TOWN, NUMBER = "Behind the mill", "Balho", "+253 77 81 23 45"
TOLD = {"area": TOWN, "address": ADDRESS, "latitude": "11.5", "longitude": "42.7", "phones": [NUMBER]}
TYPED = {
    "organization": "Red Crescent",
    "name_en": "Refuge",
    "status": "active",
    "area": TOWN,
    "country": "DJI",
    "address": ADDRESS,
    "latitude": "11.5",
    "longitude": "42.7",
    "phones": NUMBER,
    "is_hidden": "on",
}
SECRETS = (ADDRESS, TOWN, "11.5", "42.7", NUMBER, "812345", "81 23 45")


@pytest.fixture
def maria(posted, harbour):
    return posted("maria", Role.MANAGER, harbour)


@pytest.fixture
def places(grace, ring):
    """Grace begins the sealed safe places of Harbour."""
    ring(grace)
    return compartments.set_up(by=grace, kind=Kind.SAFE_PLACE)


@pytest.fixture
def refuge(places, grace):
    """A safe house whose place is sealed at Harbour."""
    service = ServiceFactory(names={"en": "Refuge"}, whole__location=LocationFactory(is_hidden=True))
    tell_place(by=grace, location=location_of(service), told=TOLD)
    return service


def location_of(service) -> Location:
    return service.at_locations.get().location


def page_of(name, service) -> str:
    return reverse(f"directory:{name}", args=[service.public_id])


def everything() -> str:
    """Every row of every table, as text."""
    found = BytesIO()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            found.write(repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor]).encode())
    return found.getvalue().decode()


def test_who_writes_a_safe_house_leaves_nothing_of_its_place_in_any_table(
    maria, at_work, places, grace, opened, caplog
):
    assert at_work(maria).post(reverse("directory:add"), TYPED).status_code == 302

    service = Service.objects.get()
    tables = everything()
    for secret in SECRETS:
        assert secret not in tables, secret
        assert secret not in caplog.text
    assert not Phone.objects.exists()
    assert not Area.objects.exists()
    assert place_of(opened=opened(grace, Kind.SAFE_PLACE), place=location_of(service).public_id)[1] == {
        **TOLD,
        "country": "DJI",
    }


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PARTNER])
def test_nobody_reads_the_place_on_an_ordinary_page(posted, harbour, at_work, refuge, role):
    """Not even its readers: they open it with their key. Nobody finds it by its words or its town."""
    browser = at_work(posted("somebody", role, harbour))
    town = AreaFactory(names={"en": TOWN}, key=f"DJI {TOWN.casefold()}")
    LocationFactory(area=town)  # something else is there
    addresses = [page_of(name, refuge) for name in ("service", "edit", "safe_place")]
    addresses += [
        reverse("directory:search"),
        reverse("directory:search") + f"?area={town.pk}",
        reverse("directory:report"),
    ]
    for address in addresses:
        answer = browser.get(address)
        for secret in SECRETS[:1] + SECRETS[2:]:
            assert secret not in answer.text, (address, secret)
        if answer.status_code == 200 and "cards" in (answer.context or {}) and "area" in address:
            assert answer.context["cards"] == []
    found = search.search(wish=search.Wish(text="mill"))
    assert list(found) == []


def test_a_reader_opens_it_with_a_key_and_the_trail_has_a_line_that_names_nothing(grace, unlocked, refuge):
    before = Entry.objects.filter(act="sealed.opened").count()
    browser = unlocked(grace)
    page = browser.get(page_of("safe_place", refuge)).text
    for secret in (ADDRESS, TOWN, "11.5, 42.7", NUMBER):
        assert secret in page
    printed = page[: page.index('class="columns screen-only"')]
    for secret in SECRETS:
        assert secret not in printed
    assert Entry.objects.filter(act="sealed.opened").count() == before + 1
    assert set(Entry.objects.filter(act="sealed.opened").latest("pk").detail) == {"box"}
    assert ADDRESS in browser.post(page_of("safe_place", refuge), {"lat": "x"}).text  # what cannot be kept, as well
    assert Entry.objects.filter(act="sealed.opened").count() == before + 2


def test_without_the_key_in_hand_one_has_to_unlock(grace, at_work, refuge):
    answer = at_work(grace).get(page_of("safe_place", refuge))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("sealed:unlock"))


def test_only_readers_have_the_page_and_its_link(grace, maria, posted, harbour, station, at_work, refuge):
    """Another focal point of the centre, the manager, a focal point of another centre: the same as no safe house."""
    colleague, elsewhere = posted("gina", Role.GBV, harbour), posted("goran", Role.GBV, station)
    nothing = reverse("directory:safe_place", args=[uuid4()])
    for posting in (colleague, maria, elsewhere):
        browser = at_work(posting)
        assert browser.get(page_of("safe_place", refuge)).status_code == 404
        assert browser.post(page_of("safe_place", refuge), {"address": "x"}).status_code == 404
        assert browser.get(nothing).status_code == 404
        page = browser.get(page_of("service", refuge)).text
        assert "a protection focal point tells where it is" in page
        assert page_of("safe_place", refuge) not in page
    assert page_of("safe_place", refuge) in at_work(grace).get(page_of("service", refuge)).text


def test_a_service_that_is_not_hidden_has_no_sealed_place(grace, unlocked, places):
    assert unlocked(grace).get(page_of("safe_place", ServiceFactory())).status_code == 404


def test_a_centre_where_nobody_seals_keeps_no_place(maria, at_work):
    page = at_work(maria).post(reverse("directory:add"), TYPED).text
    assert "nobody keeps sealed safe places at this centre yet" in page
    assert f'value="{ADDRESS}"' in page
    assert not Service.objects.exists()

    empty = TYPED | dict.fromkeys(("area", "address", "latitude", "longitude", "phones"), "")
    assert at_work(maria).post(reverse("directory:add"), empty).status_code == 302
    assert location_of(Service.objects.get()).is_hidden


def test_editing_the_rest_leaves_what_is_sealed(maria, at_work, refuge, grace, opened):
    empty = TYPED | dict.fromkeys(("area", "address", "latitude", "longitude", "phones"), "")
    typed = empty | {"name_en": "Refuge of the coast", "version": refuge.version}
    assert at_work(maria).post(page_of("edit", refuge), typed).status_code == 302
    _seen, told = place_of(opened=opened(grace, Kind.SAFE_PLACE), place=location_of(refuge).public_id)
    assert told == TOLD


def test_a_place_that_becomes_hidden_leaves_the_directory(
    maria,
    at_work,
    places,
    grace,
    opened,
):
    browser = at_work(maria)
    open_house = {name: said for name, said in TYPED.items() if name != "is_hidden"}
    browser.post(reverse("directory:add"), open_house)
    service = Service.objects.get()
    assert [found.names["en"] for found in search.search(wish=search.Wish(text="mill"))] == ["Refuge"]
    SourceNote.objects.create(source="x", row=1, service=service, problem="not_translated", value=f"{TOWN} market")

    assert browser.post(page_of("edit", service), TYPED | {"version": 1}).status_code == 302

    tables = everything()
    for secret in SECRETS:
        assert secret not in tables, secret
    assert TOWN not in browser.get(reverse("directory:search")).text
    assert list(search.search(wish=search.Wish(text="mill"))) == []
    assert (
        place_of(opened=opened(grace, Kind.SAFE_PLACE), place=location_of(service).public_id)[1]["address"] == ADDRESS
    )


@pytest.mark.parametrize("where", ["harbour", "station"])
def test_no_manager_moves_a_safe_house_or_opens_it(where, posted, at_work, refuge, grace, opened, request):
    """The ordinary form, with another address in it, or without the tick: what is sealed stays, and it says so."""
    browser = at_work(posted("mika", Role.MANAGER, request.getfixturevalue(where)))
    form = browser.get(page_of("edit", refuge)).text
    assert "written on its own page by those who read sealed safe places" in form
    for name in ("is_hidden", "address", "area", "phones"):
        assert f'name="{name}"' not in form
    elsewhere = TYPED | {"name_en": "Refuge of the coast", "address": "The trap", "phones": "+253 1"}
    for version, typed in ((1, elsewhere), (2, {k: v for k, v in elsewhere.items() if k != "is_hidden"})):
        assert browser.post(page_of("edit", refuge), typed | {"version": version}).status_code == 302
        assert place_of(opened=opened(grace, Kind.SAFE_PLACE), place=location_of(refuge).public_id)[1] == TOLD
        assert location_of(refuge).is_hidden
        assert not Phone.objects.exists()
        assert "The trap" not in everything()
    refuge.refresh_from_db()
    assert refuge.names["en"] == "Refuge of the coast"


def test_its_hours_keep_their_clock_when_somebody_elsewhere_edits_it(maria, posted, station, at_work, refuge):
    station.time_zone = "Africa/Cairo"
    station.save()
    typed = TYPED | {"hours_1": "08:00-16:00", "version": refuge.version}
    at_work(maria).post(page_of("edit", refuge), typed)
    before = set(refuge.schedules.values_list("time_zone", flat=True))
    at_work(posted("mika", Role.MANAGER, station)).post(page_of("edit", refuge), typed | {"version": 2})
    assert set(refuge.schedules.values_list("time_zone", flat=True)) == before


def test_a_safe_house_is_edited_only_by_those_who_have_to_do_with_safe_places(dima, maria, at_work, refuge):
    assert at_work(dima).get(page_of("edit", refuge)).status_code == 404
    assert at_work(dima).post(page_of("edit", refuge), TYPED | {"version": refuge.version}).status_code == 404
    assert at_work(maria).get(page_of("edit", refuge)).status_code == 200


def test_a_reader_writes_it_anew_and_the_second_one_is_told(grace, unlocked, refuge):
    browser, page = unlocked(grace), page_of("safe_place", refuge)
    seen = str(SealedPlace.objects.get().pk)
    assert browser.post(page, {"address": "By the well", "seen": seen}).status_code == 302
    answer = browser.post(page, {"address": "By the river", "seen": seen}).text
    assert "Somebody else saved this service" in answer
    assert 'value="By the river"' in answer
    shown = browser.get(page).text
    assert "By the well" in shown
    assert ADDRESS not in shown


def test_what_is_typed_while_the_key_locks_is_sealed_all_the_same(grace, at_work, refuge):
    seen = str(SealedPlace.objects.get().pk)
    browser = at_work(grace)
    wrong = browser.post(page_of("safe_place", refuge), {"address": "", "area": "Dorra", "seen": seen})
    assert 'value="Dorra"' in wrong.text
    assert ADDRESS not in wrong.text
    half = browser.post(page_of("safe_place", refuge), {"address": "By the well", "latitude": "11.5", "seen": seen})
    assert "Give both latitude and longitude, or neither." in half.text
    assert browser.post(page_of("safe_place", refuge), {"address": "By the well", "seen": seen}).status_code == 302


def test_it_opens_after_the_key_was_changed_and_not_with_the_old_one(grace, opened, refuge):
    place, old = location_of(refuge).public_id, opened(grace, Kind.SAFE_PLACE)
    compartments.change_key(by=grace, opened=old)
    assert place_of(opened=opened(grace, Kind.SAFE_PLACE), place=place)[1] == TOLD
    with pytest.raises(KeyError):
        place_of(opened=old, place=place)


def test_all_sealed_places_are_equally_long(grace, places):
    for told in ({"address": "x"}, TOLD, {"address": "y" * 300}):
        location = LocationFactory(is_hidden=True)
        tell_place(by=grace, location=location, told=told)
    assert len({len(bytes(row.body)) for row in SealedPlace.objects.all()}) == 1


def test_a_sealed_place_opens_at_its_own_house_only(grace, opened, refuge):
    other = LocationFactory(is_hidden=True)
    SealedPlace.objects.update(place=other.public_id)
    with pytest.raises(CannotOpen):
        place_of(opened=opened(grace, Kind.SAFE_PLACE), place=other.public_id)


@pytest.mark.parametrize("plain", [{"address": ADDRESS}, {"latitude": 1, "longitude": 1}, {"area": True}])
def test_the_database_takes_no_place_of_a_hidden_house(db, plain):
    """Whatever the program forgets, on both engines."""
    location = LocationFactory(is_hidden=True)
    if "area" in plain:
        plain = {"area": AreaFactory()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.filter(pk=location.pk).update(**plain)


def test_a_note_that_says_it_elsewhere_is_not_overwritten_by_a_stale_seen(grace, refuge):
    with pytest.raises(ChangedMeanwhile):
        tell_place(by=grace, location=location_of(refuge), told=TOLD, seen="")


def test_houses_from_before_wait_until_a_centre_of_their_country_seals(db, grace, ring, opened, station):
    """What the migration takes out of the directory is lost to nobody, and sealed as soon as somebody can read it."""
    told = {"area": TOWN, "country": "DJI", "address": ADDRESS, "phones": [NUMBER]}
    location = LocationFactory(is_hidden=True)
    sealed = the_apps.get_model("sealed", "SealedPlace")
    for country in ("DJI", "ETH"):
        body = json.dumps(told | {"country": country}).encode()
        sealed.objects.create(compartment=None, epoch=0, place=location.public_id, body=body)
    assert seal_waiting() == 0
    assert len(list(open_places())) == 1

    ring(grace)
    compartments.set_up(by=grace, kind=Kind.SAFE_PLACE)

    assert place_of(opened=opened(grace, Kind.SAFE_PLACE), place=location.public_id)[1] == told
    assert SealedPlace.objects.filter(compartment=None).count() == 1  # nobody in Ethiopia reads yet
