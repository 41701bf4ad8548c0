"""How the admin calls what hangs on corrections."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0015_events_by_reports'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='foundlinks',
            options={'verbose_name': 'links as found', 'verbose_name_plural': 'links as found'},
        ),
        migrations.AlterModelOptions(
            name='relinkrun',
            options={'ordering': ['-pk'], 'verbose_name': 'run of relink', 'verbose_name_plural': 'runs of relink'},
        ),
    ]
