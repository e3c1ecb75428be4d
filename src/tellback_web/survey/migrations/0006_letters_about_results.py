"""A letter with the way to a school's results, which a release sends to each school once."""

from django.db import migrations, models

KINDS = [
    ("invitation", "Invitation"),
    ("reminder", "Reminder"),
    ("extension", "Later closing day"),
    ("instructions", "Teacher’s instructions"),
    ("parents", "Letter to parents"),
    ("feedback", "How did it go?"),
    ("results", "The school’s results"),
]


class Migration(migrations.Migration):
    dependencies = [("survey", "0005_questionnaires_on_the_shelf")]

    operations = [
        *(
            migrations.AlterField(model, "kind", models.CharField(max_length=20, choices=KINDS))
            for model in ("lettertext", "sentletter")
        ),
        migrations.AddField(
            "sentletter", "about", models.CharField(blank=True, default="", max_length=60)
        ),
        migrations.AddConstraint(
            "sentletter",
            models.UniqueConstraint(
                condition=models.Q(("about", ""), _negated=True),
                fields=("participation", "kind", "about"),
                name="a_letter_goes_out_once",
            ),
        ),
    ]
