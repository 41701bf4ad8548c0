"""What people decided about links, people and names, and what it takes to take a decision back."""
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RelinkRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.TextField(help_text='What was asked for.')),
                ('mark', models.BigIntegerField(default=0, help_text='Key of the last article that is done.')),
                ('done', models.IntegerField(default=0)),
                ('added', models.IntegerField(default=0)),
                ('removed', models.IntegerField(default=0)),
                ('kept', models.IntegerField(default=0)),
                ('started', models.DateTimeField(auto_now_add=True)),
                ('finished', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='merged_into',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='absorbed', to='articles.person'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reject', 'not in this article'), ('reject form', 'these words never mean it'), ('add', 'link added'), ('move', 'someone else in this article'), ('move form', 'these words mean someone else'), ('merge', 'two people are one'), ('split', 'one person is two'), ('alias', 'alias added'), ('alias removed', 'alias removed'), ('office', 'office added'), ('office removed', 'office removed'), ('office changed', 'office changed'), ('country name', 'name of a country added'), ('country name removed', 'name of a country removed'), ('not one', 'two people are two')], max_length=20)),
                ('summary', models.TextField(help_text='What was decided, in a sentence.')),
                ('why', models.TextField(blank=True)),
                ('by_name', models.CharField(help_text='Who decided, also when the account is gone.', max_length=150)),
                ('when', models.DateTimeField(auto_now_add=True)),
                ('article', models.CharField(blank=True, db_index=True, help_text='Identity of an article.', max_length=64)),
                ('person', models.CharField(blank=True, db_index=True, help_text='Slug.', max_length=200)),
                ('other', models.CharField(blank=True, help_text='Slug of the other person.', max_length=200)),
                ('country', models.CharField(blank=True, help_text='Code.', max_length=2)),
                ('data', models.JSONField(blank=True, default=dict, help_text='What else it takes to do and to undo it.')),
                ('concerned', models.IntegerField(default=0, help_text='Articles whose links it may change.')),
                ('pending', models.BooleanField(default=False, help_text='Whether articles still wait for it.')),
                ('mark', models.BigIntegerField(default=0, help_text='Key of the last article that it was applied to.')),
                ('done', models.IntegerField(default=0, help_text='Articles that it was applied to.')),
                ('heartbeat', models.DateTimeField(help_text='When work on it last said so.', null=True)),
                ('problem', models.TextField(blank=True)),
                ('reverted', models.DateTimeField(null=True)),
                ('reverted_by_name', models.CharField(blank=True, max_length=150)),
                ('reverted_why', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='FoundLinks',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='found_links', serialize=False, to='articles.article')),
                ('countries', models.JSONField()),
                ('people', models.JSONField()),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['keys'], name='found_link_keys')],
            },
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(choices=[('drop', 'no link'), ('give', 'a link to another'), ('add', 'a link'), ('merge', 'one person')], max_length=5)),
                ('article', models.CharField(blank=True, max_length=64)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('person', models.CharField(blank=True, max_length=200)),
                ('name', models.CharField(blank=True, help_text='Of the person, should the row be gone.', max_length=200)),
                ('form', models.CharField(blank=True, max_length=200)),
                ('to', models.CharField(blank=True, help_text='Slug of a person, or code of a country.', max_length=200)),
                ('to_name', models.CharField(blank=True, max_length=200)),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rulings', to='articles.correction')),
            ],
            options={
                'ordering': ['correction', 'pk'],
                'indexes': [models.Index(condition=models.Q(('article', ''), _negated=True), fields=['article'], name='rulings_on_an_article')],
            },
        ),
    ]
