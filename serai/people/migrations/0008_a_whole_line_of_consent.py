from django.conf import settings
from django.db import migrations, models

import serai.codes.fields
from serai.audit.triggers import insert_only, leaves_only_with

INSERT_ONLY = [insert_only("people_consent"), leaves_only_with("people_consent", "people_person", "person_id")]


def undone(operation: migrations.RunPython) -> migrations.RunPython:
    return migrations.RunPython(operation.reverse_code, operation.code)


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0002_two_editors'),
        ('people', '0007_who_is_with_a_child'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # SQLite makes the table anew for a column or a constraint, and loses its triggers: they step aside and come back.
    operations = [
        *(undone(operation) for operation in reversed(INSERT_ONLY)),
        migrations.RemoveConstraint(
            model_name='consent',
            name='no_blanket_consent_to_partners',
        ),
        migrations.AddField(
            model_name='consent',
            name='basis',
            field=models.CharField(choices=[('consent', 'Consent'), ('vital_interest', 'Vital interest'), ('public_interest', 'Public interest'), ('legitimate_interest', 'Legitimate interest'), ('contract', 'Contract'), ('legal_obligation', 'Legal obligation')], default='consent', max_length=20),
        ),
        migrations.AddField(
            model_name='consent',
            name='categories',
            field=serai.codes.fields.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='consent',
            name='guardian_told',
            field=models.CharField(blank=True, choices=[('yes', 'Yes, the guardian knows'), ('none', 'No, there is no guardian'), ('unsafe', 'No, it would not be safe for the child'), ('unwanted', 'No, the child does not want it')], max_length=10),
        ),
        migrations.AddField(
            model_name='consent',
            name='recipient_class',
            field=models.CharField(blank=True, choices=[('own', 'This centre'), ('network', 'Centres of this network'), ('health', 'Health staff of this centre'), ('partner', 'One partner'), ('tracing', 'One service that looks for families'), ('unhcr', 'UNHCR'), ('origin', 'One office in the country of return'), ('consulate', 'One consulate'), ('authority', 'One authority'), ('public', 'The public')], max_length=20),
        ),
        migrations.AddField(
            model_name='consent',
            name='witness_name',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'granted'), _negated=True), models.Q(('purpose__in', ['authorities', 'consulate', 'media', 'referral', 'return', 'tracing', 'unhcr']), _negated=True), models.Q(models.Q(('recipient', ''), _negated=True), models.Q(('fields', []), _negated=True)), _connector='OR'), name='nothing_leaves_for_everybody'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'granted'), _negated=True), models.Q(('purpose', 'referral'), _negated=True), ('recipient__startswith', 'service:'), _connector='OR'), name='a_partner_is_one_service'),
        ),
        *INSERT_ONLY,
    ]
