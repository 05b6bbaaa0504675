"""Promise 16: a picture that is kept carries no place and no device."""

import io
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from PIL import Image, PngImagePlugin

from serai.centres.choices import Role
from serai.files.operations.papers import Told, keep_paper, open_paper
from serai.files.rules.drawing import draw
from serai.people.choices import Decision, Purpose, WhyOpen
from serai.people.operations.consent import record_consent
from serai.people.operations.erasing import everybody
from serai.people.rules.consent import How, Said
from serai.proofs import markers, people, scratch
from serai.proofs.ground import Ground
from serai.proofs.operations.doors import registered
from serai.proofs.rules import Found
from serai.proofs.words import controlled

FORMS = ("JPEG", "PNG", "WEBP")
CAMERA, REMARK, PLACE = 0x010F, 0x010E, 0x8825
PICTURES = 30
A_PIECE = slice(200, 264)  # of a picture, as long as no other file has it by chance


def picture(ground: Ground) -> Found:
    """Send pictures with marked places and cameras, keep what is drawn anew, and look for the marks and the picture."""
    sent = [_marked(FORMS[number % len(FORMS)], markers.marker(number)) for number in range(PICTURES)]
    drawn = [draw(content) for content in sent]
    hits = set().union(*(markers.in_bytes(one.content) for one in drawn))
    control = set().union(*(markers.in_bytes(content) for content in sent))
    traces = sum(bool(_tags(one.content)) for one in drawn)
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there, scratch.working_in(there):
        ruth = people.posting("ruth", Role.CASEWORKER, people.centre("OBO"))
        person = everybody().get(public_id=registered(ruth, markers.marker(PICTURES)))
        said = [Said(Purpose.PAPERS, Decision.GRANTED)]
        record_consent(by=ruth, person=person, said=said, how=How("verbal", "eng", certified=True))
        paper = keep_paper(by=ruth, person=person, told=Told("passport", uuid4()), drawn=drawn[0])
        opens = paper and open_paper(by=ruth, person=person, paper=paper, purpose=WhyOpen.REGISTRATION)
        files = [path.read_bytes() for path in there.home.rglob("*") if path.is_file() and "static" not in path.parts]
        lies_open = sum(drawn[0].content[A_PIECE] in raw for raw in files)
    told = _(
        "Pictures with a marked place and camera: {sent}. Drawn anew with a mark: {hits}; with any tag: {traces}. "
        "Files on the disk in which the kept picture lies open: {open}. Control, the pictures as sent: {control} marks."
    )
    said_so = told.format(sent=len(sent), hits=len(hits), traces=traces, open=lies_open, control=len(control))
    holds = not hits and not traces and not lies_open and opens == drawn[0].content
    return controlled(holds=holds, told=said_so, control=len(control) == len(sent))


def _marked(form: str, word: str) -> bytes:
    """A small picture that says where and with what it was taken."""
    exif = Image.Exif()
    exif[CAMERA] = exif[REMARK] = word
    exif[PLACE] = {1: "N", 2: (11.0, 35.0, 16.8), 3: "E", 4: (43.0, 8.0, 52.0), 27: word.encode()}
    written, text = io.BytesIO(), PngImagePlugin.PngInfo()
    text.add_text("Comment", word)
    more: dict[str, Any] = {"JPEG": {"comment": word.encode()}, "PNG": {"pnginfo": text}, "WEBP": {}}[form]  # type: ignore[assignment]
    Image.effect_noise((96, 64), 40).convert("RGB").save(written, form, exif=exif, **more)
    return written.getvalue() + word.encode()  # and behind its end


def _tags(content: bytes) -> set[int]:
    with Image.open(io.BytesIO(content)) as kept:
        return set(kept.getexif())
