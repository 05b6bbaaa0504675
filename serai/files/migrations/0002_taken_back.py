from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_papers")]
    operations = [
        migrations.AddField("paper", "taken_back_at", models.DateTimeField(null=True, editable=False)),
    ]
