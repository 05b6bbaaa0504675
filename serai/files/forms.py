"""Adding, opening and removing a paper, and a sentence for whatever cannot be kept."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from serai.codes import languages
from serai.codes.words import Words
from serai.files.choices import WhyRemoved
from serai.files.operations.papers import Told, limits
from serai.files.operations.reading import read_upload
from serai.files.rules.documents import MOST_PAGES
from serai.files.rules.drawing import Drawn
from serai.files.rules.papers import MEGABYTE, CannotKeep, Why, is_too_big
from serai.people.choices import WhyOpen
from serai.ui.forms import FormToken, offer

NOT_KEPT: dict[Why, Words] = {
    Why.EMPTY: gettext_lazy("This file is empty. Take the photo again, or choose another file."),
    Why.TOO_BIG: gettext_lazy(
        "This file is larger than %(sent)s MB. Take a smaller photo, or scan fewer pages at once."
    ),
    Why.NOT_A_PAPER: gettext_lazy("This is no photo, scan or PDF that can be kept. Choose a JPEG, PNG, WebP or PDF."),
    Why.HEIC: gettext_lazy(
        "This photo is in a format of some telephones (HEIC) that is not read here. Photograph the paper from this "
        "page, or set the camera to “Most compatible”."
    ),
    Why.DAMAGED: gettext_lazy("This file is damaged and cannot be read. Take the photo again, or scan it anew."),
    Why.UNPACKS_TOO_BIG: gettext_lazy("This is far larger than a paper is. Take a photo of the paper instead."),
    Why.PASSWORD: gettext_lazy("This PDF is locked with a password. Take the password off, or photograph the paper."),
    Why.TOO_MANY_PAGES: gettext_lazy("This PDF has more than %(pages)s pages. Keep only the pages that are needed."),
    Why.CANNOT_BE_CLEANED: gettext_lazy(
        "This PDF holds parts that cannot be made safe. Print it anew as a PDF, or photograph the paper."
    ),
    Why.NO_ROOM: gettext_lazy(
        "The papers of this person would be more than %(person)s MB. Remove one that is no longer needed first."
    ),
}
NOTHING_CHOSEN = gettext_lazy("Photograph the paper, or choose a file.")
TWO_CHOSEN = gettext_lazy("Give one paper at a time: a photo or a file, not both.")
TAKEN = "image/jpeg,image/png,image/webp,application/pdf"
HELD = gettext_lazy(
    "This file is kept for a legal reason, and nothing is taken out of it now. Ask the data-protection focal point."
)


def sentence(why: Why) -> str:
    """Why it cannot be kept, and what to do."""
    most = limits()
    numbers = {"sent": most.sent // MEGABYTE, "person": most.person // MEGABYTE, "pages": MOST_PAGES}
    return str(NOT_KEPT[why]) % numbers


class AddForm(forms.Form):
    """`drawn` is what may be kept of what was sent; the bytes that were sent go with the request."""

    one_of = ("photo", "file")
    token = FormToken()
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"))
    language = forms.ChoiceField(label=gettext_lazy("Language of the paper"), required=False)
    photo = forms.FileField(
        label=gettext_lazy("Photograph it now"),
        help_text=gettext_lazy(
            "On a telephone or tablet this opens the camera. Some keep the photo as well: delete it there."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg", "capture": "environment"}),
        required=False,
        allow_empty_file=True,
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a photo, a scan or a PDF"),
        widget=forms.FileInput(attrs={"accept": TAKEN}),
        required=False,
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drawn: Drawn | None = None
        offer(self, "kind", [("", "–"), *kinds])
        offer(self, "language", [("", "–"), *languages.choices()])
        size = _("JPEG, PNG, WebP or PDF, at most %(sent)s MB.")
        self.fields["file"].help_text = size % {"sent": limits().sent // MEGABYTE}

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        sent = [upload for upload in (told.get("photo"), told.get("file")) if upload]
        if len(sent) != 1:
            self.add_error("file", TWO_CHOSEN if sent else NOTHING_CHOSEN)
        elif not self.errors:
            self._draw(sent[0])
        return told

    def _draw(self, upload: Any) -> None:
        try:
            if is_too_big(upload.size, limits=limits()):
                raise CannotKeep(Why.TOO_BIG)
            self.drawn = read_upload(upload.read())
        except CannotKeep as refusal:
            self.add_error("file", sentence(refusal.why))

    @property
    def told(self) -> Told:
        said = self.cleaned_data
        return Told(kind=said["kind"], language=said["language"], token=said["token"])


class OpenForm(forms.Form):
    why = forms.ChoiceField(label=gettext_lazy("Why do you open it?"), choices=[("", "–"), *WhyOpen.choices])


class RemoveForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Why is it removed?"), choices=WhyRemoved, widget=forms.RadioSelect)
