from django.db import migrations, models


def keep_the_yes_as_the_answer(apps, schema_editor):
    """A no was not tied to its referral so far, and stays so."""
    apps.get_model("referrals", "Referral").objects.update(answer=models.F("consent"))


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_the_line_of_the_answer")]
    operations = [migrations.RunPython(keep_the_yes_as_the_answer, migrations.RunPython.noop)]
