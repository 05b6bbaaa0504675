"""The search at night, on the open set: a small version of what `make bench` prints."""

from tests.names.linking import link_crowd


def test_two_files_of_one_person_are_found_under_another_script_or_spelling():
    """The weights were set while looking at this crowd: this holds them there, and is no proof for other people."""
    found = link_crowd(1500)
    assert found.precision >= 0.7
    assert found.recall >= 0.9
