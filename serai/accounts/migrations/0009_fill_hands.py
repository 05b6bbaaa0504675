from django.db import migrations


def fill(apps, editor):
    """The hands in which accounts are now. Run again, it adds none twice."""
    user, hand = apps.get_model("accounts", "User"), apps.get_model("accounts", "Hand")
    for one in user.objects.exclude(handed_at=None).order_by("pk"):
        hand.objects.get_or_create(user=one, until=None, defaults={"by_id": one.handed_by_id, "at": one.handed_at})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_hands")]
    # Backwards the table goes, and what it remembers with it; who has an account now stands beside the account.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
