"""Hours that staff spent on a wave: a table of its own, so that going back only drops it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0006_letters_about_results")]

    operations = [
        migrations.CreateModel(
            name="StaffTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=200)),
                ("hours", models.DecimalField(decimal_places=2, max_digits=7)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_times",
                        to="survey.wave",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hours__gt", 0)), name="work_took_more_than_no_time"
                    )
                ]
            },
        ),
    ]
