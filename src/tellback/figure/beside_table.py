"""Series side by side as a table: per cent, count, interval and comparison in each cell."""

from __future__ import annotations

from markupsafe import Markup

from tellback.figure.beside import Beside, Line
from tellback.figure.table import ENVIRONMENT

FEW = 3
"""More series than these stand one to a line of the table, if there are no more answers."""
TEMPLATE = ENVIRONMENT.from_string(
    """
{% macro cell(value) %}
<td class="govuk-table__cell beside__cell"><strong>{{ value.said }}</strong>
{%- if value.interval %} <span class="beside__count">{{ "{:,}".format(value.count) }}</span>
<span class="beside__interval">{{ value.interval.percents }}</span>{% endif %}
{% if value.mark %}
<span class="beside__mark"><span aria-hidden="true">{{ value.mark.sign }}</span>
{{ value.mark.word }}</span>
{% endif %}
</td>
{% endmacro %}
<div class="table-scroll" role="region" aria-label="{{ figure.caption }}" tabindex="0">
<table class="govuk-table beside">
<caption class="govuk-table__caption">{{ figure.caption }} {{ reads }}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">
{% if turned %}
<th scope="col" class="govuk-table__header">Pupils</th>
{% for line in figure.lines %}
<th scope="col" class="govuk-table__header">{{ line.words or "Per cent" }}</th>
{% endfor %}
{% else %}
{% if answers %}
<th scope="col" class="govuk-table__header">Answer</th>
{% endif %}
{% for words in figure.sides %}
<th scope="col" class="govuk-table__header">{{ words }}
{%- if same_base %}<br/><span class="beside__of">{{ of(words) }}</span>{% endif %}</th>
{% endfor %}
{% endif %}
</tr></thead>
<tbody class="govuk-table__body">
{% if turned %}
{% for words in figure.sides %}
<tr class="govuk-table__row">
<th scope="row" class="govuk-table__header govuk-!-font-weight-regular">{{ words }}
<br/><span class="beside__of">{{ of(words) }}</span></th>
{% for line in figure.lines %}
{{ cell(line.values[loop_of(words)]) }}
{% endfor %}
</tr>
{% endfor %}
{% else %}
{% for line in figure.lines %}
<tr class="govuk-table__row">
{% if answers %}
<th scope="row" class="govuk-table__header govuk-!-font-weight-regular">{{ line.words }}
{%- if not same_base %}<br/><span class="beside__of">{{ bases(line) }}</span>{% endif %}</th>
{% endif %}
{% for value in line.values %}
{{ cell(value) }}
{% endfor %}
</tr>
{% endfor %}
{% endif %}
</tbody>
</table>
</div>
{% for reason in figure.reasons %}
<p class="govuk-body-s beside__reason">{{ reason }}.</p>
{% endfor %}
""".strip()
)
READS = (
    "In each cell: the per cent, the number of pupils, and from where to where the per cent of all "
    "such pupils lies."
)


def table_beside(figure: Beside) -> Markup:
    """The data table: one line an answer, or where there are many series one line a series."""
    sides = figure.sides
    of = {value.side: value.of for line in figure.lines for value in line.values}
    same = len({tuple(value.of for value in line.values) for line in figure.lines}) == 1
    text = TEMPLATE.render(
        figure=figure,
        reads=READS,
        turned=same and len(sides) > FEW and len(sides) >= len(figure.lines),
        same_base=same,
        answers=any(line.words for line in figure.lines),
        of=lambda words: of[words] or "number hidden",
        loop_of=sides.index,
        bases=_bases,
    )
    return Markup(text)  # noqa: S704 - Jinja escaped it


def _bases(line: Line) -> str:
    """How many were asked, where that differs from line to line."""
    known = [f"{value.side}: {value.of}" for value in line.values if value.of]
    return ", ".join(known)
