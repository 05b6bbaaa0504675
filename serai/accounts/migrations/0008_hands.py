import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def account(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **more
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_in_other_hands")]
    operations = [
        migrations.CreateModel(
            name="Hand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("by", account(null=True)),
                ("user", account()),
            ],
            options={"indexes": [models.Index(fields=["user", "-at"], name="hands_of_an_account")]},
        ),
    ]
