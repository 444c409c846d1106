"""The VAT of an expense: one rate, several, or what the buyer owes; the tax is worked out and may be corrected."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.expense_vat import (
    ExpenseVat,
    VatKind,
    charged_on,
    is_consistent,
    owed_on,
    tax_of,
)
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import LEAST_FIELD, Field, Invalid
from microdesk_desktop.gui.forms.inputs import amount_field, choice_field
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.tokens import MIDDLE, TIGHT
from microdesk_desktop.views.records.catalogue_rows import rate_words
from microdesk_desktop.views.records.expenses.form import SEVERAL, VatCase, vat_case_of, vat_case_words

Parts = tuple[ExpenseVat, ...]


def vat_field(amount: Field[int], rates_bp: Sequence[int], *, is_liable: bool) -> Field[Parts]:
    """The parts of what is typed in `amount`; a business that is not `is_liable` deducts nothing."""
    entry = _VatEntry(amount, rates_bp, is_liable=is_liable)
    field = Field("", entry, read=entry.read, write=entry.write, focus=entry.case)
    entry.changed = field.edited.emit
    return field


class _VatEntry(QWidget):
    """The choice of a case, and below it what the case asks for."""

    def __init__(self, amount: Field[int], rates_bp: Sequence[int], *, is_liable: bool) -> None:
        super().__init__()
        self.changed: Callable[[], object] = lambda: None
        self._amount, self._rates, self._is_liable = amount, rates_bp, is_liable
        self._former: Parts = ()
        words = vat_case_words(rates_bp, is_liable=is_liable)
        self._cases = [case for case, _ in words]
        self.case: Field[VatCase] = choice_field(tr("TVA") if is_liable else tr("Acheté"), words)
        self._charged = amount_field(tr("Dont TVA"), may_be_negative=True, may_be_zero=True)
        self._owed = amount_field(tr("TVA que vous devez"), may_be_negative=True, may_be_zero=True)
        self._lines = [_RateLine(rate) for rate in rates_bp]
        self._untaxed = amount_field(tr("Sans TVA"), may_be_negative=True, may_be_zero=True)
        self._deducts = CheckBox(tr("Je déduis cette TVA"), checked=is_liable)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        parts: list[QWidget] = [self.case, self._charged, self._owed, *self._lines, self._untaxed, self._deducts]
        for part in parts:
            column.addWidget(part)
        self.case.edited.connect(self._on_case)
        for tax in (self._charged, self._owed):
            tax.edited.connect(lambda: self.changed())
        amount.edited.connect(self._work_out)
        self._show()

    def read(self) -> Parts:
        """The parts. Raises Invalid where they are not all of the amount."""
        case = self.case.value()
        try:
            cents = self._amount.value()
        except Invalid:
            return ()  # the field of the amount shows what is wrong
        if case is None:
            return self._former if self._is_kept(cents) else ()
        parts = self._several() if case == SEVERAL else (self._single(case, cents),)
        if not is_consistent(parts, cents):
            stated = money.amount(sum(part.paid_cents for part in parts), EUR)
            raise Invalid(tr("Ces montants font {stated} avec la TVA, non le montant payé.").format(stated=stated))
        return parts

    def write(self, parts: Parts) -> None:
        """Show parts; those that no case describes are kept as they are."""
        self._former = parts
        case = vat_case_of(parts)
        self.case.set_value(case if case in self._cases and self._can_show(parts) else None)
        if parts:
            self._deducts.set_checked(any(part.is_deductible for part in parts))
        if case == SEVERAL:
            for line in self._lines:
                line.show_part(next((part for part in parts if part.rate_bp == line.rate_bp), None))
            self._untaxed.set_value(sum(part.base_cents for part in parts if part.rate_bp == 0))
        elif parts:
            (self._owed if parts[0].kind.is_reversed else self._charged).set_value(parts[0].tax_cents)
        self._show()

    def _can_show(self, parts: Parts) -> bool:
        """Whether the form has a place for each part."""
        if len(parts) == 1:
            return parts[0].kind.is_reversed or parts[0].rate_bp in (0, *self._rates)
        rates = [part.rate_bp for part in parts]
        return (
            all(part.kind is VatKind.DOMESTIC for part in parts)
            and len(set(rates)) == len(rates)
            and set(rates) <= {0, *self._rates}
        )

    def _is_kept(self, cents: int) -> bool:
        """Whether parts for which the form has no place are still all of the amount."""
        return bool(self._former) and not self._can_show(self._former) and is_consistent(self._former, cents)

    def _single(self, case: VatCase, cents: int) -> ExpenseVat:
        deducts = self._is_liable and self._deducts.is_checked()
        if isinstance(case, VatKind):
            owed = owed_on(cents, self._rates[0], case, is_deductible=deducts)
            return owed._replace(tax_cents=self._owed.value())
        assert isinstance(case, int), "several rates have lines of their own"
        tax_cents = self._charged.value() if case else 0
        return ExpenseVat(VatKind.DOMESTIC, case, cents - tax_cents, tax_cents, deducts)

    def _several(self) -> Parts:
        parts = [line.part() for line in self._lines]
        untaxed = self._untaxed.value()
        if untaxed:
            parts.append(ExpenseVat(VatKind.DOMESTIC, 0, untaxed, 0))
        return tuple(part for part in parts if part is not None)

    def _on_case(self) -> None:
        self._former = ()
        self._work_out()
        self._show()
        self.changed()

    def _work_out(self) -> None:
        """Fill in the tax that follows from the amount."""
        case = self.case.value()
        try:
            cents = self._amount.value()
        except Invalid:
            return
        if isinstance(case, VatKind):
            self._owed.set_value(owed_on(cents, self._rates[0], case, is_deductible=False).tax_cents)
        elif isinstance(case, int) and case:
            self._charged.set_value(charged_on(cents, case, is_deductible=False).tax_cents)

    def _show(self) -> None:
        case = self.case.value()
        self._charged.setVisible(isinstance(case, int) and case != 0)
        self._owed.setVisible(isinstance(case, VatKind))
        for widget in (*self._lines, self._untaxed):
            widget.setVisible(case == SEVERAL)
        self._deducts.setVisible(self._is_liable and case not in (None, 0, SEVERAL))


class _RateLine(QWidget):
    """What is without tax at one rate, its tax, and whether that is deducted: of a meal, the food alone may be."""

    def __init__(self, rate_bp: int) -> None:
        rate = rate_words(rate_bp)
        self.rate_bp = rate_bp
        self._base = amount_field(tr("Hors taxe à {rate}").format(rate=rate), may_be_negative=True, may_be_zero=True)
        self._tax = amount_field(tr("TVA à {rate}").format(rate=rate), may_be_negative=True, may_be_zero=True)
        super().__init__()
        self._deducts = CheckBox(tr("Je déduis la TVA à {rate}").format(rate=rate), checked=True)
        self._deducts.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(Tiles(self._base, self._tax, least=LEAST_FIELD, at_top=True))
        column.addWidget(self._deducts)
        self._base.edited.connect(self._work_out)
        self._tax.edited.connect(self._show)

    def part(self) -> ExpenseVat | None:
        """The part, None without one. Raises Invalid."""
        base_cents, tax_cents = self._base.value(), self._tax.value()
        if not base_cents and not tax_cents:
            return None
        return ExpenseVat(VatKind.DOMESTIC, self.rate_bp, base_cents, tax_cents, self._deducts.is_checked())

    def show_part(self, part: ExpenseVat | None) -> None:
        """Show a part, or none."""
        self._base.set_value(part.base_cents if part else 0)
        self._tax.set_value(part.tax_cents if part else 0)
        self._deducts.set_checked(part is None or part.is_deductible)
        self._show()

    def _work_out(self) -> None:
        try:
            self._tax.set_value(tax_of(self._base.value(), self.rate_bp))
        except Invalid:
            return
        self._show()

    def _show(self) -> None:
        """Ask what is deducted once there is something to deduct."""
        try:
            self._deducts.setVisible(bool(self._tax.value()))
        except Invalid:
            return
