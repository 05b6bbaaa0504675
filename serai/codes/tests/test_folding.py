import pytest

from serai.codes.folding import LONGEST, fold, last_beginning_with, sound, words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Éthiopie", "ethiopie"),
        ("Sœur Noëlle", "soeur noelle"),
        ("Ñandú", "nandu"),
        ("N’Djaména", "ndjamena"),
        ("Иваново", "ivanovo"),
        ("አማርኛ", "amarnya"),
        ("ኦሮሚያ", "oromiya"),
        ("محمد", "mhmd"),
        ("  Al-Hudaydah (الحديدة) ", "al hudaydah al hdyda"),
        ("Zone 3", "zone 3"),
        ("…!", ""),
        ("", ""),
    ],
)
def test_any_script_becomes_plain_words(text, plain):
    assert fold(text) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [("أحمد", "احمد"), ("مُحمّد", "محمد"), ("مصطفى", "مصطفا"), ("محـــمد", "محمد"), ("ሐረር", "ሀረር")],
)
def test_spellings_that_people_take_for_one_word_fold_alike(one, other):
    assert fold(one) == fold(other)


def test_a_folded_word_never_outgrows_its_column():
    assert [len(word) for word in words("a" * 100)] == [LONGEST]
    assert all(len(word) <= LONGEST for word in words("中" * 50))


@pytest.mark.parametrize(
    "spellings",
    [
        ["جيما", "ጅማ", "Jimma", "Jima"],
        ["عدن", "Aden"],
        ["تعز", "Taiz", "Ta’iz"],
        ["حديدة", "Hodeidah", "Hudaydah"],
        ["ኦሮሚያ", "Oromia"],
    ],
)
def test_spellings_and_scripts_of_one_name_sound_alike(spellings):
    assert len({sound(words(spelling)[0]) for spelling in spellings}) == 1


def test_other_names_sound_otherwise():
    assert len({sound(word) for word in ["jimma", "gonder", "harar", "aden", "adama", "dire"]}) == 6


def test_folding_twice_changes_nothing():
    for text in ("Éthiopie", "Dire Dawa", "أديس أبابا"):
        assert fold(fold(text)) == fold(text)


def test_the_range_of_a_beginning_holds_exactly_the_words_that_begin_so():
    inside = ["jim", "jimma", "jim9", "jimzzz"]
    outside = ["jil", "jin", "ji", "jilzzz"]
    assert all("jim" <= word <= last_beginning_with("jim") for word in inside)
    assert not any("jim" <= word <= last_beginning_with("jim") for word in outside)
