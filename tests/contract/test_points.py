"""What every provider of bank accounts must do, in 43 points, and the tests that hold each over all of them.

Points that depend on the form of an answer are held for each provider by its own tests too.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
KEYS, CONSENT, FETCH = "contract/test_keys_and_banks.py", "contract/test_consent.py", "contract/test_fetch.py"
END, FAULTS = "contract/test_limits_errors_end.py", "contract/test_faults_everywhere.py"
KILLS, CANARIES = "contract/test_kills.py", "contract/test_canaries.py"
HOSTILE = "contract/test_hostile_answers.py"
GOCARDLESS, CONNECT = "unit/banks/gocardless", "operations/bank/test_connect.py"
ENABLE_BANKING, TINK = "unit/banks/enable_banking", "unit/banks/tink"

HELD: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("right keys work", (f"{KEYS}::test_right_keys_work_and_wrong_or_missing_ones_are_refused",)),
    2: ("wrong or missing keys", (f"{KEYS}::test_right_keys_work_and_wrong_or_missing_ones_are_refused",)),
    3: (
        "a token goes to no other address",
        (f"{KEYS}::test_keys_and_tokens_of_one_address_never_go_to_another",),
    ),
    4: ("a token that ends is renewed once", (f"{KEYS}::test_tokens_that_end_or_are_forgotten_are_replaced",)),
    5: ("a provider that forgot its tokens", (f"{KEYS}::test_tokens_that_end_or_are_forgotten_are_replaced",)),
    6: (
        "nothing secret is told",
        (
            f"{KEYS}::test_nothing_of_keys_accounts_or_content_is_journalled",
            f"{CANARIES}::test_only_what_is_promised_is_at_rest",
            f"{FAULTS}::test_a_new_consent",
        ),
    ),
    7: (
        "the list of banks, and one that is unknown",
        (
            f"{KEYS}::test_banks_have_an_id_a_name_and_their_longest_history",
            f"{KEYS}::test_an_unknown_bank_is_refused_as_such",
        ),
    ),
    8: (
        "odd fields in the list of banks",
        (
            f"{KEYS}::test_banks_have_an_id_a_name_and_their_longest_history",
            f"{HOSTILE}::test_no_answer_raises_anything_but_a_known_error",
        ),
    ),
    9: (
        "the widest consent within the promises",
        (
            f"{CONSENT}::test_the_widest_consent_within_the_promises_is_asked_and_its_granted_end_kept",
            f"{ENABLE_BANKING}/test_consents.py::test_the_end_that_is_asked_for_leaves_a_margin_for_other_clocks",
        ),
    ),
    10: (
        "the granted end is kept",
        (f"{CONSENT}::test_the_widest_consent_within_the_promises_is_asked_and_its_granted_end_kept",),
    ),
    11: (
        "each way back, the pasted address among them",
        (
            f"{CONSENT}::test_each_way_back_from_the_bank_ends_linked",
            "contract/test_command_line.py::test_an_account_is_connected_with_a_pasted_return_address",
        ),
    ),
    12: (
        "references that are wrong, missing, reused or foreign",
        (
            f"{CONSENT}::test_each_way_back_from_the_bank_ends_linked",
            f"{CONSENT}::test_a_foreign_return_address_changes_nothing",
            f"{CONSENT}::test_the_return_address_of_an_earlier_attempt_is_none_of_this_one",
        ),
    ),
    13: (
        "a user who refuses, or does nothing",
        (f"{CONSENT}::test_a_user_who_refuses_or_does_nothing_leaves_nothing_open",),
    ),
    14: (
        "a return address that is not registered",
        (
            f"{CONSENT}::test_a_return_address_that_is_not_registered_is_named",
            f"{ENABLE_BANKING}/test_consents.py::test_a_return_address_is_the_registered_one_or_refused_by_its_name",
        ),
    ),
    15: (
        "an inactive application, a consent without accounts",
        (
            f"{CONSENT}::test_an_application_that_is_not_active_is_told_as_such",
            f"{CONSENT}::test_a_consent_without_accounts_has_its_own_error_and_is_revoked",
        ),
    ),
    16: (
        "a cancellation at any moment",
        (
            f"{CONSENT}::test_cancelling_at_any_checkpoint_leaves_nothing_open",
            f"{CONSENT}::test_cancelling_a_request_that_gets_no_answer_is_immediate_and_leaves_nothing_open",
        ),
    ),
    17: (
        "a kill between any two steps",
        (
            f"{KILLS}::test_what_a_kill_leaves_is_made_good",
            f"{CONSENT}::test_a_consent_whose_answer_is_lost_is_found_and_revoked_where_it_can_be",
            f"{TINK}/test_requests.py::test_a_user_whose_creation_was_never_answered_is_found_by_the_claim",
            f"{CONSENT}::test_a_consent_that_could_not_be_revoked_is_revoked_by_the_next_success",
        ),
    ),
    18: (
        "a provider that stumbles while the user agrees",
        (
            f"{CONSENT}::test_a_provider_that_fails_while_the_user_agrees_is_asked_again",
            f"{FAULTS}::test_a_first_connection",
            f"{CONNECT}::test_a_provider_that_stumbles_after_the_user_agreed_is_asked_again",
        ),
    ),
    19: ("a page at an unsafe address", (f"{CONSENT}::test_a_page_at_an_unsafe_address_is_never_shown",)),
    20: ("one account of several", (f"{CONSENT}::test_of_several_accounts_exactly_one_is_ever_read",)),
    21: ("listing accounts costs nothing", (f"{CONSENT}::test_listing_the_accounts_uses_nothing_that_banks_count",)),
    22: (
        "masked numbers, and accounts that cannot be read",
        (
            f"{CONSENT}::test_listing_the_accounts_uses_nothing_that_banks_count",
            f"{ENABLE_BANKING}/test_consents.py::test_an_account_without_a_usable_id_is_not_offered",
        ),
    ),
    23: (
        "the account is found again by its IBAN, and another one asked for",
        (
            f"{CONSENT}::test_agreeing_again_finds_the_account_and_revokes_the_former_consent_last",
            f"{CONSENT}::test_agreeing_again_without_the_account_asks_which_one",
            f"{CONNECT}::test_of_accounts_under_one_iban_the_user_chooses_where_no_currency_tells_them_apart",
        ),
    ),
    24: (
        "the former consent is revoked last, and kept by a failure",
        (
            f"{CONSENT}::test_agreeing_again_finds_the_account_and_revokes_the_former_consent_last",
            f"{FAULTS}::test_a_new_consent",
        ),
    ),
    25: (
        "ninety days at most",
        (
            f"{FETCH}::test_the_window_is_ninety_days_at_most_and_nothing_older_is_kept",
            f"{HOSTILE}::test_what_is_older_than_the_window_is_dropped_although_it_is_sent",
        ),
    ),
    26: (
        "all pages or an error",
        (
            f"{FETCH}::test_half_an_answer_changes_nothing",
            f"{ENABLE_BANKING}/test_fetch.py::test_pages_without_an_end_are_an_error",
            f"{ENABLE_BANKING}/test_fetch.py::test_a_page_that_is_refused_refuses_the_window",
            f"{TINK}/test_requests.py::test_a_list_that_never_ends_is_an_error",
            f"{FAULTS}::test_a_sync",
        ),
    ),
    27: (
        "a window that is refused",
        (
            f"{GOCARDLESS}/test_provider.py::test_a_bank_that_counts_the_first_day_is_asked_for_one_less",
            f"{ENABLE_BANKING}/test_fetch.py::test_a_bank_that_refuses_every_window_is_asked_four_times_at_most",
        ),
    ),
    28: (
        "pending rows are booked once, or leave",
        (
            f"{FETCH}::test_a_pending_transaction_is_booked_once_or_leaves",
            f"{GOCARDLESS}/test_mapping.py::test_pending_rows_are_marked_and_only_a_whole_list_counts",
        ),
    ),
    29: (
        "identifiers that identify nothing",
        (
            f"{FETCH}::test_no_identifier_loses_doubles_or_exchanges_a_transaction",
            f"{ENABLE_BANKING}/test_transactions.py::test_the_place_of_a_row_in_its_day_is_no_identifier",
            f"{ENABLE_BANKING}/test_transactions.py::test_references_that_are_repeated_or_count_the_rows_identify_nothing",
            f"{TINK}/test_mapping.py::test_only_lasting_identifiers_are_kept",
        ),
    ),
    30: ("two equal payments", (f"{FETCH}::test_two_equal_payments_stay_two_and_a_new_sync_adds_nothing",)),
    31: (
        "exact amounts in every notation",
        (
            f"{FETCH}::test_amounts_are_exact_and_labels_whole",
            f"{GOCARDLESS}/test_mapping.py::test_amounts_of_any_number_of_decimals",
            f"{ENABLE_BANKING}/test_transactions.py::test_the_indicator_gives_the_sign",
            f"{TINK}/test_mapping.py::test_money_is_exact_in_every_notation",
        ),
    ),
    32: (
        "whole labels, the same at each fetch",
        (
            f"{FETCH}::test_amounts_are_exact_and_labels_whole",
            f"{GOCARDLESS}/test_mapping.py::test_lines_that_a_bank_shuffles_make_one_label",
            f"{ENABLE_BANKING}/test_transactions.py::test_a_label_is_whole_with_the_operation_first",
            f"{TINK}/test_mapping.py::test_the_label_is_the_banks_text_then_the_counterparty_and_the_reference",
        ),
    ),
    33: (
        "fields of any type",
        (
            f"{FETCH}::test_no_field_of_any_type_breaks_the_page",
            f"{HOSTILE}::test_no_answer_raises_anything_but_a_known_error",
        ),
    ),
    34: (
        "only the facts leave the provider",
        (
            f"{FETCH}::test_only_the_facts_of_a_transaction_leave_the_provider",
            f"{CANARIES}::test_only_what_is_promised_is_at_rest",
        ),
    ),
    35: (
        "a refused balance, and which balance",
        (
            f"{FETCH}::test_a_refused_balance_does_not_lose_the_transactions",
            f"{GOCARDLESS}/test_mapping.py::test_the_booked_balance_comes_first_then_the_latest_in_the_account_s_currency",
            f"{ENABLE_BANKING}/test_transactions.py::test_the_balance_is_chosen_by_its_kind_in_this_order",
            f"{TINK}/test_mapping.py::test_the_balance_is_the_booked_one_of_the_day_it_was_read",
        ),
    ),
    36: (
        "a spent budget, across a restart",
        (f"{END}::test_a_spent_budget_is_not_asked_again_before_it_renews_even_after_a_restart",),
    ),
    37: (
        "three automatic syncs leave one to the user",
        (f"{END}::test_three_automatic_syncs_leave_the_fourth_request_to_the_user",),
    ),
    38: (
        "each way of saying too many",
        (
            f"{END}::test_every_refusal_has_its_code",
            f"{GOCARDLESS}/test_provider.py::test_one_request_too_many_is_recognised_behind_any_status",
            f"{ENABLE_BANKING}/test_fetch.py::test_one_request_too_many_waits_six_hours",
        ),
    ),
    39: (
        "revoking once, twice, of what is gone, offline, refused",
        (
            f"{END}::test_revoking_twice_or_what_is_gone_is_a_success",
            f"{END}::test_the_account_is_read_and_its_consent_revoked_although_another_provider_was_chosen_since",
            f"{END}::test_after_disconnecting_nothing_of_the_bank_is_left",
        ),
    ),
    40: (
        "a consent that is over is no wrong key",
        (
            f"{END}::test_an_expired_consent_is_not_taken_for_wrong_keys",
            f"{END}::test_every_refusal_has_its_code",
        ),
    ),
    41: (
        "nothing is left after a disconnect",
        (
            f"{END}::test_after_disconnecting_nothing_of_the_bank_is_left",
            f"{CANARIES}::test_only_what_is_promised_is_at_rest",
            f"{FAULTS}::test_a_disconnect",
            "operations/bank/disconnect/test_kills.py::test_a_kill_at_any_instant_is_made_good_by_one_opening",
        ),
    ),
    42: (
        "each refusal has its code",
        (
            f"{END}::test_every_refusal_has_its_code",
            f"{GOCARDLESS}/test_provider.py::test_every_fault_of_the_sandbox_is_expected_here",
            f"{ENABLE_BANKING}/test_errors.py::test_every_error_of_the_description_has_a_code",
        ),
    ),
    43: (
        "answers that are none, late or cut, and errors that look like success",
        (
            f"{END}::test_every_refusal_has_its_code",
            f"{END}::test_a_slow_answer_is_an_answer",
            f"{FAULTS}::test_a_sync",
        ),
    ),
}


def test_every_point_is_in_the_table() -> None:
    assert sorted(HELD) == list(range(1, 44))


@pytest.mark.parametrize("number", HELD)
def test_the_tests_that_hold_a_point_exist(number: int) -> None:
    _, tests = HELD[number]
    assert tests
    for test in tests:
        path, _, name = test.partition("::")
        assert name in _tests_of(path), test


@cache
def _tests_of(path: str) -> frozenset[str]:
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
