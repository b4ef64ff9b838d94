"""Topics, several to a piece; stances of evidence; every version's words; translations and explainers."""

import corrigenda.core.clock
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0002_rating_scale'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Autosave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('typed', models.JSONField()),
                ('stamp', models.CharField(blank=True, max_length=64)),
                ('version', models.PositiveIntegerField()),
                ('at', models.DateTimeField(default=corrigenda.core.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=32, unique=True)),
                ('order', models.PositiveSmallIntegerField(unique=True)),
                ('labels', models.JSONField(default=dict)),
                ('review_days', models.PositiveSmallIntegerField(null=True)),
                ('offered', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('at', models.DateTimeField(default=corrigenda.core.clock.now)),
            ],
            options={
                'ordering': ['-version'],
            },
        ),
        migrations.AddField(
            model_name='evidence',
            name='stance',
            field=models.CharField(blank=True, choices=[('contradicts', 'contradicts the claim'), ('supports', 'supports the claim'), ('context', 'gives context')], max_length=11, verbose_name='stance'),
        ),
        migrations.AddField(
            model_name='factcheck',
            name='kind',
            field=models.CharField(choices=[('fact_check', 'fact-check'), ('explainer', 'explainer')], default='fact_check', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='factcheck',
            name='sources_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='factcheck',
            name='topics',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), blank=True, default=list, size=None),
        ),
        migrations.RunSQL(
            "UPDATE claims_factcheck SET topics = ARRAY[topic] WHERE topic <> ''", migrations.RunSQL.noop
        ),
        migrations.RemoveField(
            model_name='factcheck',
            name='topic',
        ),
        migrations.AddField(
            model_name='factcheck',
            name='translated_version',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='factcheck',
            name='translation_of',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='claims.factcheck'),
        ),
        migrations.AddField(
            model_name='rating',
            name='offered',
            field=models.BooleanField(default=True),
        ),
        migrations.AddIndex(
            model_name='factcheck',
            index=django.contrib.postgres.indexes.GinIndex(fields=['topics'], name='fact_check_by_topic'),
        ),
        migrations.AddConstraint(
            model_name='factcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'explainer'), _negated=True), models.Q(('origin', 'desk'), ('rating', None)), _connector='OR'), name='explainer_has_no_rating_and_is_ours'),
        ),
        migrations.AddConstraint(
            model_name='factcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('translated_version', None), ('translation_of', None)), models.Q(('translated_version__isnull', False), ('translation_of__isnull', False), models.Q(('translation_of', models.F('id')), _negated=True)), _connector='OR'), name='translation_names_a_version'),
        ),
        migrations.AddConstraint(
            model_name='factcheck',
            constraint=models.UniqueConstraint(fields=('translation_of', 'lang'), name='one_translation_a_language'),
        ),
        migrations.AddField(
            model_name='autosave',
            name='fact_check',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='autosaves', to='claims.factcheck'),
        ),
        migrations.AddField(
            model_name='autosave',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='version',
            name='fact_check',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='claims.factcheck'),
        ),
        migrations.AddField(
            model_name='version',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='autosave',
            constraint=models.UniqueConstraint(fields=('fact_check', 'member'), name='one_autosave_a_member'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('fact_check', 'version'), name='one_content_a_version'),
        ),
    ]
