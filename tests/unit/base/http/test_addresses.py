"""Addresses: what the client may reach, and what no server can have, refused before the HTTP library meets it."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address, host_name

REFUSED = {
    "neither https nor this computer": "http://bank.example/api",
    "another protocol": "ftp://127.0.0.1/",
    "a user": "https://user:secret@bank.example/",
    "an empty user": "https://@bank.example/",
    "nothing": "",
    "no host": "https:///api",
    "no slashes": "https:bank.example",
    "a host that begins like this computer": "http://127.0.0.1.bank.example/",
    "this computer, shortened": "http://127.1/",
    "this computer, with a dot": "http://127.0.0.1./",
    "this computer, in circles": "https://\u2460\u2461\u2466.0.0.1/",
    "an empty label of IDNA": "https://xn--/",
    "a false label of IDNA": "https://xn--zzzzzzzz999999/",
    "a direction mark": "https://\u202ebank.example/",
    "half an emoji": "https://\ud83d.example/",
    "a label of 64 characters": f"https://{'a' * 64}.example/",
    "a host of 300 characters": f"https://{'a.' * 150}example/",
    "an accent of 3,000 characters": f"https://{'é' * 3_000}/",
    "an address of 20,000 characters": f"https://bank.example/{'a' * 20_000}",
    "an empty label": "https://bank..example/",
    "a label that begins with a hyphen": "https://-bank.example/",
    "a percent sign": "https://bank%00.example/",
    "a line feed": "https://bank\n.example/",
    "a line feed at the end": "https://bank.example/\n",
    "a tab": "https://bank.example/\tapi",
    "a space": "https://bank .example/",
    "a zero": "https://bank.example/\0",
    "a backslash": "https://bank.example\\@other.example/",
    "port 0": "https://bank.example:0/",
    "port 99999": "https://bank.example:99999/",
    "a port of 5,000 digits": f"https://bank.example:{'9' * 5_000}/",
    "a port of letters": "https://bank.example:port/",
    "a port of other digits": "https://bank.example:\uff18\uff10/",
    "one network card": "https://[fe80::1%25eth0]/",
    "an open bracket": "http://[::1/",
    "brackets of the future": "https://[v1.a]/",
    "brackets around a name": "https://[bank.example]/",
    "four numbers, one too large": "https://1.2.3.999/",
}
ACCEPTED = {
    "https://bank.example/api": "bank.example",
    "https://bank.example:8443/api?q=é#x": "bank.example",
    "https://bank_1.example./": "bank_1.example.",
    "https://bücher.example/": "bücher.example",
    "https://xn--bcher-kva.example/": "xn--bcher-kva.example",
    "https://192.0.2.1/": "192.0.2.1",
    "https://[2001:db8::1]:8443/": "2001:db8::1",
    "http://localhost:8000/": "localhost",
    "http://[::1]:8000/": "::1",
}


@pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED)
def test_an_address_that_cannot_be_reached_safely_is_refused(url):
    with pytest.raises(KnownError) as raised:
        check_address(url)
    assert raised.value.code is ErrorCode.ADDRESS_REFUSED


@pytest.mark.parametrize(("url", "host"), ACCEPTED.items())
def test_https_anywhere_and_http_on_this_computer_are_accepted(url, host):
    assert check_address(url) == host


def accepted_host(url):
    try:
        return check_address(url)
    except KnownError:
        return None


PARTS = st.text(st.sampled_from("ab1.-_%:@[]/\\\n\t é\u202e\ud83dß\u3002xn"), max_size=30)


@given(st.builds("{}://{}".format, st.sampled_from(["https", "http", "HTTPS"]), PARTS))
def test_the_http_library_takes_every_address_that_is_accepted(url):
    host = accepted_host(url)
    if host is None:
        return
    found = httpx.URL(url)
    assert found.host
    assert found.raw_host == httpx.URL(f"https://{f'[{host}]' if ':' in host else host}/").raw_host


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" IMAP.Example.fr. ", "imap.example.fr"),
        ("été.example", "xn--t-9fab.example"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
    ],
)
def test_a_host_is_named_as_dns_has_it(text, name):
    assert host_name(text) == name


@pytest.mark.parametrize(
    "text", ["", "a b", "-a.example", "a..b", "a/b.example", "a:1", "300.1.1.1", "a\r\nb", "user@a"]
)
def test_a_text_that_names_no_host_is_refused(text):
    assert host_name(text) is None
