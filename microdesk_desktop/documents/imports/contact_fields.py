"""Columns of the contacts of a client, in the spelling of `base.files.csv_reader.column_name`."""

from collections.abc import Mapping

MOST_CONTACTS = 3
"""Contacts of a client that have columns of their own: no tool known exports more in one row."""
_FIRST_CONTACT = {
    "contact_1": (
        "CONTACT NAME",
        "INTERLOCUTEUR",
        "NOM DE L INTERLOCUTEUR",
        "CONTACT PRINCIPAL",
        "PERSONNE A CONTACTER",
        "A L ATTENTION DE",
        "CONTACT PERSON",
    ),
    "contact_1_role": ("FONCTION", "FONCTION DU CONTACT", "FONCTION CONTACT", "ROLE DU CONTACT", "JOB TITLE"),
    "contact_1_email": ("EMAIL DE L INTERLOCUTEUR", "EMAIL INTERLOCUTEUR"),
    "contact_1_phone": ("TELEPHONE DU CONTACT", "TELEPHONE CONTACT", "TEL CONTACT", "TELEPHONE INTERLOCUTEUR"),
}


def contact_names(number: int) -> Mapping[str, tuple[str, ...]]:
    """The fields of the contact of this number with the names of their columns, as « E-mail du contact 2 »."""
    usual = {
        "": ("CONTACT {n}", "NOM DU CONTACT {n}", "NOM CONTACT {n}", "CONTACT {n} NOM", "CONTACT {n} NAME",
             "CONTACT NAME {n}", "INTERLOCUTEUR {n}"),
        "_role": ("FONCTION DU CONTACT {n}", "FONCTION CONTACT {n}", "CONTACT {n} FONCTION", "CONTACT {n} ROLE",
                  "FONCTION {n}"),
        "_email": ("EMAIL DU CONTACT {n}", "E MAIL DU CONTACT {n}", "EMAIL CONTACT {n}", "E MAIL CONTACT {n}",
                   "CONTACT {n} EMAIL", "CONTACT {n} E MAIL", "MAIL DU CONTACT {n}", "MAIL CONTACT {n}",
                   "COURRIEL DU CONTACT {n}"),
        "_phone": ("TELEPHONE DU CONTACT {n}", "TELEPHONE CONTACT {n}", "TEL CONTACT {n}", "CONTACT {n} TELEPHONE",
                   "CONTACT {n} PHONE", "CONTACT {n} TEL", "TEL DU CONTACT {n}"),
    }  # fmt: skip
    own = _FIRST_CONTACT if number == 1 else {}
    return {
        f"contact_{number}{part}": (
            *(name.format(n=number) for name in names), *own.get(f"contact_{number}{part}", ())
        )
        for part, names in usual.items()
    }  # fmt: skip
