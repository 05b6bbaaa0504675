"""The shared pieces of a page: `{% ui_tag %}`, `{% ui_bar %}`, `{% ui_pages %}`, `{% ui_empty %}`."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def ui_optional(field: BoundField) -> bool:
    """Whether to write "(optional)": only on a form that also has required questions, and not beside those of which
    one is needed (the form's `one_of`), or that are needed with another answer (`needed_with`). A form whose questions
    are needed as soon as one of them is answered says itself which `may_stay_empty`."""
    form = field.form
    if field.name in getattr(form, "may_stay_empty", ()):
        return True
    may_be_needed = field.name in {*getattr(form, "one_of", ()), *getattr(form, "needed_with", ())}
    if field.field.required or may_be_needed or isinstance(field.field.widget, CheckboxInput):
        return False
    return any(other.required for other in form.fields.values())


@register.simple_tag
def ui_anchor(field: BoundField) -> str:
    """The id to jump to from the summary of errors: the input, or the first choice of a group."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag
def ui_tag(label: object, level: str = "") -> SafeString:
    """A small label: `{% ui_tag "Waiting" "medium" %}`; levels high, medium, low, done, info. The words say it all."""
    return format_html('<span class="tag {}">{}</span>', level, label)


@register.simple_tag
def ui_bar(value: float | None, maximum: float | None) -> SafeString:
    """A bar beside a number: `{% ui_bar row.count greatest %}`. Decoration only; the number stands in the table."""
    share = min(100.0, max(0.0, 100 * (value or 0) / maximum)) if maximum else 0.0
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="100" height="8"/><rect class="fill" width="{}" height="8"/></svg>',
        f"{share:.1f}",
    )


@register.simple_tag
def ui_attrs(attrs: dict[str, Any]) -> SafeString:
    """The attributes of a field: `<input{% ui_attrs widget.attrs %}>`."""
    return flatatt(attrs)


@register.simple_tag
def ui_options(optgroups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """The lines of a list to choose from. Not in a template: with all countries a form took 10 ms, now 4."""
    groups = [(group, "".join(map(_option, options))) for group, options, _ in optgroups]
    lines = (f'\n<optgroup label="{escape(of)}">{options}\n</optgroup>' if of else options for of, options in groups)
    return SafeString("".join(lines))


def _option(option: dict[str, Any]) -> str:
    """One line, escaped."""
    attrs = flatatt(option["attrs"]) if option["attrs"] else ""
    return f'\n<option value="{escape(str(option["value"]))}"{attrs}>{escape(str(option["label"]))}</option>'


@register.inclusion_tag("ui/pages.html", takes_context=True)
def ui_pages(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Previous and next, keeping the rest of the address: `{% ui_pages page %}`."""
    return {"page": page, "request": context["request"]}


@register.inclusion_tag("ui/empty.html")
def ui_empty(sentence: object, url: str = "", label: object = "") -> dict[str, Any]:
    """Nothing here yet, and what to do next: `{% ui_empty sentence url label %}`."""
    return {"sentence": sentence, "url": url, "label": label}
