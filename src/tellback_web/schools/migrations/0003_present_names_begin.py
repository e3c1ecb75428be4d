"""Each present name and locality becomes the one that was so for as long as the register knows.

Going back keeps the present ones, which stand in the columns they always stood in; what they
were before is gone then.
"""

from datetime import date

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

BEGINNING = date(1, 1, 1)


def begin(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """One name and one locality a school, one name a locality, since the beginning."""
    model = {name: apps.get_model("schools", name) for name in (
        "School", "SchoolName", "SchoolLocality", "Locality", "LocalityName",
    )}  # fmt: skip
    schools = list(model["School"].objects.values_list("pk", "name", "locality_id"))
    model["SchoolName"].objects.bulk_create(
        model["SchoolName"](school_id=pk, name=name, since=BEGINNING) for pk, name, _ in schools
    )
    model["SchoolLocality"].objects.bulk_create(
        model["SchoolLocality"](school_id=pk, locality_id=locality, since=BEGINNING)
        for pk, _, locality in schools
    )
    model["LocalityName"].objects.bulk_create(
        model["LocalityName"](locality_id=pk, name=name, since=BEGINNING)
        for pk, name in model["Locality"].objects.values_list("pk", "name")
    )


class Migration(migrations.Migration):
    dependencies = [("schools", "0002_dated_names_and_the_national_shape")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
