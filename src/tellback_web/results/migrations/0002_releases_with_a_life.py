"""A wave may have several releases, each with a life: built, checked, signed off, published, withdrawn.

What an earlier version released is in a form that is no longer read: it is kept, and
withdrawn. Undoing this is possible while no wave has two releases; what was said of
checks and signatures goes then.
"""

from typing import Any

from django.db import migrations, models
from django.db.models.deletion import PROTECT

WHY = "Made by an earlier version of Tellback. Build it again."


def withdraw(apps: Any, schema_editor: Any) -> None:
    Release = apps.get_model("results", "Release")
    for release in Release.objects.all():
        release.state = "withdrawn"
        release.published_on = release.made_on
        release.published_by = release.made_by
        release.withdrawn_on = release.made_on
        release.why_withdrawn = WHY
        release.save()
        wave = release.wave
        wave.state = "closed"
        wave.save(update_fields=["state"])


def publish(apps: Any, schema_editor: Any) -> None:
    Release = apps.get_model("results", "Release")
    for release in Release.objects.filter(why_withdrawn=WHY):
        wave = release.wave
        wave.state = "released"
        wave.save(update_fields=["state"])


def _text(name: str) -> migrations.AddField:
    return migrations.AddField("release", name, models.TextField(blank=True, default=""))


def _person(name: str) -> migrations.AddField:
    return migrations.AddField(
        "release", name, models.CharField(max_length=254, blank=True, default="")
    )


def _day(name: str) -> migrations.AddField:
    return migrations.AddField("release", name, models.DateField(null=True, blank=True))


class Migration(migrations.Migration):
    dependencies = [("results", "0001_initial"), ("survey", "0005_questionnaires_on_the_shelf")]

    operations = [
        migrations.AlterField(
            "release", "wave", models.ForeignKey("survey.wave", PROTECT, related_name="releases")
        ),
        migrations.RenameField("release", "tables_hash", "manifest_hash"),
        migrations.RenameField("release", "released_on", "made_on"),
        migrations.RenameField("release", "released_by", "made_by"),
        migrations.AlterField(
            "release", "manifest_hash", models.CharField(max_length=64, blank=True)
        ),
        migrations.AddField("release", "number", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "release",
            "state",
            models.CharField(
                max_length=10,
                choices=[
                    ("building", "Being built"),
                    ("refused", "Could not be built"),
                    ("draft", "Draft"),
                    ("checked", "Checked"),
                    ("signed_off", "Signed off"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="building",
            ),
        ),
        migrations.AddField("release", "hidden", models.PositiveIntegerField(default=0)),
        *map(_text, ("rule_text", "fault", "check_note", "why_withdrawn")),
        *map(_person, ("checked_by", "signed_by", "published_by", "withdrawn_by")),
        *map(_day, ("checked_on", "signed_on", "published_on", "withdrawn_on")),
        migrations.RunPython(withdraw, publish),
        migrations.AddConstraint(
            "release",
            models.UniqueConstraint(fields=["wave", "number"], name="release_numbered_once"),
        ),
        migrations.AddConstraint(
            "release",
            models.UniqueConstraint(
                fields=["wave"],
                condition=models.Q(state="published"),
                name="release_published_once_a_wave",
            ),
        ),
        migrations.CreateModel(
            "SplitRequest",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("split", models.CharField(max_length=200)),
                ("why", models.TextField()),
                ("asked_by", models.CharField(max_length=254)),
                ("asked_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        max_length=10,
                        choices=[
                            ("waiting", "Waiting"),
                            ("taken_up", "Taken up in a release"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.CharField(max_length=254, blank=True)),
                ("answered_on", models.DateField(null=True, blank=True)),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="split_requests", to="survey.wave"
                    ),
                ),
            ],
        ),
    ]
