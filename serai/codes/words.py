"""The type of words on a page: a string, or one that is translated when it is shown."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Words
else:
    Words = str | Promise

__all__ = ["Words"]
