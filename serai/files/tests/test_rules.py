"""What is drawn anew holds the picture and nothing else. No database."""

import io

import pikepdf
import pytest
from PIL import Image

from serai.files.rules import documents, jpeg, pictures
from serai.files.rules.drawing import draw
from serai.files.rules.papers import CannotKeep, Limits, Why, has_room, is_too_big
from tests.fuzz.papers import MARK, SCRIPT, bad_papers, good_papers, marked_pdf, marked_photo, pdf, photo, with_photo

LIMITS = Limits(sent=10, person=30)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def everything(content: bytes) -> bytes:
    """A PDF as it is written and, unpacked, as it is read."""
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as found:
        found.save(
            plain,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return content + plain.getvalue()


def test_the_marks_are_really_in_what_is_sent():
    """Control: the photo and the PDF tell where, when, with what, and carry another file."""
    sent = marked_photo()
    assert sent.count(MARK.encode()) > 5
    assert opened(sent).getexif().get_ifd(0x8825)[2] == (11.0, 35.0, 16.8)
    assert everything(marked_pdf()).count(MARK.encode()) > 8
    assert MARK.encode() in marked_pdf()


@pytest.mark.parametrize("name", sorted(good_papers()))
def test_nothing_that_a_file_told_besides_its_picture_is_left(name):
    drawn = draw(good_papers()[name])
    found = everything(drawn.content) if drawn.form == "document" else drawn.content
    for word in (MARK.encode(), SCRIPT, b"script", b"Exif", b"Photoshop", b"ICC_PROFILE", b"PK\x03\x04", b"xpacket"):
        assert word not in found, word
    if drawn.form == "picture":
        picture = opened(drawn.content)
        assert (picture.format, picture.mode, max(picture.size) <= pictures.LONGEST) == ("JPEG", "RGB", True)
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert drawn.content.endswith(b"\xff\xd9")


def test_a_photo_held_sideways_stands_upright():
    """The dark corner, upper left on the sensor, is upper right once turned."""
    picture = opened(draw(marked_photo(orientation=6)).content)
    assert picture.size == (400, 640)
    assert picture.getpixel((350, 50))[0] < 60
    assert picture.getpixel((50, 50))[0] > 200


def test_a_large_photo_becomes_small_enough():
    assert opened(draw(good_papers()["a large photo"]).content).size == (1200, 1600)


def test_what_is_seen_through_becomes_white_paper():
    seen_through = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    written = io.BytesIO()
    seen_through.save(written, "PNG")
    assert opened(draw(written.getvalue()).content).getpixel((150, 150)) == (255, 255, 255)


def test_a_scan_of_sixteen_bits_keeps_its_greys():
    written = io.BytesIO()
    Image.new("I;16", (40, 40), 40_000).save(written, "PNG")
    assert abs(opened(draw(written.getvalue()).content).getpixel((20, 20))[0] - 40_000 // 256) < 4


def test_a_pdf_keeps_its_pages_and_can_do_nothing():
    drawn = draw(marked_pdf())
    with pikepdf.open(io.BytesIO(drawn.content)) as found:
        assert set(found.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in found.trailer
        (page,) = found.pages
        assert set(page.obj.keys()) <= documents.PAGE
        assert b"/A Do" in page.obj.Contents.read_bytes()
        image = page.obj.Resources.XObject.A
        assert opened(image.read_raw_bytes()).getpixel((50, 50))[2] > 90
        held = [one for one in found.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
        assert not [key for one in held for key in one.keys() if key in documents.OUT - {"/A", "/ID"}]  # noqa: SIM118


def test_what_was_filled_into_a_form_stays_readable():
    def filled(made):
        shape = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 90, 20])
        look = made.make_indirect(pikepdf.Stream(made, b"BT (Zahra) Tj ET", shape))
        field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, F=4)
        field.Rect, field.AP, field.T = [0, 0, 90, 20], pikepdf.Dictionary(N=look), "name"
        made.pages[0].obj.Annots = [made.make_indirect(field)]
        made.Root.AcroForm = pikepdf.Dictionary(Fields=[made.pages[0].obj.Annots[0]])

    found = everything(draw(pdf(change=filled)).content)
    assert b"(Zahra) Tj" in found
    assert b"/Annots" not in found


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("900 megapixels in 109 kB", Why.UNPACKS_TOO_BIG),
        ("a phone's heic", Why.HEIC),
        ("nothing", Why.EMPTY),
        ("a gif with a script", Why.NOT_A_PAPER),
        ("a pdf with a page before it", Why.NOT_A_PAPER),
        ("half a photo", Why.DAMAGED),
        ("a pdf with a password", Why.PASSWORD),
        ("a book", Why.TOO_MANY_PAGES),
        ("a photo in jpeg 2000", Why.CANNOT_BE_CLEANED),
        ("a drawing kept in another file", Why.CANNOT_BE_CLEANED),
    ],
)
def test_each_refusal_has_its_reason(name, why):
    with pytest.raises(CannotKeep) as refused:
        draw(bad_papers()[name])
    assert refused.value.why == why


def test_a_bare_jpeg_shows_the_same():
    sent = photo(progressive=True)
    bare = jpeg.bare(sent + SCRIPT)
    assert opened(bare).tobytes() == opened(sent).tobytes()
    assert jpeg.bare(bare) == bare
    with pytest.raises(jpeg.NotAJpeg):
        jpeg.bare(sent[:-2])


def test_a_photo_in_a_pdf_that_is_packed_twice_is_bare_too():
    def packed(made):
        with_photo(made)
        held = made.pages[0].obj.Resources.XObject.A
        held.write(
            marked_photo().hex().encode() + b">",
            filter=pikepdf.Array([pikepdf.Name.ASCIIHexDecode, pikepdf.Name.DCTDecode]),
        )

    assert MARK.encode() not in everything(draw(pdf(change=packed)).content)


def test_how_much_is_kept():
    assert not is_too_big(10, limits=LIMITS)
    assert is_too_big(11, limits=LIMITS)
    assert has_room(kept=20, more=10, limits=LIMITS)
    assert not has_room(kept=21, more=10, limits=LIMITS)
