"""Links tell whether the article is about what they lead to, and how sure they are.

For links of before, the title's word stands for `about`; `relink` finds out more.
"""

import django.core.validators
from django.db import migrations, models

TITLE_TELLS = "UPDATE {table} SET about = true WHERE in_title"


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_raw_bytes_as_they_are"),
    ]

    operations = [
        migrations.AddField(
            model_name="articlecountry",
            name="about",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="articlecountry",
            name="confidence",
            field=models.FloatField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(1),
                ],
            ),
        ),
        migrations.AddField(
            model_name="articleperson",
            name="about",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="articleperson",
            name="confidence",
            field=models.FloatField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(1),
                ],
            ),
        ),
        *(
            migrations.RunSQL(TITLE_TELLS.format(table=table), migrations.RunSQL.noop)
            for table in ("articles_articlecountry", "articles_articleperson")
        ),
    ]
