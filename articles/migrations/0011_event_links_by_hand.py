
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_corrections'),
    ]

    operations = [
        migrations.AddField(
            model_name='eventarticle',
            name='by_hand',
            field=models.BooleanField(default=True, editable=False, help_text='A person made the link.'),
        ),
    ]
