"""A paper in a real browser: asked for, photographed, saved again, removed. On a telephone, without scripts too."""

import pytest
from django.conf import settings
from django.urls import reverse

from serai.centres.choices import Role
from serai.files.choices import FOLDER
from serai.files.models import Paper
from tests.fuzz.papers import MARK, marked_photo
from tests.journeys.walks import Walk


def ask(walk: Walk) -> None:
    """From the file, the first time: nothing is kept before the person agrees."""
    walk.follow("Add a paper")
    walk.follow("Keep copies of my papers")
    walk.choose("papers", "granted")
    walk.choose("form", "verbal")
    walk.tick("certified")
    walk.press_button("Keep these answers")


@pytest.mark.parametrize(("language", "scripts"), [("en", True), ("ar", False)])
def test_a_paper_is_kept_saved_and_removed(walk_in, staff, bilal, language, scripts):
    walk: Walk = walk_in(language, width=360, scripts=scripts)
    walk.is_let_in(staff(Role.CASEWORKER))
    file = reverse("people:file", args=[bilal.public_id])
    walk.go(file)
    ask(walk)
    walk.go(file)
    walk.follow("Add a paper")
    walk.is_clean()
    walk.choose("kind", "passport")
    walk.page.set_input_files(
        "main [name=photo]", {"name": f"{MARK}.jpg", "mimeType": "image/jpeg", "buffer": marked_photo()}
    )
    walk.press_button("Keep this paper")
    walk.page.locator("main a[href*='/files/people/']").first.click()
    paper = Paper.objects.get()
    walk.is_clean()
    walk.choose("why", "follow_up")
    with walk.page.expect_download() as saved:
        walk.button("Download").click()
    content = saved.value.path().read_bytes()
    assert content.startswith(b"\xff\xd8\xff")
    assert MARK.encode() not in content
    assert saved.value.suggested_filename == f"{paper.public_id.hex[:8]}.jpg"
    walk.follow("Remove this paper")
    walk.is_clean()
    walk.choose("reason", "asked")
    walk.press_button("Remove for good")
    assert walk.says("The copy is removed for good. No restore of a backup brings it back.") in walk.text
    assert not list((settings.HOME / FOLDER).rglob(paper.stored_as))
