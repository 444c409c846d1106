"""The privacy statement: its texts are those that were agreed to, and it names all that the program does."""

import re
import tomllib
from datetime import date, timedelta
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
from microdesk_desktop.operations.bank.sync import AUTOMATIC_EVERY, RETRY_AFTER
from microdesk_desktop.operations.vault.backups.make import FEWEST_DAILY, KEPT
from microdesk_desktop.privacy.inventory import load_inventory
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
from microdesk_desktop.store.privacy.network.journal import KEPT_EVENTS

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
    servers = tomllib.loads(resource("tables", "mail_providers.toml").read_text("utf-8"))["provider"]
    (office,) = [each for each in servers if each["id"] == "microsoft365"]
    assert {office["imap"]["host"], office["smtp"]["host"]} <= set(re.findall(r"[a-z0-9.]+[a-z]", microsoft))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_google_asks_of_whoever_reads_a_mailbox_is_stated(language):
    gmail = section(language, "gmail")
    assert "Google API Services User Data Policy" in gmail
    assert "Limited Use" in gmail
    assert "developers.google.com/terms/api-services-user-data-policy" in gmail


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_services_outside_of_the_union_are_named_with_what_allows_the_transfer(language):
    line = section(language, "sharing").splitlines()[-1]
    for wanted in ("Google", "Microsoft", "2023/1795", "GoCardless", "2031"):
        assert wanted in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_register_is_named_with_its_host(language):
    registers, sharing = LookupAddresses(), section(language, "sharing")
    for address in (registers.companies, registers.addresses, registers.vat):
        assert urlsplit(address).hostname in sharing


NAMED = {
    "business": ("kept", "Votre entreprise", "Your business"),
    "clients": ("kept", "Vos clients", "Your clients"),
    "communications": ("kept", "choix de communication", "communication choices"),
    "refusals": ("communications", "empreinte", "fingerprint"),
    "documents": ("kept", "Vos documents", "Your documents"),
    "follow_up": ("kept", "Leur suivi", "Their follow-up"),
    "drafts": ("kept", "brouillons et séries", "drafts and series"),
    "receipts": ("kept", "Vos recettes", "Your income"),
    "expenses": ("kept", "vos dépenses", "expenses"),
    "books": ("kept", "Vos livres et vos déclarations", "Your books and declarations"),
    "archives": ("retention", "mis à part", "set apart"),
    "catalogue": ("kept", "Votre catalogue", "Your catalogue"),
    "bank_transactions": ("bank", "de chaque opération", "of each transaction"),
    "bank_account": ("bank", "De ce compte", "Of this account"),
    "rules": ("kept", "vos règles", "your rules"),
    "bank_keys": ("bank", "sont dans le trousseau", "are in the system keyring"),
    "mail_accounts": ("kept", "Votre messagerie", "Your mail"),
    "mail_keys": ("mail", "dans le trousseau", "in the keyring"),
    "mails": ("retention", "Messages : jamais", "Messages: never"),
    "trips": ("kept", "Vos kilomètres", "Your mileage"),
    "imports": ("kept", "Vos imports", "Your imports"),
    "lookups": ("kept", "Vos recherches", "Your look-ups"),
    "proofs": ("kept", "Vos accords", "Your consents"),
    "rights": ("kept", "Les demandes des personnes", "People’s requests"),
    "journal": ("kept", "Le journal des connexions", "The network journal"),
    "vault_file": ("vault", "coffre chiffré", "encrypted vault"),
    "vault_keys": ("vault", "clé de récupération", "recovery key"),
    "vault_unlock": ("vault", "un secret du trousseau", "a secret in the keyring"),
    "backups": ("retention", "Sauvegardes automatiques", "Automatic backups"),
    "copies": ("kept", "Vos copies et vos contrôles", "Your copies and checks"),
    "settings": ("kept", "Vos réglages", "Your settings"),
    "reports": ("kept", "le rapport d’un défaut", "the report of a defect"),
    "program_rows": ("kept", "ce que le programme en calcule", "what the program computes from it"),
    "program_files": ("kept", "les fichiers de travail", "the working files"),
    "usage": ("trackers", "ni statistique d’usage", "no usage statistics"),
}
"""Where the statement is about each category of the inventory, and in which words."""


def test_every_category_of_the_inventory_is_in_the_statement():
    assert load_inventory().categories.keys() == NAMED.keys(), "what is kept and not stated: write it"
    for anchor, french, english in NAMED.values():
        assert french in section("fr", anchor)
        assert english in section("en", anchor)


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
    Category.DOCUMENTS: 10,
    Category.BANK: 10,
    Category.TRIPS: 6,
    Category.IMPORTS: 3,
    Category.LOOKUPS: 1,
    Category.REQUESTS: 5,
    Category.JOURNAL: 1,
    Category.REPORTS: 1,
}
"""The years that the statement gives for each; others need another text."""


def test_what_goes_by_itself_goes_after_the_time_that_is_stated():
    assert {category: each.years for category, each in durations(date(2026, 11, 28), {}).items()} == STATED


WHERE_STATED = {
    Category.ARCHIVES: ("livres et justificatifs : {} ans", "books and vouchers: {} years"),
    Category.DOCUMENTS: ("Factures, avoirs", "Invoices, credit notes"),
    Category.BANK: (
        "au plus {} ans après la fin de leur année, ou",
        "for {} years at most after the end of their year, or",
    ),
    Category.TRIPS: ("Kilomètres : {} ans", "Mileage: {} years"),
    Category.PROSPECTS: ("jamais commandé : {} ans", "never ordered: {} years"),
    Category.INACTIVE: ("la preuve de ses choix", "the proof of their choices"),
    Category.FORMER: ("autrefois : {} ans", "Former client: {} years"),
    Category.IMPORTS: ("Journal des imports : {} ans", "Journal of imports: {} years"),
    Category.REQUESTS: ("Demandes des personnes : {} ans", "Requests of people: {} years"),
}
"""In which words the statement gives it; those of the journal are tested below."""


@pytest.mark.parametrize(("language", "rank"), [("fr", 0), ("en", 1)])
def test_the_statement_gives_each_time_as_it_is_applied(language, rank):
    for category, words in WHERE_STATED.items():
        assert words[rank].format(STATED[category]) in section(language, "retention")
    others = {Category.JOURNAL, Category.LOOKUPS, Category.REPORTS}
    assert WHERE_STATED.keys() | others == set(Category)


RETRIED = {"fr": "après {} minutes si", "en": "after {} minutes if"}
NUMBERS = {"fr": {30: "trente", 8: "huit"}, "en": {30: "thirty", 8: "eight"}}
HOURS = {"fr": "toutes les {} heures", "en": "every {} hours"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_synchronisation_is_stated_with_its_rhythm_and_what_follows_a_failure(language):
    minutes, hours = RETRY_AFTER // timedelta(minutes=1), AUTOMATIC_EVERY // timedelta(hours=1)
    bank = section(language, "bank")
    assert RETRIED[language].format(NUMBERS[language][minutes]) in bank
    assert HOURS[language].format(NUMBERS[language][hours]) in bank


TOTALS = {
    "fr": ("Ses totaux par jour, par serveur et par motif", "Les totaux par jour du journal", "au plus 1 an après"),
    "en": ("Its totals by day, server and purpose", "The daily totals of the journal", "for 1 year at most after"),
}
"""What the statement says that the totals of the journal are, and for how long they stay."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_daily_totals_of_the_journal_are_stated_and_go_with_its_years(language):
    what, totals, years = TOTALS[language]
    assert what in section(language, "kept")
    assert load_inventory().tables["network_day"].columns.keys() == {
        *("on", "host", "purpose"),
        *("requests", "bytes_out", "bytes_in", "last_at"),
    }, "the statement lists what the totals hold"
    (line,) = [each for each in section(language, "retention").splitlines() if totals in each]
    assert years in line.partition(totals)[2]
    assert STATED[Category.JOURNAL] == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_journal_and_the_backups_are_stated_as_they_are_kept(language):
    retention, numbers = section(language, "retention"), WORDS[language]
    assert re.sub(r"[ ,]", "", f"{KEPT_EVENTS}") in re.sub(r"(?<=\d)[ ,](?=\d)", "", retention)
    (backups,) = [line for line in retention.splitlines() if re.match(r"- (Sauvegardes|Automatic backups)", line)]
    for number in (KEPT[DAILY], KEPT[VERSION], FEWEST_DAILY):
        assert numbers[number] in backups
