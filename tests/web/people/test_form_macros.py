"""Any form in the design system's markup: labels, hints, errors, and links from the summary."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django import forms
from django.template import engines
from django.utils.datastructures import MultiValueDict

PAGE = (
    '{% from "people/form_macros.html" import error_summary, fields %}'
    "{{ error_summary(form) }}{{ fields(form) }}"
)
SCHOOLS = [("8001001", "North <b>"), ("8001002", "South")]


class Every(forms.Form):
    """A field of each kind."""

    words = forms.CharField(label="Words", help_text="In a few.")
    email = forms.EmailField(label="E-mail")
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput)
    count = forms.IntegerField(label="Count")
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    long = forms.CharField(label="Long", widget=forms.Textarea)
    one = forms.ChoiceField(label="One", choices=SCHOOLS)
    radio = forms.ChoiceField(label="Radio", choices=SCHOOLS, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(
        label="Many", choices=SCHOOLS, widget=forms.CheckboxSelectMultiple
    )
    yes = forms.BooleanField(label="Yes")
    file = forms.FileField(label="File")
    hidden = forms.CharField(widget=forms.HiddenInput)


def shown(form: forms.Form) -> str:
    return engines["jinja2"].from_string(PAGE).render({"form": form})


def tag_of(page: str, id_: str) -> str:
    found = re.search(rf'<[a-z]+ [^>]*\bid="{id_}"[^>]*>', page)
    assert found, f"nothing has the id {id_}"
    return found[0]


KINDS = {
    "words": "text",
    "email": "email",
    "secret": "password",
    "count": "number",
    "day": "date",
    "radio": "radio",
    "many": "checkbox",
    "yes": "checkbox",
    "file": "file",
    "hidden": "hidden",
}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_field_has_its_own_kind_of_input(name: str) -> None:
    tag = tag_of(shown(Every()), f"id_{name}")
    assert f'type="{KINDS[name]}"' in tag
    assert f'name="{name}"' in tag


def test_a_long_text_has_a_box_and_a_choice_has_a_list() -> None:
    page = shown(Every())
    assert tag_of(page, "id_long").startswith("<textarea")
    assert tag_of(page, "id_one").startswith("<select")


def test_each_field_to_type_in_has_a_label_of_its_own() -> None:
    page = shown(Every())
    for name in ("words", "email", "secret", "count", "day", "long", "one", "file"):
        assert re.search(rf'<label[^>]* for="id_{name}"', page), name


def test_choices_stand_in_a_fieldset_with_the_label_as_its_legend() -> None:
    page = shown(Every())
    for label in ("Radio", "Many"):
        assert re.search(rf"<legend[^>]*>\s*{label}\s*</legend>", page), label


def test_a_hint_is_tied_to_its_field() -> None:
    assert 'aria-describedby="id_words-hint"' in tag_of(shown(Every()), "id_words")


def test_each_error_links_to_a_field_that_is_there_and_stands_beside_it() -> None:
    page = shown(Every(data={}, files=MultiValueDict()))
    summary = page[: page.index("</ul>")]
    targets = re.findall(r'href="#([^"]*)"', summary)
    assert len(targets) == len(Every.base_fields) - 1
    for target in targets:
        tag_of(page, target)
        assert f'id="{target}-error"' in page
    assert summary.count("Give an answer to “") == len(Every.base_fields)
    assert "#id_hidden" not in summary, "There is nothing to jump to."


def test_an_error_of_the_whole_form_is_in_the_summary_without_a_link() -> None:
    form = Every(data={"words": "x"})
    form.add_error(None, "They do not go together.")
    assert re.search(r"<li>\s*They do not go together\.\s*</li>", shown(form))


def test_a_form_that_was_not_sent_has_no_summary() -> None:
    assert "There is a problem" not in shown(Every())


def test_what_was_typed_comes_back_save_for_a_password() -> None:
    given = {
        "words": 'a "quoted" <b>',
        "secret": "open sesame",
        "count": "0",
        "day": "2010-11-19",
        "long": "two\nlines",
        "one": "8001002",
        "radio": "8001002",
        "many": ["8001001", "8001002"],
        "yes": "on",
    }
    page = shown(Every(data=given))
    assert 'value="a &#34;quoted&#34; &lt;b&gt;"' in tag_of(page, "id_words")
    assert "open sesame" not in page
    assert 'value="0"' in tag_of(page, "id_count")
    assert 'value="2010-11-19"' in tag_of(page, "id_day")
    assert "two\nlines</textarea>" in page
    assert re.search(r'<option value="8001002" selected', page)
    assert len(re.findall(r"<input[^>]* checked", page)) == 4


def test_a_value_that_the_form_starts_with_is_shown() -> None:
    page = shown(Every(initial={"day": date(2010, 11, 19), "radio": "8001001", "count": 0}))
    assert 'value="2010-11-19"' in tag_of(page, "id_day")
    assert 'value="0"' in tag_of(page, "id_count")
    assert " checked" in tag_of(page, "id_radio")


def test_nothing_is_ticked_that_was_not() -> None:
    page = shown(Every())
    assert " checked" not in page
    assert "None" not in page


def test_the_words_of_a_choice_cannot_be_markup() -> None:
    page = shown(Every())
    assert "North <b>" not in page
    assert page.count("North &lt;b&gt;") == 3


def test_an_error_that_quotes_what_was_sent_cannot_be_markup() -> None:
    page = shown(Every(data={"one": "<script>x</script>"}))
    assert "<script>x" not in page
    assert page.count("&lt;script&gt;x") == 2, "Once in the summary, once beside the field."


def test_an_empty_answer_is_asked_for_by_the_words_of_its_question() -> None:
    assert shown(Every(data={})).count("Give an answer to “Words”.") == 2
