
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('centres', '0004_reports_are_the_networks'),
        ('people', '0025_files_that_went_into_another'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('is_elsewhere', models.BooleanField(default=False)),
                ('in_a_hundred', models.PositiveSmallIntegerField()),
                ('said', models.CharField(choices=[('open', 'To be compared'), ('same', 'The same person'), ('different', 'Not the same person'), ('unsure', 'Not sure')], default='open', max_length=10)),
                ('found_on', models.DateField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['centre', 'said', '-in_a_hundred'], name='suggestions_of_a_centre')],
                'constraints': [models.UniqueConstraint(fields=('centre', 'first', 'second'), name='a_suggestion_once_a_centre'), models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='a_suggestion_is_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('answered_by', None), ('said', 'open')), models.Q(models.Q(('said', 'open'), _negated=True), ('answered_by__isnull', False)), _connector='OR'), name='a_suggestion_was_answered_by_somebody')],
            },
        ),
    ]
