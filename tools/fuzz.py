"""Long runs against the parsers: python tools/fuzz.py [target …] [--seconds 60]; `make fuzz` runs all.

Targets: table, row, day, code, name, sealed, picture, document, jpeg_marks.

Each target runs in a process of its own, at most 512 MB, 30 seconds an input. atheris follows which lines an input
reaches and keeps those that reach new ones; where there is no atheris (it has wheels for Linux on x86-64), hypothesis
draws inputs instead. Whatever breaks a parser is written to var/fuzz/<target>/ and named.
"""

import argparse
import os
import re
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MEGABYTES, SECONDS_AN_INPUT, LONGEST = 512, 30, 4096


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tools/fuzz.py", description=__doc__)
    parser.add_argument("targets", nargs="*", help="which parsers (default: all)")
    parser.add_argument("--seconds", type=int, default=60, help="how long for each (default: %(default)s)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "serai.config.settings_test"
    if asked.here:
        run_here(asked.targets[0], asked.seconds)
        return 0
    import_module("django").setup()
    names = asked.targets or sorted(import_module("tests.fuzz.targets").TARGETS)
    return max(run(name, asked.seconds) for name in names)


def run(name: str, seconds: int) -> int:
    """One target in a process of its own; prints how many inputs it took, and what broke it."""
    command = [sys.executable, __file__, name, "--seconds", str(seconds), "--here"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", check=False)
    said = ended.stdout + ended.stderr
    found = re.search(r"Done (\d+) runs in (\d+) second|(\d+) inputs drawn", said)
    count = int(found[1] or found[3]) if found else 0
    sys.stdout.write(f"{name:<10} {count:>12,} inputs  {'kept its word' if ended.returncode == 0 else 'BROKE'}\n")
    if ended.returncode:
        sys.stdout.write(said[-4_000:] + "\n")
    sys.stdout.flush()
    return 1 if ended.returncode else 0


def run_here(name: str, seconds: int) -> None:
    if find_spec("atheris"):
        with_atheris(name, seconds)
    else:
        with_hypothesis(name, seconds)


def with_atheris(name: str, seconds: int) -> None:
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["serai"]):
        import_module("django").setup()
        targets = import_module("tests.fuzz.targets")
    kept = ROOT / "var/fuzz" / name
    (kept / "corpus").mkdir(parents=True, exist_ok=True)
    small = [file for file in import_module("tests.fuzz.corpus").bad_files().values() if len(file) <= LONGEST]
    for number, seed in enumerate([*targets.SEEDS.get(name, []), *(small if name == "table" else [])]):
        (kept / "corpus" / f"seed-{number}").write_bytes(seed)
    limits = [f"-rss_limit_mb={MEGABYTES}", f"-timeout={SECONDS_AN_INPUT}", f"-max_len={LONGEST}"]
    where = [f"-artifact_prefix={kept}/", f"-max_total_time={seconds}", str(kept / "corpus")]
    atheris.Setup([sys.argv[0], *limits, *where], targets.TARGETS[name])
    atheris.Fuzz()


def with_hypothesis(name: str, seconds: int) -> None:
    """About two thousand inputs a second asked for; the seed is printed by hypothesis when one breaks the parser."""
    import_module("django").setup()
    hypothesis, st = import_module("hypothesis"), import_module("hypothesis.strategies")
    target = import_module("tests.fuzz.targets").TARGETS[name]
    drawn = 0

    def one(content: bytes) -> None:
        nonlocal drawn
        drawn += 1
        target(content)

    texts = st.binary(max_size=LONGEST) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))
    checks = list(hypothesis.HealthCheck)
    profile = hypothesis.settings(max_examples=2_000 * seconds, deadline=None, suppress_health_check=checks)
    profile(hypothesis.given(texts)(one))()
    sys.stdout.write(f"{drawn} inputs drawn\n")


if __name__ == "__main__":
    sys.exit(main())
