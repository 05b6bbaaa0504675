import time

from django.db import migrations

from serai.audit import keys
from serai.audit.pseudonyms import PERSON, of_id
from serai.audit.rules import FIRST, link, seal


def chain(apps, editor):
    """Number, hash and seal the lines there are, each centre's by itself, in the order in which they were written.
    Only lines about the person's own file say whose they are: what a visit or a referral was about is not looked up."""
    Entry, Head = apps.get_model("audit", "Entry"), apps.get_model("audit", "Head")
    Entry.objects.filter(centre_id=None).update(centre_id=0)
    ends: dict[int, tuple[int, bytes]] = {}
    batch = []
    fields = ["seq", "subject", "person", "before", "hash", "seal"]
    for line in Entry.objects.order_by("pk").iterator(chunk_size=2000):
        seq, before = ends.get(line.centre_id, (0, FIRST))
        line.seq, line.before = seq + 1, before
        if line.subject_id:
            line.subject = of_id(line.subject_type, line.subject_id, year=line.at.year)
        line.person = line.subject if line.subject_type == PERSON else ""
        told = [line.actor_id, line.act, line.subject_type, line.subject, line.person, line.purpose, "", line.detail]
        line.hash = link(before, centre_id=line.centre_id, seq=line.seq, at=line.at, told=told)
        line.seal = seal(keys.sealing_key(), line.hash)
        ends[line.centre_id] = (line.seq, line.hash)
        batch.append(line)
        if len(batch) == 2000:
            Entry.objects.bulk_update(batch, fields, batch_size=100)
            batch = []
    Entry.objects.bulk_update(batch, fields, batch_size=100)
    now = int(time.time())
    Head.objects.bulk_create(
        Head(centre_id=centre, seq=seq, hash=digest, kept_seq=0, kept_at=now) for centre, (seq, digest) in ends.items()
    )


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_chain_columns")]
    # Backwards the lines stay, but no longer say what they were about: ids cannot be read from pseudonyms.
    operations = [migrations.RunPython(chain, migrations.RunPython.noop)]
