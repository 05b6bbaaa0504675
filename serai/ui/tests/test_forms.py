"""The pieces of a form: every field has a label, its hint and its error; what is typed stays private."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory

from serai.ui.forms import FormToken, VersionedForm, offer
from serai.ui.widgets import DayInput


class Visit(forms.Form):
    token = forms.CharField(label="Token", help_text="On the slip")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    day = forms.DateField(label="Day", widget=DayInput, required=False)
    needs = forms.MultipleChoiceField(
        label="Needs", choices=[("food", "Food"), ("water", "Water")], widget=forms.CheckboxSelectMultiple
    )
    agrees = forms.BooleanField(label="Agrees", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def ids(page: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', page)


def test_every_field_has_a_label_tied_to_it():
    page = str(Visit())

    for name in ("token", "note", "day", "agrees", "needs_0", "needs_1"):
        assert f'for="id_{name}"' in page
        assert f'id="id_{name}"' in page
    assert "<legend>Needs</legend>" in page


def test_errors_stand_at_the_top_with_a_way_to_the_field_and_beside_it():
    page = str(Visit({"token": ""}))

    assert '<a href="#id_token">Token: This field is required.</a>' in page
    assert '<a href="#id_needs_0">Needs: This field is required.</a>' in page
    assert 'aria-describedby="id_token_helptext id_token_error"' in page
    assert 'role="alert"' in page
    targets = re.findall(r'href="#([^"]+)"', page) + re.findall(r'aria-describedby="([^"]+)"', page)
    assert set(" ".join(targets).split()) <= set(ids(page))


def test_no_id_stands_twice():
    page = str(Visit({"token": ""}))

    assert len(ids(page)) == len(set(ids(page)))


def test_only_the_optional_are_marked_in_words():
    page = str(Visit())

    assert re.search(r"Note <span class=\"optional\">\(optional\)</span>", page)
    assert not re.search(r"Token <span", page)
    assert not re.search(r"Agrees <span class=\"optional\"", page)


def test_a_form_without_any_required_question_marks_none():
    class Search(forms.Form):
        words = forms.CharField(label="Words", required=False)

    assert "optional" not in str(Search())


def test_what_is_typed_is_not_offered_to_the_next_person_and_runs_in_its_own_direction():
    page = str(Visit())

    assert re.search(r'<input type="text" name="token"[^>]*autocomplete="off"[^>]*dir="auto"', page)
    assert re.search(r'<textarea name="note"[^>]*autocomplete="off"[^>]*dir="auto"', page)
    assert 'type="checkbox"' in page
    assert not re.search(r'type="(checkbox|hidden)"[^>]*autocomplete', page)


def test_typed_words_are_shown_again_and_never_as_markup():
    page = str(Visit({"token": '"><script>', "note": "</textarea><b>"}))

    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


def test_a_day_goes_to_the_browser_in_the_iso_form():
    assert 'type="date" name="day" value="2026-03-01"' in str(Visit({"day": "2026-03-01"}))


def render(words: str, **context: object) -> str:
    return engines["django"].from_string(words).render(context, RequestFactory().get("/list/?q=a&page=2"))


@pytest.mark.parametrize(
    ("value", "maximum", "width"), [(5, 10, "50.0"), (0, 10, "0.0"), (3, 0, "0.0"), (30, 10, "100.0"), (None, 9, "0.0")]
)
def test_a_bar_is_as_long_as_its_share(value, maximum, width):
    assert f'width="{width}"' in render("{% ui_bar value maximum %}", value=value, maximum=maximum)


def test_pages_keep_the_rest_of_the_address():
    page = render("{% ui_pages page %}", page=Paginator(range(30), 10).page(2))

    assert 'href="?q=a&amp;page=1"' in page
    assert 'href="?q=a&amp;page=3"' in page
    assert "Page 2 of 3" in page
    assert render("{% ui_pages page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_a_tag_and_an_empty_state_escape_what_they_show():
    assert render('{% ui_tag label "high" %}', label="<b>") == '<span class="tag high">&lt;b&gt;</span>'
    assert "&lt;b&gt;" in render('{% ui_empty label "/go/" label %}', label="<b>")


class Edited(VersionedForm):
    token = FormToken()
    desk = forms.ChoiceField()


def test_each_form_has_a_token_of_its_own_that_stays_while_it_is_shown():
    one, another = Edited(), Edited()
    assert one["token"].value() == one["token"].value() != another["token"].value()
    assert 'type="hidden"' in str(one["token"])


def test_what_one_form_offers_no_other_does():
    one, another = Edited(), Edited()
    offer(one, "desk", [("A", "Desk A")])
    assert one.fields["desk"].choices == [("A", "Desk A")]
    assert another.fields["desk"].choices == []


def test_the_second_of_two_editors_keeps_what_was_typed_and_gets_the_new_version():
    form = Edited(QueryDict("version=1&desk=A"))
    form.tell("Somebody else saved this.", version=2)
    assert form["version"].value() == "2"
    assert form["desk"].value() == "A"
    assert form.non_field_errors() == ["Somebody else saved this."]
