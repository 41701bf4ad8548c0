
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_words_without_accents'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='event',
            name='widely_reported',
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('merged_into', None), models.Q(('status', 'rejected'), _negated=True)), fields=['-voices', '-start', '-id'], name='most_widely_reported'),
        ),
    ]
