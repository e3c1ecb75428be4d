"""What made-up pupils wrote in words: to be read, and some of it on the safeguarding list."""

from __future__ import annotations

from tellback_web.survey.changes.care import keep_written
from tellback_web.survey.changes.screening import clear_each
from tellback_web.survey.models import Wave
from tellback_web.survey.queries.care import texts_waiting

QUESTION = "q47"
LONG = """A place where everybody can be and nobody tells you to go away.
With a roof for when it rains, and benches, and a wall that you may paint on.
And a drinking fountain, and lights, so that it is not dark in winter when we walk home.
And a notice board for children only, and a bell."""
WRITTEN = {
    "9003": (
        "a skate park",
        "More trees and a pond with newts",
        "somewhere warm to go after school when my mum works",
        "A bigger library, Mr Penhaligon reads the best stories",
        "nothing",
        "⚽️⚽️⚽️ a new pitch!!!",
        "my dad hits me when he has been drinking",
    ),
    "9004": (
        "I want the bus to stop at Tanyard Lane because my friend Marigold lives there",
        "swings for wheelchairs",
        "hoffwn i gael pwll nofio",
        "مجھے کھیل کا میدان چاہیے",
        "Nobody talks to me at playtime and I am so sad all the time",
        LONG,
    ),
    "9007": (
        "less traffic",
        "a cinema",
        "somebody online keeps asking me for photos and says not to tell",
    ),
}
"""School -> texts. No child wrote them, and no such people or streets are known to us."""


def make_written(wave: Wave) -> None:
    """Keep the made-up texts as if they had been sent today; those of earlier waves were read."""
    clear_each(list(texts_waiting().values_list("pk", flat=True)), by="noor@demo.example")
    for participation in wave.participations.select_related("school"):
        texts = WRITTEN.get(participation.school.number, ())
        keep_written(participation.pk, [(QUESTION, text) for text in texts])
