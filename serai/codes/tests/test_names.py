"""Countries and languages, in the reader's words and order."""

import pytest
from django.utils import translation

from serai.codes import countries, languages, lists
from serai.codes.sorting import key


def test_every_country_of_the_iso_standard_is_there():
    codes = [code for code in lists.entries("country") if code not in countries.SPECIALS]
    assert len(codes) == 250  # ISO 3166-1 has 249; Kosovo has a user-assigned code
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert {"TWN", "PSE", "ESH", "SSD", "XKX"} <= set(codes)


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Ethiopia"), ("fr", "Éthiopie"), ("es", "Etiopía"), ("ar", "إثيوبيا")]
)
def test_a_country_is_named_in_the_readers_language(language, name):
    assert countries.name("ETH", language) == name
    with translation.override(language):
        assert countries.name("ETH") == name


def test_what_is_not_a_country_shows_as_itself():
    assert countries.name("QQQ") == "QQQ"
    assert languages.name("qqq") == "qqq"


@pytest.mark.parametrize("language", lists.LANGUAGES)
@pytest.mark.parametrize(("room", "name"), [(countries, "country"), (languages, "language")])
def test_frequent_ones_come_before_the_alphabet_and_the_specials_stand_at_an_end(room, name, language):
    with translation.override(language):
        codes = [code for code, _ in room.choices()]
    entries = lists.entries(name)
    ranks = [int(entries[code].more["frequent"]) for code in codes if entries[code].more["frequent"]]
    assert ranks == list(range(1, len(ranks) + 1))
    ends = codes[: len(room.SPECIALS)] if room is countries else codes[-len(room.SPECIALS) :]
    assert tuple(ends) == room.SPECIALS
    assert sorted(codes) == sorted(entries)
    usual = [code for code in codes if code not in room.SPECIALS]
    assert usual[0] == {"country": "ETH", "language": "amh"}[name]
    alphabet = [entries[code].label(language) for code in usual[len(ranks) :]]
    assert alphabet == sorted(alphabet, key=lambda label: key(label, language))


def test_the_order_is_the_readers_not_the_computers():
    with translation.override("fr"):
        french = [name for _, name in countries.choices()]
    assert french.index("Égypte") < french.index("El Salvador") < french.index("Émirats arabes unis")
    with translation.override("ar"):
        arabic = [name for _, name in countries.choices()]
    assert arabic.index("الأردن") < arabic.index("ألبانيا") < arabic.index("إيران") < arabic.index("البحرين")


def test_spanish_looks_for_n_with_tilde_after_n():
    assert sorted(["ñame", "nuez", "ola", "nácar"], key=lambda word: key(word, "es")) == [
        "nácar",
        "nuez",
        "ñame",
        "ola",
    ]


def test_one_reader_does_not_fix_the_order_for_the_next():
    with translation.override("fr"):
        first = countries.choices()
    with translation.override("es-419"):
        assert dict(countries.choices())["DEU"] == "Alemania"
    assert dict(first)["DEU"] == "Allemagne"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_what_is_no_country_stands_first_where_it_is_found(language):
    with translation.override(language):
        assert [code for code, _ in countries.choices()][:2] == ["unknown", "stateless"]


def test_a_country_of_issue_is_never_stateless_or_unknown():
    assert not {"stateless", "unknown"} & dict(countries.only()).keys()


def test_the_languages_of_the_routes_can_be_chosen():
    assert {"amh", "tir", "orm", "som", "aar", "ara", "fra", "eng", "spa"} <= dict(languages.choices()).keys()
