"""A bar on the terminal's side for messages; where that is no terminal, nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar(words: str, total: int) -> Iterator[Callable[[int, int], None]]:
    """Gives what is to be told how many are done, of how many."""
    from rich.console import Console  # noqa: PLC0415 - slow to load
    from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415 - as above

    console = Console(stderr=True)
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        shown = bar.add_task(words, total=total)

        def tell(done: int, every: int) -> None:
            bar.update(shown, completed=done, total=every)

        yield tell
