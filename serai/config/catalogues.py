"""The words of the pages in four languages: one catalogue a room and language, extracted, checked and compiled here.

    python -m serai.config.catalogues compile           every .po to its .mo
    python -m serai.config.catalogues extract [room]    bring the catalogues of one room, or of all, up to date
    python -m serai.config.catalogues missing [room]    say what is not translated, stale or wrong

Nothing here imports Django before it must, so that building a wheel needs polib only.
"""

import argparse
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

PACKAGE = Path(__file__).resolve().parents[1]
PLURALS = {
    "fr": "nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;",
    "es": "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
}
LANGUAGES = tuple(PLURALS)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")

type Key = tuple[str, str, str]  # context, words, plural words


def rooms() -> list[str]:
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def catalogue(room: str, language: str) -> Path:
    return PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po"


def key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def compile_all(package: Path = PACKAGE) -> list[Path]:
    """Make each .mo that is older than its .po. Two processes may do so at once: the file appears whole."""
    made = []
    for po in sorted(package.glob("*/locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime <= po.stat().st_mtime:
            with TemporaryDirectory(dir=po.parent, prefix=".") as folder:
                fresh = Path(folder) / mo.name
                polib.pofile(str(po)).save_as_mofile(str(fresh))
                fresh.replace(mo)
            made.append(mo)
    return made


def _makemessages(folder: Path, languages: tuple[str, ...]) -> None:
    call_command = import_module("django.core.management").call_command
    (folder / "locale").mkdir(exist_ok=True)
    with chdir(folder), redirect_stdout(StringIO()):
        call_command(
            "makemessages",
            locale=list(languages),
            no_obsolete=True,
            add_location="file",
            ignore_patterns=["tests/*", "migrations/*"],
        )


def extract(room: str) -> None:
    """Bring a room's catalogues up to date; words that another room has translated are taken from there."""
    elsewhere = {language: _known(language, besides=room) for language in LANGUAGES}
    _makemessages(PACKAGE / room, LANGUAGES)
    for language in LANGUAGES:
        path = catalogue(room, language)
        if not path.exists():
            continue
        found = polib.pofile(str(path))
        _settle_header(found, language)
        for entry in found:
            _settle_plurals(entry, language)
            if not entry.translated() and key(entry) in elsewhere[language]:
                entry.msgstr, entry.msgstr_plural = elsewhere[language][key(entry)]
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        found.save(str(path))
    locale = PACKAGE / room / "locale"
    if not list(locale.rglob("*.po")):
        shutil.rmtree(locale)


def _known(language: str, *, besides: str) -> dict[Key, tuple[str, dict[int, str]]]:
    paths = [catalogue(room, language) for room in rooms() if room != besides]
    entries = [entry for path in paths if path.exists() for entry in polib.pofile(str(path))]
    return {key(entry): (entry.msgstr, dict(entry.msgstr_plural)) for entry in entries if entry.translated()}


def _settle_header(found: polib.POFile, language: str) -> None:
    found.header = f"Serai in {language}. The words are ours; correct them here and run `make messages`."
    found.metadata_is_fuzzy = False
    found.metadata = {
        "Project-Id-Version": "Serai",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }


def _settle_plurals(entry: polib.POEntry, language: str) -> None:
    if entry.msgid_plural:
        forms = [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] or [""]
        wanted = _forms(language)
        entry.msgstr_plural = {n: forms[min(n, len(forms) - 1)] for n in range(wanted)}


def _forms(language: str) -> int:
    return int(PLURALS[language].removeprefix("nplurals=").split(";")[0])


def extracted(room: str) -> set[Key]:
    """What the room's code and templates say now, read in a copy, so that nothing is written."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / room
        shutil.copytree(
            PACKAGE / room, copy, ignore=shutil.ignore_patterns("locale", "static", "data", "tests", "__pycache__")
        )
        _makemessages(copy, ("fr",))
        po = copy / "locale/fr/LC_MESSAGES/django.po"
        return {key(entry) for entry in polib.pofile(str(po))} if po.exists() else set()


def problems(room: str, said: set[Key]) -> Iterator[str]:
    """What is wrong with a room's catalogues, given what its code and templates say."""
    for language in LANGUAGES:
        path = catalogue(room, language)
        place = f"{room} ({language})"
        found = polib.pofile(str(path)) if path.exists() else polib.POFile()
        if path.exists() and found.metadata.get("Plural-Forms") != PLURALS[language]:
            yield f"{place}: the Plural-Forms header differs: run `python -m serai.config.catalogues extract {room}`"
        kept = {key(entry) for entry in found if not entry.obsolete}
        yield from (f"{place}: not in the catalogue: {words!r}" for _context, words, _many in sorted(said - kept))
        yield from (f"{place}: stale, said nowhere: {words!r}" for _context, words, _many in sorted(kept - said))
        for entry in found:
            yield from (f"{place}: {what}: {entry.msgid!r}" for what in _wrong(entry, language))


def _wrong(entry: polib.POEntry, language: str) -> Iterator[str]:
    translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.obsolete:
        yield "obsolete entry"
    elif entry.fuzzy:
        yield "fuzzy"
    elif not all(translations) or (entry.msgid_plural and len(translations) != _forms(language)):
        yield "not translated"
    else:
        asked = set(_placeholders(entry.msgid)) | set(_placeholders(entry.msgid_plural or ""))
        for translation in translations:
            if not _fits(translation, asked, exact=not entry.msgid_plural):
                yield f"placeholders differ in {translation!r} of"


def _placeholders(words: str) -> list[str]:
    return [match.group(0) for match in PLACEHOLDER.finditer(words.replace("%%", ""))]


def _fits(translation: str, asked: set[str], *, exact: bool) -> bool:
    used = set(_placeholders(translation))
    return used == asked if exact else used <= asked  # "one person" may leave the number out


def differences() -> Iterator[str]:
    """The same words translated differently in two rooms."""
    for language in LANGUAGES:
        seen: dict[Key, tuple[str, object]] = {}
        for room in rooms():
            path = catalogue(room, language)
            for entry in polib.pofile(str(path)) if path.exists() else []:
                if not entry.translated():
                    continue
                said = dict(entry.msgstr_plural) if entry.msgid_plural else entry.msgstr
                other, meant = seen.setdefault(key(entry), (room, said))
                if meant != said:
                    yield f"{language}: {entry.msgid!r} is {meant!r} in {other} but {said!r} in {room}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m serai.config.catalogues")
    parser.add_argument("act", choices=["compile", "extract", "missing"])
    parser.add_argument("room", nargs="?", choices=rooms())
    asked = parser.parse_args(arguments)
    chosen = [asked.room] if asked.room else rooms()
    if asked.act == "compile":
        sys.stdout.write(f"{len(compile_all())} catalogues compiled.\n")
        return 0
    if asked.act == "extract":
        for room in chosen:
            extract(room)
    wrong = [line for room in chosen for line in problems(room, extracted(room))] + list(differences())
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong and asked.act == "missing" else 0


if __name__ == "__main__":
    sys.exit(main())
