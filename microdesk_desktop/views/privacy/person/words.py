"""Words of the tables and columns in the page of a person's copy; those without a word keep their technical name."""

from collections.abc import Mapping

from microdesk_desktop.base.i18n import tr


def table_words() -> Mapping[str, str]:
    """The tables that a person understands, in the order of the page."""
    return {
        "client": tr("Votre fiche"),
        "contact": tr("Vous, contact d'un client"),
        "document": tr("Devis, factures et autres documents"),
        "payment": tr("Vos paiements"),
        "receipt": tr("Recettes à votre nom"),
        "expense": tr("Achats faits chez vous"),
        "received_invoice": tr("Factures reçues de vous"),
        "bank_transaction": tr("Opérations bancaires qui règlent vos documents"),
        "sending": tr("Envois"),
        "reminder": tr("Relances"),
        "quote_answer": tr("Vos réponses aux devis"),
        "write_off": tr("Sommes abandonnées"),
        "document_note": tr("Notes"),
        "document_attachment": tr("Pièces jointes"),
        "voucher": tr("Justificatifs"),
        "draft": tr("Brouillons"),
        "recurring_series": tr("Documents récurrents"),
        "mileage_trip": tr("Trajets"),
        "mileage_template": tr("Trajets à refaire"),
        "rule": tr("Règles de la banque"),
        "lookup_answer": tr("Recherches dans les registres publics"),
        "imported_file": tr("Fichiers importés à votre nom"),
        "imported_change": tr("Valeurs changées par un import"),
        "person_request": tr("Vos demandes sur vos données"),
        "communication_choice": tr("Vos choix de communication"),
        "seal": tr("Documents scellés"),
        "book_entry": tr("Lignes des livres de comptes"),
        "book_person": tr("Libellés des livres de comptes"),
    }


def column_word(name: str) -> str:
    """The word of a column."""
    return {**_identity_words(), **_record_words()}.get(name, name)


def _identity_words() -> Mapping[str, str]:
    return {
        "name": tr("Nom"),
        "kind": tr("Type"),
        "email": tr("Adresse électronique"),
        "phone": tr("Téléphone"),
        "address": tr("Adresse"),
        "postal_code": tr("Code postal"),
        "city": tr("Ville"),
        "country": tr("Pays"),
        "contacts": tr("Contacts"),
        "addresses": tr("Autres adresses"),
        "role": tr("Fonction"),
        "client": tr("Client"),
        "supplier": tr("Fournisseur"),
        "lines": tr("Lignes"),
        "vat_number": tr("Numéro de TVA"),
        "payment_terms": tr("Délai de paiement"),
        "language": tr("Langue"),
    }


def _record_words() -> Mapping[str, str]:
    return {
        "number": tr("Numéro"),
        "type": tr("Type"),
        "issued_on": tr("Émis le"),
        "due_on": tr("Échéance"),
        "excl_tax_cents": tr("Total HT (centimes)"),
        "tax_cents": tr("TVA (centimes)"),
        "incl_tax_cents": tr("Total TTC (centimes)"),
        "amount_cents": tr("Montant (centimes)"),
        "currency": tr("Devise"),
        "status": tr("État"),
        "subject": tr("Objet"),
        "paid_on": tr("Payé le"),
        "method": tr("Moyen de paiement"),
        "reference": tr("Référence"),
        "received_on": tr("Reçu le"),
        "client": tr("Nom"),
        "label": tr("Libellé"),
        "text": tr("Texte"),
        "body": tr("Texte"),
        "tone": tr("Ton"),
        "way": tr("Envoi"),
        "sent_on": tr("Envoyé le"),
        "written_at": tr("Écrit le"),
        "created_at": tr("Créé le"),
        "changed_at": tr("Modifié le"),
        "driven_on": tr("Date"),
        "origin": tr("Départ"),
        "destination": tr("Arrivée"),
        "purpose": tr("Motif"),
        "booked_on": tr("Date"),
    }
