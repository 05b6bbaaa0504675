"""Nothing ever wrote into a centre's compartment for reports about staff; what was set up and is empty goes, so that
the network's takes its place. One that holds files, written there by hand, stops the upgrade: its readers decide."""

from django.db import migrations
from django.db.migrations.state import StateApps


def remove_the_empty(apps: StateApps, schema_editor: object) -> None:
    apps.get_model("sealed", "Compartment").objects.filter(kind="psea", files=None).delete()


class Migration(migrations.Migration):
    dependencies = [("sealed", "0002_where_safe_houses_are")]
    operations = [migrations.RunPython(remove_the_empty, migrations.RunPython.noop)]
