"""Templates hold nothing that the content security policy refuses; their links lead to pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import Resolver404, resolve

from tests.house.tree import kept_files, shown, told

TEMPLATES = {
    shown(path): path.read_text("utf-8") for path in kept_files() if path.suffix == ".html"
}
AS_MARKUP = "words taken as markup; use Markup where they are made"
ALLOWED = {
    ("src/tellback_web/people/jinja2/mfa/totp/activate_form.html", AS_MARKUP): "allauth's picture",
}
"""What a template has in spite of `REFUSED`, each with what it is."""
REFUSED = {
    r"\son[a-z]+\s*=": "a handler in an attribute",
    r"\sstyle\s*=": "a style in an attribute",
    r"<style\b": "a style of its own",
    r"<script(?![^>]*\ssrc=)": "a script of its own",
    r"(?:href|action)\s*=\s*[\"']javascript:": "a script as an address",
    r"\|\s*safe\b": AS_MARKUP,
}
"""What the policy blocks in a browser, where the page fails silently; and a way past escaping."""
FIXED = re.compile(r"(?:href|action)=\"(/[^\"{}?#]*)\"")


def refused(template: str) -> Iterator[str]:
    """What of `REFUSED` is in the template's text."""
    return (words for pattern, words in REFUSED.items() if re.search(pattern, template))


def leads_nowhere(template: str) -> Iterator[str]:
    """The fixed addresses in the template's text that no page has."""
    for address in FIXED.findall(template):
        try:
            resolve(address)
        except Resolver404:
            yield address


def test_no_template_holds_what_the_policy_refuses() -> None:
    found = {(name, what) for name, text in TEMPLATES.items() for what in refused(text)}
    faults = [f"{name} has {what}." for name, what in sorted(found - set(ALLOWED))]
    assert not faults, told(faults)
    assert set(ALLOWED) <= found


def test_every_fixed_link_leads_to_a_page() -> None:
    faults = [f"{name}: {to}" for name, text in TEMPLATES.items() for to in leads_nowhere(text)]
    assert TEMPLATES
    assert not faults, told(faults)


def test_what_is_refused_is_found() -> None:
    for bad in (
        '<a onclick="x()">',
        '<p style="color:red">',
        "<style>p {}</style>",
        "<script>x()</script>",
        '<a href="javascript:x()">',
        "{{ words | safe }}",
    ):
        assert len(list(refused(bad))) == 1, bad
    assert not list(refused('<script defer src="x.js"></script><p class="style">once</p>'))


def test_a_link_to_nowhere_is_found() -> None:
    assert list(leads_nowhere('<a href="/no/such/page/">')) == ["/no/such/page/"]
