"""How people write a document's number and a payer's name."""

import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Forms = Mapping[str, Callable[[random.Random, str], str]]
LEGAL = frozenset("SARL SAS SASU EURL SCI SELARL SCOP SNC EARL GAEC LTD GMBH BV INC ETS".split())
ABBREVIATIONS: Mapping[str, str] = {
    "ETABLISSEMENTS": "ETS",
    "SOCIETE": "STE",
    "CABINET": "CAB",
    "ASSOCIATION": "ASSO",
    "BOULANGERIE": "BOUL",
    "MENUISERIE": "MEN",
    "RESTAURANT": "REST",
    "IMPRIMERIE": "IMP",
    "COMPAGNIE": "CIE",
    "GROUPE": "GRP",
    "CENTRE": "CTRE",
    "SAINT": "ST",
    "COMMUNAUTE": "COM",
    "COMMUNES": "COM",
    "DEPARTEMENT": "DEPT",
    "COOPERATIVE": "COOP",
    "AGRICOLE": "AGRI",
    "DEVELOPPEMENT": "DEV",
    "TRANSPORTS": "TRSP",
    "PHARMACIE": "PHIE",
    "DOCTEUR": "DR",
    "ASSOCIES": "ASS",
    "FORMATION": "FORM",
    "SERVICES": "SVCES",
    "ELECTRICITE": "ELEC",
    "CONSEIL": "CONS",
    "HOSPITALIER": "HOSP",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One way to number documents: « F », four digits of year, three of serial, what joins them."""

    prefix: str
    year: int
    width: int
    first: str = ""
    second: str = ""
    month: bool = False

    def reference(
        self,
        year: int,
        month: int,
        serial: int,
        *,
        prefix: str | None = None,
        first: str | None = None,
        second: str | None = None,
        years: int | None = None,
        width: int | None = None,
    ) -> str:
        """The number, or the number as another hand writes it."""
        prefix = self.prefix if prefix is None else prefix
        first = self.first if first is None else first
        second = self.second if second is None else second
        shown = self.year if years is None else years
        groups = [str(year)[-shown:]] if shown else []
        groups += [f"{month:02}"] if self.month else []
        groups.append(str(serial).zfill(self.width if width is None else width))
        return f"{prefix}{first if prefix else ''}{second.join(groups)}"


SCHEMES = (
    Scheme(prefix="F", year=4, width=4, first="-", second="-"),
    Scheme(prefix="FA", year=4, width=3, second="-"),
    Scheme(prefix="", year=4, width=3, second="-"),
    Scheme(prefix="", year=0, width=0),
    Scheme(prefix="INV", year=0, width=4, first="-"),
    Scheme(prefix="FAC", year=4, width=3, first="-", second="-", month=True),
    Scheme(prefix="F", year=4, width=4),
    Scheme(prefix="FA", year=0, width=5),
    Scheme(prefix="", year=2, width=3, second="/"),
    Scheme(prefix="FACT", year=4, width=3, first="_", second="_"),
    Scheme(prefix="", year=4, width=4),
    Scheme(prefix="F", year=2, width=3, second="-"),
    Scheme(prefix="MLF", year=4, width=2, first="-", second="-"),
    Scheme(prefix="A", year=0, width=4, first="-"),
    Scheme(prefix="FV", year=4, width=5, second="/"),
    Scheme(prefix="F", year=4, width=3, second=".", month=True),
    Scheme(prefix="", year=4, width=4, second="-", month=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A document's number with the parts it was made of."""

    scheme: Scheme
    year: int
    month: int
    serial: int
    prefix: str

    def written(self, **other: object) -> str:
        return self.scheme.reference(self.year, self.month, self.serial, **{"prefix": self.prefix, **other})  # type: ignore[arg-type]


def _cited(rng: random.Random, number: str) -> str:
    """A number of digits alone is always told with a word; another one often."""
    words = (
        "FACTURE {}",
        "FACT {}",
        "Facture n°{}",
        "REGLEMENT FACTURE {}",
        "fact. {}",
        "Fac {}",
        "REGLT FACT {} MERCI",
        "FACTURE NO {}",
        "Paiement facture {}",
    )
    return rng.choice(
        words
        if number.isdigit() or rng.random() < 0.5
        else ("{}", "{}", "VIREMENT {}", "{} MERCI", "Ref {}", "{} Morgane")
    ).format(number)


def _two_lines(rng: random.Random, number: str) -> str:
    cut = rng.randrange(1, len(number)) if len(number) > 2 else len(number)
    return number[:cut] + rng.choice(("\n", " ", "\n ")) + number[cut:]


def _dated(rng: random.Random, number: Numbered) -> str:
    return f"{_cited(rng, number.written())} DU {rng.randrange(1, 29):02}/{number.month:02}/{number.year}"


SPELLINGS: Mapping[str, Callable[[random.Random, Numbered], str]] = {
    "exact": lambda rng, n: _cited(rng, n.written()),
    "lower case": lambda rng, n: _cited(rng, n.written()).lower(),
    "spaces": lambda rng, n: _cited(rng, n.written(first=" ", second=" ")),
    "no separators": lambda rng, n: _cited(rng, n.written(first="", second="")),
    "other separators": lambda rng, n: _cited(rng, n.written(first=rng.choice(" ./_-"), second=rng.choice("./_–"))),
    "FACT 42": lambda rng, n: rng.choice(
        (
            "FACT {}",
            "Facture n°{}",
            "facture {}",
            "FACT N {}",
            "FACTURE N° {}",
            "fact.{}",
            "FACT{}",
            "reglement fac {}",
            "FACTURES {}",
            "FC {}",
            "INVOICE {}",
        )
    ).format(n.serial),
    "FACT 0042": lambda rng, n: rng.choice(("FACT {}", "Facture {}", "facture n° {}", "FAC {}")).format(
        str(n.serial).zfill(n.scheme.width)
    ),
    "O for 0": lambda rng, n: _cited(rng, n.written()).replace("0", rng.choice("Oo")),
    "no zeros": lambda rng, n: _cited(rng, n.written(width=0)),
    "short year": lambda rng, n: _cited(rng, n.written(years=min(2, n.scheme.year))),
    "no year": lambda rng, n: (
        f"FACTURE {n.written(years=0)}" if n.prefix or n.scheme.year else _cited(rng, n.written())
    ),
    "no prefix": lambda rng, n: f"FACTURE {n.written(prefix='')}",
    "two lines": lambda rng, n: f"FACTURE {_two_lines(rng, n.written())}",
    "with its date": _dated,
    "glued to the word": lambda rng, n: f"FACTURE{n.written(prefix='')}" if n.prefix else f"FACT{n.written()}",
}
PARTIAL = frozenset(("FACT 42", "FACT 0042", "no year", "no prefix"))


def truncated(rng: random.Random, number: Numbered) -> str:
    """A motive cut by the bank in the midst of the number."""
    text, cut = number.written(), rng.choice((31, 32))
    lost = rng.randrange(1, max(2, len(text) - 3))
    lead = rng.choice(
        ("REGLEMENT DE VOTRE FACTURE NUMERO ", "PAIEMENT DE LA FACTURE NUMERO DE ", "VOTRE FACTURE DE PRESTATION NO ")
    )
    return lead[-(cut - len(text) + lost) :] + text[: len(text) - lost]


def plain(text: str) -> str:
    """Capitals without accents, as banks print."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.replace("œ", "oe")) if not unicodedata.combining(c))
    return bare.upper()


def words(name: str) -> list[str]:
    return re.findall(r"[A-Z0-9]+", plain(name).replace("&", " ET "))


def core(name: str) -> list[str]:
    """The words that make a name: no legal form, no civility, no article."""
    idle = LEGAL | frozenset("M MR MME MLLE OU ET LE LA LES DE DU DES D L".split())
    return [word for word in words(name) if word not in idle] or words(name)


def _typo(rng: random.Random, name: str) -> str:
    spots = [match.start() for match in re.finditer(r"(?<=[A-Z]{2})[A-Z](?=[A-Z]{2})", name)]
    if len(name.replace(" ", "")) < 8 or not spots:
        return name
    at = rng.choice(spots)
    return rng.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + rng.choice("AEIORSTN") + name[at + 1 :],
        )
    )


def _without_form(name: str) -> str:
    return " ".join(word for word in plain(name).split() if word not in LEGAL)


def _abbreviated(_: random.Random, name: str) -> str:
    return " ".join(ABBREVIATIONS.get(word, word) for word in plain(name).split())


def _truncated_name(rng: random.Random, name: str) -> str:
    return plain(name)[: rng.choice((32, 24, 20, 18))].strip()


def _form_moved(rng: random.Random, name: str) -> str:
    kept = [word for word in plain(name).split() if word not in LEGAL]
    form = next((word for word in plain(name).split() if word in LEGAL), rng.choice(("SARL", "SAS", "EURL")))
    return " ".join([form, *kept] if rng.random() < 0.5 else [*kept, form])


COMPANY_FORMS: Forms = {
    "as registered": lambda rng, name: rng.choice((plain(name), name)),
    "legal form removed": lambda rng, name: _without_form(name),
    "legal form added or moved": _form_moved,
    "order swapped": lambda rng, name: " ".join([*_without_form(name).split()[1:], _without_form(name).split()[0]]),
    "abbreviated": _abbreviated,
    "truncated": _truncated_name,
    "typo": lambda rng, name: _typo(rng, _without_form(name)),
    "punctuation lost": lambda rng, name: re.sub(r"[^A-Z0-9 ]", rng.choice(("", " ")), plain(name).replace("&", "ET")),
}


def _last_first(name: str) -> tuple[str, str]:
    first, _, last = plain(name).partition(" ")
    return first, last


PERSON_FORMS: Forms = {
    "as registered": lambda rng, name: rng.choice((plain(name), name)),
    "order swapped": lambda rng, name: "{1} {0}".format(*_last_first(name)),
    "civility": lambda rng, name: rng.choice(
        ("M. {0} {1}", "MME {1} {0}", "M OU MME {1} {0}", "MR {0} {1}", "MLLE {1} {0}", "MONSIEUR {1} {0}")
    ).format(*_last_first(name)),
    "initial": lambda rng, name: rng.choice(("{0[0]} {1}", "{1} {0[0]}", "{0[0]}. {1}", "MME {1} {0[0]}.")).format(
        *_last_first(name)
    ),
    "typo": lambda rng, name: _typo(rng, "{1} {0}".format(*_last_first(name))),
    "truncated": lambda rng, name: _truncated_name(rng, "{1} {0}".format(*_last_first(name))),
    "hyphen lost": lambda rng, name: plain(name).replace("-", rng.choice(("", " "))).replace("'", " "),
}
