"""The SBOM: what CycloneDX 1.6 requires of the parts that we write, and nothing that changes between two builds."""

import json
import re
from typing import Any

from resources.packaging.bundle.component import Component
from resources.packaging.bundle.sbom import sbom
from tests.unit.packaging.conftest import component

DEBIAN = Component(
    name="libffi8",
    version="3.4.4-1",
    licence="Expat, X11",
    texts=("text",),
    source="https://snapshot.debian.org/package/libffi/3.4.4-1/",
    purl="pkg:deb/debian/libffi8@3.4.4-1?arch=amd64",
)
PLAIN = Component(
    name="SQLite",
    version="3.53.4",
    licence="blessing",
    texts=("text",),
    source="https://sqlite.org",
    cpe="sqlite:sqlite",
)
UNKNOWN = Component(name="Ryu", version="", licence="Apache-2.0", texts=("text",), source="https://ryu.example")
COMPONENTS = [component("one", "text", sha256="0f" * 32), DEBIAN, PLAIN, UNKNOWN]
# After bom-1.6.schema.json: required properties, and the patterns of those with one.
TOP = {"bomFormat", "specVersion", "serialNumber", "version", "metadata", "components", "dependencies"}
OF_A_COMPONENT = {"type", "bom-ref", "name", "version", "licenses", "externalReferences", "purl", "cpe", "hashes"}


def is_licence_choice(value: Any) -> bool:
    """Either one expression, or licences with an identifier or a name; never both."""
    if len(value) == 1 and value[0].keys() == {"expression"}:
        return True
    return all(each.keys() == {"license"} and each["license"].keys() in ({"id"}, {"name"}) for each in value)


def test_the_document_has_the_shape_that_the_schema_requires():
    document = json.loads(json.dumps(sbom("1.2", 1_700_000_000, COMPONENTS)))

    assert document.keys() == TOP
    assert (document["bomFormat"], document["specVersion"], document["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", document["serialNumber"])
    assert document["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    for each in [document["metadata"]["component"], *document["components"]]:
        assert {"type", "bom-ref", "name", "licenses"} <= each.keys() <= OF_A_COMPONENT
        assert each["type"] in ("application", "library")
        assert is_licence_choice(each["licenses"])
        assert each.get("version") != ""
        assert re.fullmatch(r"cpe:2\.3:a(:[\w.-]+){3}(:\*){7}", each.get("cpe", "cpe:2.3:a:a:b:1" + ":*" * 7))
        assert all(re.fullmatch(r"[0-9a-f]{64}", digest["content"]) for digest in each.get("hashes", ()))


def test_every_reference_is_unique_and_known():
    document = sbom("1.2", 0, COMPONENTS)
    references = [document["metadata"]["component"]["bom-ref"], *(each["bom-ref"] for each in document["components"])]

    assert len(set(references)) == len(references)
    assert document["dependencies"] == [{"ref": references[0], "dependsOn": references[1:]}]


def test_the_serial_depends_on_the_content_alone():
    assert sbom("1.2", 0, COMPONENTS) == sbom("1.2", 0, COMPONENTS)
    assert sbom("1.2", 0, COMPONENTS)["serialNumber"] != sbom("1.2", 0, COMPONENTS[:2])["serialNumber"]
