"""Names that look like another: letters of other scripts that are drawn the same. Pure, and no list of all there are:
of the scripts that are read beside each other where Serai works."""

import re
import unicodedata

# Letters, and below them what they look like.
DRAWN_ALIKE = (
    (  # Cyrillic
        "\u0430\u0435\u043a\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u04cf\u0501\u051b\u051d",
        "aekopcyxijshldqw",
    ),
    (  # Cyrillic, capital
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u04ae\u04c0",
        "ABEKMHOPCTYXlJSYl",
    ),
    (  # Greek
        "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03b3",
        "aikvopuy",
    ),
    (  # Greek, capital
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
        "ABEZHlKMNOPTYX",
    ),
    (  # Armenian
        "\u0585\u0578\u057d\u0570\u0563\u0566\u054d\u0555",
        "onuhqqUO",
    ),
    (  # Latin of other alphabets
        "\u0131\u0251\u0261",
        "iag",
    ),
    (  # Arabic as Persian and Urdu write it
        "\u06cc\u06a9\u06c1\u0649",
        "\u064a\u0643\u0647\u064a",
    ),
    ("I1|0", "lllO"),
)
LOOKS_LIKE = {ord(one): like for letters, likes in DRAWN_ALIKE for one, like in zip(letters, likes, strict=True)}
WRITTEN_TOGETHER = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"}, {"CJK", "BOPOMOFO"})
LETTERS = {"Lu", "Ll", "Lt", "Lo"}


def _script(letter: str) -> str:
    """As Unicode names it: LATIN SMALL LETTER A is of LATIN."""
    return unicodedata.name(letter, "?").split()[0]


def _visible(name: str) -> str:
    """Compatible forms as the usual letter, and nothing that is not seen."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) != "Cf")


def mixes_scripts(name: str) -> bool:
    """Whether one word has letters of two scripts, as no name has; two words of a name may be written differently."""
    for word in re.split(r"[\W\d_]+", _visible(name)):
        scripts = {_script(sign) for sign in word if unicodedata.category(sign) in LETTERS}
        if len(scripts) > 1 and not any(scripts <= together for together in WRITTEN_TOGETHER):
            return True
    return False


def skeleton(name: str) -> str:
    """What a name looks like: two names with the same skeleton are hard to tell apart. Not to be shown."""
    drawn = _visible(name).translate(LOOKS_LIKE).casefold().replace("rn", "m").replace("vv", "w")
    return "".join(sign for sign in drawn if sign.isalnum() and sign != "\u0640")
