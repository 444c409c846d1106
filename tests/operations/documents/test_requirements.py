"""Where the hard requirements of documents and their seals are tested, so that a reader finds them.

| requirement                                                        | test here                | many more            |
|--------------------------------------------------------------------|--------------------------|----------------------|
| 1 totals exact to the cent in five currencies                      | unit `test_totals`       | `document_totals`    |
| 2 every regime and kind through the official sheets, CII and UBL   | unit `test_einvoice`     | `einvoices`          |
| 3 each breakage named alike; what no official rule sees            | unit `test_einvoice`     | `einvoice_breakages` |
| 4 no connection during preview, issue, copy, export, import        | `test_no_connection`     |                      |
| 5 a character in any script is set, or named before a number     | unit `test_glyphs`       |                      |
| 6 kill, full disk, lock: continuous numbers, whole chain           | `test_issue…`            | `issue_kills`        |
| 7 credit notes: mirror, and never above the invoice                | `test_deposits`          |                      |
| 8 deposits: once, named, each rate right                           | `test_deposits`          |                      |
| 9 a discount over several rates                                    | unit `test_einvoice`     | `document_totals`    |
| 10 recurring: each period once, anchored to its start              | `test_recurring`         |                      |
| 11 a change of regime decides by the document's day                | `test_regime`            |                      |
| 12 the ceilings, and the day on which the franchise ends           | unit `test_thresholds`   |                      |
| 13 contributions are those of URSSAF's public model              | real `test_contributions_model` |               |
| 14 the receipts book from bank rows of every kind                  | books `test_year`        | the year, end to end |
| 15 declared figures stay, corrections fall where they are made     | books `test_declare`     | the year, end to end |
| 16 a changed byte is found and named                               | `test_verify`            | `chain_flips`        |
| 16 closings with a perpetual total; copies counted                 | `test_closing`, `test_reprint` |                |
| 17 an erased client: what the law keeps, until its day             | `privacy/test_erase_client` |                   |
| 18 three forms of a received invoice give one expense              | `test_receive`           |                      |
| 19 hostile received files: answered in time, nothing else happens  | unit `…_hostile`         | `hostile_invoices`   |
| 20 duplicates of a received invoice                                | `test_receive`           |                      |
| 22 each euro in one status « Encaissée »; answers with reasons     | `test_statuses`          | `invoice_statuses`   |
| 23 mentions against a list written by hand                         | unit `test_mentions`     |                      |
| 24 the preview is the page that is issued, its code is read        | gui `test_document_pages` |                     |
| 24 a key stroke never holds the window up                          | gui `test_speed`         | `make bench`         |
| 25 late interest against a computation day by day                  | unit `test_interest`     |                      |

The last column names attacks: `python -m tests.attack NAME`; the year is `tests/e2e/books/test_accountants_year.py`.
"""

from importlib import import_module

import pytest

from tests.attack.__main__ import ATTACKS

HERE, UNIT, BOOKS = "tests.operations.documents", "tests.unit.documents", "tests.operations.books"
TESTS = {
    1: [f"{UNIT}.test_totals:test_random_documents_of_five_currencies_agree_with_fractions_to_the_cent"],
    2: [
        f"{UNIT}.test_einvoice:test_every_case_follows_the_official_rules_and_ours",
        f"{UNIT}.test_einvoice:test_what_the_official_sheets_miss_or_only_number_is_found_by_ours",
    ],
    3: [
        f"{UNIT}.test_einvoice:test_a_fault_has_the_name_that_the_official_rule_has",
        f"{UNIT}.test_einvoice:test_random_breakages_have_the_names_that_the_official_rules_have",
    ],
    4: [f"{HERE}.test_no_connection:test_no_connection_during_preview_issue_copy_export_and_import"],
    5: [
        f"{UNIT}.test_glyphs:test_each_place_of_a_document_is_looked_at",
        f"{UNIT}.test_glyphs:test_marks_sequences_and_invisible_characters_can_be_set",
    ],
    6: [
        f"{HERE}.test_issue:test_a_kill_at_any_moment_leaves_a_series_without_gap",
        f"{HERE}.test_issue_interrupted:test_a_full_disk_at_any_moment_of_an_issue_loses_neither_draft_nor_number",
        f"{HERE}.test_issue_interrupted:test_a_lock_during_an_issue_leaves_the_draft_to_be_issued_after_unlocking",
    ],
    7: [
        f"{HERE}.chain.test_deposits:test_a_whole_credit_note_mirrors_net_tax_of_each_rate_and_gross",
        f"{HERE}.chain.test_deposits:test_several_credit_notes_reach_the_invoice_and_the_cent_too_much_is_refused",
    ],
    8: [
        f"{HERE}.chain.test_deposits:test_three_deposits_at_different_rates_are_deducted_once_and_named_in_the_e_invoice",
        f"{HERE}.chain.test_deposits:test_a_deposit_of_all_leaves_a_final_invoice_of_nothing_due",
        f"{HERE}.chain.test_deposits:test_a_deposit_that_is_credited_in_between_is_deducted_less_its_credit_note",
    ],
    9: [f"{UNIT}.test_einvoice:test_a_discount_over_several_rates_adds_up_in_each_group_and_contradicts_no_percent"],
    10: [
        f"{HERE}.recurring.test_recurring:test_three_closed_months_are_caught_up_under_their_own_days_and_texts_each_once"
    ],
    11: [
        f"{HERE}.test_regime:test_documents_carry_vat_from_the_day_on_and_credit_notes_keep_the_regime_of_their_invoice"
    ],
    12: [
        "tests.unit.books.test_thresholds:test_requirement_12_the_franchise_ends_on_the_days_of_a_list_written_by_hand",
        "tests.unit.books.test_thresholds:"
        "test_random_turnovers_end_the_franchise_on_the_days_that_a_walk_through_the_calendar_finds",
        "tests.unit.views.books.test_thresholds:"
        "test_requirement_12_the_day_of_the_end_waits_until_the_regime_is_set_from_it_on",
    ],
    13: [
        "tests.real.test_contributions_model:test_every_contribution_is_that_of_the_public_model",
        "tests.unit.books.test_declarations:test_nothing_is_known_past_the_horizon_and_no_rate_of_last_year_is_taken",
    ],
    14: [
        f"{BOOKS}.test_year:test_bank_rows_of_every_kind_are_the_receipts_that_the_law_wants",
        f"{BOOKS}.test_year:test_the_book_of_a_year_is_the_sum_of_what_was_sold_by_activity_and_rate_to_the_cent",
    ],
    15: [
        f"{BOOKS}.test_declare:test_figures_stay_as_declared_and_a_correction_counts_in_the_period_where_it_is_made",
        f"{BOOKS}.test_close:test_after_random_changes_and_closings_closed_books_stand_and_the_whole_book_is_the_money",
    ],
    16: [
        f"{HERE}.seal.test_verify:test_a_change_of_any_cell_or_file_is_found_and_named",
        f"{HERE}.seal.test_closing:test_each_period_that_is_over_is_closed_once_with_its_total_and_the_perpetual_one",
        f"{HERE}.seal.test_reprint:test_a_file_is_the_sealed_original_each_time_and_each_time_it_is_counted",
    ],
    17: [
        "tests.operations.privacy.test_erase_client:"
        "test_requirement_17_what_no_law_keeps_goes_at_once_and_the_rest_by_itself_on_its_day",
        "tests.operations.privacy.test_erase_client:"
        "test_a_content_that_is_blanked_without_its_purge_is_refused_and_found_by_name",
    ],
    18: [
        f"{HERE}.received.test_receive:test_requirement_18_each_form_of_an_invoice_gives_the_same_expense_with_its_file"
    ],
    19: [
        f"{UNIT}.test_received_hostile:"
        "test_requirement_19_and_report_32_each_file_has_its_answer_and_nothing_else_happens"
    ],
    20: [
        f"{HERE}.received.test_receive:test_requirement_20_the_same_bytes_and_another_form_are_known",
        f"{HERE}.received.test_receive:test_requirement_20_a_corrective_invoice_replaces_and_a_credit_note_concerns_the_first",
    ],
    22: [
        f"{HERE}.lifecycle.test_statuses:test_a_partial_payment_then_the_rest_are_stated_by_day_and_rate_each_once",
        f"{HERE}.lifecycle.test_statuses:test_a_payment_that_is_taken_back_or_recorded_otherwise_gives_the_difference_alone",
        f"{HERE}.lifecycle.test_statuses:test_neither_a_write_off_nor_a_credit_note_nor_a_deposit_is_money",
        f"{HERE}.lifecycle.test_statuses:test_money_given_back_for_a_credit_note_is_negative",
        f"{HERE}.lifecycle.test_statuses:test_an_answer_goes_to_the_very_address_of_the_supplier",
        f"{HERE}.lifecycle.test_statuses:test_a_reason_of_another_list_is_refused_with_those_that_are_allowed",
        f"{UNIT}.test_invoice_statuses:test_every_reason_of_every_status_follows_the_official_rules_and_ours",
        f"{UNIT}.test_invoice_statuses:test_each_euro_is_in_one_message_however_payments_are_corrected_in_between",
    ],
    23: [f"{UNIT}.test_mentions:test_each_document_states_what_the_law_asks_of_it_and_nothing_else"],
    24: [
        "tests.gui.test_document_pages:test_the_preview_is_the_page_that_is_issued",
        "tests.gui.test_document_pages:test_the_code_is_read_from_the_pdf_and_from_the_screen",
        "tests.gui.pages.editor.test_speed:test_no_key_stroke_holds_the_window_for_longer_than_a_frame",
        "tests.gui.pages.editor.test_speed:test_what_a_key_stroke_starts_leaves_the_window_its_turns",
        "tests.gui.widgets.test_pages_view:test_the_window_goes_on_while_a_page_is_painted",
    ],
    25: [f"{UNIT}.reminders.test_interest:test_every_claim_equals_the_computation_day_by_day"],
}


@pytest.mark.parametrize("requirement", TESTS)
def test_each_requirement_has_the_tests_that_the_table_names(requirement):
    for place in TESTS[requirement]:
        module, _, name = place.partition(":")
        assert hasattr(import_module(module), name), place


def test_the_attacks_of_the_table_are_run_by_make_attack():
    named = {"document_totals", "einvoices", "einvoice_breakages", "invoice_statuses", "issue_kills", "chain_flips"}
    assert named <= set(ATTACKS)
