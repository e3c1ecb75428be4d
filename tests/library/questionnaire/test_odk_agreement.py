"""ODK's own engine and our walk show the same questions, form by form and state by state.

The gallery's workbooks become XForms by pyxform and questionnaires by our reader; both
are given the same random answers. Runs where Node.js and the npm packages are there.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.walk import Walk
from tellback.questionnaire.xlsform import read_xlsx
from tests.library.questionnaire.xlsform_gallery import FORMS, write_form

ENGINE = Path(__file__).parent / "odk" / "run_engine.mjs"
STATES = 60
WORDS = ("", "x", "yes", "hello")
NUMBERS = ("", "0", "1", "3", "9", "10", "12")


def state_of(questionnaire: Questionnaire, random: Random) -> dict[str, str]:
    """A value for every variable, shown or not."""
    state = {}
    for variable, question in questionnaire.question_of.items():
        ids = [choice.id for choice in question.offered]
        if question.kind is Kind.MULTI:
            state[variable] = " ".join(one for one in ids if random.random() < 0.5)
        elif ids:
            state[variable] = random.choice(["", *ids])
        else:
            state[variable] = random.choice(WORDS if question.kind is Kind.TEXT else NUMBERS)
    return state


def test_odk_s_engine_shows_the_same_questions(root: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (root / "node_modules/@getodk/xforms-engine").is_dir():
        pytest.skip("needs Node.js and the npm packages: make setup")
    convert = pytest.importorskip("pyxform.xls2xform").convert
    random = Random(20091119)
    cases, expected = [], []
    for form in FORMS:
        path = write_form(form, tmp_path)
        questionnaire = read_xlsx(path).questionnaire
        walk = Walk(questionnaire)
        states = [state_of(questionnaire, random) for _ in range(STATES)]
        cases.append({"xml": convert(xlsform=path, validate=False).xform, "states": states})
        expected += [(form, state, list(walk.asked(state))) for state in states]
    (tmp_path / "cases.json").write_text(json.dumps(cases))
    # Beside the npm packages, so that its imports are found there.
    script = root / "node_modules" / ".tellback-run-engine.mjs"
    shutil.copy(ENGINE, script)
    command = [node, script, tmp_path / "cases.json", tmp_path / "results.json"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    script.unlink()
    assert ran.returncode == 0, ran.stderr[-2000:]
    shown = json.loads((tmp_path / "results.json").read_text())
    assert len(shown) == len(expected) == STATES * len(FORMS)
    for (form, state, ours), theirs in zip(expected, shown, strict=True):
        assert ours == theirs, (form, state)
    assert sum(len(one) for one in shown) > 1000
