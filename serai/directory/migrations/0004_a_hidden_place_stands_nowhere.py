from django.db import migrations, models


class Migration(migrations.Migration):
    """The database itself takes no place of a safe house."""

    dependencies = [("directory", "0003_hidden_places_leave_the_directory")]

    operations = [
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area__isnull", False), ("is_hidden", False)),
                    models.Q(
                        ("address", ""),
                        ("area", None),
                        ("is_hidden", True),
                        ("latitude", None),
                        ("longitude", None),
                    ),
                    _connector="OR",
                ),
                name="a_hidden_place_stands_nowhere",
            ),
        ),
    ]
