"""School reports of a release, made one by one and released together."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("results", "0003_response_decisions")]

    operations = [
        migrations.CreateModel(
            name="SchoolReports",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("making", "Being made"),
                            ("stopped", "Stopped"),
                            ("released", "Released"),
                        ],
                        default="making",
                        max_length=10,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("begun_by", models.CharField(max_length=254)),
                ("released_on", models.DateField(blank=True, null=True)),
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="school_reports",
                        to="results.release",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "released"), _negated=True),
                            ("released_on__isnull", False),
                            _connector="OR",
                        ),
                        name="released_reports_have_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("school", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("fault", models.TextField(blank=True, default="")),
                (
                    "reports",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schools",
                        to="results.schoolreports",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reports", "school"), name="a_school_has_one_report"
                    )
                ],
            },
        ),
    ]
