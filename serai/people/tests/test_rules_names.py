import pytest

from serai.people import rules


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed", "محمد"),
        ("Mohamed", "Muhammad"),
        ("Fatima", "فاطمة"),
        ("Omar", "عمر"),
        ("Ibrahim", "إبراهيم"),
        ("Khadija", "خديجة"),
        ("Yusuf", "Youssef"),
        ("Aisha", "عائشة"),
        ("Tesfaye", "ተስፋዬ"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert rules.spelling_key(rules.folded(one)[0]) == rules.spelling_key(rules.folded(other)[0])


def test_different_names_do_not_share_a_key():
    keys = {rules.spelling_key(rules.folded(name)[0]) for name in ("Bilal", "Amina", "Mohamed", "Tesfaye", "Hodan")}
    assert len(keys) == 5


@pytest.mark.parametrize(("word", "end"), [("ahm", "ahn"), ("az", "b"), ("zz", None), ("a9", "aa"), ("0mhmd", "0mhme")])
def test_a_prefix_is_a_range_of_the_index(word, end):
    assert rules.prefix_range(word) == (word, end)
    assert end is None or word < word + "z" < end


def test_a_file_code_shows_centre_year_and_number_and_catches_a_slip():
    code = rules.file_code(centre="HAR", year=2026, number=42)
    assert code.startswith("HAR-26-00042-")
    assert code != rules.file_code(centre="HAR", year=2026, number=43)[:-1] + code[-1]
    assert rules.read_file_code(f" {code.lower().replace('-', ' ')} ") == code
