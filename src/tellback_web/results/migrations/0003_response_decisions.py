"""Decisions on flagged responses, of which the database refuses to change any."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSES = {
    "sqlite": (
        """
        CREATE TRIGGER results_decision_stays BEFORE UPDATE ON results_responsedecision
        BEGIN SELECT RAISE(ABORT, 'A decision is never changed.'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION results_decision_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'A decision is never changed.' USING ERRCODE = '23514';
        END $$
        """,
        """
        CREATE TRIGGER results_decision_stays BEFORE UPDATE ON results_responsedecision
        FOR EACH ROW EXECUTE FUNCTION results_decision_refuses()
        """,
    ),
}
ALLOWS = {
    "sqlite": ("DROP TRIGGER IF EXISTS results_decision_stays",),
    "postgresql": (
        "DROP TRIGGER IF EXISTS results_decision_stays ON results_responsedecision",
        "DROP FUNCTION IF EXISTS results_decision_refuses()",
    ),
}


def refuse(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in REFUSES[editor.connection.vendor]:
        editor.execute(statement)


def allow(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in ALLOWS[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0002_releases_with_a_life"),
        ("survey", "0005_questionnaires_on_the_shelf"),
    ]

    operations = [
        migrations.CreateModel(
            name="ResponseDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("snapshot_hash", models.CharField(max_length=64)),
                ("flag", models.CharField(max_length=200)),
                (
                    "choice",
                    models.CharField(
                        max_length=10, choices=[("keep", "Kept"), ("leave_out", "Left out")]
                    ),
                ),
                ("why", models.TextField()),
                ("by", models.CharField(max_length=254)),
                ("at", models.DateTimeField()),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="response_decisions",
                        to="survey.wave",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["wave", "snapshot_hash"], name="decision_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("by", ""), _negated=True))
                        & models.Q(models.Q(("why", ""), _negated=True)),
                        name="decision_has_a_name_and_why",
                    )
                ],
            },
        ),
        migrations.RunPython(refuse, allow),
    ]
