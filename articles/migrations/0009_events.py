
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Until now people made all events, so that none may vanish. A table of pairs cannot become a model's: the pairs
# move to new tables.
KEEP_WHO_TOOK_PART = """
    INSERT INTO articles_eventcountry (event_id, country_id, part)
    SELECT event_id, country_id, '' FROM articles_event_countries ORDER BY id;
    INSERT INTO articles_eventperson (event_id, person_id, part)
    SELECT event_id, person_id, '' FROM articles_event_people ORDER BY id;
    UPDATE articles_event SET held = true, voices = (
        SELECT count(DISTINCT coalesce('s' || member.story_id, 'a' || link.article_id))
        FROM articles_eventarticle link LEFT JOIN articles_storymember member USING (article_id)
        WHERE link.event_id = articles_event.id
    );
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_bodies_as_they_are'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EventVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.CharField(db_index=True, help_text='Identity of the article.', max_length=64)),
                ('inside', models.BooleanField(help_text='Whether it is about the event.')),
            ],
            options={
                'verbose_name': 'verdict on an article and an event',
                'verbose_name_plural': 'verdicts on articles and events',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='event',
            name='confidence',
            field=models.FloatField(blank=True, editable=False, help_text='How sure the rules are, 0 to 1.', null=True),
        ),
        migrations.AddField(
            model_name='event',
            name='held',
            field=models.BooleanField(default=False, editable=False, help_text='A person decided something about it: rules change none of its columns, and it stays.'),
        ),
        migrations.AddField(
            model_name='event',
            name='merged_into',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='absorbed', to='articles.event'),
        ),
        migrations.AddField(
            model_name='event',
            name='place',
            field=models.ForeignKey(blank=True, db_index=False, help_text='Where.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.country'),
        ),
        migrations.AddField(
            model_name='event',
            name='voices',
            field=models.IntegerField(default=0, editable=False, help_text='Articles about it, those of one story counted once.'),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='confidence',
            field=models.FloatField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='day',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='day_precision',
            field=models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'unknown')], default='unknown', editable=False, max_length=7),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='day_said',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='end',
            field=models.IntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='field',
            field=models.CharField(blank=True, editable=False, max_length=5),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='kind',
            field=models.CharField(blank=True, editable=False, max_length=12),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='mode',
            field=models.CharField(blank=True, editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='place',
            field=models.CharField(blank=True, editable=False, max_length=2),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='rule',
            field=models.CharField(blank=True, editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='said',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='start',
            field=models.IntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='trigger',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='eventarticle',
            name='words',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('talks', 'talks'), ('visit', 'visit'), ('agreement', 'agreement'), ('ceasefire', 'ceasefire'), ('support', 'support'), ('cooperation', 'cooperation'), ('aid', 'aid'), ('concession', 'concession'), ('withdrawal', 'withdrawal'), ('release', 'release'), ('request', 'request'), ('accusation', 'accusation'), ('rejection', 'rejection'), ('threat', 'threat'), ('sanctions', 'sanctions'), ('rupture', 'break of relations'), ('expulsion', 'expulsion'), ('conviction', 'conviction'), ('mobilisation', 'mobilisation'), ('arrest', 'arrest'), ('restriction', 'restriction'), ('seizure', 'seizure'), ('protest', 'protest'), ('strike', 'strike or attack'), ('fighting', 'fighting'), ('killing', 'killing'), ('abduction', 'abduction'), ('coup', 'coup'), ('election', 'election'), ('resignation', 'resignation or fall'), ('appointment', 'appointment'), ('disaster', 'disaster'), ('statement', 'statement'), ('other', 'other')], default='other', max_length=12),
        ),
        migrations.AlterField(
            model_name='event',
            name='slug',
            field=models.SlugField(allow_unicode=True, db_index=False, editable=False, max_length=80),
        ),
        migrations.AlterField(
            model_name='event',
            name='status',
            field=models.CharField(choices=[('suggested', 'suggested by a rule'), ('confirmed', 'confirmed by a person'), ('rejected', 'rejected by a person')], default='confirmed', max_length=10),
        ),
        migrations.AlterField(
            model_name='eventarticle',
            name='event',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='article_links', to='articles.event'),
        ),
        migrations.CreateModel(
            name='EventCountry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, choices=[('actor', 'acted'), ('target', 'was its target'), ('place', 'where it happened')], max_length=6)),
                ('country', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='event_links', to='articles.country')),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='country_links', to='articles.event')),
            ],
            options={
                'verbose_name': 'country of the event',
                'verbose_name_plural': 'countries of the event',
            },
        ),
        migrations.CreateModel(
            name='EventDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('confirm', 'confirmed'), ('reject', 'rejected'), ('change', 'changed'), ('merge', 'merged'), ('split', 'article taken out'), ('add', 'article put in')], max_length=8)),
                ('summary', models.TextField(help_text='What was decided, in a sentence.')),
                ('before', models.JSONField(default=dict, help_text='What it takes to take it back.')),
                ('why', models.TextField(blank=True)),
                ('by_name', models.CharField(help_text='Who decided, also when the account is gone.', max_length=150)),
                ('when', models.DateTimeField(auto_now_add=True)),
                ('reverted', models.DateTimeField(null=True)),
                ('reverted_by_name', models.CharField(blank=True, max_length=150)),
                ('reverted_why', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='articles.event')),
                ('other', models.ForeignKey(help_text='The event that it joined, or left.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.event')),
            ],
            options={
                'verbose_name': 'decision on an event',
                'verbose_name_plural': 'decisions on events',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='EventKey',
            fields=[
                ('pk', models.CompositePrimaryKey('key', 'event', blank=True, editable=False, primary_key=True, serialize=False)),
                ('key', models.BigIntegerField()),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.event')),
            ],
        ),
        migrations.CreateModel(
            name='EventPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, choices=[('actor', 'acted'), ('target', 'was its target'), ('place', 'where it happened')], max_length=6)),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='person_links', to='articles.event')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='event_links', to='articles.person')),
            ],
            options={
                'verbose_name': 'person of the event',
                'verbose_name_plural': 'people of the event',
            },
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['status', '-voices', '-start', '-id'], name='widely_reported'),
        ),
        migrations.AddField(
            model_name='eventverdict',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='articles.eventdecision'),
        ),
        migrations.AddField(
            model_name='eventverdict',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='articles.event'),
        ),
        migrations.AddIndex(
            model_name='eventcountry',
            index=models.Index(fields=['country', 'event'], name='articles_ev_country_eba704_idx'),
        ),
        migrations.AddConstraint(
            model_name='eventcountry',
            constraint=models.UniqueConstraint(fields=('event', 'country'), name='one_part_of_a_country'),
        ),
        migrations.AddIndex(
            model_name='eventperson',
            index=models.Index(fields=['person', 'event'], name='articles_ev_person__2f45f6_idx'),
        ),
        migrations.AddConstraint(
            model_name='eventperson',
            constraint=models.UniqueConstraint(fields=('event', 'person'), name='one_part_of_a_person'),
        ),
        migrations.RunSQL(KEEP_WHO_TOOK_PART, migrations.RunSQL.noop),
        migrations.RemoveField(model_name='event', name='countries'),
        migrations.RemoveField(model_name='event', name='people'),
        migrations.AddField(
            model_name='event',
            name='countries',
            field=models.ManyToManyField(blank=True, related_name='events', through='articles.EventCountry', to='articles.country'),
        ),
        migrations.AddField(
            model_name='event',
            name='people',
            field=models.ManyToManyField(blank=True, related_name='events', through='articles.EventPerson', to='articles.person'),
        ),
    ]
