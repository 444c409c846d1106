"""The software bill of materials of a package, in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/).

It depends on the content alone: no moment of the build, no random serial.
"""

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from resources.packaging.bundle.component import Component
from resources.packaging.bundle.facts import is_compatible

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "microdesk.invalid")


def sbom(version: str, epoch: int, components: Sequence[Component]) -> dict[str, Any]:
    """The document; `epoch` is the date of the sources, in seconds (SOURCE_DATE_EPOCH)."""
    program = f"pkg:generic/microdesk-desktop@{version}"
    parts = [_component(component) for component in components]
    content = {
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": program,
                "name": "microdesk-desktop",
                "version": version,
                "licenses": [{"license": {"id": "GPL-3.0-or-later"}}],
                "purl": program,
            },
        },
        "components": parts,
        "dependencies": [{"ref": program, "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    serial = uuid.uuid5(NAMESPACE, json.dumps(content, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        **content,
    }


def _component(component: Component) -> dict[str, Any]:
    name = component.licence
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": component.purl or f"{component.name}@{component.version}",
        "name": component.name,
        "version": component.version,
        "licenses": [{"expression": name}] if is_compatible(name) else [{"license": {"name": name}}],
        "externalReferences": [{"type": "distribution", "url": component.source}],
    }
    if not component.version:
        del found["version"]
    if component.purl:
        found["purl"] = component.purl
    if component.cpe:
        found["cpe"] = f"cpe:2.3:a:{component.cpe}:{component.version}:*:*:*:*:*:*:*"
    if component.sha256:
        found["hashes"] = [{"alg": "SHA-256", "content": component.sha256}]
    return found
