"""Pictures of pages, as a phone and a laptop show them, in English and in Arabic: see docs/how/look-at-a-page.md.

python tools/shots.py --as ruth --password … --into var/shots http://127.0.0.1:8000 / /people/ /reception/
"""

import argparse
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tools/shots.py", description=__doc__)
    parser.add_argument("server", help="such as http://127.0.0.1:8000")
    parser.add_argument("paths", nargs="+", help="such as / or /people/")
    parser.add_argument("--as", dest="username", default="", help="sign in as this user first")
    parser.add_argument("--password", default="a-day-at-the-centre", help="(default: that of the demo)")
    parser.add_argument("--posting", default="", help="choose the posting whose words contain this")
    parser.add_argument("--into", type=Path, default=Path("var/shots"), help="the folder (default: %(default)s)")
    parser.add_argument("--widths", type=int, nargs="*", default=[360, 1280])
    parser.add_argument("--languages", nargs="*", default=["en", "ar"])
    return parser.parse_args()


def sign_in(page: Page, wanted: argparse.Namespace) -> None:
    page.goto(wanted.server + "/accounts/sign-in/")
    page.fill("input[name=username]", wanted.username)
    page.fill("input[name=password]", wanted.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()
    if "/accounts/sign-in/" in page.url:
        raise SystemExit(f"{wanted.username} cannot sign in.")
    if wanted.posting:
        page.goto(wanted.server + "/posting/")
        page.click(f"main button:has-text('{wanted.posting}')")


def take(browser: Browser, wanted: argparse.Namespace, language: str, width: int) -> None:
    context = browser.new_context(locale=language, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: print("console:", message.text) if message.type == "error" else None)  # noqa: T201
    if wanted.username:
        sign_in(page, wanted)
    host = urlsplit(wanted.server).hostname or "127.0.0.1"
    context.add_cookies([{"name": "serai_language", "value": language, "domain": host, "path": "/"}])
    for path in wanted.paths:
        answer = page.goto(wanted.server + path)
        name = path.strip("/").replace("/", "-").replace("?", "-") or "today"
        file = wanted.into / f"{name}-{language}-{width}.png"
        page.screenshot(path=file, full_page=True)
        print(answer.status if answer else "?", file)  # noqa: T201
    context.close()


def main() -> None:
    wanted = asked()
    wanted.into.mkdir(parents=True, exist_ok=True)
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for language in wanted.languages:
            for width in wanted.widths:
                take(browser, wanted, language, width)
        browser.close()


if __name__ == "__main__":
    main()
