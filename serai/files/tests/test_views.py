"""What the caseworker sees and saves: who gets in is tests/insider, what is drawn is test_rules."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.files.forms import NOT_KEPT
from serai.files.models import Paper
from serai.files.operations.papers import remove_paper
from serai.files.queries import panel
from serai.files.rules.papers import Why
from serai.files.shelf import _path
from serai.files.tests.conftest import shelf_of
from serai.people.choices import Decision
from serai.privacy.operations.holds import place_hold
from tests.fuzz.papers import MARK, bad_papers, good_papers, marked_pdf, marked_photo, photo


def sent(content: bytes, name: str = "IMG_Zahra_Bekele.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def form(**more: object) -> dict[str, object]:
    return {"token": uuid4(), "kind": "passport", "language": "amh", **more}


@pytest.fixture
def add(at_work, ruth, bilal, agrees):
    """Send the form of adding as Ruth, for Bilal, who agreed: `add(file=…)`."""
    agrees(bilal)
    browser, url = at_work(ruth), reverse("files:add", args=[bilal.public_id])

    def send(**more: object):
        return browser.post(url, form(**more), follow=True)

    return send


def test_a_photo_is_added_and_saved_again_under_a_name_that_says_nothing(at_work, ruth, bilal, add):
    page = add(photo=sent(marked_photo()))
    assert page.redirect_chain[-1][0] == reverse("people:file", args=[bilal.public_id])
    assert "Passport" in page.text
    assert "The paper is kept, sealed." in page.text
    paper = Paper.objects.get()
    answer = at_work(ruth).post(reverse("files:paper", args=[bilal.public_id, paper.public_id]), {"why": "referral"})
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert MARK.encode() not in answer.content
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == f'attachment; filename="{paper.public_id.hex[:8]}.jpg"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    opened = Entry.objects.filter(act__in=["person.opened", "paper.opened"]).order_by("-pk")[:2]
    assert {line.purpose for line in opened} == {"referral"}


def test_a_pdf_is_added_and_is_handed_out_as_one(at_work, ruth, bilal, add):
    add(file=sent(marked_pdf(), "x.pdf"))
    paper = Paper.objects.get()
    answer = at_work(ruth).post(reverse("files:paper", args=[bilal.public_id, paper.public_id]), {"why": "service"})
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Content-Disposition"].endswith('.pdf"')


def test_the_name_of_what_was_sent_is_nowhere(bilal, add, home):
    page = add(file=sent(photo(), f"{MARK}.jpg"))
    told = str(list(Paper.objects.values())) + str(list(Entry.objects.values())) + page.text
    assert MARK not in told
    assert not [path for path in home.rglob("*") if MARK in path.name]


@pytest.mark.parametrize("why", [why for why in Why if why != Why.NO_ROOM])
def test_what_cannot_be_kept_is_answered_by_a_sentence(add, settings, why):
    names = {
        Why.EMPTY: "nothing",
        Why.NOT_A_PAPER: "a page",
        Why.HEIC: "a phone's heic",
        Why.DAMAGED: "half a photo",
        Why.UNPACKS_TOO_BIG: "900 megapixels in 109 kB",
        Why.PASSWORD: "a pdf with a password",
        Why.TOO_MANY_PAGES: "a book",
        Why.CANNOT_BE_CLEANED: "a photo inside the drawing",
    }
    settings.PAPER_MEGABYTES = 0 if why == Why.TOO_BIG else 10
    page = add(file=sent(bad_papers()[names[why]] if why in names else photo()))
    said = str(NOT_KEPT[why]) % {"sent": 0, "person": 30, "pages": 30}
    assert said in page.context["form"].errors["file"]
    assert 'value="amh" selected' in page.text  # what was chosen is still there
    assert not Paper.objects.exists()
    assert shelf_of() == []


def test_no_room_is_said_before_anything_is_put_on_the_shelf(add, settings):
    settings.PAPERS_MEGABYTES = 0
    assert "Remove one that is no longer needed first." in add(file=sent(photo())).text
    assert shelf_of() == []


def test_one_paper_at_a_time(add):
    assert "Photograph the paper, or choose a file." in add().text
    assert "Give one paper at a time" in add(photo=sent(photo()), file=sent(photo())).text
    assert not Paper.objects.exists()


def test_a_kind_that_is_not_in_the_list_or_not_agreed_to_is_refused(add):
    for kind in ("photo", "gbv_report", ""):
        assert "kind" in add(kind=kind, file=sent(photo())).context["form"].errors
    assert not Paper.objects.exists()


def test_before_the_person_agrees_the_page_says_what_to_do(at_work, ruth, bilal):
    url = reverse("files:add", args=[bilal.public_id])
    page = at_work(ruth).get(url).text
    assert "Ask first" in page
    assert reverse("people:consent_alone", args=[bilal.public_id, "papers"]) in page
    assert 'type="file"' not in page
    assert "Ask first" in at_work(ruth).post(url, form(file=sent(photo()))).text
    assert not Paper.objects.exists()


def test_a_form_sent_twice_says_so(at_work, ruth, bilal, agrees):
    agrees(bilal)
    once = form()
    url, browser = reverse("files:add", args=[bilal.public_id]), at_work(ruth)
    browser.post(url, {**once, "file": sent(photo())})
    assert "Nothing was recorded twice." in browser.post(url, {**once, "file": sent(photo())}, follow=True).text
    assert Paper.objects.count() == 1


def test_a_telephone_is_offered_its_camera(at_work, ruth, bilal, agrees):
    agrees(bilal)
    page = at_work(ruth).get(reverse("files:add", args=[bilal.public_id])).text
    assert 'capture="environment"' in page
    assert 'enctype="multipart/form-data"' in page
    assert "do not belong here" in page


def test_no_purpose_no_paper(at_work, ruth, bilal, kept):
    paper = kept(bilal)
    url = reverse("files:paper", args=[bilal.public_id, paper.public_id])
    for answer in (at_work(ruth).get(url), at_work(ruth).post(url), at_work(ruth).post(url, {"why": "curious"})):
        assert answer["Content-Type"].startswith("text/html")
        assert "Content-Disposition" not in answer
    assert not Entry.objects.filter(act="paper.opened").exists()


def test_a_paper_that_was_changed_on_the_disk_is_told_and_not_shown(at_work, ruth, bilal, kept):
    paper = kept(bilal)
    path = _path(paper.stored_as)
    path.write_bytes(path.read_bytes()[:-1])
    url = reverse("files:paper", args=[bilal.public_id, paper.public_id])
    page = at_work(ruth).post(url, {"why": "service"}).text
    assert "This paper cannot be opened" in page


def test_who_no_longer_agrees_while_a_hold_stands_is_marked_and_not_shown(at_work, ruth, bilal, kept, agrees, posted):
    paper, daniel = kept(bilal), posted("daniel", Role.DATA_PROTECTION, None)
    place_hold(by=daniel, person=bilal, reason="A claim is open.", until=paper.kept_at.date().replace(year=2999))
    agrees(bilal, decision=Decision.REFUSED)
    agrees(bilal)
    assert "Taken back, on legal hold" in at_work(ruth).get(reverse("people:file", args=[bilal.public_id])).text
    url = reverse("files:paper", args=[bilal.public_id, paper.public_id])
    for page in (at_work(ruth).get(url).text, at_work(ruth).post(url, {"why": "service"}).text):
        assert "It opens for nobody, also after a new yes" in page
        assert "Download" not in page


def test_removing_asks_why_and_says_that_it_is_for_good(at_work, ruth, bilal, kept, django_capture_on_commit_callbacks):
    paper = kept(bilal)
    url, browser = reverse("files:remove", args=[bilal.public_id, paper.public_id]), at_work(ruth)
    assert "This copy is destroyed here for good" in browser.get(url).text
    assert "reason" in browser.post(url, {"reason": ""}).context["form"].errors
    with django_capture_on_commit_callbacks(execute=True):
        page = browser.post(url, {"reason": "asked"}, follow=True).text
    assert "No copy of a paper is kept." in page
    assert shelf_of() == []
    assert browser.get(reverse("files:paper", args=[bilal.public_id, paper.public_id])).status_code == 404


def test_on_legal_hold_the_page_says_whom_to_ask(at_work, ruth, bilal, kept, posted):
    paper = kept(bilal)
    daniel = posted("daniel", Role.DATA_PROTECTION, None)
    place_hold(by=daniel, person=bilal, reason="A claim is open.", until=paper.kept_at.date().replace(year=2999))
    page = (
        at_work(ruth).post(reverse("files:remove", args=[bilal.public_id, paper.public_id]), {"reason": "asked"}).text
    )
    assert "kept for a legal reason" in page
    assert "A claim" not in page
    assert len(shelf_of()) == 1


def test_who_reads_and_who_does_not(at_work, posted, harbour, bilal, kept):
    """The case file's row of the need-to-know matrix, and the neighbour of each."""
    paper = kept(bilal)
    page, own = reverse("people:file", args=[bilal.public_id]), [bilal.public_id, paper.public_id]
    for role, sees, keeps in [
        (Role.SUPERVISOR, True, False),
        (Role.GBV, True, True),
        (Role.RETURNS, True, True),
        (Role.RECEPTIONIST, False, False),
        (Role.HEALTH, False, False),
        (Role.MHPSS, False, False),
        (Role.MANAGER, False, False),
        (Role.SHELTER, False, False),
    ]:
        browser = at_work(posted(f"a {role}", role, harbour))
        assert ("Copies of papers" in browser.get(page, {"why": "service"}).text) is sees
        assert (browser.post(reverse("files:paper", args=own), {"why": "service"}).status_code == 200) is sees
        for name, args in (("add", own[:1]), ("remove", own)):
            assert (browser.get(reverse(f"files:{name}", args=args)).status_code == 200) is keeps


def test_another_persons_paper_or_another_centres_is_nothing(at_work, ruth, omar, bilal, amina, harbour, kept):
    paper = kept(bilal)
    browser = at_work(ruth)
    for method in (browser.get, browser.post):
        assert method(reverse("files:paper", args=[amina.public_id, paper.public_id])).status_code == 404
        assert method(reverse("files:remove", args=[amina.public_id, paper.public_id])).status_code == 404
        assert at_work(omar).get(reverse("files:paper", args=[bilal.public_id, paper.public_id])).status_code == 404
    assert Client().post(reverse("files:paper", args=[bilal.public_id, paper.public_id])).status_code == 302
    assert Paper.objects.filter(pk=paper.pk).exists()


def test_more_papers_cost_no_more_queries(at_work, ruth, bilal, kept, django_assert_num_queries):
    for _number in range(3):
        kept(bilal)
        with django_assert_num_queries(1):
            panel(posting=ruth, person=bilal)


def test_a_person_is_told_which_copies_are_kept(at_work, ruth, bilal, kept):
    kept(bilal, good_papers()["a pdf of two pages"])
    page = at_work(ruth).get(reverse("privacy:my_data", args=[bilal.public_id])).text
    assert "Copies of your papers that are kept here" in page
    assert "Passport" in page
    remove_paper(by=ruth, paper=Paper.objects.get(), reason="asked")
    assert "Copies of your papers" not in at_work(ruth).get(reverse("privacy:my_data", args=[bilal.public_id])).text


@pytest.mark.parametrize("role", [Role.HEALTH, Role.MHPSS])
def test_a_print_out_by_a_role_that_may_not_see_papers_tells_of_none(at_work, posted, harbour, bilal, kept, role):
    kept(bilal)
    page = at_work(posted("h", role, harbour)).get(reverse("privacy:my_data", args=[bilal.public_id]))
    assert page.status_code == 200
    assert "Copies of your papers" not in page.text
