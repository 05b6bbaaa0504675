from django.db import migrations

from serai.people.keyed import card_token, open_card, seal_card

CARDS = 2_000


def fill(apps, editor):
    """Run again, it goes on where it was."""
    card = apps.get_model("people", "Card")
    waiting = card.objects.filter(token=None).select_related("person").order_by("pk")
    while some := list(waiting[:CARDS]):
        for one in some:
            one.token, one.sealed = card_token(one.code), seal_card(one.code, owner=one.person.public_id)
        card.objects.bulk_update(some, ["token", "sealed"], batch_size=200)


def empty(apps, editor):
    card = apps.get_model("people", "Card")
    waiting = card.objects.filter(code=None).select_related("person").order_by("pk")
    while some := list(waiting[:CARDS]):
        for one in some:
            one.code = open_card(bytes(one.sealed), owner=one.person.public_id)
        card.objects.bulk_update(some, ["code"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("people", "0015_cards_by_hash")]
    operations = [migrations.RunPython(fill, empty)]
