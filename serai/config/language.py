"""The language of the `serai` command: its own sentences, and argparse's, before the settings can be read."""

import gettext
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from serai.config import environment
from serai.config.catalogues import LANGUAGES

LOCALE = Path(__file__).parent / "locale"
OWN = "django"  # the name of every catalogue of the house


def gettext_noop(words: str) -> str:
    return words


# What argparse says. It asks Python's gettext for these words, in whatever catalogue is bound there: ours, below.
ARGPARSE = (
    gettext_noop("usage: "),
    gettext_noop("%(heading)s:"),
    gettext_noop("positional arguments"),
    gettext_noop("options"),
    gettext_noop("show this help message and exit"),
    gettext_noop("%(prog)s: error: %(message)s\n"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("unknown parser %(parser_name)r (choices: %(choices)s)"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("expected one argument"),
    gettext_noop("ignored explicit argument %r"),
    gettext_noop("ambiguous option: %(option)s could match %(matches)s"),
)


def chosen() -> str:
    """SERAI_LANGUAGE, else the language of this machine, else English."""
    for said in (environment.text("SERAI_LANGUAGE"), _of_the_machine()):
        language = said.lower().replace("-", "_").split("_")[0].split(".")[0]
        if language in {"en", *LANGUAGES}:
            return language
    return "en"


def _of_the_machine() -> str:
    """The first of these that is set counts, as POSIX has it."""
    return next((said for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (said := environment.text(name))), "")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it, Python's `gettext` speaks this language from our catalogue; afterwards, as before."""
    before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(OWN, str(LOCALE))
    gettext.textdomain(OWN)
    os.environ["LANGUAGE"] = language
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a letter shows a sign in its place
    try:
        yield
    finally:
        gettext.textdomain(before[0])
        os.environ.pop("LANGUAGE")
        if before[1] is not None:
            os.environ["LANGUAGE"] = before[1]
