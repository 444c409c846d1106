#!/usr/bin/env python3
"""Verify an export of MicroDesk documents without MicroDesk: python3 verify.py [FOLDER]

Needs Python 3.8 or later, and nothing else. Checks that no seal was changed, removed, added or moved, that each file
is the one that was sealed and none is missing or was added, that a client was removed from a document only by a link
of the chain and after the years for which the law keeps it, that copies are counted one by one, that no payment or
write-off is taken back that was not recorded, that each closing has the totals of the documents before it, and that
the validated lines of the legal books are those of their closings. Notes and attached files, in the folder "beside",
are no part of what was sealed: each must be the one that last.txt lists.
Exit code: 0 all is as it was sealed, 1 it is not. Whoever fears that this script was changed takes it from another
export, and gives the folder.

Vérifie un export de documents MicroDesk sans MicroDesk : aucun sceau changé, retiré, ajouté ou déplacé, chaque
fichier tel qu'il a été scellé, un client retiré d'un document seulement par un maillon de la chaîne et une fois la
durée légale passée, copies, règlements, abandons et totaux des clôtures exacts, lignes des livres telles que validées.
Code de retour : 0 tout est intact, 1 quelque chose a changé.
"""

import calendar
import hashlib
import json
import re
import sys
from pathlib import Path

FIELDS = ("sequence", "at", "kind", "subject", "content", "files", "previous")
NO_DIGEST = "0" * 64
SETTLED = ("invoice", "deposit", "final", "credit_note", "corrective")
UNREADABLE = "this line is no seal / cette ligne n'est pas un sceau"
MOVED = "a seal is missing, added or moved / un sceau manque, est de trop ou déplacé"
UNREADABLE_NAME = "this line names no file / cette ligne ne nomme pas de fichier"
CHANGED = "the seal was changed / le sceau a été changé"
CUT = "the chain does not end where it was exported / la chaîne ne finit pas là où elle a été exportée"
OTHER_SCRIPT = "the script is not the one that was exported / le script n'est pas celui qui a été exporté"
UNKNOWN = "no seal knows this file / aucun sceau ne connaît ce fichier"
NOT_COUNTED = "copies are not counted one by one / les copies ne se comptent pas une à une"
NOT_RECORDED = "what is taken back was not recorded / ce qui est repris n'a pas été enregistré"
NOT_TOTAL = "the closing has other totals than the documents / la clôture a d'autres totaux que les documents"
CLOSED = "added to a closed period / ajouté à une période clôturée"
NOT_DUE = "the removal of a client was not due / le retrait d'un client n'était pas dû"
NOT_BOOK = "the closing has other totals than the lines / la clôture a d'autres totaux que les lignes"
NOT_LINE = "the line is not the one that was validated / la ligne n'est pas celle qui a été validée"
LINE_MOVED = "a line is missing, added or moved / une ligne manque, est de trop ou déplacée"
NOT_PERSON = "what the line names was changed or removed / ce que la ligne nomme a été changé ou retiré"
COLUMNS = (
    *("number", "book", "on", "paid_on", "sign", "is_correction", "reference", "document", "kind", "activity"),
    *("method", "currency", "amount_cents", "disbursement_cents", "vat", "target_id", "kept_until", "person"),
)
PERSON = ("salt", "party", "nature")
YEARS_KEPT = 10  # after the end of the year of a sale: Code de commerce art. L. 123-22


def flaws_of(folder):
    """What is wrong with an export, one line each."""
    lines = _read(folder / "chain.jsonl").split(b"\n")
    if lines.pop() != b"":
        yield "chain.jsonl: " + CUT
    books = Books(folder / "books.jsonl")
    chain, known = Chain(_purges(lines), books), set()
    for number, line in enumerate(lines, 1):
        seal = _seal(line)
        if seal is None:
            yield f"chain.jsonl, line / ligne {number}: {UNREADABLE}"
            continue
        place = f"{seal['sequence']} {seal['subject']}"
        files = {} if chain.is_purged(seal) else seal["files"]
        names = {f"{_file_name(seal['subject'])}.{name}": digest for name, digest in files.items()}
        known.update(names)
        for flaw in [*chain.flaws_of(seal), *_flaws_of_files(folder / "files", names)]:
            yield f"{place}: {flaw}"
    yield from (f"books.jsonl, {flaw}" for flaw in books.finish())
    last = _read(folder / "last.txt").split(b"\n")
    if last[0] != f"{chain.sequence} {chain.previous}".encode("ascii", "replace") or len(last) < 3 or last[-1]:
        yield f"last.txt: {CUT}"
    if last[1:2] != [f"verify.py {_digest_of(folder / 'verify.py')}".encode("ascii")]:
        yield f"verify.py, last.txt: {OTHER_SCRIPT}"
    beside, unreadable = _listed(last[2:-1])
    yield from (f"last.txt, line / ligne {number}: {UNREADABLE_NAME}" for number in unreadable)
    yield from _flaws_of_files(folder, beside)
    kept = {"chain.jsonl", "last.txt", "verify.py", *(["books.jsonl"] if books.closed else []), *beside} | {
        "files/" + name for name in known
    }
    found = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if not path.is_dir())
    yield from (f"{name}: {UNKNOWN}" for name in found if name not in kept)


class Chain:
    """What was seen of the chain so far."""

    def __init__(self, purges, books):
        self.purges, self.purged, self.books = purges, set(), books
        self.sequence, self.previous = 0, NO_DIGEST
        self.days, self.documents, self.copies, self.facts = {}, {}, {}, {}
        self.sums = {"payment": {}, "write_off": {}}
        self.copied, self.closed, self.closings, self.marks = 0, "", set(), {}
        self.declared = {}
        self.perpetual, self.settled_days = {}, set()
        self.settled = 0

    def flaws_of(self, seal):
        """What is wrong with the next seal."""
        if seal["sequence"] != self.sequence + 1 or seal["previous"] != self.previous:
            yield MOVED
        if self.is_purged(seal):
            self.purged.add((seal["sequence"], seal["subject"]))
        elif _digest(seal) != seal["digest"]:
            yield CHANGED
        self.sequence, self.previous = seal["sequence"], seal["digest"]
        try:
            check = {
                "document": self._document,
                "payment": self._fact,
                "write_off": self._fact,
                "reprint": self._copy,
                "closing": self._closing,
                "purge": self._purge,
                "book": self.books.closing,
                "book_purge": self.books.purge,
                "declaration": self._declaration,
            }
            yield from check[seal["kind"]](seal, json.loads(seal["content"]))
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            yield CHANGED

    def is_purged(self, seal):
        """Whether a later link states that this content stands in place of the one that was sealed."""
        purge = self.purges.get(seal["sequence"], {})
        stated = (purge.get("digest"), purge.get("remains"), purge.get("stands"))
        return stated == (seal["digest"], seal["content"], _digest(seal))

    def _purge(self, seal, content):
        is_known = self.purges.get(content["sequence"]) == content
        if not is_known or (content["sequence"], seal["subject"]) not in self.purged:
            yield NOT_DUE

    def _document(self, seal, content):
        document = content["document"]
        if content["number"] != seal["subject"] or "pdf" not in seal["files"]:
            yield CHANGED
        if document["type"] not in SETTLED:
            return
        if document["issued_on"] <= self.closed:
            yield CLOSED
        amounts = _amounts(content)
        for reference in document["refers_to"] if document["type"] == "corrective" else ():
            _add(amounts, self.documents.get(reference["number"], {}), -1)
        self.documents[seal["subject"]] = amounts
        self.days.setdefault(document["issued_on"], []).append((seal["subject"], amounts))

    def _fact(self, seal, fact):
        key = (seal["kind"], seal["subject"], fact["on"], fact["cents"], fact["method"])
        self.facts[key] = self.facts.get(key, 0) + fact["sign"]
        sums = self.sums[seal["kind"]]
        sums[fact["currency"]] = sums.get(fact["currency"], 0) + fact["sign"] * fact["cents"]
        if fact["sign"] not in (-1, 1) or self.facts[key] < 0:
            yield NOT_RECORDED

    def _copy(self, seal, content):
        if content["copy"] != self.copies.get(seal["subject"], 0) + 1:
            yield NOT_COUNTED
        self.copies[seal["subject"]] = content["copy"]
        self.copied += 1

    def _declaration(self, seal, content):
        """The figures of a period stay those of its first declaration; the day alone may be corrected."""
        first = self.declared.setdefault((content["duty"], content["period"]), content["figures"])
        if content["period"] != seal["subject"] or content["figures"] != first:
            yield CHANGED

    def _closing(self, seal, content):
        name, last = seal["subject"], content["last_day"]
        if name in self.closings or seal["at"][:10] < last or content != self._totals_until(name):
            yield NOT_TOTAL
        self.closings.add(name)
        self.closed = max(self.closed, last)
        self.marks[len(name)] = dict(self.sums["payment"]), dict(self.sums["write_off"]), self.copied
        self.settled, self.perpetual = self._until(last)
        self.settled_days.update(day for day in self.days if day <= last)

    def _until(self, last):
        """How many documents there are until a day, and what they add up to."""
        days = [day for day in self.days.keys() - self.settled_days if day <= last]
        amounts = dict(self.perpetual)
        for day in days:
            for _, added in self.days[day]:
                _add(amounts, added, 1)
        return self.settled + sum(len(self.days[day]) for day in days), amounts

    def _totals_until(self, name):
        """The content that the closing of a period must have here; its name is the beginning of its days."""
        first, last = _ends(name)
        received, written_off, copied = self.marks.get(len(name), ({}, {}, 0))
        within = [each for day in sorted(self.days) if first <= day <= last for each in self.days[day]]
        documents, amounts = self._until(last)
        return {
            "first_day": first,
            "last_day": last,
            "documents": len(within),
            "first": within[0][0] if within else "",
            "last": within[-1][0] if within else "",
            "totals": _totals(amounts for _, amounts in within),
            "received": _since(self.sums["payment"], received),
            "copies": self.copied - copied,
            **_if_any("written_off", _since(self.sums["write_off"], written_off)),
            "perpetual": {
                "documents": documents,
                "totals": _totals([amounts]),
                "received": _since(self.sums["payment"], {}),
                "copies": self.copied,
                **_if_any("written_off", _since(self.sums["write_off"], {})),
            },
        }


class Books:
    """What was seen of the validated lines of the legal books so far."""

    def __init__(self, path):
        self.lines = _read(path).split(b"\n")
        self.is_cut = self.lines.pop() != b""
        self.place, self.number, self.stated, self.previous = 0, 0, 0, NO_DIGEST
        self.closed, self.perpetual, self.flaws = "", {}, []
        self.unnamed, self.kept_until, self.purges = {}, {}, []

    def closing(self, seal, content):
        """What is wrong with the closing of the books that follows; its lines are noted."""
        until, first, sums, periods = content["until"], self.number, {}, {}
        while self.place < len(self.lines) and self.number < content["last"]:
            row = _row(self.lines[self.place])
            self.place += 1
            if row is None:
                self.flaws.append(f"line / ligne {self.place}: {NOT_LINE}")
                continue
            self._check(row, until)
            _count_line(sums, row)
            _count_line(self.perpetual, row)
            if (row["book"], row["currency"]) == ("receipts", "EUR"):
                period = periods.setdefault(_period(row["on"], content["rhythm"]), {})
                period[row["activity"]] = period.get(row["activity"], 0) + row["amount_cents"]
        expected = {
            "until": until,
            "rhythm": content["rhythm"],
            "entries": self.number - first,
            "last": self.number,
            "digest": self.previous,
            "totals": sums,
            "periods": periods,
            "perpetual": {"entries": self.number, "totals": self.perpetual},
        }
        if content != expected or seal["subject"] != until or until <= self.closed or seal["at"][:10] < until:
            yield NOT_BOOK
        self.closed, self.stated = max(self.closed, until), content["last"]

    def purge(self, seal, content):
        """Note a removal of what lines name, which the end checks."""
        self.purges.append((seal["at"][:10], list(content["numbers"])))
        yield from ()

    def finish(self):
        """What is wrong with single lines, once every seal was seen."""
        yield from self.flaws
        for on, numbers in self.purges:
            for number in numbers:
                if number in self.unnamed and self.kept_until[number] < on:
                    del self.unnamed[number]
                else:
                    yield f"{number}: {NOT_PERSON}"
        yield from self.unnamed.values()
        if self.place < len(self.lines) or self.number < self.stated or (self.is_cut and self.closed):
            yield f"line / ligne {self.place + 1}: {LINE_MOVED}"

    def _check(self, row, until):
        name = f"line / ligne {self.place}, {row['number']} {row['reference']}"
        digest = hashlib.sha256(_canonical([*(row[column] for column in COLUMNS), self.previous])).hexdigest()
        is_within = self.closed < row["on"] <= until
        if row["number"] != self.number + 1 or not is_within:
            self.flaws.append(f"{name}: {LINE_MOVED}")
        if digest != row["digest"]:
            self.flaws.append(f"{name}: {NOT_LINE}")
        person = [row[column] for column in PERSON]
        self.kept_until[row["number"]] = row["kept_until"]
        if person == [None] * len(PERSON):
            self.unnamed[row["number"]] = f"{name}: {NOT_PERSON}"
        elif hashlib.sha256(_canonical(person)).hexdigest() != row["person"]:
            self.flaws.append(f"{name}: {NOT_PERSON}")
        self.number, self.previous = row["number"], row["digest"]


def _row(line):
    """The line of the books of a line of the file; None for one that is not written as the export writes it."""
    try:
        row = json.loads(line.decode("utf-8"))
        is_same = json.dumps(row, ensure_ascii=False).encode("utf-8") == line
        is_whole = tuple(row) == (*COLUMNS, "digest", *PERSON) and all(
            len(part) == 4 for part in json.loads(row["vat"])
        )
        sum((row["number"], row["sign"], row["amount_cents"], row["disbursement_cents"]))
        "".join((row["on"], row["book"], row["currency"], row["activity"], row["kept_until"], row["digest"]))
        _period(row["on"], "quarterly")
    except (KeyError, TypeError, ValueError):
        return None
    return row if is_same and is_whole else None


def _count_line(sums, row):
    kept = sums.setdefault(row["book"], {}).setdefault(row["currency"], {"amount": 0, "tax": 0, "disbursement": 0})
    kept["amount"] += row["amount_cents"]
    kept["tax"] += sum(tax for _, _, _, tax in json.loads(row["vat"]))
    kept["disbursement"] += row["disbursement_cents"]


def _period(on, rhythm):
    return on[:7] if rhythm == "monthly" else f"{on[:4]}-T{(int(on[5:7]) + 2) // 3}"


def _since(now, mark):
    """By currency, the cents that were added since the mark; a currency in which there are none is left out."""
    added = {currency: cents - mark.get(currency, 0) for currency, cents in now.items()}
    return {currency: cents for currency, cents in added.items() if cents}


def _if_any(name, cents):
    """The entry of this name, none without cents: a closing made before write-offs were sealed has no such entry."""
    return {name: cents} if cents else {}


def _purges(lines):
    """The content of each removal of a client that was due, by the place of the seal that it is about."""
    found = {}
    for seal in map(_seal, lines):
        try:
            if seal is not None and seal["kind"] == "purge":
                purge = json.loads(seal["content"])
                if _was_due(purge, seal["at"][:10]) and purge["sequence"] < seal["sequence"]:
                    found.setdefault(purge["sequence"], purge)
        except (KeyError, TypeError, ValueError):
            continue
    return found


def _was_due(purge, on):
    document = json.loads(purge["remains"])["document"]
    last = f"{int(document['issued_on'][:4]) + YEARS_KEPT}-12-31" if document["type"] in SETTLED else ""
    return last <= purge["until"] < on


def _amounts(content):
    """What a document adds, base and tax in cents: a credit note negatively, a final invoice less its deposits."""
    document, amounts = content["document"], {}
    sign = -1 if document["type"] == "credit_note" else 1
    parts = [(sign, group) for group in content["totals"]["groups"]]
    parts += [(-1, part) for deposit in document["deposits"] for part in deposit["parts"]]
    for factor, part in parts:
        key = (document["currency"], part["vat"]["category"], part["vat"]["rate_bp"])
        _add(amounts, {key: (part["base"], part["tax"])}, factor)
    return amounts


def _add(amounts, others, factor):
    for key, (base, tax) in others.items():
        had = amounts.get(key, (0, 0))
        amounts[key] = (had[0] + factor * base, had[1] + factor * tax)


def _totals(documents):
    added, found = {}, {}
    for amounts in documents:
        _add(added, amounts, 1)
    for (currency, category, rate), (base, tax) in sorted(added.items()):
        total = found.setdefault(currency, {"excl_tax": 0, "tax": 0, "incl_tax": 0, "vat": []})
        for name, cents in (("excl_tax", base), ("tax", tax), ("incl_tax", base + tax)):
            total[name] += cents
        total["vat"].append({"category": category, "rate_bp": rate, "base": base, "tax": tax})
    return found


def _ends(name):
    """The first and the last day of a day, a month or a year."""
    if len(name) == 10:
        return name, name
    first, last = (name, name) if len(name) == 7 else (name + "-01", name + "-12")
    return f"{first}-01", f"{last}-{calendar.monthrange(int(last[:4]), int(last[5:]))[1]:02}"


def _seal(line):
    """The seal of a line; None for a line that is not written as the export writes it."""
    try:
        seal = json.loads(line.decode("utf-8"))
        is_whole = (
            isinstance(seal["files"], dict) and isinstance(seal["sequence"], int) and isinstance(seal["digest"], str)
        )
        is_whole = is_whole and all(
            isinstance(seal[name], str) for name in ("at", "kind", "subject", "content", "previous")
        )
        is_same = json.dumps(seal, ensure_ascii=False).encode("utf-8") == line
    except (KeyError, TypeError, ValueError):
        return None
    return seal if is_whole and is_same and len(seal) == len(FIELDS) + 1 else None


def _listed(lines):
    """The digests of the files of "beside" by their names, and the numbers of the lines that list none."""
    names, unreadable = {}, []
    for number, line in enumerate(lines, 3):
        name, _, digest = line.decode("utf-8", "replace").rpartition(" ")
        parts = name.split("/")
        if len(parts) == 3 and parts[0] == "beside" and not {"", ".", ".."} & set(parts) and name not in names:
            names[name] = digest
        else:
            unreadable.append(number)
    return names, unreadable


def _digest(seal):
    fields = {name: seal[name] for name in FIELDS}
    return hashlib.sha256(_canonical(fields)).hexdigest()


def _canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _file_name(number):
    name = number.replace("_", "_5F").replace("/", "_2F")
    is_plain = re.fullmatch(r"[A-Z0-9+_-]{1,99}", name, re.ASCII)
    if is_plain and not re.fullmatch(r"CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9]", name, re.ASCII):
        return name
    digest = hashlib.sha256(number.encode("utf-8", "surrogatepass")).hexdigest()
    return re.sub(r"[^A-Za-z0-9+_-]", "-", name)[:60] + "_x" + digest[:16]


def _flaws_of_files(folder, names):
    for name, expected in names.items():
        found = _digest_of(folder / name)
        if not found:
            yield f"{name} is missing / manque"
        elif found != expected:
            yield f"{name} was changed / a été changé"


def _read(path):
    return path.read_bytes() if path.is_file() else b""


def _digest_of(path):
    """The digest of a file, read in parts; empty where there is none."""
    if not path.is_file():
        return ""
    found = hashlib.sha256()
    with path.open("rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            found.update(part)
    return found.hexdigest()


def main(words):
    """Print what is wrong, and return the exit code."""
    flaws = list(flaws_of(Path(words[0]) if words else Path(__file__).resolve().parent))
    for flaw in flaws:
        print(flaw.encode(sys.stdout.encoding or "ascii", "replace").decode(sys.stdout.encoding or "ascii"))
    print(f"{len(flaws)} / changed / changé" if flaws else "0 / intact")
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
