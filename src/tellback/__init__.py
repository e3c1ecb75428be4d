"""Tellback's library: questionnaires to safe results. No Django, no network, no clock."""
