from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogue', '0003_broadcasts'),
        ('dialogue', '0003_plan_review_block'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalofficialdocument',
            name='symbol',
            field=models.CharField(blank=True, editable=False, max_length=60, verbose_name='symbol'),
        ),
        migrations.AddField(
            model_name='officialdocument',
            name='symbol',
            field=models.CharField(blank=True, editable=False, max_length=60, verbose_name='symbol'),
        ),
        migrations.AddField(
            model_name='paperbatch',
            name='breakdowns',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='action',
            field=models.CharField(choices=[('read_restricted', 'Read a restricted sheet'), ('refuse', 'Refused a sheet'), ('restrict', 'Restricted a sheet'), ('unrestrict', 'Lifted the restriction of a sheet'), ('export', 'Exported personal data')], max_length=40, verbose_name='what was done'),
        ),
    ]
