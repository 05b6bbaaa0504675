"""The form of a page as a browser would send it back: what it shows, filled in as it stands."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    """Each form of a page, as the names and values that it would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.inside = ""  # the text area or the choice whose words or options come now

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append({})
        elif self.forms and said.get("name") and tag in {"input", "textarea", "select"}:
            self._field(tag, said)
        elif self.forms and self.inside and tag == "option" and "selected" in said:
            self.forms[-1][self.inside] = said.get("value", "")

    def _field(self, tag: str, said: dict[str, str]) -> None:
        if tag != "input":
            self.inside = said["name"]
            self.forms[-1][said["name"]] = ""
        elif said.get("type") not in {"checkbox", "radio"} or "checked" in said:
            self.forms[-1][said["name"]] = said.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.inside and self.lasttag == "textarea":
            self.forms[-1][self.inside] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"textarea", "select"}:
            self.inside = ""


def form_with(field: str, *, page: str) -> dict[str, str]:
    """What the first form with this field would send. Raises LookupError when the page has none."""
    reader = _Forms()
    reader.feed(page)
    for form in reader.forms:
        if field in form:
            return {name: value.removeprefix("\n") for name, value in form.items()}
    raise LookupError(field)
