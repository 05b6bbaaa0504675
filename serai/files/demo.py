"""For the demo, copies of papers of people who never lived: drawings that say SPECIMEN."""

import io
from datetime import date
from uuid import UUID

from PIL import Image, ImageDraw, ImageFont

from serai.centres.models import Posting
from serai.files.operations.papers import Told, keep_paper
from serai.files.rules.drawing import draw
from serai.people.access import people_in_reach
from serai.people.choices import ChildStatus, ConsentForm, Decision, Purpose
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import How, Said

PAPERS = [("passport", "JPEG", "amh"), ("school_certificate", "PDF", "amh"), ("local_id", "JPEG", "orm")]


def write(day: date) -> None:
    """Two people of this morning let Ruth keep copies: one a passport and a certificate, one a card."""
    ruth = Posting.objects.select_related("user", "centre").get(user__username="ruth", centre__code="OBO")
    adults = people_in_reach(posting=ruth).filter(child_status=ChildStatus.ADULT).order_by("-pk")
    two = list(adults[:2])
    for person in two:
        how = How(ConsentForm.VERBAL, "en", certified=True)
        record_consent(by=ruth, person=person, said=[Said(Purpose.PAPERS, Decision.GRANTED)], how=how)
    for number, (kind, form, language) in enumerate(PAPERS):
        told = Told(kind, UUID(int=day.toordinal() * 10 + number, version=4), language)
        keep_paper(by=ruth, person=two[number // 2], told=told, drawn=draw(specimen(form)))


def specimen(form: str) -> bytes:
    """A sheet that is nobody's paper."""
    sheet = Image.new("RGB", (1000, 700), "#f4f0e6")
    pen, words = ImageDraw.Draw(sheet), "SPECIMEN"
    pen.rectangle((40, 40, 960, 660), outline="#8a8378", width=6)
    pen.rectangle((90, 190, 330, 500), outline="#8a8378", width=4)
    for line in range(5):
        pen.line((400, 230 + 60 * line, 900 - 70 * (line % 3), 230 + 60 * line), fill="#8a8378", width=8)
    pen.text((500, 120), words, fill="#a01818", font=ImageFont.load_default(size=90), anchor="mm")
    written = io.BytesIO()
    sheet.save(written, form)
    return written.getvalue()
