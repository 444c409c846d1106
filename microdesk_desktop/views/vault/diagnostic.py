"""The diagnostic as a text: one fact on each line, in English as the reports of bugs."""

import platform
from collections.abc import Mapping
from typing import Any

from microdesk_desktop import __version__
from microdesk_desktop.domain.diagnostic import Diagnostic
from microdesk_desktop.views.vault.status import VaultStatus

_KIB = 1024


def diagnostic_json(found: Diagnostic, status: VaultStatus) -> Mapping[str, Any]:
    """The stable shape of `vault diagnostic --json`."""
    return {
        "program": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "format": status.format,
        "schema": found.schema,
        "bytes": status.size_bytes,
        "backups": sum(each.is_known for each in status.backups.rows),
        "keyring": status.is_remembered,
        "counts": found.counts,
        "checks": found.checks,
        "lost_commits": found.lost_commits,
        "latest": found.is_latest,
        "unfinished": found.unfinished,
        "failures": found.failures,
        "bugs": found.bugs,
    }


def diagnostic_text(found: Diagnostic, status: VaultStatus, more: Mapping[str, str]) -> str:
    """Versions, sizes, checks, counts and codes; `more` are the facts that only the window knows."""
    checks = ", ".join(f"{name} {'ok' if holds else 'FAILED'}" for name, holds in found.checks.items())
    facts = {
        "MicroDesk": __version__,
        "Python": platform.python_version(),
        "System": f"{platform.system()} {platform.release()} {platform.machine()}",
        **more,
        "Vault": f"format {status.format}, schema {found.schema}, {-(-status.size_bytes // _KIB)} KiB",
        "Backups": str(sum(each.is_known for each in status.backups.rows)),
        "Keyring allowed": "yes" if status.is_remembered else "no",
        "Checks": checks,
        "Commits lost": str(found.lost_commits),
        "Latest database": "yes" if found.is_latest else "no",
        "Unfinished erasures": _counted(found.unfinished),
        "Failed connections": _counted(found.failures),
        "Bug reports": _counted(found.bugs),
        "Rows": _counted({table: count for table, count in found.counts.items() if count}),
    }
    return "\n".join(f"{name}: {value}" for name, value in facts.items())


def _counted(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}".strip() for name, value in sorted(values.items())) or "none"
