from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def sign_everybody_out(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Sessions are found by a hash of their key from now on. The keys that stood here as they were are taken away."""
    apps.get_model("sessions", "Session").objects.all().delete()
    apps.get_model("accounts", "SignIn").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_own_password_and_sign_ins"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FailedSignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunPython(sign_everybody_out, migrations.RunPython.noop),
    ]
