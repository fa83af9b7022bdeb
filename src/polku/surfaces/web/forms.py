"""How every form is drawn: label, help, control, error, in that order."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Django's forms with Polku's templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
