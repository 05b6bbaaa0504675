from django.forms.renderers import TemplatesSetting


class PlainRenderer(TemplatesSetting):
    """Pages write `{{ form }}`; each field comes with its label, hint and error from `ui/field.html`."""

    form_template_name = "ui/form.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field.html"
