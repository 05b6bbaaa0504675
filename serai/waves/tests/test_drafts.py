"""Rows as far as they are typed: there again after a reload, and gone when they are whole."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.signals import user_logged_in
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.people.models import Person
from serai.privacy.emptying import empty_the_log
from serai.waves.models import Draft, Row
from serai.waves.queries.drafts import begun
from serai.waves.rules import may_wait
from serai.waves.tests.factories import WaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(harbour):
    return WaveFactory(centre=harbour)


@pytest.fixture
def desk(at_work, rita):
    return at_work(rita)


def page(wave, name="rows"):
    return reverse(f"waves:{name}", args=[wave.public_id])


def typed(place=0, **row):
    cells = {f"row-{place}-{name}": value for name, value in row.items()}
    return {"form_token": str(uuid4()), "nationality": "ETH", "only": str(place), **cells}


def on_the_page(text):
    """The first row as a browser would send it."""
    token = re.search(r'name="row-0-token" value="([^"]+)"', text)[1]
    name = re.search(r'name="row-0-name" value="([^"]*)"', text)[1]
    form_token = re.search(r'name="form_token" value="([^"]+)"', text)[1]
    return {"form_token": form_token, "row-0-token": token, "row-0-name": name, "nationality": "ETH"}


def test_what_was_typed_is_there_again_after_a_reload(desk, wave):
    sent = typed(3, name="Sara Tesf", age="3")
    assert desk.post(page(wave, "draft"), sent).status_code == 204
    desk.post(page(wave, "draft"), {**sent, "row-3-name": "Sara Tesfaye"})
    text = desk.get(page(wave)).text
    assert "1 row that you had begun is here again" in text
    assert 'name="row-0-name" value="Sara Tesfaye"' in text
    assert re.search(r'<option value="ETH" selected', text)
    assert Entry.objects.filter(act="wave.row_begun").count() == 1
    assert "Sara" not in str(Entry.objects.values_list("detail", flat=True))


def test_a_row_that_is_kept_leaves_no_draft_and_is_one_person_from_two_windows(desk, wave):
    sent = typed(0, name="Sara")
    desk.post(page(wave, "draft"), sent)
    again = on_the_page(desk.get(page(wave)).text)
    for form in ({**sent, "row-0-sex": "female"}, {**again, "row-0-sex": "female"}):
        desk.post(page(wave), form)
    assert Person.objects.count() == 1
    assert not Draft.objects.exists()


def test_what_arrives_after_the_row_is_kept_comes_too_late(desk, wave):
    sent = typed(0, name="Sara", sex="female")
    desk.post(page(wave), sent)
    desk.post(page(wave, "draft"), sent)
    assert not Draft.objects.exists()


def test_a_row_that_was_not_understood_is_there_again_without_scripts(desk, wave):
    desk.post(page(wave), {**typed(0, name="Sara", age="old"), "only": ""})
    assert 'value="old"' in desk.get(page(wave)).text
    assert not Row.objects.exists()


def test_a_row_that_is_emptied_leaves_nothing(desk, wave):
    sent = typed(0, name="Sara")
    desk.post(page(wave, "draft"), sent)
    desk.post(page(wave, "draft"), {**sent, "row-0-name": " "})
    assert not Draft.objects.exists()


def test_of_who_says_no_nothing_waits_but_what_can_be_seen(desk, wave):
    """Statement 2."""
    desk.post(page(wave, "draft"), typed(0, name="Marker", card="AAAA", sex="male", consent="refused"))
    assert set(Draft.objects.get().typed) == {"sex", "consent", "nationality"}
    assert may_wait({"name": "Sara", "consent": "given", "age": ""}) == {"name": "Sara", "consent": "given"}


def test_nobody_else_reads_it(desk, at_work, ruth, omar, posted, harbour, wave):
    desk.post(page(wave, "draft"), typed(0, name="Marker"))
    assert "Marker" not in at_work(ruth).get(page(wave)).text
    assert at_work(omar).post(page(wave, "draft"), typed(0, name="x")).status_code == 404
    assert at_work(posted("gabi", "guard", harbour)).post(page(wave, "draft"), typed(0)).status_code == 403


def test_a_closed_wave_and_a_day_leave_nothing(desk, rita, wave, django_capture_on_commit_callbacks):
    desk.post(page(wave, "draft"), typed(0, name="Sara"))
    Draft.objects.update(typed_at=timezone.now() - timedelta(hours=25))
    assert not begun(posting=rita, wave=wave, now=timezone.now())
    with django_capture_on_commit_callbacks() as then:
        user_logged_in.send(sender=None, request=desk.get("/").wsgi_request, user=rita.user)
    assert then.count(empty_the_log) == 1
    assert not Draft.objects.exists()
    desk.post(page(wave, "draft"), typed(0, name="Sara"))
    desk.post(page(wave, "close"))
    assert not Draft.objects.exists()
    desk.post(page(wave, "draft"), typed(0, name="Sara"))
    assert not Draft.objects.exists()


def test_what_is_no_row_is_refused_and_pages_full_have_an_end(desk, wave):
    assert desk.post(page(wave, "draft"), {"form_token": "x"}).status_code == 400
    assert desk.post(page(wave, "draft"), {**typed(0), "only": ""}).status_code == 400
    desk.post(page(wave, "draft"), {**typed(0, name="S" * 5_000), "row-0-token": "no token"})
    assert len(Draft.objects.get().typed["name"]) == 160
    for _ in range(120):
        desk.post(page(wave, "draft"), typed(0, name="S"))
    assert Draft.objects.count() == 100
    assert "25 rows that you had begun are here again" in desk.get(page(wave)).text
