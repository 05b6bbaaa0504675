"""The checker of pages, broken once for each thing it looks for."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from tests.house.hygiene import faults

GOOD = """<!doctype html><html lang="en" dir="ltr"><head><title>Search – Serai</title>
<link rel="stylesheet" href="/static/ui/serai.css"><script src="/static/ui/a.js"></script></head>
<body><h1>Search</h1><form method="post" action="/people/"><input type="hidden" name="csrfmiddlewaretoken" value="x">
<label for="q">Name</label><input id="q" name="q" aria-describedby="hint"><p id="hint">As it is said</p>
<label><input type="checkbox" name="c"> Here only</label><button>Search</button></form>
<a href="/"><img src="/static/a.svg" alt="Home"></a></body></html>"""


def test_a_good_page_has_no_fault():
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("said", "instead", "words"),
    [
        ("<h1>Search</h1>", "", "0 h1"),
        ("<h1>Search</h1>", "<h1>Search</h1><h1>Again</h1>", "2 h1"),
        ("<h1>Search</h1>", "<h1>Find</h1>", "does not begin"),
        ('lang="en"', "", "language ''"),
        ('lang="en"', 'lang="ar"', "direction 'ltr'"),
        ('<label for="q">Name</label>', "", "'q' has no label"),
        ('<label for="q">Name</label>', '<label for="q"></label>', "'q' has no label"),
        ('id="hint"', 'id="q"', "'q' stands 2 times"),
        ('id="hint"', "", "names 'hint'"),
        ("<h1>", '<h1 style="color:red">', "inline style"),
        ("</head>", "<style>a{}</style></head>", "inline style"),
        ("</head>", "<script>go()</script></head>", "inline script"),
        ("<button>", '<button onclick="go()">', "onclick"),
        ('href="/"', 'href="javascript:go()"', "javascript:"),
        ("As it is said", "As {{ it }} is said", "{{ is left over"),
        ('action="/people/"', 'action="https://elsewhere.example/"', "goes to"),
        ('action="/people/"', 'action="//elsewhere.example/"', "goes to"),
        ('<input type="hidden" name="csrfmiddlewaretoken" value="x">', "", "0 tokens"),
        (' alt="Home"', "", "image without words"),
        (' alt="Home"', ' alt=""', "an empty <a>"),
        ("<button>Search", "<button>", "an empty <button>"),
    ],
)
def test_each_fault_is_named(said, instead, words):
    assert said in GOOD
    assert any(words in fault for fault in faults(GOOD.replace(said, instead)))


def test_a_fragment_needs_no_frame_but_keeps_the_rest():
    assert faults('<p id="a">one</p>', whole=False) == []
    assert faults('<p id="a" style="x">one</p>', whole=False) == ["inline style on <p>"]


urlpatterns = [path("bad/", lambda request: HttpResponse("<html><body><h1>Hm</h1></body></html>"))]


@pytest.mark.urls(__name__)
def test_every_test_client_looks(settings):
    settings.MIDDLEWARE = []
    with pytest.raises(AssertionError, match="page hygiene of GET /bad/"):
        Client().get("/bad/")
