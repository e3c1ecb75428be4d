"""From a questionnaire to a drawn figure, step by step, with made-up answers.

Each `# %%` begins a cell: open this file as a notebook in an editor that knows them, or run it
in the folder of the repository. What it writes goes to the folder `results`.
"""  # noqa: INP001 - a script for readers, in no package

# %% What is asked
from datetime import date
from pathlib import Path
from random import Random

from tellback import (
    PupilRow,
    accept,
    attack,
    build_release,
    draw,
    html_table,
    protect,
    read_questionnaire,
    read_release,
    read_rule,
    read_snapshot,
    sentence,
    svg,
    synthesise,
    tabulate,
    tabulate_family,
    to_sav,
    wilson,
    write_snapshot,
)

results = Path("results")
file = Path("content/questionnaires/lifestyle-primary-2009.yaml")
questionnaire = read_questionnaire(file)

# %% Made-up answers of three schools; a council has them from its pupils
schools = {"9101": 170, "9102": 150, "9103": 130}
locality = {"9101": "North", "9102": "North", "9103": "South"}
made = synthesise(questionnaire, schools=schools, targets=[], split_by="q01", seed=2009)
rows = [
    PupilRow(one.school, locality[one.school], "5", "online", accept(questionnaire, one.answers))
    for one in made.pupils
]

# %% A snapshot: the answers as files that explain themselves and never change
wave = results / "wave"
write_snapshot(
    wave,
    questionnaire=questionnaire,
    questionnaire_text=file.read_text("utf-8"),
    wave="2009",
    rows=rows,
    rng=Random(1),  # noqa: S311 - made-up answers may be shuffled the same each time
)
snapshot = read_snapshot(wave)

# %% Raw counts: for your eyes alone
raw = tabulate(snapshot, "q04")
[(cell.words, cell.count) for cell in raw.cells]

# %% Protected counts: for everyone's. A question alone, and all of them by sex
rule_text = """
id: example
from: 2026-09-01
source: An example; choose your council's own numbers.
least_base: 10
least_cell: 3
splits: [[sex]]
"""
rule = read_rule(rule_text)
(safe,) = protect([raw], rule)
family = protect(tabulate_family(snapshot, rule.splits), rule)

# %% How sure: the interval of the first answer's share, if the pupils were few of very many
interval = wilson(safe.cells[0].count, safe.base)

# %% A figure: a chart, the table beside it, and a sentence
figure = draw([safe])
chart, table, words = svg(figure), html_table(figure), sentence(safe)
(results / "health.svg").write_text(chart, encoding="utf-8")

# %% A release: all of that as a folder, attacked before it is written
built = build_release(results / "release", wave=wave, rule_text=rule_text, made_on=date(2009, 9, 1))
release = read_release(results / "release", built.manifest_sha256)
of_everyone = release.area("borough")
report = attack(results / "release")

# %% Microdata, for the analyst with the right: one pupil a row, without schools
to_sav(snapshot, results / "pupils.sav", day=date(2009, 9, 1))
