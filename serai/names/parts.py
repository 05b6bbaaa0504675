"""The parts of a name: its words in order, without articles; and which of them may be one piece."""

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from serai.codes.folding import words
from serai.names.habits import particles
from serai.names.sounds import sounds

# Articles, "son of", "of": said or left out without becoming another name.
DROPPED = particles("article") | particles("child_of") | particles("of")
# What begins a name of two words, written together or apart: Abd al-Rahman, Abu Bakr, Haile Mariam, Nur ad-Din.
BEGINS = particles("begins")
LONG_BEGINS = tuple(sorted((begins for begins in BEGINS if len(begins) > 2), key=len, reverse=True))
ARTICLES = ("ul", "al", "el", "il")
OF_ABD = ("ir", "ar", "er", "ur", "us", "es", "as", "is", "en", "an", "un")  # heard before r, s and n
_ARABIC = re.compile("[\u0620-\u06ff]")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_BEFORE_ARTICLE = re.compile(r"^(عبد|أبو|ابو|نور|سيف|ذو|بدر|شمس|فخر|صلاح|علاء)ال(?=\w{2})")
_ARTICLE = re.compile(r"^ال(?=\w{2})")
_ARTICLE_HEARD = re.compile(r"^ال(?=[أإآاع])")  # الأمين is Lamine in the Maghreb
_AS_VOWEL = str.maketrans(dict.fromkeys("أإآٱاىةعؤئء", "a") | {"ض": "ذ", "ظ": "ذ"})
_CEDILLA = str.maketrans({"ç": "s", "Ç": "s", "ş": "sh", "Ş": "sh"})


@dataclass(frozen=True)
class Part:
    """One word of a name: folded to Latin letters, and its sounds."""

    word: str
    sounds: tuple[str, ...]


def parts(text: str) -> list[Part]:
    """The words of a name in any script, without articles; a name of nothing else keeps them."""
    said = [part for chunk in text.split() for part in _parts_of(chunk)]
    return [part for part in said if part.word not in DROPPED] or said


@lru_cache(maxsize=50_000)
def _parts_of(chunk: str) -> list[Part]:
    folded = words(chunk)
    if not _ARABIC.search(chunk):
        plain = words(chunk.translate(_CEDILLA))
        return [_part(word, other) for word, other in zip(folded, plain, strict=False)]
    kept = [word for word in folded if word not in DROPPED] or folded
    if len(kept) != 1:
        return [_part(word, word) for word in kept]
    letters = _MARKS.sub("", chunk)
    heard = sounds(_spelled(_ARTICLE.sub("", letters)))
    if _ARTICLE_HEARD.match(letters):
        heard = (*heard, *sounds(_spelled(letters[1:])))
    if letters.endswith("ة"):  # heard as t or not at all: رحمة is Rahma or Rahmat
        heard = (*heard, *(sound + "t" for sound in heard[:1]))
    return [Part(whole(kept[0]), tuple(dict.fromkeys((*heard, *sounds(whole(kept[0]))))))]


def _part(word: str, spelled: str) -> Part:
    return Part(whole(word), sounds(whole(spelled)))


def _spelled(arabic: str) -> str:
    """Letter by letter, so that t and h, or s and h, side by side are not read as one."""
    plain = _BEFORE_ARTICLE.sub(r"\1", arabic).translate(_AS_VOWEL)
    return "-".join(anyascii(letter).lower() for letter in plain if letter.isalpha())


def together(said: list[Part]) -> list[Part]:
    """The same with each beginning joined to the word after it; the same list where there is none."""
    found: list[Part] = []
    for part in said:
        if found and found[-1].word in BEGINS:
            word = whole(found[-1].word + part.word)
            found[-1] = Part(word, tuple(dict.fromkeys(_joined(found[-1], part) + sounds(word))))
        else:
            found.append(part)
    return found


def _joined(begins: Part, part: Part) -> tuple[str, ...]:
    return tuple(begins.sounds[0] + other for other in part.sounds if begins.sounds)


def whole(word: str) -> str:
    """One spelling for the article inside a word: Abdurrahman, Abdirahman, Abderrahmane, عبدالرحمن."""
    if not word.startswith(LONG_BEGINS):
        return word
    for begins in LONG_BEGINS:
        rest = word.removeprefix(begins)
        if rest == word or len(rest) < 4:
            continue
        for article in ARTICLES if begins != "abd" else (*ARTICLES, *OF_ABD):
            if rest.startswith(article if article in ARTICLES else article + article[1]):
                return begins + rest.removeprefix(article)
        return word
    return word
