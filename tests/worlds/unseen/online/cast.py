"""Who appears in a case: each name is given out once, so that homonyms are made on purpose only."""

from random import Random

from tests.worlds.unseen.online import companies, people
from tests.worlds.unseen.online.companies import Company
from tests.worlds.unseen.online.people import Person


class Cast:
    """The names that are left for one case."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self._surnames = chance.sample(people.SURNAMES, len(people.SURNAMES))
        self._proper = chance.sample(companies.PROPER, len(companies.PROPER))
        self._abroad = chance.sample(companies.ABROAD, len(companies.ABROAD))
        self._towns = chance.sample(companies.TOWNS, len(companies.TOWNS))
        women, men = [*people.WOMEN, people.COMPOUND[1], people.COMPOUND[3]], [*people.MEN, people.COMPOUND[0]]
        self._women = chance.sample(women, len(women))
        self._men = chance.sample(men, len(men))
        self.owner = self.person()
        self.iban = _iban(f"{chance.randrange(10**22, 10**23)}")

    def surname(self) -> str:
        return self._surnames.pop()

    def woman(self, surname: str = "") -> Person:
        return Person(self._next(self._women), surname or self.surname(), is_woman=True)

    def man(self, surname: str = "") -> Person:
        return Person(self._next(self._men), surname or self.surname(), is_woman=False)

    def person(self, surname: str = "") -> Person:
        return self.woman(surname) if self.chance.random() < 0.5 else self.man(surname)

    def company(self) -> Company:
        return companies.french_company(self.chance, self._proper.pop())

    def abroad(self) -> Company:
        return companies.foreign_company(self.chance, self._abroad.pop())

    def long(self) -> Company:
        return companies.long_company(self.chance, self._proper.pop())

    def proper(self) -> str:
        return self._proper.pop()

    def town(self) -> str:
        return self._towns.pop()

    def anyone(self) -> str:
        """The name of a client: more companies than people, many of them abroad."""
        drawn = self.chance.random()
        if drawn < 0.4:
            return self.company().name
        return self.abroad().name if drawn < 0.65 and len(self._abroad) > 8 else self.person().name

    def _next(self, names: list[str]) -> str:
        """The next name of a list; the first ones come back when all were given."""
        name = names.pop()
        names.insert(0, name)
        return name


def _iban(account: str) -> str:
    """A French IBAN of an account's digits, with its check digits."""
    return f"FR{98 - int(f'{account}152700') % 97:02d}{account}"
