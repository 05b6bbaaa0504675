from typing import cast

from django.forms import BaseForm
from django.http import QueryDict


def retell(form: BaseForm, **values: str | int) -> None:
    """Keep what was typed but for these values, such as the version that the next save will stand on."""
    data = cast(QueryDict, form.data).copy()
    for name, value in values.items():
        data[form.add_prefix(name)] = str(value)
    form.data = data
