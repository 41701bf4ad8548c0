"""The words of the archive as written. The next import, or `learn_words`, learns those that are there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_saved_searches")]

    operations = [
        migrations.CreateModel(
            name="UnlearntArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("article", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="WrittenWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("word", models.CharField(max_length=40, unique=True)),
                ("articles", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunSQL(
            "INSERT INTO articles_unlearntarticle (article) SELECT id FROM articles_article",
            migrations.RunSQL.noop,
        ),
    ]
