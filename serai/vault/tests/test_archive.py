import io
import random
import tarfile

import pyrage
import pytest

from serai.vault import archive
from serai.vault.archive import CannotOpenArchive, NotAnIdentity, NotARecipient, Part

MANIFEST = Part(archive.MANIFEST, b'{"counts": {"people_person": 3}}')
SECRET = "Zahra Bekele"


@pytest.fixture
def pair():
    return archive.new_identity()


@pytest.fixture
def sealed(tmp_path, pair):
    """An archive of three pieces of age and a bit, and a folder to open it in."""
    (tmp_path / "rows").write_bytes((SECRET * 20_000).encode())
    path = tmp_path / "backup.age"
    parts = [MANIFEST, Part("database.sqlite3", tmp_path / "rows"), Part("files/secret-key", b"a key")]
    archive.seal(iter(parts), to=path, recipients=[pair[1]])
    (tmp_path / "into").mkdir()
    return path


def opened(path, identity, tmp_path):
    return archive.unseal(path, identity=identity, into=tmp_path / "into")


def test_what_goes_in_comes_out(sealed, pair, tmp_path):
    manifest = opened(sealed, f"# created: 2026\n{pair[0]}\n", tmp_path)
    assert manifest == {"counts": {"people_person": 3}, "key": b""}
    assert (tmp_path / "into/database.sqlite3").read_bytes() == (tmp_path / "rows").read_bytes()
    assert (tmp_path / "into/files/secret-key").read_text() == "a key"


def test_nothing_in_it_can_be_read_without_the_key(sealed, tmp_path):
    assert SECRET.encode() not in sealed.read_bytes()
    assert b"people_person" not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o077 == 0


def test_another_key_does_not_open_it(sealed, tmp_path):
    with pytest.raises(CannotOpenArchive):
        opened(sealed, archive.new_identity()[0], tmp_path)


def test_one_flipped_bit_anywhere_is_found(sealed, pair, tmp_path):
    whole, dice = sealed.read_bytes(), random.Random(7)
    places = [0, 30, 100, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(60))]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << dice.randrange(8)
        sealed.write_bytes(changed)
        with pytest.raises(CannotOpenArchive):
            opened(sealed, pair[0], tmp_path)


@pytest.mark.parametrize("left", [0, 1, 200, 65_536, 200_000, -16])
def test_an_archive_cut_short_is_refused(sealed, pair, tmp_path, left):
    sealed.write_bytes(sealed.read_bytes()[:left])
    with pytest.raises(CannotOpenArchive):
        opened(sealed, pair[0], tmp_path)


def test_what_is_no_key_is_said_to_be_none(sealed, tmp_path):
    with pytest.raises(NotAnIdentity):
        opened(sealed, "my dog's name", tmp_path)
    with pytest.raises(NotARecipient):
        archive.seal(iter([MANIFEST]), to=tmp_path / "new.age", recipients=["age1nonsense"])
    assert archive.is_recipient("age1nonsense") is False


@pytest.mark.parametrize("name", ["files/../../outside", "../outside", "/tmp/serai-outside"])  # noqa: S108 - it must not be written
def test_no_archive_writes_outside_its_folder(pair, tmp_path, name):
    """Whoever knows the public key can make an archive."""
    (tmp_path / "into").mkdir()
    path = tmp_path / "evil.age"
    archive.seal(iter([MANIFEST, Part(name, b"evil")]), to=path, recipients=[pair[1]])
    with pytest.raises(CannotOpenArchive):
        opened(path, pair[0], tmp_path)
    assert not (tmp_path / "outside").exists()


def test_no_archive_brings_a_link(pair, tmp_path):
    (tmp_path / "into").mkdir()
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as writing:
        link = tarfile.TarInfo("files/secret-key")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        writing.addfile(link)
    path = tmp_path / "evil.age"
    path.write_bytes(pyrage.encrypt(tar.getvalue(), [pyrage.x25519.Recipient.from_str(pair[1])]))
    with pytest.raises(CannotOpenArchive):
        opened(path, pair[0], tmp_path)


def test_an_archive_is_written_whole_or_not_at_all(pair, tmp_path):
    def parts():
        yield MANIFEST
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        archive.seal(parts(), to=tmp_path / "backup.age", recipients=[pair[1]])
    assert list(tmp_path.iterdir()) == []
