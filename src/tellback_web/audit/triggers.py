"""The database's own refusal to change what was recorded, for SQLite and PostgreSQL.

A row may go only when its time of keeping is over. Emptying the table whole (TRUNCATE on
PostgreSQL) is left to the owner of the database, who could as well drop the trigger.
"""

from __future__ import annotations

from typing import Final

YEARS_KEPT: Final = 6

_SQLITE_STAYS: Final = """
CREATE TRIGGER audit_event_stays BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'An event is never changed.'); END
"""
_SQLITE_IS_KEPT: Final = f"""
CREATE TRIGGER audit_event_is_kept BEFORE DELETE ON audit_event
WHEN OLD.at > datetime('now', '-{YEARS_KEPT} years')
BEGIN SELECT RAISE(ABORT, 'An event is not deleted while it is to be kept.'); END
"""
_POSTGRESQL_REFUSES: Final = f"""
CREATE FUNCTION audit_event_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'An event is never changed.' USING ERRCODE = '23514';
    END IF;
    IF OLD.at > now() - interval '{YEARS_KEPT} years' THEN
        RAISE EXCEPTION 'An event is not deleted while it is to be kept.'
            USING ERRCODE = '23514';
    END IF;
    RETURN OLD;
END $$
"""
_POSTGRESQL_STAYS: Final = """
CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_event_refuses()
"""

CREATE: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": (_SQLITE_STAYS, _SQLITE_IS_KEPT),
    "postgresql": (_POSTGRESQL_REFUSES, _POSTGRESQL_STAYS),
}

DROP: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_event_stays",
        "DROP TRIGGER IF EXISTS audit_event_is_kept",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_event_stays ON audit_event",
        "DROP FUNCTION IF EXISTS audit_event_refuses()",
    ),
}
