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
    assert languages.own_name("qqq") == "qqq"


@pytest.mark.parametrize("language", lists.LANGUAGES)
@pytest.mark.parametrize(("room", "name"), [(countries, "country"), (languages, "language")])
def test_frequent_ones_come_first_then_the_alphabet_then_the_specials(room, name, language):
    with translation.override(language):
        codes = [code for code, _ in room.choices()]
    entries = lists.entries(name)
    ranks = [int(entries[code].more["frequent"]) for code in codes if entries[code].more["frequent"]]
    assert ranks == list(range(1, len(ranks) + 1))
    assert codes[0] == {"country": "ETH", "language": "amh"}[name]
    assert tuple(codes[-len(room.SPECIALS) :]) == room.SPECIALS
    assert sorted(codes) == sorted(entries)
    alphabet = [entries[code].label(language) for code in codes[len(ranks) : -len(room.SPECIALS)]]
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


def test_a_country_of_issue_is_never_stateless_or_unknown():
    assert not {"stateless", "unknown"} & dict(countries.only()).keys()


def test_a_person_can_point_at_the_own_name_of_a_language():
    assert languages.own_name("amh") == "አማርኛ"
    assert {"amh", "tir", "orm", "som", "aar", "ara", "fra", "eng", "spa"} <= dict(languages.choices()).keys()
