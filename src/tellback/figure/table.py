"""The same numbers as a table, in HTML."""

from __future__ import annotations

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from tellback.disclosure import Hidden
from tellback.figure.model import Figure, Group

ENVIRONMENT = Environment(
    autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
)
TEMPLATE = ENVIRONMENT.from_string(
    """
<table class="govuk-table">
<caption class="govuk-table__caption">{{ figure.caption }}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">
<th scope="col" class="govuk-table__header">Answer</th>
<th scope="col" class="govuk-table__header govuk-table__header--numeric">Pupils</th>
<th scope="col" class="govuk-table__header govuk-table__header--numeric">Per cent</th>
</tr></thead>
{% for group in figure.groups %}
<tbody class="govuk-table__body">
{% if group.words %}
<tr class="govuk-table__row">
<th scope="rowgroup" colspan="3" class="govuk-table__header">{{ group.words }}
{%- if group.base != figure.base and not group.hidden %}. {{ group.base }}{% endif %}</th>
</tr>
{% endif %}
{% if group.hidden %}
<tr class="govuk-table__row"><td colspan="3" class="govuk-table__cell">{{ group.hidden }}</td></tr>
{% endif %}
{% for bar in group.bars %}
<tr class="govuk-table__row">
<th scope="row" class="govuk-table__header govuk-!-font-weight-regular">{{ bar.words }}</th>
{% if is_hidden(bar) %}
<td colspan="2" class="govuk-table__cell govuk-table__cell--numeric">{{ bar.count.reason }}</td>
{% else %}
<td class="govuk-table__cell govuk-table__cell--numeric">{{ "{:,}".format(bar.count) }}</td>
<td class="govuk-table__cell govuk-table__cell--numeric">{{ bar.said }}</td>
{% endif %}
</tr>
{% endfor %}
</tbody>
{% endfor %}
</table>
""".strip()
)


GRID = ENVIRONMENT.from_string(
    """
<div class="table-scroll" role="region" aria-label="{{ figure.title }}" tabindex="0">
<table class="govuk-table">
<caption class="govuk-table__caption">{{ figure.caption }}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">
<td class="govuk-table__header"></td>
{% for words in figure.choices + figure.notes %}
<th scope="col" class="govuk-table__header govuk-table__header--numeric">{{ words }}</th>
{% endfor %}
</tr></thead>
<tbody class="govuk-table__body">
{% for group in figure.groups %}
<tr class="govuk-table__row">
<th scope="row" class="govuk-table__header govuk-!-font-weight-regular">{{ group.words }}
{%- if group.base != figure.base and not group.hidden %}. {{ group.base }}{% endif %}</th>
{% if group.hidden %}
<td colspan="{{ (figure.choices + figure.notes) | length }}" class="govuk-table__cell">
{{- group.hidden }}</td>
{% else %}
{% for words in figure.choices + figure.notes %}
<td class="govuk-table__cell govuk-table__cell--numeric">{{ said(group, words) }}</td>
{% endfor %}
{% endif %}
</tr>
{% endfor %}
</tbody>
</table>
{% for reason in reasons %}
<p class="govuk-body-s">{{ reason }}.</p>
{% endfor %}
</div>
""".strip()
)
MOST_COLUMNS = 7
"""More than these do not fit beside a chart; then each row's answers stand below each other."""


def html_table(figure: Figure) -> Markup:
    """The data table of `figure`: caption with the base, hidden cells as words with the reason.

    One line an answer; for a grid, a line for each of its rows and a column an answer.
    """
    columns = len(figure.choices) + len(figure.notes)
    if len(figure.groups) > 1 and columns <= MOST_COLUMNS:
        text = GRID.render(figure=figure, said=_said, reasons=_reasons(figure))
    else:
        text = TEMPLATE.render(figure=figure, is_hidden=lambda bar: isinstance(bar.count, Hidden))
    return Markup(text)  # noqa: S704 - Jinja escaped it


def _said(group: Group, words: str) -> str:
    """`172 (30%)`; an answer that a row does not show is one that nobody gave."""
    for bar in group.bars:
        if bar.words == words:
            return "hidden" if isinstance(bar.count, Hidden) else f"{bar.count:,} ({bar.said})"
    return "0 (0%)"


def _reasons(figure: Figure) -> tuple[str, ...]:
    """Why the cells that say `hidden` do, each reason once."""
    hidden = [bar.count for group in figure.groups for bar in group.bars]
    return tuple(dict.fromkeys(one.reason for one in hidden if isinstance(one, Hidden)))
