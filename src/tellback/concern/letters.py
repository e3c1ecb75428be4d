"""A child's text as plain words: one case, no accents, no tricks with letters, signs or spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

SAME = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "\u0131": "i",  # dotless i
        # Urdu is typed on Arabic keyboards too: its yeh, kaf and heh are other letters there.
        "\u064a": "\u06cc",
        "\u0649": "\u06cc",
        "\u0643": "\u06a9",
        **dict.fromkeys(("\u0647", "\u0629", "\u06c3", "\u06be"), "\u06c1"),
        "\u0640": None,
        **dict.fromkeys(("'", "’", "‘", "`", "\u00b4", "\u02bc"), None),
    }
)
"""Letters that are written one for another; apostrophes are left out, as children do."""
INSIDE = "@$!|*€"
"""Signs that stand for letters where letters are on both sides."""
WORD = re.compile(rf"[@$]?[^\W_]+(?:[{re.escape(INSIDE)}]+[^\W_]+)*|[^\w\s]|_")
SPELLED_OUT = re.compile(r"(?<![^\W_])[^\W\d_](?:[.\-_*/,+~][^\W\d_]){2,}(?![^\W_])")
SPACED = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){2,}(?!\S)")
AS_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g"}
AS_LETTERS |= {"@": "a", "$": "s", "!": "i", "|": "l", "€": "e"}
REPEATED = re.compile(r"(.)\1{2,}")


def plain(text: str) -> str:
    """`text` in one case, without accents, hidden signs and apostrophes."""
    folded = unicodedata.normalize("NFKD", text).casefold().translate(SAME)
    return "".join(
        sign for sign in folded if unicodedata.category(sign) not in {"Mn", "Cf", "Me", "Cs"}
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words and pictures of `text` in order; `h i t` and `h.i.t` are the word `hit`.

    Of letters with single spaces, a first `i` or `a` is a word of its own: `i h i t`.
    """
    joined = SPELLED_OUT.sub(lambda found: re.sub(r"[\W_]", "", found[0]), plain(text))
    joined = SPACED.sub(_together, joined)
    return tuple(found[0] for found in WORD.finditer(joined) if not _is_stop(found[0]))


def _together(found: re.Match[str]) -> str:
    letters = found[0].replace(" ", "")
    alone = letters[0] in "ia" and len(letters) > 3  # noqa: PLR2004 - one word and a shortest run
    return f"{letters[0]} {letters[1:]}" if alone else letters


def _is_stop(sign: str) -> bool:
    """Whether it is punctuation: neither a word nor a picture."""
    return not sign[0].isalnum() and len(sign) == 1 and unicodedata.category(sign)[0] != "S"


def spellings(word: str) -> Iterator[str]:
    """`word` as it may be meant: figures and signs read as letters, letters that go on and on cut.

    A `*` stays, for any letter at all.
    """
    for read in dict.fromkeys((word, _as_letters(word), _as_letters(word.replace("1", "l")))):
        if REPEATED.search(read):
            yield REPEATED.sub(r"\1", read)
            yield REPEATED.sub(r"\1\1", read)
        yield read


def _as_letters(word: str) -> str:
    if word.isalpha() or not any(sign.isalpha() for sign in word):
        return word
    return "".join(AS_LETTERS.get(sign, sign) for sign in word)


SOUNDS = tuple(
    (re.compile(found), said)
    for found, said in (
        (r"^kn", "n"),
        (r"^wr", "r"),
        (r"ph", "f"),
        (r"tch", "ch"),
        (r"igh", "i"),
        (r"ough", "o"),
        (r"gh", "g"),
        (r"sc(?=[eiy])|c(?=[eiy])|z", "s"),
        (r"sch|ck|c(?!h)|q", "k"),
        (r"dge|g(?=[eiy])", "j"),
        (r"(?<=.)e(?=[ds]$)|(?<=..)e$", ""),
        (r"[aeiouyw]+", "a"),
        (r"(?<=.)h(?=[^a])", ""),
        (r"(.)\1+", r"\1"),
    )
)


def sound(word: str) -> str:
    """Roughly how an English `word` sounds: children who cannot spell it write that.

    All vowels are one; `knife` and `nife`, `suicide` and `suiside` are the same.
    """
    for found, said in SOUNDS:
        word = found.sub(said, word)
    return word


def slips(word: str) -> Iterator[str]:
    """`word` with one letter left out, wherever that is: two words that share one differ by a slip.

    A letter too many, too few, wrong, or two that changed places.
    """
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
