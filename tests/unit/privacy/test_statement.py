"""The privacy statement: its texts are those that were agreed to, and it names all that the program does."""

import re
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import pytest

from microdesk_desktop.banks.provider import MAX_HISTORY_DAYS
from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.banks.tink.link import CONNECT, page_address
from microdesk_desktop.base.dated_tables import dated_table
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.i18n import LANGUAGES
from microdesk_desktop.base.paths import resource
from microdesk_desktop.documents.retention import Rule
from microdesk_desktop.domain.lookups import LookupAddresses
from microdesk_desktop.mail.google.addresses import PUBLIC as GOOGLE
from microdesk_desktop.mail.google.consent import SCOPE
from microdesk_desktop.mail.microsoft.addresses import microsoft_at
from microdesk_desktop.mail.microsoft.tokens import SCOPES
from microdesk_desktop.operations.vault.backups.make import FEWEST_DAILY, KEPT
from microdesk_desktop.privacy.retention import Category, durations
from microdesk_desktop.privacy.statement import (
    computed_digest,
    current_version,
    load_statement,
    load_versions,
    needs_answer,
    text_digest,
)
from microdesk_desktop.store.backup_files import DAILY, VERSION
from microdesk_desktop.store.privacy.network_journal import KEPT_EVENTS

WORDS = {
    "fr": {3: "trois", 7: "sept"},
    "en": {3: "three", 7: "seven"},
}


def text_of(language):
    """Every word of the version in force, with plain spaces."""
    statement = load_statement(current_version(), language)
    lines = [line for each in statement.sections for line in (each.title, *each.paragraphs)]
    return re.sub(r"[\u00a0\u202f]", " ", "\n".join(lines))


def section(language, anchor):
    found = {each.anchor: each for each in load_statement(current_version(), language).sections}[anchor]
    return re.sub(r"[\u00a0\u202f]", " ", "\n".join(found.paragraphs))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_differs_from_the_one_that_was_agreed_to(language):
    for version in load_versions():
        assert computed_digest(version.date, language) == text_digest(version.date, language), (
            f"{version.date} was edited: a released text gets a new version"
        )


def test_every_text_is_a_version_in_both_languages():
    files = {path.name for path in resource("privacy").glob("*.txt")}
    assert files == {f"{version.date}.{language}.txt" for version in load_versions() for language in LANGUAGES}


def test_both_languages_have_the_same_sections_and_as_many_paragraphs():
    for version in load_versions():
        french, english = (load_statement(version.date, language) for language in ("fr", "en"))
        shape = [(each.anchor, len(each.paragraphs)) for each in french.sections]
        assert shape == [(each.anchor, len(each.paragraphs)) for each in english.sections]
        assert {change.section for change in version.changes} <= {anchor for anchor, _ in shape}


def test_who_agreed_to_the_former_version_is_asked_and_who_agreed_to_this_one_is_not():
    assert needs_answer(None)
    assert needs_answer("2026-11-26")
    assert not needs_answer(current_version())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_bank_service_is_named_with_the_host_that_it_is_reached_at(language):
    bank = section(language, "bank")
    for info in PROVIDERS.values():
        assert info.title in bank
        assert urlsplit(info.default_url).hostname in bank
    link = page_address(PROVIDERS["tink"].default_url, CONNECT, {}, language)
    assert urlsplit(link).hostname in bank
    assert f"{MAX_HISTORY_DAYS} " in bank


@pytest.mark.parametrize("language", LANGUAGES)
def test_google_and_microsoft_are_named_with_their_hosts_and_permissions(language):
    gmail, microsoft = section(language, "gmail"), section(language, "microsoft")
    assert SCOPE.rpartition("/")[2] in gmail
    for address in (GOOGLE.consent, GOOGLE.token, GOOGLE.revoke, GOOGLE.api):
        assert urlsplit(address).hostname in gmail
    for scope in SCOPES:
        assert scope.rpartition("/")[2] in microsoft
    assert urlsplit(microsoft_at(None).token).hostname in microsoft


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_register_is_named_with_its_host(language):
    registers, sharing = LookupAddresses(), section(language, "sharing")
    for address in (registers.companies, registers.addresses, registers.vat):
        assert urlsplit(address).hostname in sharing


SECTION_OF_GROUP = {
    "bank": "bank",
    "gmail": "gmail",
    "microsoft": "microsoft",
    "mail": "mail",
    "lookup": "sharing",
}


def test_every_purpose_of_a_connection_belongs_to_a_section():
    anchors = {each.anchor for each in load_statement(current_version(), "fr").sections}
    groups = {purpose.value.partition(".")[0] for purpose in Purpose}
    assert groups == set(SECTION_OF_GROUP), "a purpose that the statement does not know: write it, in a new version"
    assert set(SECTION_OF_GROUP.values()) <= anchors


@pytest.mark.parametrize(("language", "years"), [("fr", "{years} ans"), ("en", "{years} years")])
def test_every_duration_of_the_law_is_stated_with_its_article(language, years):
    lines = section(language, "retention").splitlines()
    rows = [row for row in dated_table("retention").rows if row.keys[0] in list(Rule)]
    for row in rows:
        article = re.search(r"(?:L\. |art\. )([0-9][\w-]*(?: bis)?)", row.source)[1]
        (line,) = [each for each in lines if article in each]
        assert years.format(years=int(row.decimal("years"))) in line
        euro = row.values.get("euro")
        assert euro is None or str(int(Decimal(euro))) in line


STATED = {
    Category.PROSPECTS: 3,
    Category.INACTIVE: 3,
    Category.FORMER: 10,
    Category.ARCHIVES: 10,
    Category.BANK: None,
    Category.TRIPS: None,
    Category.IMPORTS: 3,
    Category.LOOKUPS: 1,
    Category.REQUESTS: 5,
    Category.JOURNAL: 1,
    Category.REPORTS: 1,
}
"""The years that the statement gives for each; others need another text."""


def test_what_goes_by_itself_goes_after_the_time_that_is_stated():
    assert {category: each.years for category, each in durations(date(2026, 11, 28), {}).items()} == STATED


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_journal_and_the_backups_are_stated_as_they_are_kept(language):
    retention, numbers = section(language, "retention"), WORDS[language]
    assert re.sub(r"[ ,]", "", f"{KEPT_EVENTS}") in re.sub(r"(?<=\d)[ ,](?=\d)", "", retention)
    (backups,) = [line for line in retention.splitlines() if re.match(r"- (Sauvegardes|Automatic backups)", line)]
    for number in (KEPT[DAILY], KEPT[VERSION], FEWEST_DAILY):
        assert numbers[number] in backups
