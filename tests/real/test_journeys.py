"""Journeys of a user with a French keyboard: real key events, on an X11 screen, in the window as a process."""

from datetime import timedelta
from pathlib import Path

import pytest

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.sandbox.accounts import SandboxAccount, transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from tests.support.bank import BANK, IBAN
from tests.support.program import Program, bare, program, unlocked
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, new_vault
from tests.support.window.journey import CONTROL, SHIFT, StartJourney, start_journey, x11_screen
from tests.support.window.watched import Sight

pytestmark = pytest.mark.real
__all__ = ["bare", "program", "start_journey", "x11_screen"]
ADULT = "Je déclare avoir 18 ans ou plus."
TRANSACTIONS = "Opérations"
SETTLED = "SELECT origin, payment.amount_cents FROM attribution JOIN payment ON payment.id = payment_id"
TODAY = SystemClock().today()
INVOICED, PAID = TODAY - timedelta(days=20), TODAY - timedelta(days=3)
INVOICES = f"""Numéro;Date;Client;Total TTC;Échéance
F-2026-014;{INVOICED:%d/%m/%Y};Librairie du Port;480,00;{TODAY:%d/%m/%Y}
F-2026-015;{INVOICED:%d/%m/%Y};Librairie du Port;480,00;{TODAY:%d/%m/%Y}
"""
STATEMENT = f"""Date;Libellé;Montant
{PAID:%d/%m/%Y};VIR SEPA LIBRAIRIE DU PORT;480,00
{PAID:%d/%m/%Y};PRLV SEPA OVH;-4,50
"""


def test_from_the_first_start_to_the_first_payment_by_keyboard(
    bare: Program, tmp_path: Path, start_journey: StartJourney
) -> None:
    journey = start_journey(bare)
    journey.type("Jeanne Martin EI")
    journey.tab_to(ADULT)
    journey.press("space")
    journey.press("Return")
    journey.press("space")
    journey.press("Return")
    journey.tab_to("Proposer une phrase")
    before = journey.sight.texts
    shown = journey.press("space").texts
    (proposed,) = [text for text in shown if len(text.split()) == 5 and text == text.lower() and text not in before]
    journey.type(proposed)
    shown = journey.press("Return").texts
    (key,) = [text for text in shown if "-" in text and text == text.upper()]
    groups = key.replace("\n", "-").split("-")
    journey.press("Return")
    for _ in range(2):
        number = int(journey.sight.focus.split()[-1])
        journey.type(groups[number - 1].lower().replace("0", "o"))
        journey.press("Tab")
    journey.press("Return")
    for name, text in (("factures.csv", INVOICES), ("releve.csv", STATEMENT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        journey.act("importer des fichiers")
        journey.enter(str(tmp_path / name))
    journey.tab_to("Importer 2 documents et 2 opérations")
    assert "Import terminé : 2 documents et 2 opérations." in plain(journey.press("space"))
    assert journey.press(CONTROL, "ampersand").page == "dashboard"
    assert journey.press(CONTROL, "minus").page == "bank"
    journey.press(CONTROL, "k")
    assert journey.press("Escape").focus == TRANSACTIONS
    assert {"À confirmer 1", "Réglées 0"} <= set(journey.press("Down").texts)
    assert {"À confirmer 0", "Réglées 1"} <= set(journey.press("Return").texts)
    assert {"À confirmer 1", "Réglées 0"} <= set(journey.press(CONTROL, "z").texts)
    assert {"À confirmer 0", "Réglées 1"} <= set(journey.press(CONTROL, SHIFT, "z").texts)
    journey.close()
    with unlocked(bare, proposed) as session:
        assert session.read(lambda reader: reader.all(SETTLED)) == [("manual", 48_000)]


def test_locked_by_the_keyboard_and_opened_with_the_recovery_key(
    bare: Program, tmp_path: Path, start_journey: StartJourney
) -> None:
    bare.profile.mkdir(mode=0o700)
    made = new_vault(bare.profile)
    made.session.close()
    journey = start_journey(bare)
    assert journey.enter(PASSPHRASE).page == "dashboard"
    assert journey.press(CONTROL, "comma").page == "settings"
    locked = journey.press(CONTROL, "l")
    assert locked.page == "UnlockPage"
    assert "Jeanne Martin EI" not in locked.texts

    journey.tab_to("Utiliser la clé de récupération")
    journey.press("space")
    journey.type(made.recovery_key.lower().replace("0", "O").replace("-", " "))
    journey.tab_to("Nouvelle phrase secrète")
    journey.enter(OTHER_PASSPHRASE)
    assert journey.enter(OTHER_PASSPHRASE).page == "dashboard"

    journey.press(CONTROL, "l")
    assert journey.enter(PASSPHRASE).page == "UnlockPage", "the former passphrase opens nothing"
    assert journey.enter(OTHER_PASSPHRASE).page == "dashboard"


def test_a_second_start_raises_the_first_window_with_its_file(
    program: Program, tmp_path: Path, start_journey: StartJourney, x11_screen: str
) -> None:
    path = tmp_path / "clients.csv"
    path.write_text("Nom\nBoulangerie Sud\n", encoding="utf-8")
    journey = start_journey(program)
    journey.enter(PASSPHRASE)
    other = journey.keyboard.cover()
    assert (journey.keyboard.focused(), journey.keyboard.highest()) == (other, other)

    program.start(path, QT_QPA_PLATFORM="xcb", DISPLAY=x11_screen, WAYLAND_DISPLAY="").end(0)
    journey.keyboard.wait_until_unfocused(other)
    seen = journey.see()
    assert (journey.keyboard.focused(), journey.keyboard.highest()) == (seen.window, seen.window)
    assert seen.page == "imports"
    assert "Importer 1 client" in seen.texts


def test_connected_synchronised_and_disconnected_without_a_trace_in_sight(
    program: Program, real_keyring: object, start_journey: StartJourney
) -> None:
    account = SandboxAccount(iban=IBAN, owner="Jeanne Martin", opening_cents=100_000)
    account.booked += [
        transaction(TODAY - timedelta(days=days), -1_999, "PRLV FREE MOBILE", party="FREE") for days in (2, 33, 64)
    ]
    with SandboxBank() as bank:
        bank.open_account(BANK, account)
        with unlocked(program) as session:
            set_provider(session, "gocardless", bank.base_url, bank.secrets)
        journey = start_journey(program)
        journey.enter(PASSPHRASE)
        journey.press(CONTROL, "parenleft")
        journey.act("connecter une banque")
        journey.enter("bourso")
        journey.press("Return")  # the way whose keys are there is in sight first
        assert "3 opérations ajoutées." in plain(journey.sight)
        for _ in range(2):  # two like decisions: then a rule is offered
            journey.press("Return")
            journey.press("Return")
        assert "Créer la règle…" in journey.sight.texts
        journey.press(CONTROL, "f")
        journey.type("free")
        journey.act("déconnecter")
        journey.tab_to("Déconnecter et effacer")
        disconnected = journey.press("space")
        journey.tab_to("Fermer ce message")  # under which the offer of the rule may still stand
        for sight in (
            disconnected,
            journey.press("space"),
            journey.press(CONTROL, "ampersand"),
            journey.press(CONTROL, "parenleft"),
        ):
            assert not traces(sight), sight.page
        assert bank.state.requisitions == {}
    journey.close()
    with unlocked(program) as session:
        assert session.read(lambda reader: reader.value("SELECT count(*) FROM bank_transaction")) == 0


def traces(sight: Sight) -> list[str]:
    """The texts in sight that name what came from the bank."""
    return [text for text in sight.texts if any(word in text.lower() for word in ("free", "bourso", "5609", "940,03"))]


def plain(sight: Sight) -> set[str]:
    """The texts in sight, with plain spaces and apostrophes."""
    return {text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'") for text in sight.texts}
