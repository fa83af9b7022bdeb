"""What came of a replay, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.intake.quarantine import Replayed


def came_of(replayed: Replayed) -> str:
    """One replay."""
    if replayed.asked:
        return _("Polku reads it again in a moment. If the mapping still refuses it, it comes back here.")
    kept = replayed.added + replayed.known
    words = ngettext("Kept: %(n)d message.", "Kept: %(n)d messages.", kept) % {"n": kept}
    if not replayed.problems:
        return words
    still = len(replayed.problems)
    return words + " " + ngettext("%(n)d is still refused.", "%(n)d are still refused.", still) % {"n": still}


def came_of_many(done: int, still: int, left: int) -> str:
    """Many at once."""
    words = [ngettext("%(n)d went through.", "%(n)d went through.", done) % {"n": done}]
    if still:
        words.append(ngettext("%(n)d is still refused.", "%(n)d are still refused.", still) % {"n": still})
    if left:
        words.append(
            ngettext("%(n)d is left: press once more.", "%(n)d are left: press once more.", left)
            % {"n": left}
        )
    return " ".join(words)
