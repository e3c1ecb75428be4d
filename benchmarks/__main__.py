"""`python -m benchmarks`: every measurement; `python -m benchmarks pupils --seconds 20`: one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from benchmarks import (
    attack as attack_bench,
    protection as protection_bench,
    pupils as pupils_bench,
    reports as reports_bench,
    rules as rules_bench,
    tabulation as tabulation_bench,
    tabulation_spark as spark_bench,
    wire as wire_bench,
    xlsforms as xlsforms_bench,
)
from benchmarks.prepare import ROOT

app = typer.Typer(add_completion=False)


@app.callback(invoke_without_command=True)
def everything(context: typer.Context) -> None:
    """Every measurement, one after the other."""
    if context.invoked_subcommand is None:
        rules()
        wire()
        tabulation()
        protection()
        attack()
        reports()
        for database in ([], ["setup/with_postgresql.sh"]):
            subprocess.run(
                [*database, sys.executable, "-m", "benchmarks", "pupils"],
                cwd=ROOT,
                env={**os.environ, "TELLBACK_POSTGRESQL_FSYNC": "on"},
                check=True,
            )


@app.command()
def pupils(
    seconds: Annotated[float, typer.Option(help="How long each run is.")] = 20,
    at_once: Annotated[str, typer.Option(help="Pupils at once, a run for each.")] = "30,100,300",
    paging: Annotated[str, typer.Option(help="A section or a question to a page.")] = "section",
) -> None:
    """Virtual pupils against the production server, on SQLite or on what DATABASE_URL names."""
    counts = [int(one) for one in at_once.split(",")]
    if not pupils_bench.measure(at_once=counts, seconds=seconds, paging=paging):
        raise typer.Exit(1)


@app.command()
def tabulation(
    rows: Annotated[str, typer.Option(help="Pupils, a table for each size.")] = "572,60000,600000",
    rounds: Annotated[int, typer.Option(help="Processes of each engine, in turn.")] = 3,
    only: Annotated[str, typer.Option(help="Engines with this in their name.")] = "",
    spark: Annotated[str, typer.Option(help="Pupils to count on Spark, such as 6000000.")] = "",
    folder: Annotated[Path | None, typer.Option(help="Where the data is kept.")] = None,
) -> None:
    """A full tabulation by every engine: 150 questions, five years, five splits."""
    sizes = [int(one) for one in rows.split(",") if one]
    good = tabulation_bench.measure(rows=sizes, rounds=rounds, only=only, folder=folder)
    with tempfile.TemporaryDirectory(prefix="tellback-bench.") as made:
        for one in (int(size) for size in spark.split(",") if size):
            good = spark_bench.measure(folder or Path(made), one) and good
    if not good:
        raise typer.Exit(1)


@app.command()
def protection() -> None:
    """Releases protected: how long, how much is hidden, how much must be, what comes out."""
    protection_bench.measure()


@app.command()
def attack() -> None:
    """Releases of 100 and 1,000 schools attacked."""
    attack_bench.measure()


@app.command()
def reports(
    schools: Annotated[int, typer.Option(help="Schools of the borough, a report for each.")] = 100,
    many: Annotated[int, typer.Option(help="Reports of the long run; 0 for none.")] = 1000,
    others: Annotated[int, typer.Option(help="Reports made by WeasyPrint too.")] = 5,
    folder: Annotated[Path | None, typer.Option(help="Where the release is kept.")] = None,
) -> None:
    """Reports of every school of a borough: how long, how much memory, and another way."""
    if not reports_bench.measure(schools=schools, many=many, others=others, folder=folder):
        raise typer.Exit(1)


@app.command()
def rules() -> None:
    """Rules of a questionnaire of 150 variables judged in a second."""
    rules_bench.main()


@app.command()
def wire() -> None:
    """What a grid page weighs on its way to a pupil."""
    if not wire_bench.measure():
        raise typer.Exit(1)


@app.command()
def xlsforms(
    folder: Annotated[Path, typer.Argument(help="It has a folder for each package.")],
) -> None:
    """How the XLSForms of some packages fare when they are read."""
    xlsforms_bench.measure_xlsforms(folder)


if __name__ == "__main__":
    app()
