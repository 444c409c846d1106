"""Links: the host that they really lead to, and why they may deceive."""

import pytest

from microdesk_desktop.domain.mail.reading.links import LinkWarning, link_of


@pytest.mark.parametrize(
    ("text", "url", "host", "warning"),
    [
        ("ici", "https://www.impots.gouv.fr/a", "www.impots.gouv.fr", None),
        ("www.impots.gouv.fr", "https://cfspart.impots.gouv.fr/", "cfspart.impots.gouv.fr", None),
        ("www.impots.gouv.fr", "https://autre.gouv.fr/", "autre.gouv.fr", LinkWarning.OTHER_HOST),
        ("https://paypal.com/x", "https://mechant.example/", "mechant.example", LinkWarning.OTHER_HOST),
        ("aide@paypal.com", "https://mechant.example/", "mechant.example", LinkWarning.OTHER_HOST),
        ("facture.pdf", "https://drive.example/", "drive.example", None),
        ("ici", "https://paypal.com@mechant.example/", "mechant.example", LinkWarning.USER_INFO),
        ("ici", "https:\\\\paypal.com\\@mechant.example/", "paypal.com", None),
        ("ici", "https://paypa1.com/", "paypa1.com", LinkWarning.LOOK_ALIKE),
        ("ici", "https://arnazon.fr/", "arnazon.fr", LinkWarning.LOOK_ALIKE),
        ("ici", "https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com", LinkWarning.LOOK_ALIKE),
        ("ici", "https://p\u0430ypal.com/", "xn--pypal-4ve.com", LinkWarning.LOOK_ALIKE),
        ("ici", "https://café.example/", "café.example", None),
        ("ici", "http://3232235777/", "3232235777", LinkWarning.NUMBER),
        ("ici", "http://0x7f.1:8080/", "0x7f.1", LinkWarning.NUMBER),
        ("ici", "http://[::1]/", "[::1]", LinkWarning.NUMBER),
        ("écrire", "mailto:a@example.org?subject=x", "example.org", None),
    ],
)
def test_the_real_host_is_shown_with_a_warning(text: str, url: str, host: str, warning: LinkWarning | None) -> None:
    link = link_of(text, url)
    assert link is not None
    assert (link.host, link.warning) == (host, warning)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "file:///etc/passwd",
        r"\\hote\partage",
        "//hote/x",
        "data:text/html,x",
        "ms-msdt:/id",
        "link:0",
        "https://",
        "https://" + "a" * 5_000,
    ],
)
def test_only_web_mail_and_telephone_are_links(url: str) -> None:
    assert link_of("ici", url) is None
