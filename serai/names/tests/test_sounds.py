"""Which names are heard as one, and which are not."""

import pytest

from serai.names.alike import How, alike
from serai.names.keys import kept, keys
from serai.names.parts import parts, together
from serai.names.sounds import MOST, sounds

ONE_NAME = [
    ("Ousmane", "Othman", "عثمان", "Usman", "Osman"),
    ("Abdoulaye", "Abdullahi", "عبد الله", "عبدالله", "Abdullah"),
    ("Djibril", "Jibril", "جبريل", "Gibril", "Gabriel"),
    ("Khadija", "Hadija", "خديجة", "Xadiijo", "Kadidiatou"),
    ("Yohannes", "Johannes", "ዮሐንስ"),
    ("Diallo", "Jallow", "Jalloh"),
    ("Mohamed", "Muhammad", "محمد", "መሐመድ", "Мухаммад", "Maxamed", "Mamadou"),
    ("Abd al-Rahman", "Abdurrahman", "Abdirahman", "Abderrahmane", "عبد الرحمن", "عبدالرحمن"),
    ("Haile Mariam", "Hailemariam", "ኃይለ ማርያም", "ኃይለማርያም"),
    ("Abu Bakr", "Aboubacar", "أبو بكر", "Boubacar"),
    ("Nur al-Din", "Nouredine", "نور الدين"),
    ("Gebre Egziabher", "Gebreegziabher", "ገብረእግዚአብሔር"),
    ("Aïcha", "Aisha", "عائشة", "Caasha"),
    ("Lamine", "الأمين"),
    ("Fathi", "فتحي"),
    ("Eltayeb", "الطيب", "Al Tayeb", "Tayeb"),
    ("Saleh", "Салех", "صالح"),
]
OTHERS = [("Mohamed", "Hamid"), ("Ali", "Omar"), ("Amina", "Halima"), ("Tesfaye", "Bekele"), ("Hassan", "Yusuf")]


def heard(name: str) -> set[str]:
    return {sound for part in together(parts(name)) for sound in part.sounds}


@pytest.mark.parametrize("forms", ONE_NAME, ids=lambda forms: forms[0])
def test_every_form_of_a_name_has_a_sound_in_common_with_the_first(forms):
    first, *others = forms
    deaf = [other for other in others if heard(first).isdisjoint(heard(other))]
    assert not deaf


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_have_none(one, other):
    assert heard(one).isdisjoint(heard(other))


def test_a_word_of_many_doubtful_letters_has_not_more_sounds_than_there_is_room_for():
    assert len(sounds("ghashadhithukhazhigach")) == MOST


@pytest.mark.parametrize("word", ["th" * 20, "dh" * 20, "ث" * 60], ids=["th", "dh", "arabic"])
def test_a_word_of_nothing_but_doubtful_letters_is_heard_at_once(word):
    """There are more than three milliards of ways to hear it: whoever made them all would never end."""
    assert len(parts(word)[0].sounds) >= MOST


@pytest.mark.parametrize("text", ["", " ", "ءء", "---", "al", "bin", "🙂", "1990"])
def test_what_is_hardly_a_name_breaks_nothing(text):
    assert alike(parts(text), parts(text)).score <= 1
    assert isinstance(kept(parts(text)), set)


def test_an_article_is_left_out_of_a_name_and_kept_where_there_is_nothing_else():
    assert [part.word for part in parts("Ould Cheikh El Moctar")] == ["cheikh", "moctar"]
    assert [part.word for part in parts("Al")] == ["al"]


class TestAlike:
    def score(self, asked_for: str, known: str) -> float:
        return alike(parts(asked_for), parts(known)).score

    @pytest.mark.parametrize(
        ("asked_for", "known", "how"),
        [
            ("Amina Hassan", "Amina Hassan", How.SAME),
            ("Amina Hassan", "Amina Hassan Ali", How.PART),
            ("Hassan, Amina", "Amina Hassan", How.ORDER),
            ("Ousmane Diallo", "Othman Jallow", How.SPELLING),
            ("محمد علي", "Mohamed Ali", How.SPELLING),
        ],
    )
    def test_it_says_in_what_way(self, asked_for, known, how):
        found = alike(parts(asked_for), parts(known))
        assert found.how == how
        assert found.score > 0.75

    @pytest.mark.parametrize(
        ("asked_for", "known"),
        [
            ("Mohamed Ahmed Warsame", "Mohamed Ahmed Tesfaye"),
            ("Warsame Ahmed Mohamed", "Mohamed Ahmed Tesfaye"),
            ("محمد أحمد ورسمي", "Mohamed Ahmed Tesfaye"),
            ("Ousmane Diallo", "Ousmane"),
        ],
    )
    def test_a_word_that_is_not_in_the_known_name_is_never_passed_over(self, asked_for, known):
        assert alike(parts(asked_for), parts(known)).how == How.SOME

    def test_the_same_is_nearer_than_another_spelling_and_that_nearer_than_another_name(self):
        scores = [self.score("Mohamed Ali", known) for known in ("Mohamed Ali", "Mohammed Aly", "Mahmoud Omar")]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] == 1.0
        assert scores[2] < 0.7

    def test_a_part_that_is_missing_counts_less_than_one_that_is_another(self):
        assert self.score("Amina Ali", "Amina Ali Omar") > self.score("Amina Ali Omar", "Amina Ali Yusuf")

    def test_what_is_written_in_one_word_agrees_with_what_is_written_in_two(self):
        assert self.score("Abdirahman Osman", "عبد الرحمن عثمان") > 0.8
        assert self.score("Haile Mariam Tekle", "Hailemariam Tekle") > 0.9


class TestKeys:
    def test_two_forms_of_a_name_share_a_key_of_two_sounds_in_any_order(self):
        assert keys(parts("عثمان محمد"), count=2) & kept(parts("Mamadou Ousmane Ba"))

    def test_three_words_share_a_key_of_three_sounds(self):
        assert keys(parts("Osman, Muhammad Ali"), count=3) & kept(parts("محمد علي عثمان"))

    def test_one_word_has_keys_of_one_sound_only(self):
        assert not keys(parts("Fatuma"), count=2)
        assert keys(parts("Fatuma"), count=1) & kept(parts("فاطمة حسن"))

    def test_the_number_of_keys_kept_of_an_ordinary_name_is_small(self):
        assert len(kept(parts("Mohamed Ahmed Ali"))) < 12

    def test_a_field_full_of_words_has_no_thousands_of_keys(self):
        words = " ".join(f"{first}a{last}" for first in "bdfhklmnr" for last in "bdfhklmnr")
        assert len(parts(words)) == 81
        assert len(kept(parts(words))) < 400

    def test_a_key_fits_beside_the_words_and_is_none_of_them(self):
        name = parts("Gebreegziabheremariam Weldegiorgisselassie Hailemichaelmariam Tesfamichaelgebriel")
        assert all(len(key) <= 80 and key[0].isdigit() for key in kept(name))
