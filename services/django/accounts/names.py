"""Which names a new account may have: none that people take for another account's."""

import unicodedata

from confusable_homoglyphs.confusables import confusables_data, is_mixed_script
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection

# Any number that nothing else in the database uses.
LOCK = 712_004


def check(name: str) -> None:
    """Raises ValidationError for a name of letters of several scripts, or one that looks like another account's."""
    if is_mixed_script(name, ["COMMON", "INHERITED"]):
        raise ValidationError("This name mixes letters of several scripts, some of which look the same.")
    with connection.cursor() as cursor:
        # Two names that look the same and are made at once: the second one waits until the first one is there.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    shape = look(name)
    if any(look(other) == shape for other in User.objects.values_list("username", flat=True).iterator()):
        raise ValidationError("This name looks like that of another account.")


def look(name: str) -> str:
    """The same text for names that look the same, by Unicode's table of confusable characters (UTS 39)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(map(_shape, folded)).replace("rn", "m")


def _shape(character: str) -> str:
    """One for all characters that look like each other: the first of them, which is a Latin letter or digit if any is."""
    return min([character, *(found["c"] for found in confusables_data.get(character, []))])
