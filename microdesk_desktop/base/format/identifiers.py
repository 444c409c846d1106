"""Identifiers in the groups in which they are read aloud."""

SIREN_LENGTH, SIRET_LENGTH = 9, 14


def grouped_siren(number: str) -> str:
    """« 732 829 320 », « 732 829 320 00074 »: a SIREN or a SIRET; a text of another length stays as it is."""
    if len(number) not in (SIREN_LENGTH, SIRET_LENGTH):
        return number
    return " ".join(filter(None, (number[:3], number[3:6], number[6:9], number[9:])))


def grouped_iban(number: str) -> str:
    """« FR76 3000 6000 0112 3456 7890 189 »."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
