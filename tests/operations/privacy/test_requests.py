"""A person's request: registered, extended, answered or refused, and kept without a name once they are erased."""

import re
from datetime import date, timedelta
from functools import partial

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.parties import Client, MailPreference
from microdesk_desktop.domain.privacy.requests import (
    Answer,
    Delay,
    PersonRequest,
    Refusal,
    RequestKind,
    RequestState,
    RequestWay,
)
from microdesk_desktop.operations.privacy.answer_letter import kept_after_erasure
from microdesk_desktop.operations.privacy.erase_client import erase_client
from microdesk_desktop.operations.privacy.requests import (
    add_request,
    answer_request,
    extend_request,
    remove_request,
)
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.store.privacy.requests import load_request, load_requests
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.views.privacy.requests.letter import LetterTopic, load_letter
from microdesk_desktop.views.privacy.requests.rows import load_request_row, load_request_rows, request_json
from microdesk_desktop.views.waiting.command_line import waiting_json
from microdesk_desktop.views.waiting.requests import REQUESTS
from tests.support.clock import FakeClock
from tests.support.disks import raises_known
from tests.support.documents.issuing import issuing_vault
from tests.support.erasures import BIRD, SOLD_ON, fill

RECEIVED = SOLD_ON - timedelta(days=10)


@pytest.fixture
def clock():
    return FakeClock(SOLD_ON)


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def _asked(session, kind=RequestKind.ACCESS, **who):
    who = who or {"client_id": put_client(session, Client(name="Nova SARL", email="a@nova.example")).id}
    request = PersonRequest(kind=kind, received_on=RECEIVED, way=RequestWay.POST, **who)
    number = add_request(session, request).id
    assert number is not None
    return number


def _row(session, number):
    return session.read(lambda reader: load_request_row(reader, number, session.clock.today()))


def test_a_request_waits_until_it_is_answered(session, clock):
    number = _asked(session)
    today = clock.today()
    (item,) = session.read(lambda reader: REQUESTS.load(reader, today, 10))
    assert (item.title, item.page, item.wanted) == ("Nova SARL", "person_requests", number)
    assert waiting_json(item)["object"] == {"kind": "request", "id": str(number), "reference": None}
    answer = answer_request(session, number, Answer(on=today, way=RequestWay.MAIL))
    assert session.read(lambda reader: REQUESTS.count(reader, today)) == 0
    assert _row(session, number).state is RequestState.ANSWERED
    answer.undo(session)
    assert session.read(lambda reader: REQUESTS.count(reader, today)) == 1


def test_the_most_urgent_request_comes_first(session, clock):
    late = _asked(session, person="Paul")
    early = add_request(
        session, PersonRequest(kind=RequestKind.ACCESS, received_on=date(2026, 9, 1), way=RequestWay.MAIL, person="Luc")
    ).id
    rows = session.read(lambda reader: load_request_rows(reader, clock.today()))
    assert [row.id for row in rows] == [early, late]
    assert rows[0].state is RequestState.LATE


def test_an_extension_is_told_within_the_month(session, clock):
    number = _asked(session)
    extend_request(session, number, Delay.COMPLEX)
    assert request_json(_row(session, number))["due"] == "2027-02-11"
    with raises_known(ErrorCode.NOTHING_TO_DO):
        extend_request(session, number, Delay.COMPLEX)
    other = _asked(session, person="Paul")
    clock.advance(days=40)
    with raises_known(ErrorCode.EXTENSION_TOO_LATE):
        extend_request(session, other, Delay.NUMEROUS)


def test_an_answer_is_given_once_and_not_before_the_request(session):
    number = _asked(session)
    with raises_known(ErrorCode.INVALID_VALUE):
        answer_request(session, number, Answer(on=RECEIVED - timedelta(days=1), way=RequestWay.MAIL))
    answer_request(session, number, Answer(on=SOLD_ON, way=RequestWay.MAIL, refusal=Refusal.IDENTITY))
    with raises_known(ErrorCode.REQUEST_ANSWERED):
        answer_request(session, number, Answer(on=SOLD_ON, way=RequestWay.MAIL))
    with raises_known(ErrorCode.UNKNOWN_REQUEST):
        remove_request(session, 99)


@pytest.mark.parametrize(
    "who", [{"client_id": 99}, {"person": "  "}, {"person": "x" * 201}], ids=["no client", "nobody", "too long"]
)
def test_nobody_asks_nothing(session, who):
    with raises_known(ErrorCode.CLIENT_NOT_FOUND if "client_id" in who else ErrorCode.INVALID_VALUE):
        _asked(session, **who)


def test_the_register_keeps_the_answer_and_not_the_name(session, tmp_path):
    client_id = fill(session, tmp_path)
    number = _asked(session, RequestKind.ERASURE, client_id=client_id)
    with raises_known(ErrorCode.ERASURE_NOT_DONE):
        answer_request(session, number, Answer(on=SOLD_ON, way=RequestWay.POST))
    erase_client(session, client_id, Job())
    answer_request(session, number, Answer(on=SOLD_ON, way=RequestWay.POST))
    found = session.read(lambda reader: load_request(reader, number))
    assert (found.client_id, found.person) == (None, "")
    assert request_json(_row(session, number)) | {"due": ""} == {
        "id": number,
        "kind": "erasure",
        "client": None,
        "person": None,
        "received": RECEIVED.isoformat(),
        "way": "post",
        "due": "",
        "extended": None,
        "delay": None,
        "status": "answered",
        "answered": SOLD_ON.isoformat(),
        "answered_by": "post",
        "refusal": None,
    }
    with raises_known(ErrorCode.CLIENT_NOT_FOUND):
        session.read(lambda reader: load_letter(reader, number, LetterTopic.GRANTED, SOLD_ON))
    assert len(session.read(load_requests)) == 1


def test_a_request_under_the_name_alone_forgets_a_client_who_is_erased(session):
    gone, other = (put_client(session, Client(name=name)).id for name in ("Li", "Li Wei"))
    numbers = [_asked(session, person=name) for name in ("LI", "Li Wei")]
    erase_client(session, gone, Job())
    assert [session.read(partial(load_request, number=each)).person for each in numbers] == ["", "Li Wei"]
    erase_client(session, other, Job())
    assert session.read(partial(load_request, number=numbers[1])).person == ""


def test_the_letter_of_an_erasure_lists_what_the_law_keeps(session, tmp_path):
    client_id = fill(session, tmp_path)
    number = _asked(session, RequestKind.ERASURE, client_id=client_id)
    kept = session.read(lambda reader: kept_after_erasure(reader, number))
    found = session.read(lambda reader: load_letter(reader, number, LetterTopic.GRANTED, SOLD_ON, kept=kept))
    assert "jusqu’au 31 décembre 2036" in found.letter.body.replace("\u00a0", " ")
    assert "ANCIEN-1" in found.letter.body
    assert found.page["buyer"]["name"] == BIRD.name


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", RequestKind)
def test_every_letter_can_be_written(session, kind, language):
    client_id = put_client(session, Client(name="Nova SARL", language=language)).id
    number = _asked(session, kind, client_id=client_id)
    reasons = (
        [(LetterTopic.GRANTED, None, None)]
        + [(LetterTopic.EXTENSION, delay, None) for delay in Delay]
        + [(LetterTopic.REFUSAL, None, refusal) for refusal in Refusal]
    )
    bodies = set()
    for topic, delay, refusal in reasons:
        found = session.read(
            lambda reader, topic=topic, delay=delay, refusal=refusal: load_letter(
                reader, number, topic, SOLD_ON, delay=delay, refusal=refusal
            )
        )
        assert "{" not in found.letter.body
        assert found.letter.body.startswith("Bonjour," if language == "fr" else "Hello,")
        assert found.page["blocks"][-1]["kind"] == "closing"
        bodies.add(found.letter.body)
    assert len(bodies) == len(reasons)


def _body(session, number, topic=LetterTopic.GRANTED, **others):
    found = session.read(lambda reader: load_letter(reader, number, topic, SOLD_ON, **others))
    return re.sub("[\u00a0\u202f]", " ", found.letter.body)


@pytest.mark.parametrize("kind", [RequestKind.CORRECTION, RequestKind.ERASURE, RequestKind.RESTRICTION])
def test_whoever_had_the_data_is_told_of_what_became_of_it(session, kind):
    client_id = put_client(session, Client(name="Nova SARL")).id
    assert "article 19" in _body(session, _asked(session, kind, client_id=client_id))


def test_a_letter_promises_no_copy_and_no_whole_erasure_to_whoever_is_no_client(session):
    access = _body(session, _asked(session, RequestKind.ACCESS, person="Paul"))
    assert "README" not in access
    assert "dix ans" in access
    erasure = _body(session, _asked(session, RequestKind.ERASURE, person="Paul"))
    assert "Aucune loi" not in erasure
    assert "17.3 b" in erasure


def test_a_letter_of_erasure_owns_up_to_what_stays_elsewhere(session):
    client_id = put_client(session, Client(name="Nova SARL")).id
    body = _body(session, _asked(session, RequestKind.ERASURE, client_id=client_id))
    for wanted in ("relevés bancaires", "sauvegarde", "empreinte de votre adresse"):
        assert wanted in body


@pytest.mark.parametrize("refusal", Refusal)
@pytest.mark.parametrize("kind", RequestKind)
def test_a_refusal_names_the_remedies_and_no_article_of_another_right(session, kind, refusal):
    client_id = put_client(session, Client(name="Nova SARL")).id
    body = _body(session, _asked(session, kind, client_id=client_id), LetterTopic.REFUSAL, refusal=refusal)
    for wanted in ("CNIL", "75334 Paris", "tribunal judiciaire"):
        assert wanted in body
    assert kind is RequestKind.ERASURE or "17.3" not in body
    assert kind is RequestKind.OBJECTION or "21.1" not in body


@pytest.mark.parametrize(
    ("kind", "preference"),
    [
        (RequestKind.OBJECTION, MailPreference.BUSINESS),
        (RequestKind.RESTRICTION, MailPreference.NONE),
        (RequestKind.ACCESS, MailPreference.UNSAID),
    ],
)
def test_an_objection_that_is_granted_is_a_choice_of_the_client(session, kind, preference):
    client_id = put_client(session, Client(name="Nova SARL", email="a@nova.example")).id
    refused = _asked(session, kind, client_id=client_id)
    answer_request(session, refused, Answer(on=SOLD_ON, way=RequestWay.MAIL, refusal=Refusal.IDENTITY))
    assert session.read(lambda reader: load_client(reader, client_id)).mail_preference is MailPreference.UNSAID
    answer_request(session, _asked(session, kind, client_id=client_id), Answer(on=SOLD_ON, way=RequestWay.MAIL))
    assert session.read(lambda reader: load_client(reader, client_id)).mail_preference is preference


@pytest.mark.parametrize(
    ("refusal", "preference"),
    [
        (Refusal.LAW, MailPreference.BUSINESS),
        (Refusal.CLAIMS, MailPreference.BUSINESS),
        (Refusal.IDENTITY, MailPreference.UNSAID),
    ],
)
def test_an_objection_to_commercial_messages_is_heard_though_the_rest_is_refused(session, refusal, preference):
    client_id = put_client(session, Client(name="Nova SARL", email="a@nova.example")).id
    number = _asked(session, RequestKind.OBJECTION, client_id=client_id)
    promised = "message commercial" in _body(session, number, LetterTopic.REFUSAL, refusal=refusal)
    answer_request(session, number, Answer(on=SOLD_ON, way=RequestWay.MAIL, refusal=refusal))
    assert session.read(lambda reader: load_client(reader, client_id)).mail_preference is preference
    assert promised == (preference is MailPreference.BUSINESS)
