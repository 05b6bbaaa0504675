"""The guards of the test run itself: no network, no undefined variable, English at the start of each test."""

import socket

import pytest
from django.template import engines
from django.utils import translation


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_no_test_reaches_the_network(address):
    with socket.socket() as line, pytest.raises(RuntimeError, match="reach the network"):
        line.connect(address)


def test_a_name_that_no_view_gave_to_the_template_fails():
    template = engines["django"].from_string("<p>{{ persn.code }}</p>")
    with pytest.raises(pytest.fail.Exception, match=r"Undefined template variable 'persn\.code'"):
        template.render({"person": "x"})


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_test_begins_in_english_whatever_the_one_before_spoke(language):
    assert translation.get_language() == "en"
    translation.activate(language)
