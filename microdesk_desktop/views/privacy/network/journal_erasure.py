"""What the erasure of the network journal removed, and what is left."""

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr


def erased_line(removed: int, remaining: int, *, is_finished: bool) -> str:
    """What was done, and what remains."""
    if not is_finished:
        return tr("L'effacement du journal n'est pas terminé : MicroDesk l'achève à la prochaine ouverture.")
    gone = ntr("{count} connexion effacée", "{count} connexions effacées", removed)
    left = ntr("{count} reste", "{count} restent", remaining)
    return tr("{removed} ; {remaining}.").format(
        removed=gone.format(count=counts.count(removed)), remaining=left.format(count=counts.count(remaining))
    )
