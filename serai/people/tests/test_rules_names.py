import pytest

from serai.people import rules
from serai.people.rules.names import script_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Bilāl  AHMED", ["bilal", "ahmed"]),
        ("N'Guessan", ["nguessan"]),
        ("ተስፋዬ", ["tesfaye"]),
        ("فاطمة", ["fatma"]),
        ("مُحَمَّد", ["mhmd"]),
        ("Núñez-Peña", ["nunez", "pena"]),
        ("…", []),
    ],
)
def test_a_name_of_any_script_folds_to_plain_words(typed, words):
    assert rules.folded(typed) == words


def test_a_person_is_found_by_the_words_of_every_script_and_by_their_sounds():
    found = rules.tokens(["Bilal Ahmed", "بلال أحمد", ""])
    assert found == {"bilal", "ahmed", "blal", "ahmd", "1 bll", "1 hmd", "2 bll hmd"}


def test_a_file_code_shows_centre_year_and_number_and_catches_a_slip():
    code = rules.file_code(centre="HAR", year=2026, number=42)
    assert code.startswith("HAR-26-00042-")
    assert code != rules.file_code(centre="HAR", year=2026, number=43)[:-1] + code[-1]
    assert rules.read_file_code(f" {code.lower().replace('-', ' ')} ") == code


def test_the_box_tells_a_code_from_a_name_and_a_slip_from_both():
    file = rules.file_code(centre="HAR", year=2026, number=42)
    card = rules.new_card_code()
    wrong = "Z" if file[-1] != "Z" else "Y"
    assert rules.reading(file.lower()) == rules.Reading(rules.Kind.FILE, file)
    assert rules.reading(rules.shown_card_code(card)) == rules.Reading(rules.Kind.CARD, card)
    assert rules.reading(file[:-1] + wrong).kind == rules.Kind.MISTYPED
    assert rules.reading(card[:-1] + ("7" if card[-1] != "7" else "8")).kind == rules.Kind.NUMBER
    for name in ("Bilal Ahmed", "Abdullahi", "Ahmed, Bilal", "ተስፋዬ", "Mohamed-Amin"):
        assert rules.reading(name).kind == rules.Kind.NAME


def test_the_script_of_a_name_is_seen_from_its_letters():
    assert [script_of(name) for name in ("محمد", "ተስፋዬ", "Иван")] == ["arabic", "ethiopic", "other"]
