"""HiGHS, the solver of linear programmes, without its words."""

from __future__ import annotations

import highspy


class Solver(highspy.Highs):
    """A silent solver on one thread: what it prints would stand in a command's own output."""

    def __init__(self, **options: bool | float | str) -> None:
        # The class between writes a banner to the standard output before anyone can stop it.
        super(highspy.Highs, self).__init__()
        quiet: dict[str, bool | float | str] = {"output_flag": False, "threads": 1}
        for name, value in (quiet | options).items():
            self.setOptionValue(name, value)
