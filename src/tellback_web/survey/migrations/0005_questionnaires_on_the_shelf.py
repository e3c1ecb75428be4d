"""Media belong to a questionnaire's text; nothing was kept in the table before, so it is made anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0004_trials")]

    operations = [
        migrations.DeleteModel(name="Media"),
        migrations.CreateModel(
            name="Media",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("questionnaire_hash", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=50)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("questionnaire_hash", "name"),
                        name="a_questionnaire_has_one_file_a_name",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="OwnQuestionnaire",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("lost", models.JSONField(default=list)),
                ("kept_on", models.DateField()),
                ("kept_by", models.CharField(max_length=254)),
            ],
        ),
    ]
