"""The only door from raw counts to what may be shown."""

from tellback.disclosure.protect import protect
from tellback.disclosure.rule import Rule, RuleFault, read_rule
from tellback.disclosure.stored import from_json, to_json
from tellback.disclosure.table import Hidden, SafeCell, SafeTable

__all__ = [
    "Hidden",
    "Rule",
    "RuleFault",
    "SafeCell",
    "SafeTable",
    "from_json",
    "protect",
    "read_rule",
    "to_json",
]
