"""What every page keeps to, looked at in every HTML answer that any test receives (see conftest.py).

One h1 that begins the title; a language and a direction; every field with its label; no id twice; no script, style or
handler inside the page; no template syntax left over; forms that stay on this site and cannot be forged from another.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponseBase
from django.test import Client

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NOT_TYPED_IN = {"hidden", "submit", "button", "image", "reset"}
RIGHT_TO_LEFT = {"ar"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    inside: list[str]  # the open elements around it
    words: list[str] = field(default_factory=list)
    html: bool = False  # holds elements that are not words, such as an image with its own text

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.all: list[Element] = []
        self.open: list[Element] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, [one.tag for one in self.open])
        self.all.append(element)
        if alternative := element.attrs.get("alt", "") or element.attrs.get("aria-label", ""):
            for around in self.open:
                around.words.append(alternative)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while any(one.tag == tag for one in self.open):
            if self.open.pop().tag == tag:
                return

    def handle_data(self, data: str) -> None:
        for around in self.open:
            around.words.append(data)

    def named(self, *tags: str) -> list[Element]:
        return [element for element in self.all if element.tag in tags]


def faults(text: str, *, whole: bool = True) -> list[str]:
    """What is wrong with a page, or with a fragment of one when it is not `whole`."""
    page = Page(text)
    found = [*_ids(page), *_inline(page), *_fields(page), *_forms(page), *_words(page)]
    return [*_frame(page), *found] if whole else found


def _frame(page: Page) -> list[str]:
    found = []
    headings, titles, roots = page.named("h1"), page.named("title"), page.named("html")
    titles = [title for title in titles if "svg" not in title.inside]
    if len(headings) != 1:
        found.append(f"{len(headings)} h1 instead of one")
    elif len(titles) != 1 or not headings[0].text or not titles[0].text.startswith(headings[0].text):
        found.append(f"the title {[title.text for title in titles]} does not begin with the h1 {headings[0].text!r}")
    language = roots[0].attrs.get("lang", "") if roots else ""
    direction = roots[0].attrs.get("dir", "") if roots else ""
    if not language or direction != ("rtl" if language in RIGHT_TO_LEFT else "ltr"):
        found.append(f"language {language!r} with direction {direction!r}")
    return found


def _ids(page: Page) -> list[str]:
    count = Counter(element.attrs["id"] for element in page.all if "id" in element.attrs)
    return [f"the id {name!r} stands {times} times" for name, times in count.items() if times > 1]


def _inline(page: Page) -> list[str]:
    found = []
    for element in page.all:
        if element.tag == "style" or "style" in element.attrs:
            found.append(f"inline style on <{element.tag}>")
        if element.tag == "script" and "src" not in element.attrs and element.attrs.get("type") != "application/json":
            found.append("inline script")
        found += [f"handler {name} on <{element.tag}>" for name in element.attrs if name.startswith("on")]
        if any(value.strip().lower().startswith("javascript:") for value in element.attrs.values()):
            found.append(f"javascript: address on <{element.tag}>")
    return found


def _fields(page: Page) -> list[str]:
    ids = {element.attrs["id"]: element for element in page.all if "id" in element.attrs}
    labelled = {label.attrs.get("for") for label in page.named("label") if label.text}
    found = []
    for element in page.named("input", "select", "textarea"):
        attrs = element.attrs
        named_by = [ids[name].text for name in attrs.get("aria-labelledby", "").split() if name in ids]
        named = attrs.get("id") in labelled or "label" in element.inside or attrs.get("aria-label") or any(named_by)
        if attrs.get("type") not in NOT_TYPED_IN and not named:
            found.append(f"the field {attrs.get('name') or attrs.get('id')!r} has no label")
    for element in page.all:
        for reference in ("aria-labelledby", "aria-describedby", "aria-controls"):
            lost = [name for name in element.attrs.get(reference, "").split() if name not in ids]
            found += [f"{reference} of <{element.tag}> names {name!r}, which is not here" for name in lost]
    return found


def _forms(page: Page) -> list[str]:
    found = []
    tokens = sum(element.attrs.get("name") == "csrfmiddlewaretoken" for element in page.named("input"))
    posting = [form for form in page.named("form") if form.attrs.get("method", "get").lower() == "post"]
    if tokens != len(posting):
        found.append(f"{len(posting)} forms that post, {tokens} tokens against forgery")
    for element in page.named("form", "button", "input"):
        action = element.attrs.get("action", "") or element.attrs.get("formaction", "")
        if action and (not action.startswith(("/", "?", "#", ".")) or action.startswith("//")):
            found.append(f"a form goes to {action!r}")
    return found


def _words(page: Page) -> list[str]:
    found = []
    for element in page.all:
        values = [*element.attrs.values(), *([element.text] if element.tag in {"title", "body"} else [])]
        found += [f"{mark} is left over" for mark in ("{{", "{%", "{#") for value in values if mark in value]
        if element.tag == "img" and "alt" not in element.attrs:
            found.append("an image without words for those who do not see it")
        if element.tag in {"a", "button"} and not (element.text or element.attrs.get("aria-label")):
            found.append(f"an empty <{element.tag}>")
    return found


TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')
CLEAN: set[int] = set()  # pages looked at already, but for their token: nothing is found in them twice


def look_at(response: HttpResponseBase, *, where: str, whole: bool) -> None:
    if (
        response.streaming
        or not response.headers.get("Content-Type", "").startswith("text/html")
        or not response.content
    ):
        return
    text = response.content.decode(response.charset)
    same = hash((re.sub(TOKEN, "", text), whole))
    if same in CLEAN:
        return
    wrong = faults(text, whole=whole)
    assert not wrong, f"page hygiene of {where}: " + "; ".join(wrong)
    CLEAN.add(same)


def watch() -> None:
    """From now on every test client looks at each page it receives. Done twice, it changes nothing."""
    if getattr(Client.request, "looks", False):
        return
    ask = Client.request

    def request(self: Client, **wanted: object) -> HttpResponseBase:
        response = ask(self, **wanted)
        where = f"{wanted.get('REQUEST_METHOD', 'GET')} {wanted.get('PATH_INFO')} ({response.status_code})"
        look_at(response, where=where, whole=wanted.get("HTTP_HX_REQUEST") != "true")
        return response

    request.looks = True  # type: ignore[attr-defined]
    Client.request = request  # type: ignore[method-assign]
