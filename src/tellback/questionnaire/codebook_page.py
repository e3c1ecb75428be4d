"""The codebook as one HTML page that stands alone, reads well aloud and prints well."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from tellback.questionnaire.codebook import Code, CodebookLine, codebook
from tellback.questionnaire.model import Measure, Questionnaire, Section

STYLE = Markup("""
body{font:1rem/1.5 Arial,sans-serif;color:#0b0c0c;margin:2rem auto;max-width:60rem;padding:0 1rem}
h1{font-size:2rem}
h2{font-size:1.5rem;border-top:4px solid #0b4f5c;padding-top:.75rem;margin-top:3rem}
h3{font-size:1.125rem;margin:2rem 0 .25rem}
code{font-size:.95em;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #b1b4b6;padding:.3rem .5rem;text-align:left;vertical-align:top}
th:first-child,td:first-child{width:6rem}
.hint{color:#505a5f}
a{color:#1a65a6}
@media print{h3,table{break-inside:avoid}nav{display:none}}
""")


def codebook_page(questionnaire: Questionnaire) -> str:
    """The page of a questionnaire that `check` finds no fault in, in its first language."""
    book = codebook(questionnaire)
    first = questionnaire.languages[0]
    title = f"Codebook: {book.title}"
    parts = [
        Markup('<!DOCTYPE html>\n<html lang="{}"><head><meta charset="utf-8">').format(first),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup("<title>{}</title><style>{}</style></head><body>").format(title, STYLE),
        Markup("<main><h1>{}</h1>").format(title),
        Markup("<p>Questionnaire <code>{}</code>, version {}. {} variables.</p>").format(
            book.questionnaire, book.version, len(book.lines)
        ),
        _contents(questionnaire),
    ]
    parts.extend(_section(questionnaire, one, book.lines) for one in questionnaire.sections)
    parts.append(_measures(questionnaire.measures))
    parts.append(Markup("</main></body></html>\n"))
    return str(Markup("").join(parts))


def _contents(questionnaire: Questionnaire) -> Markup:
    items = Markup("").join(
        Markup('<li><a href="#s-{}">{}</a></li>').format(one.id, one.title.say())
        for one in questionnaire.sections
    )
    more = Markup('<li><a href="#measures">Measures</a></li>') if questionnaire.measures else ""
    return Markup('<nav aria-label="Contents"><ul>{}{}</ul></nav>').format(items, more)


def _section(
    questionnaire: Questionnaire, section: Section, lines: tuple[CodebookLine, ...]
) -> Markup:
    inside = Markup("").join(
        _variable(questionnaire, line) for line in lines if line.section == section.id
    )
    return Markup('<section aria-labelledby="s-{0}"><h2 id="s-{0}">{1}</h2>{2}</section>').format(
        section.id, section.title.say(), inside
    )


def _variable(questionnaire: Questionnaire, line: CodebookLine) -> Markup:
    facts = Markup("").join(
        Markup("<p>{}</p>").format(fact) for fact in _facts(questionnaire, line)
    )
    codes = (*line.codes, *line.missing)
    table = Markup("").join(_row(code) for code in codes)
    return Markup(
        "<h3><code>{0}</code> {1}</h3>{2}<table><thead><tr><th scope='col'>Code</th>"
        "<th scope='col'>Means</th></tr></thead><tbody>{3}</tbody></table>"
    ).format(line.variable, line.label, facts, table)


def _facts(questionnaire: Questionnaire, line: CodebookLine) -> Iterator[Markup]:
    yield Markup("Asked of {}.").format(line.base)
    if line.rule:
        yield Markup('<span class="hint">Rule:</span> <code>{}</code>').format(line.rule)
    if line.values:
        yield escape(f"Holds {line.values}.")
    question = questionnaire.question_of[line.variable]
    for language in questionnaire.languages[1:]:
        if language in question.text.languages():
            yield Markup('<span lang="{}" dir="auto">{}</span>').format(
                language, questionnaire.title_of(line.variable, language)
            )
    if question.since:
        yield escape(f"Asked since {question.since}.")
    for change in question.changed:
        note = f": {change.note.say()}" if change.note else ""
        yield escape(f"Changed in {change.wave} ({change.what}){note}")
    if line.measures:
        yield escape(f"Counted by: {', '.join(line.measures)}.")


def _row(code: Code) -> Markup:
    choice = Markup(" <code>{}</code>").format(code.choice) if code.choice else ""
    return Markup("<tr><td>{}</td><td>{}{}</td></tr>").format(code.code, code.label, choice)


def _measures(measures: tuple[Measure, ...]) -> Markup:
    if not measures:
        return Markup("")
    rows = Markup("").join(
        Markup("<tr><td><code>{}</code></td><td>{}</td><td><code>{}</code>: {}</td></tr>").format(
            one.id, one.text.say(), one.variable, ", ".join(one.choices)
        )
        for one in measures
    )
    return Markup(
        "<section aria-labelledby='measures'><h2 id='measures'>Measures</h2><table><thead><tr>"
        "<th scope='col'>Name</th><th scope='col'>In words</th><th scope='col'>Counts</th></tr>"
        "</thead><tbody>{}</tbody></table></section>"
    ).format(rows)
