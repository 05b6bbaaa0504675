"""Flags of children that nothing led to but that an adult who is no relative leads them: see screening/rules.py."""

from django.db import migrations

NARROW = {"under_18", "led_by_unrelated:yes"}


def fill(apps, editor):
    """Flags of children are few. Run again, it writes the same."""
    flags = apps.get_model("screening", "Flag").objects.filter(kind="child")
    led = [
        pk
        for pk, led_by in flags.values_list("pk", "led_by").iterator()
        if "led_by_unrelated:yes" in led_by and set(led_by) <= NARROW
    ]
    for start in range(0, len(led), 500):
        flags.filter(pk__in=led[start : start + 500]).update(is_narrow=True)


class Migration(migrations.Migration):
    dependencies = [("screening", "0003_flags_that_are_narrow")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
