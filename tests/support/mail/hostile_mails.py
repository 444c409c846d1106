"""Mails of every kind that harms readers, made from a seed: broken MIME, deep nesting, hidden text, disguised names.

A mail may hold HIDDEN, which nobody must see, and SEEN, which must be shown.
"""

import base64
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

HIDDEN = "CACHE0CANARI"
SEEN = "VISIBLE0CANARI"

_CHARSETS = (
    *("x-unknown", "utf-7", "_iso-2022-jp$ESC", "U", "", "unicode_escape", "base64", "zip", "rot13", "idna", "utf-16"),
    *("utf-8\r\n X", "iso-8859-1", "cp1252", "koi8-r", "gb2312", "big5", "iso-2022-jp", "a" * 5_000, "'utf-8'", "mbcs"),
)
_SOURCES = (
    *(
        "file:///etc/passwd",
        "/etc/passwd",
        "//hote.example/x.png",
        r"\\hote.example\partage\x.png",
        "qrc:/x",
        ":/x.png",
    ),
    *(
        "http://traceur.example/p.gif",
        "data:image/png;base64,AAAA",
        "cid:absent@x",
        "cid:../../x",
        "http:///x",
        "x.png",
    ),
    *(
        "file://hote.example/x",
        "FILE:///C:/x.png",
        "h\nttp://traceur.example/x",
        "&#102;ile:///etc/passwd",
        "ftp://x/y",
    ),
)
_HIDING = (
    *("display:none", "DISPLAY : none !important", "visibility:hidden", "font-size:0", "font-size:0px", "opacity:0"),
    *("font-size:1px", "max-height:0;overflow:hidden", "height:0px;overflow:hidden", "text-indent:-9999px"),
    *(
        "position:absolute;left:-5000px",
        "color:#fff;background:#ffffff",
        "d\\69splay:none",
        "disp/**/lay:none;display:none",
    ),
    *(
        "display/* x */:none",
        "color:transparent",
        "width:0;overflow:hidden",
        "color:rgba(1,2,3,0)",
        "display:none;display:block;display:none",
    ),
)
_NAMES = (
    *(
        "../../.bashrc",
        r"..\..\autoexec.bat",
        "/etc/cron.d/x",
        "CON",
        "nul.txt",
        "COM1.pdf",
        ".htaccess",
        "...",
        "",
        " ",
    ),
    *(
        "facture\u202efdp.exe",
        "a" * 3_000 + ".pdf",
        "é" * 400 + ".pdf",
        "x\x00y.pdf",
        "x\r\nBcc: a@b.pdf",
        "C:evil.exe",
    ),
    *(
        "facture.pdf.exe",
        "facture.pdf                    .scr",
        "x.pdf:flux",
        "a/b\\c/d.pdf",
        "~/.ssh/id",
        "<b>x</b>.pdf",
        "x.",
    ),
)

_IDS = ("a", "", "../x", "<", "a" * 3_000)
_LINK_TEXTS = ("https://www.paypal.com", "ici", "", "a" * 3_000, "paypal.com/x")


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileMail:
    """A mail of a kind; `has_hidden` and `has_seen` when its shown text must lack HIDDEN and have SEEN."""

    kind: str
    raw: bytes = field(repr=False)
    has_hidden: bool = False
    has_seen: bool = False


Maker = Callable[[random.Random], HostileMail]


def hostile_mails(count: int, seed: int) -> Iterator[HostileMail]:
    """So many mails, the kinds in turn."""
    dice = random.Random(seed)
    for number in range(count):
        yield _MAKERS[number % len(_MAKERS)](dice)


def html_mail(html: str | bytes, charset: str = "utf-8", extra: str = "") -> bytes:
    """A mail with this HTML text alone."""
    content = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
    head = f"From: Nova <nova@example.org>\r\nTo: moi@example.org\r\nSubject: Essai\r\n{extra}MIME-Version: 1.0\r\n"
    kind = f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return (head + kind).encode("utf-8", "surrogatepass") + base64.encodebytes(content)


def _hidden_by_style(dice: random.Random) -> HostileMail:
    style = dice.choice(_HIDING)
    tag = dice.choice(("div", "span", "p", "td", "b", "section", "font"))
    inner = dice.choice(("{0}", "<b>{0}</b>", "<span><i>{0}</i></span>", "{0}<img src=x alt={0}>")).format(HIDDEN)
    hidden = f'<{tag} style="{style}">{inner}</{tag}>'
    if tag == "td":
        hidden = f"<table><tr>{hidden}<td>x</td></tr></table>"
    return HostileMail(kind="hidden by style", raw=html_mail(f"{hidden}<p>{SEEN}</p>"), has_hidden=True, has_seen=True)


def _hidden_by_sheet(dice: random.Random) -> HostileMail:
    selector, opening = dice.choice(
        (
            (".cache", '<div class="a cache b">'),
            ("#c", "<div id=c>"),
            ("div.cache", '<div class="cache">'),
            (".x .cache, .y", '<div class="x"><i><b class="cache">'),
            ("table > tr .cache", '<table class="x"><tr><td class="cache">'),
            ("@media screen { .cache", '<div class="cache">'),
        )
    )
    selector = selector.replace("table > tr .cache", "table .cache")
    end = "}" if selector.startswith("@") else ""
    before = dice.choice(
        ("", "@import 'http://traceur.example/c.css';", "p{color:red}", "@media (max-width:9px){.z{display:block}}")
    )
    sheet = f"<style>{before}{selector} {{ {dice.choice(_HIDING[:6])} }}{end}</style>"
    return HostileMail(
        kind="hidden by sheet",
        raw=html_mail(
            f"<html><head>{sheet}</head><body>{opening}{HIDDEN}</b></i></td></tr></table></div></div><p>{SEEN}</p>"
        ),
        has_hidden=True,
    )


def _hidden_elsewhere(dice: random.Random) -> HostileMail:
    piece = dice.choice(
        (
            "<script>{0}</script>",
            "<style>{0}</style>",
            "<title>{0}</title>",
            "<!-- {0} -->",
            "<template>{0}</template>",
            "<noscript>{0}</noscript>",
            "<textarea>{0}</textarea>",
            "<iframe>{0}</iframe>",
            "<svg><text>{0}</text></svg>",
            "<div hidden>{0}</div>",
            "<!--[if mso]>{0}<![endif]-->",
            "<object>{0}</object>",
            "<select><option>{0}</select>",
            "<img src=x width=1 height=1 alt={0}>",
            "<math><mtext>{0}</mtext></math>",
            "<xmp>{0}</xmp>",
            "<noembed>{0}</noembed>",
        )
    )
    return HostileMail(
        kind="hidden elsewhere", raw=html_mail(f"<p>{SEEN}</p>{piece.format(HIDDEN)}"), has_hidden=True, has_seen=True
    )


def _resources(dice: random.Random) -> HostileMail:
    forms = (
        '<img src="{0}">',
        '<body background="{0}">',
        '<table background="{0}"><tr><td>x<td>y</table>',
        '<link rel=stylesheet href="{0}">',
        '<div style="background:url({0})">x</div>',
        "<style>@import '{0}'; p{{background:url({0})}}</style>",
        '<img srcset="{0} 2x">',
        '<video poster="{0}" src="{0}"></video>',
        '<input type=image src="{0}">',
        '<svg><image href="{0}"/></svg>',
        '<iframe src="{0}"></iframe>',
        '<object data="{0}"></object>',
        '<embed src="{0}">',
        '<ul style="list-style-image:url({0})"><li>x</ul>',
        '<base href="{0}"><img src=x.png>',
        '<picture><source srcset="{0}"><img src="{0}"></picture>',
        '<img src="cid:0" style="content:url({0})">',
        "<noscript><img src='{0}'></noscript>",
        '<meta http-equiv=refresh content="0;url={0}">',
        '<a href="{0}"><img src="{0}"></a>',
        "<p style=\"background-image:image-set('{0}' 1x)\">x",
    )
    pieces = "".join(dice.choice(forms).format(dice.choice(_SOURCES)) for _ in range(dice.randint(1, 12)))
    return HostileMail(kind="resources", raw=html_mail(f"<p>{SEEN}</p>{pieces}"))


def _markup_tricks(dice: random.Random) -> HostileMail:
    forms = (
        "<svg/onload=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="  java\tscript:alert(1)">x</a>',
        "<img src=x onerror=alert(1)>",
        "<math><mtext><table><mglyph><style><img src=http://traceur.example>",
        '<p title="</p><img src=file:///x>">',
        "<![CDATA[<img src=//h/x>]]>",
        "<listing>&lt;img src=//h/x&gt;</listing>",
        "<plaintext><img src=//h/x>",
        "<a href='data:text/html,<b>x'>x</a>",
        "<![",
        "<!",
        "</",
        "<",
        "&#0;",
        "&#xD800;&#x110000;",
        "<b <i>x</i>",
        '<img src="//h/x" src="cid:a">',
        "<noscript><p title='</noscript><img src=//h/x>'>",
        "<form action=//h>",
        '<a href="https://[::1">x</a>',
        '<a href="http://%zz%00@h/">x</a>',
        '<a href="link:0">x</a>',
        '<img src="cid:0">',
        "\x00<i\x00mg src=//h/x>",
    )
    pieces = "".join(dice.choice(forms) for _ in range(dice.randint(1, 15)))
    return HostileMail(kind="markup tricks", raw=html_mail(f"<p>{SEEN}</p>{pieces}"), has_seen=True)


def _deep(dice: random.Random) -> HostileMail:
    opening = dice.choice(
        (
            "<div>",
            "<table><tr><td>",
            "<b>",
            "<blockquote>",
            "<ul><li>",
            "<span>",
            "<font>",
            "<a href=http://x.example>",
            "<w:x>",
        )
    )
    depth = dice.choice((12, 20, 50, 99, 101, 500, 2_999, 3_001, 20_000, 100_000))
    return HostileMail(kind=f"deep {opening}", raw=html_mail(opening * depth + SEEN))


def _deep_columns(dice: random.Random) -> HostileMail:
    depth = dice.randint(3, 24)
    html = "<table border=1 width=100%><tr><td>a<td>" * depth + SEEN + "</table>" * depth
    return HostileMail(kind="deep columns", raw=html_mail(html), has_seen=True)


def _long(dice: random.Random) -> HostileMail:
    piece = dice.choice(
        (
            "<p>x</p>",
            "<br>",
            "<hr>",
            "<b>a</b><i>b</i>",
            "<tr><td>a<td>b",
            "<li>x",
            "<h1>x</h1>",
            "mot ",
            "x",
            "<a href=http://x.example>y</a>",
            "e\u0301\u0302\u0303\u0304\u0305",
            "\u0300",
            "&nbsp;",
            "<td>a",
            "<img src=cid:a@b>",
            "\u202e",
            "<img src=http://t.example/{n} alt=t>",
            "😀",
            "&amp;",
            "<table><tr><td>a<td>b</table>",
            "日本",
            "\u200b",
            "سلام ",
            "<div><br></div>",
            "<span style='color:red;font:1px'>a</span>",
            "a&#768;",
            "<wbr>x",
        )
    )
    count = dice.choice((1_000, 1_000, 5_000, 5_000, 5_000, 20_000, 20_000, 60_000))
    head = "<table>" if "<t" in piece else ""
    return HostileMail(kind=f"long {piece[:12]!r}", raw=html_mail(head + piece * count))


def _wide_table(dice: random.Random) -> HostileMail:
    rows, columns = dice.choice(((1, 3_000), (2, 500), (700, 2), (100, 14), (3_000, 3), (40, 29)))
    spans = dice.choice(
        ("", " colspan=1000000", " rowspan=65534", " colspan=-1", " colspan=²", " colspan=0 width=99999999")
    )
    html = "<table>" + ("<tr>" + f"<td{spans}>mot" * columns) * rows + "</table>"
    return HostileMail(kind="wide table", raw=html_mail(html))


def _plain_text(dice: random.Random) -> HostileMail:
    piece = dice.choice(
        (
            "x",
            "mot ",
            "\n",
            "> " * 50 + "a\n",
            "\u0300",
            "\u202e\u2066",
            "https://h.example/a ",
            "<b>\n",
            "\t",
            "\x1b[31m",
            "😀",
            "(",
            "http://",
        )
    )
    text = piece * dice.choice((1_000, 50_000, 300_000))
    raw = (
        b"Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + text.encode()
    )
    return HostileMail(kind=f"plain {piece[:6]!r}", raw=raw)


def _charset(dice: random.Random) -> HostileMail:
    charset = dice.choice(_CHARSETS)
    content = bytes(dice.randrange(256) for _ in range(400)) + SEEN.encode()
    if charset in {"utf-16"}:
        content = b""
    return HostileMail(kind="charset", raw=html_mail(b"<p>" + content.replace(b"<", b"x") + b"</p>", charset))


def _headers(dice: random.Random) -> HostileMail:
    value = dice.choice(
        (
            "=?utf-8?q?=1B[31m=E2=80=AEx?=",
            "=?x-none?b?%%%?=",
            "=?utf-8?b?" + "A" * 9_000 + "?=",
            '"a" <a@b>, ' * 3_000,
            "<" * 5_000,
            "=?" * 5_000,
            "\x00\x01\x7f",
            "(" * 3_000,
            ",;:" * 2_000,
            "=?utf-7?q?+ADw-script+AD4-?=",
            "=?utf-8?q?" + "=20?= =?utf-8?q?" * 500,
            "\udcff\udcfe",
            "=?idna?q?xn--?=",
            "=?iso-8859-1?q?=80uro?=",
            "9999999999",
            "Mon, 99 Jan 99999 99:99:99 +9999",
            "@" * 2_000,
            '"' * 999,
            "\\" * 999,
            "[" * 999,
        )
    )
    names = (
        "Subject",
        "From",
        "To",
        "Cc",
        "Reply-To",
        "Date",
        "Message-ID",
        "References",
        "Content-Type",
        "Content-Disposition",
    )
    head = b"".join(
        name.encode() + b": " + value.encode("utf-8", "surrogateescape") + b"\r\n" for name in dice.sample(names, 6)
    )
    return HostileMail(kind="headers", raw=head + b"\r\n" + SEEN.encode())


def _multipart(dice: random.Random) -> HostileMail:
    depth = dice.choice((3, 30, 60, 300, 2_000))
    kind = dice.choice(("mixed", "alternative", "related", "digest", "signed", "report", "x-none"))
    raw = "".join(
        f'Content-Type: multipart/{kind}; boundary="b{level}"\r\n\r\n--b{level}\r\n' for level in range(depth)
    )
    return HostileMail(kind="deep parts", raw=f"Subject: x\r\n{raw}Content-Type: text/plain\r\n\r\n{SEEN}".encode())


def _broken_parts(dice: random.Random) -> HostileMail:
    boundary = dice.choice(("b", "", " ", "a" * 500, '"', "--", "é", "b b", "="))
    declared = dice.choice(
        (f"boundary={boundary}", f'boundary="{boundary}"', "", "boundary", f"boundary*0={boundary[:1]}; boundary*1=x")
    )
    encoding = dice.choice(
        ("base64", "quoted-printable", "x-uuencode", "binary", "rot13", "8bit", "BASE64 ;", "uuencode")
    )
    content = dice.choice(
        (b"====", b"=ZZ=\n", b"begin 666 x\n%%%\nend", bytes(range(256)), b"", b"\r\n" * 50, b"A" * 77, b"=?=?=")
    )
    kinds = ("text/html", "text/plain", "text", "/", "message/rfc822", "multipart/mixed", "image/png")
    part = f"--{boundary}\r\nContent-Type: {dice.choice(kinds)}\r\n"
    raw = f"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; {declared}\r\n\r\n".encode()
    for _ in range(dice.randint(0, 5)):
        raw += (
            part.encode()
            + f"Content-Transfer-Encoding: {encoding}\r\nContent-ID: <{dice.choice(_IDS)}>\r\n\r\n".encode()
            + content
            + b"\r\n"
        )
    return HostileMail(kind="broken parts", raw=raw + f"--{boundary}--".encode() * dice.randint(0, 1))


def _many_parts(dice: random.Random) -> HostileMail:
    raw = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * dice.choice((10, 1_500, 10_000))
    return HostileMail(kind="many parts", raw=raw)


def _names(dice: random.Random) -> HostileMail:
    raw = "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    for _ in range(dice.randint(1, 6)):
        name = dice.choice(_NAMES)
        encoded = base64.b64encode(name.encode("utf-8", "surrogatepass")).decode()
        percent = "".join(f"%{byte:02X}" for byte in name.encode("utf-8", "surrogatepass"))
        form = dice.choice(
            (
                f'filename="{name}"',
                f'filename="=?utf-8?b?{encoded}?="',
                f"filename*=utf-8''{percent}",
                f"filename*0*=utf-8''{percent[:60]}; filename*1*={percent[60:]}",
                f"filename*=x'{percent}",
                f"filename*99=x; filename*0={percent}",
                "filename",
                "filename*=''",
                f"filename*={'%' * 50}",
                'filename="unclosed',
            )
        )
        kind = dice.choice(("application/pdf", "application/octet-stream", "text/html", "image/svg+xml"))
        raw += f"--b\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; {form}\r\n\r\nx\r\n"
    return HostileMail(kind="names", raw=raw.encode("utf-8", "surrogatepass"))


def _links(dice: random.Random) -> HostileMail:
    addresses = (
        "https://paypal.com@mechant.example/",
        "http://3232235777/",
        "http://0x7f.1/",
        "https://xn--pypal-4ve.com/",
        "https://раураl.com/",
        "http://[::1]/",
        "//h/x",
        r"\\h\x",
        "HTTPS:\\\\h.example\\x",
        "https://" + "a" * 9_000,
        "https://paypal.com\u202e.example/",
        "https://é.example",
        "file:///etc/passwd",
        "javascript:1",
        "vbscript:1",
        "data:,x",
        "mailto:a@b?attach=/etc/passwd",
        "tel:+33",
        "https://",
        "https:///",
        "http://a b/",
        "https://xn--/",
        "https://xn--99999999/",
        "https://%2e%2e/",
        "cid:x",
        "about:blank",
        "x:y",
        "microdesk:x",
        "ms-msdt:/id",
        "search-ms:query",
        "intent://x",
        "http://\u2024\u2025/",
        "http://ⓔxample.com/",
        "http://a\u3002b/",
        "http://@/",
        "http://:80/",
        "http://?",
        "https://" + "a." * 900,
    )
    html = "".join(f'<p><a href="{dice.choice(addresses)}">{dice.choice(_LINK_TEXTS)}</a></p>' for _ in range(12))
    return HostileMail(kind="links", raw=html_mail(html))


def _tnef(dice: random.Random) -> HostileMail:
    content = b"\x78\x9f\x3e\x22\x01\x00" + bytes(dice.randrange(256) for _ in range(dice.choice((0, 5, 500))))
    head = b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return HostileMail(kind="tnef", raw=head + base64.encodebytes(content))


def _random_bytes(dice: random.Random) -> HostileMail:
    return HostileMail(kind="random bytes", raw=dice.randbytes(dice.choice((0, 1, 100, 5_000))))


def _damaged(dice: random.Random) -> HostileMail:
    made = bytearray(dice.choice(_MAKERS[:-1])(dice).raw)
    for _ in range(min(len(made), dice.choice((1, 5, 50)))):
        made[dice.randrange(len(made))] = dice.randrange(256)
    return HostileMail(
        kind="damaged", raw=bytes(made[: dice.randrange(1 + len(made))] if dice.random() < 0.3 else made)
    )


def _css_bombs(dice: random.Random) -> HostileMail:
    sheet = dice.choice(
        (
            ".a{display:none}" * 20_000,
            "{" * 50_000,
            ".a" * 30_000 + "{display:none}",
            "/*" * 30_000,
            "\\" * 30_000,
            "@media " * 20_000,
            ".a .b " * 9_000 + "{opacity:0}",
            ",".join(f".a{n}" for n in range(9_000)) + "{display:none}",
            "a{b:c;" * 20_000,
            "url(" * 30_000,
            "@import " * 9_000,
            "div " * 40 + ".z{display:none}",
        )
    )
    return HostileMail(kind="css bombs", raw=html_mail(f"<style>{sheet}</style>" + "<div class='a b z'>" * 90 + SEEN))


_MAKERS: tuple[Maker, ...] = (
    *(_hidden_by_style, _hidden_by_sheet, _hidden_elsewhere, _resources, _markup_tricks, _deep, _deep_columns, _long),
    *(_wide_table, _plain_text, _charset, _headers, _multipart, _broken_parts, _many_parts, _names, _links, _tnef),
    *(_random_bytes, _css_bombs, _damaged),
)
