"""What the seal of a declaration states."""

import json

from microdesk_desktop.documents.seal.chain import canonical
from microdesk_desktop.domain.books.declared import Declared


def declared_content(declared: Declared) -> str:
    """What the seal of a declaration states."""
    return canonical(
        {
            "duty": declared.kind.value,
            "period": declared.period,
            "declared_on": declared.on.isoformat(),
            "figures": json.loads(declared.figures),
        }
    )
