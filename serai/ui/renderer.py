from typing import Any

from django.forms.renderers import TemplatesSetting

TYPED = {"text", "search", "tel", "email", "url", "number", "date", "time", "datetime-local", "textarea"}
WORDS = {"text", "search", "textarea"}


class PlainRenderer(TemplatesSetting):
    """Pages write `{{ form }}`; each field comes with its label, hint and error from `ui/field.html`."""

    form_template_name = "ui/form.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if "widget" in context:
            _keep_private(template_name, context["widget"])
        return super().render(template_name, context, request)


def _keep_private(template_name: str, widget: dict[str, Any]) -> None:
    """What is typed about a person is not offered to the next one, and runs in the direction of its own script."""
    kind = "textarea" if template_name.endswith("/textarea.html") else widget.get("type")
    attrs = dict(widget["attrs"])
    if kind in TYPED:
        attrs.setdefault("autocomplete", "off")
    if kind in WORDS:
        attrs.setdefault("dir", "auto")
    widget["attrs"] = attrs
