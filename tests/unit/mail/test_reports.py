"""What other mail programs got wrong, in 35 reports, and the tests that hold the right behaviour of this one."""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
DOMAIN, MAIL, MIME, OUTGOING = "unit/domain/mail", "unit/mail", "unit/mail/mime", "unit/mail/outgoing"
OPERATIONS, REAL = "operations/mail", "real/mail"

HELD: dict[int, tuple[str, tuple[str, ...]]] = {
    1: (
        "the server files the copy of a sent message itself",
        (f"{OUTGOING}/test_smtp.py::test_a_server_that_files_the_copy_itself_gets_no_second_one",),
    ),
    2: (
        "the server does not file it",
        (
            f"{OUTGOING}/test_smtp.py::test_a_server_that_files_no_copy_gets_one_with_the_hidden_recipients",
            f"{OUTGOING}/test_smtp.py::test_a_copy_that_cannot_be_kept_is_a_note_and_never_a_second_sending",
            f"{REAL}/test_imap_changes.py::test_a_sent_message_takes_its_draft_along_and_its_copy_is_read",
        ),
    ),
    3: (
        "the connection is lost after the text",
        (
            f"{OPERATIONS}/test_faults.py::test_a_cut_after_the_last_line_is_never_a_second_message",
            f"{MAIL}/gmail/test_sending.py::test_answer_lost_after_sending_is_found_out",
        ),
    ),
    4: (
        "what failed after sending is repeated",
        (
            f"{OPERATIONS}/compose/test_send.py::test_a_message_that_had_left_without_an_answer_is_not_sent_again",
            f"{MAIL}/gmail/test_sending.py::test_draft_of_an_earlier_attempt_that_is_gone_was_sent",
        ),
    ),
    5: (
        "taken back, edited, sent again",
        ("gui/pages/composer/test_writing.py::test_what_is_taken_back_is_written_on_and_leaves_in_its_last_state",),
    ),
    6: (
        "a message still waits to leave when the program closes, or another composer opens",
        (
            "gui/pages/composer/test_leaving.py::test_a_lock_sends_what_waits_and_keeps_what_was_written_as_a_draft",
            "gui/pages/composer/test_leaving.py::"
            "test_the_window_asks_before_it_closes_on_a_message_that_waits_and_then_sends_it",
            "gui/pages/composer/test_leaving.py::test_another_composer_stays_open_while_one_waits_and_is_sent",
        ),
    ),
    7: (
        "the program dies while one writes",
        (
            "gui/pages/composer/test_writing.py::test_there_is_one_draft_however_often_it_is_saved_and_none_once_it_was_sent",
        ),
    ),
    8: (
        "an hour of saving by itself",
        (
            f"{REAL}/test_imap_changes.py::test_a_draft_is_one_however_often_it_is_saved",
            f"{REAL}/test_imap_cuts.py::test_a_draft_is_kept_and_stays_one",
            f"{MAIL}/gmail/test_sending.py::test_hour_of_saving_leaves_one_draft",
        ),
    ),
    9: (
        "a reply to all with own addresses in To, Cc or Reply-To",
        (
            f"{DOMAIN}/compose/test_recipients.py::test_a_reply_to_all_leaves_out_the_own_addresses_unless_nobody_is_left",
            f"{MAIL}/gmail/test_filing.py::test_aliases_are_own_addresses",
        ),
    ),
    10: (
        "a reply to a message of one's own",
        (
            f"{DOMAIN}/compose/test_recipients.py::test_a_reply_goes_to_the_sender_and_to_the_recipients_of_an_own_letter",
        ),
    ),
    11: (
        "hidden recipients, and a message with them that is sent again",
        (
            f"{OUTGOING}/test_smtp.py::test_a_message_reaches_every_recipient_and_names_no_hidden_one",
            f"{OUTGOING}/test_envelope.py::test_a_hidden_recipient_is_removed_in_every_writing",
        ),
    ),
    12: (
        "copies only, no subject, an announced file that is missing",
        (
            f"{DOMAIN}/compose/test_doubts.py::test_all_doubts_are_asked_at_once",
            "gui/pages/composer/test_writing.py::test_a_forgotten_file_is_asked_about_once",
        ),
    ),
    13: (
        "two conversations with one subject",
        (
            f"{DOMAIN}/conversations/test_threads.py::test_one_subject_is_not_one_conversation",
            f"{DOMAIN}/conversations/test_threads.py::"
            "test_a_reply_without_ids_follows_its_subject_within_a_month_and_among_the_same_people",
        ),
    ),
    14: (
        "an old letter answered under a new subject",
        (f"{DOMAIN}/conversations/test_threads.py::test_a_reply_with_another_subject_stays_in_its_conversation",),
    ),
    15: (
        "cp1252 declared as iso-8859-1",
        (f"{MIME}/test_headers.py::test_bytes_are_read_by_their_charset_or_by_their_look",),
    ),
    16: (
        "file names in every encoding",
        (
            f"{MIME}/test_headers.py::test_a_file_name_is_read_in_every_form",
            f"{OUTGOING}/test_message.py::test_the_name_of_an_attachment_is_read_in_both_forms",
        ),
    ),
    17: (
        "file names with folders, twice the same, hidden",
        (
            f"{DOMAIN}/reading/test_files.py::test_no_name_leaves_the_folder_or_is_refused_by_a_system",
            f"{DOMAIN}/reading/test_files.py::test_files_of_one_name_are_numbered_whatever_their_case",
        ),
    ),
    18: (
        "images by CSS, srcset, noscript",
        (
            f"{MIME}/test_html.py::test_only_images_of_the_message_are_shown_the_others_by_their_text_and_counted",
            "gui/mail/test_hostile_mails.py::test_every_hostile_mail_is_shown_without_harm",
        ),
    ),
    19: (
        "a quote that loads what the letter would have loaded",
        (
            f"{MIME}/test_html.py::test_what_a_reply_quotes_has_no_image_of_the_letter",
            f"{OPERATIONS}/compose/test_compose.py::test_an_html_letter_is_quoted_as_text_without_what_it_would_load",
        ),
    ),
    20: (
        "winmail.dat",
        (
            f"{MIME}/test_message.py::test_an_outlook_archive_is_named_as_such_and_never_empty",
            f"{MIME}/test_tnef.py::test_the_long_name_stands_for_the_short_one",
        ),
    ),
    21: (
        "an invitation",
        (f"{MIME}/test_invitation.py::test_an_event_has_its_title_times_place_and_organiser",),
    ),
    22: (
        "30,000 letters, 1,000 folders",
        (
            f"{REAL}/test_imap_reading.py::test_a_large_folder_is_never_read_whole",
            f"{OPERATIONS}/test_reported.py::test_of_a_thousand_folders_a_few_are_counted",
        ),
    ),
    23: (
        "UIDs that begin again, or are given twice",
        (
            f"{REAL}/test_imap_reading.py::test_the_letters_of_a_folder_that_was_made_anew_are_gone",
            f"{REAL}/test_imap_changes.py::test_a_letter_that_took_the_uid_of_another_is_not_moved",
        ),
    ),
    24: (
        "folders below INBOX",
        (f"{REAL}/test_imap_changes.py::test_a_server_with_a_prefix_and_without_special_use",),
    ),
    25: (
        "folders that no flag or usual name shows",
        (
            f"{MAIL}/imap/test_values.py::test_a_name_is_a_role_only_on_the_first_level_and_once",
            f"{OPERATIONS}/conversations/test_folder_roles.py::test_a_chosen_folder_is_used_at_once_and_asked_for_no_more",
        ),
    ),
    26: (
        "waiting for news after sleep or another network",
        (
            f"{MAIL}/imap/test_faults.py::test_idle_ends_with_the_connection_and_after_a_sleep",
            f"{OPERATIONS}/test_faults.py::test_a_mailbox_works_again_once_the_network_is_back",
            "gui/pages/mail/test_mail_page.py::test_a_lost_server_leaves_the_list_and_is_reached_again",
        ),
    ),
    27: (
        "a certificate that is wrong, or has become so",
        (
            "unit/base/net/test_secure.py::test_a_wrong_certificate_is_refused_by_its_fault",
            f"{OPERATIONS}/test_faults.py::test_a_certificate_that_is_not_valid_yet_gets_no_password",
        ),
    ),
    28: (
        "STARTTLS that is not offered",
        (
            "unit/base/net/test_secure.py::test_imap_without_starttls_ends_before_the_login",
            "unit/base/net/test_secure.py::test_smtp_without_starttls_ends_before_the_login",
        ),
    ),
    29: (
        "a token that is refused for ever, a client in testing, the policy of an administrator",
        (
            f"{OPERATIONS}/test_faults.py::test_a_grant_that_was_ended_is_asked_for_anew",
            f"{OPERATIONS}/connection/test_add_gmail.py::test_client_in_testing_is_noticed_at_once",
            f"{MAIL}/gmail/test_faults.py::test_refusal_has_its_own_error",
        ),
    ),
    30: (
        "a message larger than the server takes",
        (
            f"{OUTGOING}/test_smtp.py::"
            "test_a_message_larger_than_the_server_takes_is_refused_before_the_login_with_the_limit",
            f"{OUTGOING}/test_smtp.py::test_the_limit_of_a_server_is_known_without_a_login",
        ),
    ),
    31: (
        "accents before and after the @",
        (
            f"{OUTGOING}/test_smtp.py::test_an_accented_local_part_leaves_only_to_a_server_that_takes_it",
            f"{OUTGOING}/test_message.py::test_a_domain_becomes_punycode_and_a_local_part_never",
        ),
    ),
    32: (
        "a letter that asks for a receipt",
        (
            f"{OPERATIONS}/test_reported.py::test_a_letter_that_asks_for_a_receipt_gets_none",
            f"{OUTGOING}/test_message.py::"
            "test_a_message_has_the_headers_that_every_message_needs_and_nothing_of_the_computer",
        ),
    ),
    33: (
        "a reply above a quote, with a signature",
        (
            f"{DOMAIN}/compose/test_answers.py::test_the_signature_of_a_reply_stands_above_the_quote_and_cuts_nothing_off",
        ),
    ),
    34: (
        "a mistyped address that was written to once",
        (f"{OPERATIONS}/test_reported.py::test_only_the_people_of_clients_are_proposed",),
    ),
    35: (
        "one letter under several labels, at Gmail by IMAP",
        (f"{REAL}/test_imap_everywhere.py::test_a_letter_under_several_labels_is_found_once_where_a_folder_has_all",),
    ),
}


def test_every_report_is_in_the_table() -> None:
    assert sorted(HELD) == list(range(1, 36))


@pytest.mark.parametrize("number", HELD)
def test_the_tests_that_hold_a_report_exist(number: int) -> None:
    _, tests = HELD[number]
    assert tests
    for test in tests:
        path, _, name = test.partition("::")
        assert name in _tests_of(path), test


@cache
def _tests_of(path: str) -> frozenset[str]:
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
