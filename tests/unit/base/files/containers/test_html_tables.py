"""Tables of web pages."""

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.files.containers.html_tables import page_table
from microdesk_desktop.base.jobs import Job


def rows(page: str) -> list[str]:
    return page_table(page.encode(), Job()).decode().splitlines()


def test_cells_are_read_without_their_markup() -> None:
    page = (
        "<html><style>td {color: red}</style><TABLE><thead>"
        '<tr><th>Date</th><th class="a">Libell&eacute;</th></tr></thead>'
        "<tr><td><b>05/03/2026</b></td><td>PAPETERIE &amp; CO<br>Paris\n  FR</td></tr>"
        "<tr><td></td><td>&nbsp;</td></tr><tr><td>06/03/2026<td>a;b</table>"
    )
    assert rows(page) == ["Date;Libellé", "05/03/2026;PAPETERIE & CO Paris FR", '06/03/2026;"a;b"']


def test_a_cell_over_several_columns_keeps_the_others_in_place() -> None:
    page = "<table><tr><td colspan='2'>Compte<td>EUR<tr><td>a<td>b<td>c<tr><td>d<td>e<td>f</table>"
    assert rows(page) == ["Compte;;EUR", "a;b;c", "d;e;f"]


def test_tables_inside_a_layout_come_in_the_order_of_the_page() -> None:
    inner = "<table><tr><td>Date<td>Montant<tr><td>05/03/2026<td>-20,50</table>"
    page = f"<table><tr><td>FR76 1234<td>Titulaire</tr><tr><td colspan=2>{inner}</td></tr></table>"
    assert rows(page) == ["FR76 1234;Titulaire", "Date;Montant", "05/03/2026;-20,50"]


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body>Session expirée</body></html>",
        "<html><table><tr><td>Identifiant</td><td><input name=id></td></tr></table>",
        "<table><tr><td>Identifiant<td>a<tr><td>Mot de passe<td>b<input type='password'></table>",
        "<table><tr><td>a<td>b</table></table></td></tr>",
    ],
)
def test_a_page_without_data_is_a_web_page(page: str) -> None:
    with pytest.raises(KnownError) as raised:
        rows(page)
    assert raised.value.code is ErrorCode.FILE_IS_WEB_PAGE


def test_a_page_that_was_cut_off_does_not_give_its_last_cell() -> None:
    assert rows("<table><tr><td>Date<td>Montant</tr><tr><td>05/03/2026<td>-20,50</tr><tr><td>06/03/2026<td>-12") == [
        "Date;Montant",
        "05/03/2026;-20,50",
        "06/03/2026",
    ]


def test_reading_a_long_page_can_be_cancelled() -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        page_table(b"<table><tr><td>a<td>b<tr><td>c<td>d</table>", job)
