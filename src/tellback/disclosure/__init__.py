"""The only door from raw counts to what may be shown."""

from tellback.disclosure.areas import Areas
from tellback.disclosure.protect import Unprotectable, protect
from tellback.disclosure.protection import Known
from tellback.disclosure.rule import Rule, RuleFault, read_rule, write_rule
from tellback.disclosure.stored import StoredFault, from_json, to_json
from tellback.disclosure.table import Forged, Hidden, SafeCell, SafeTable, Why

__all__ = [
    "Areas",
    "Forged",
    "Hidden",
    "Known",
    "Rule",
    "RuleFault",
    "SafeCell",
    "SafeTable",
    "StoredFault",
    "Unprotectable",
    "Why",
    "from_json",
    "protect",
    "read_rule",
    "to_json",
    "write_rule",
]
