"""How long the reports of a hundred schools take, what memory a thousand take, and another way."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.prepare import ROOT
from benchmarks.reports_data import CONTENT, material_of
from tellback.paper.typeset import pdf
from tellback.release import Area
from tellback.report.document import Document
from tellback.report.many import Crew, Made, Work, make_many
from tellback.report.material import Material
from tellback.report.pdf.row_heads import with_row_heads
from tellback.report.pdf.typst_data import data_of
from tellback.report.pdf.write import moment_of, report_pdf
from tellback.report.school.report import school_report

GOAL = 150.0
"""Milliseconds a report on two cores, with the reading of the release."""
TENTHS = 10
MEMORY = "memory.txt"


@dataclass(frozen=True)
class Borough:
    """Where its release is, and where each process says how much memory it had."""

    folder: Path
    schools: int
    log: Path


@dataclass(frozen=True)
class Ground:
    """What a process has read."""

    material: Material
    areas: dict[str, Area]
    log: Path


def read_borough(borough: Borough) -> Ground:
    """What each process reads before its first report."""
    material = material_of(borough.folder, borough.schools)
    areas = {one.area: one for one in material.ground.areas if one.level == "school"}
    return Ground(material, areas, borough.log)


def make_report(ground: Ground, name: str) -> bytes:
    """The report of a file called `7004-2.pdf`: of school 7004, for the second time."""
    number, again = name.removesuffix(".pdf").split("-")
    document = school_report(ground.material, ground.areas[number])
    # The typesetter remembers what it has set: a report made again is made to differ.
    made = report_pdf(_again(document, again), content=CONTENT)
    with ground.log.open("a") as file:
        file.write(f"{_most_memory()}\n")
    return made


def _most_memory() -> int:
    """Kilobytes that this process had at the most; `getrusage` counts its parent’s in."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def _again(document: Document, again: str) -> Document:
    return replace(document, title=f"{document.title}, {again}") if again != "0" else document


def measure(*, schools: int, many: int, others: int, folder: Path | None) -> bool:
    """Print all of it. Whether the goal was met."""
    with _kept(folder) as kept:
        print(f"A borough of {schools} schools is read or made.", flush=True)
        areas = sorted(read_borough(Borough(kept, schools, kept / MEMORY)).areas)
        _with_bytecode(kept, schools)
        good = _in_one_run(kept, schools, areas)
        _by_step(kept, schools)
        if many:
            _memory(kept, schools, [f"{areas[at % len(areas)]}-{at // len(areas)}.pdf"
                                    for at in range(many)])  # fmt: skip
        _another_way(kept, schools, others)
    return good


@contextmanager
def _kept(folder: Path | None) -> Iterator[Path]:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with TemporaryDirectory(prefix="tellback-bench.") as made:
        yield Path(made)


def _with_bytecode(kept: Path, schools: int) -> None:
    """Have all modules compiled, as they are where Tellback is installed and has run once.

    Some machines forbid Python to keep what it has compiled; there every process would compile
    the libraries of statistics anew, which has nothing to do with reports.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(kept / "bytecode")
    one = "import sys; from benchmarks.reports import one_report; one_report(*sys.argv[1:])"
    subprocess.run([sys.executable, "-c", one, str(kept), str(schools)], cwd=ROOT, check=True)


def one_report(kept: str, schools: str) -> None:
    """Make the report of the first school, and let go of it."""
    ground = read_borough(Borough(Path(kept), int(schools), Path(kept) / MEMORY))
    make_report(ground, f"{min(ground.areas)}-0.pdf")


def _in_one_run(kept: Path, schools: int, areas: Sequence[str]) -> bool:
    """Two processes from nothing: they start, read the release, make and write every report."""
    import pypdfium2  # noqa: PLC0415 - not in the processes that make reports

    with TemporaryDirectory() as out:
        began, worked = time.perf_counter(), _of_children()
        made = _made(Path(out), Borough(kept, schools, kept / MEMORY),
                     [f"{one}-0.pdf" for one in areas], Crew(2, 50))  # fmt: skip
        took = (time.perf_counter() - began) * 1000
        worked = (_of_children() - worked) * 1000
        files = [Path(out) / name for name in made.now]
        pages = [len(pypdfium2.PdfDocument(file)) for file in files]
        size = median(file.stat().st_size for file in files) / 1000
    each = took / len(made.now)
    print(
        f"{len(made.now)} reports of {median(pages):g} pages ({min(pages)} to {max(pages)}, "
        f"{size:,.0f} kB) in one run of two processes: {took / 1000:.1f} s, {each:.0f} ms each, "
        f"{worked / len(files):.0f} ms of a processor each; the goal is {GOAL:.0f} ms",
        flush=True,
    )
    return each <= GOAL


def _of_children() -> float:
    """Seconds of a processor that ended processes have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _made(out: Path, borough: Borough, names: Sequence[str], crew: Crew) -> Made:
    borough.log.unlink(missing_ok=True)
    made = make_many(out, names, Work(ready_borough(borough), make_report),
                     of={"results": "2009"}, crew=crew)  # fmt: skip
    if made.failed:
        sys.exit("\n".join(f"{name}: {why}" for name, why in made.failed.items()))
    return made


def ready_borough(borough: Borough) -> Callable[[], Ground]:
    """Reads the borough in the process that makes its reports."""
    return _Reading(borough)


@dataclass(frozen=True)
class _Reading:
    borough: Borough

    def __call__(self) -> Ground:
        return read_borough(self.borough)


@dataclass
class _Steps:
    """Milliseconds of a processor for each step, report by report."""

    taken: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        began = time.process_time()
        yield
        self.taken.setdefault(step, []).append((time.process_time() - began) * 1000)

    def said(self) -> str:
        return ", ".join(f"{step} {median(some):.1f}" for step, some in self.taken.items())


def _by_step(kept: Path, schools: int, most: int = 30) -> None:
    """Where the time goes, in one process, and what charts and tables cost."""
    ground = read_borough(Borough(kept, schools, kept / MEMORY))
    steps = _Steps()
    for area in [*ground.areas.values()][:most]:
        with steps.timed("the document"):
            document = school_report(ground.material, area)
        with steps.timed("its data"):
            data = data_of(document, symbols=CONTENT / "symbols")
        with steps.timed("typesetting"):
            made = _typeset(document, data)
        with steps.timed("heads of rows"):
            with_row_heads(made)
        with steps.timed("typesetting without charts"):
            _typeset(document, _without_charts(data))
    print(f"In one process, median of {most}, ms of a processor: {steps.said()}", flush=True)


def _typeset(document: Document, data: dict[str, object]) -> bytes:
    return pdf("report.typ", data, fonts=CONTENT / "fonts", made=moment_of(document),
               package="tellback.report.pdf")  # fmt: skip


def _without_charts(data: dict[str, object]) -> dict[str, object]:
    """The same with an empty chart of the same size for each, and a title of its own."""
    empty = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 9"><path d="M0 0h1"/></svg>'
    blocks = data["blocks"]
    assert isinstance(blocks, list)
    none = {"charts": [empty], "marks": []}
    emptied = [one | none if one["is"] == "picture" else one for one in blocks]
    return data | {"blocks": emptied, "title": f"{data['title']}, without charts"}


def _another_way(kept: Path, schools: int, others: int) -> None:
    """The same documents as HTML through WeasyPrint, and ours, one after the other."""
    if not others:
        return
    from weasyprint import HTML  # noqa: PLC0415 - it is only here where benchmarks are run

    from tellback.report.html.page import html_page  # noqa: PLC0415 - as pypdfium2

    ground = read_borough(Borough(kept, schools, kept / MEMORY))
    steps = _Steps()
    for area in [*ground.areas.values()][: others + 1]:
        document = school_report(ground.material, area)
        with steps.timed("ours"):
            report_pdf(_again(document, "again"), content=CONTENT)
        page = html_page(document, content=CONTENT)
        with steps.timed("WeasyPrint"):
            HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    ours, theirs = (median(some[1:]) for some in steps.taken.values())
    print(
        f"From a document to a PDF, one process, median of {others} after a first, ms of a "
        f"processor: ours {ours:.0f}, WeasyPrint {theirs:,.0f}: {theirs / ours:.1f} times",
        flush=True,
    )


def _memory(kept: Path, schools: int, names: Sequence[str]) -> None:
    """The most memory of any process so far, at each tenth of a long run."""
    borough = Borough(kept, schools, kept / MEMORY)
    with TemporaryDirectory() as out:
        began = time.perf_counter()
        _made(Path(out), borough, names, Crew(2, 50))
        took = time.perf_counter() - began
    held = [int(line) / 1000 for line in borough.log.read_text().split()]
    step = max(len(held) // TENTHS, 1)
    tenths = [f"{max(held[at : at + step]):.0f}" for at in range(0, step * TENTHS, step)]
    print(
        f"{len(names):,} reports in {took:.0f} s ({took / len(names) * 1000:.0f} ms each), "
        f"processes ended after 50: the largest in each tenth had {', '.join(tenths)} MB",
        flush=True,
    )
