"""The same numbers as a table, in HTML."""

from __future__ import annotations

from jinja2 import Environment
from markupsafe import Markup

from tellback.disclosure import Hidden
from tellback.figure.model import Figure

ENVIRONMENT = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
TEMPLATE = ENVIRONMENT.from_string(
    """
<table class="govuk-table">
<caption class="govuk-table__caption">{{ figure.title }}. {{ figure.base }}.</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">
<th scope="col" class="govuk-table__header">Answer</th>
<th scope="col" class="govuk-table__header govuk-table__header--numeric">Pupils</th>
<th scope="col" class="govuk-table__header govuk-table__header--numeric">Per cent</th>
</tr></thead>
{% for group in figure.groups %}
<tbody class="govuk-table__body">
{% if group.words %}
<tr class="govuk-table__row"><th scope="rowgroup" colspan="3" class="govuk-table__header">{{ group.words }}{% if group.base != figure.base and not group.hidden %}. {{ group.base }}{% endif %}</th></tr>
{% endif %}
{% if group.hidden %}
<tr class="govuk-table__row"><td colspan="3" class="govuk-table__cell">{{ group.hidden }}</td></tr>
{% endif %}
{% for bar in group.bars %}
<tr class="govuk-table__row"><th scope="row" class="govuk-table__header govuk-!-font-weight-regular">{{ bar.words }}</th>
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


def html_table(figure: Figure) -> Markup:
    """The data table of `figure`: caption with the base, hidden cells as words with the reason."""
    text = TEMPLATE.render(
        figure=figure, is_hidden=lambda bar: isinstance(bar.count, Hidden)
    )
    return Markup(text)  # noqa: S704 - Jinja escaped it
