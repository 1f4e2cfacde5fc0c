import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.urls import absolute, host_key, likeness, machine, normal_form, origin, page_identity

BASE = "https://stad.example/nl/nieuws/?pagina=2"

parts = st.text(alphabet=st.sampled_from("abZ09.-_~/%;:@!$&'()*+,=?# 2eE5Fé\\\t"), max_size=24)
hosts = st.sampled_from(
    [
        "stad.example",
        "STAD.Example.",
        "straße.example",
        "0x7f.1",
        "2130706433",
        "[::FFFF:127.0.0.1]",
        "a..",
        "1.2.3..",
    ]
)
web_addresses = st.builds(
    "{}://{}{}/{}".format,
    st.sampled_from(["http", "HTTPS"]),
    hosts,
    st.sampled_from(["", ":80", ":443", ":8080"]),
    parts,
)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("", "https://stad.example/nl/nieuws/?pagina=2"),
        ("#inhoud", "https://stad.example/nl/nieuws/?pagina=2"),
        ("?pagina=3", "https://stad.example/nl/nieuws/?pagina=3"),
        ("../contact", "https://stad.example/nl/contact"),
        ("../../../../contact", "https://stad.example/contact"),
        ("  \n/afval\t ", "https://stad.example/afval"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("\\\\cdn.example\\x", "https://cdn.example/x"),
        ("https:afval", "https://stad.example/nl/nieuws/afval"),
        ("HTTP://Stad.Example:80/", "http://stad.example/"),
        ("/zoek?q=één ding", "https://stad.example/zoek?q=%C3%A9%C3%A9n%20ding"),
        ("https://jan:geheim@stad.example/mijn", "https://stad.example/mijn"),
    ],
)
def test_links_lead_where_a_browser_would_go(href: str, url: str) -> None:
    assert absolute(href, BASE) == url


@pytest.mark.parametrize(
    "href",
    [
        "mailto:info@stad.example",
        "tel:+3290000000",
        "javascript:void(0)",
        "JavaScript:void(0)",
        "data:text/html,x",
        "ftp://stad.example/",
        "file:///etc/passwd",
        "about:blank",
        "blob:https://stad.example/1",
        "http://",
        "http:///",
        "http://[::1",
        "http://a b/",
        "https://stad.example:99999/",
        "http://%zz/",
        "\ud800://",
        "https://stad.example/" + "a" * 9_000,
    ],
)
def test_what_is_no_web_address_is_none(href: str) -> None:
    assert absolute(href, BASE) is None


def test_a_broken_base_does_not_spoil_an_absolute_link() -> None:
    assert absolute("https://stad.example/", "about:blank") == "https://stad.example/"
    assert absolute("/afval", "nonsense") is None


@given(st.text(), st.text())
def test_absolute_never_raises(href: str, base: str) -> None:
    found = absolute(href, base)
    assert found is None or found.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://WWW.Stad.Example:443", "https://www.stad.example/"),
        ("http://stad.example:443/", "http://stad.example:443/"),
        ("http://stad.example./a", "http://stad.example/a"),
        ("http://straße.example/", "http://xn--strae-oqa.example/"),
        ("http://stad.example/a/./b/../c/%2e%2E/d", "http://stad.example/a/d"),
        ("http://stad.example/%7ejan/%c3%a9/%2f", "http://stad.example/~jan/%C3%A9/%2F"),
        ("http://stad.example/a#!/b", "http://stad.example/a"),
        ("http://stad.example/a?#b", "http://stad.example/a"),
        ("http://stad.example/a?", "http://stad.example/a"),
        ("http://stad.example/a?b=&a", "http://stad.example/a?b=&a"),
        ("http://stad.example/100%", "http://stad.example/100%25"),
        ("http://jan@stad.example/", "http://stad.example/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0177.0.0.1/", "http://127.0.0.1/"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
        ("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
        ("http://[0:0:0:0:0:0:0:1]:80/", "http://[::1]/"),
        ("mailto:Info@Stad.example", "mailto:Info@Stad.example"),
    ],
)
def test_normal_form(url: str, normal: str) -> None:
    assert normal_form(url) == normal


@given(web_addresses)
@example("http://stad.example/%%32e")
@example("http://1.2.3../")
@example("http://stad.example/??")
def test_normal_form_is_idempotent(url: str) -> None:
    assert normal_form(normal_form(url)) == normal_form(url)


@given(web_addresses)
@example("http://stad.example/.;sid=1/b")
@example("http://stad.example/?b&utm_a=1&a#!x")
def test_page_identity_is_idempotent(url: str) -> None:
    once = page_identity(url)
    assert page_identity(once.page_url).page_url == once.page_url
    assert page_identity(once.page_url).rules == ()


@pytest.mark.parametrize(
    ("url", "page_url", "rules"),
    [
        ("https://s.example/a?id=3", "https://s.example/a?id=3", ()),
        ("https://s.example/a?utm_source=x&UTM_medium=y&id=3", "https://s.example/a?id=3", ("tracking",)),
        ("https://s.example/a?fbclid=abc", "https://s.example/a", ("tracking",)),
        ("https://s.example/a;jsessionid=0A1B?x=1", "https://s.example/a?x=1", ("session",)),
        ("https://s.example/a?PHPSESSID=8f0&x=1", "https://s.example/a?x=1", ("session",)),
        ("https://s.example/a?sid=8f0a77c2b1d94e", "https://s.example/a", ("session",)),
        ("https://s.example/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "https://s.example/a.aspx", ("session",)),
        ("https://s.example/a?sid=12", "https://s.example/a?sid=12", ()),
        ("https://s.example/a?sessie=raad-mei", "https://s.example/a?sessie=raad-mei", ()),
        ("https://s.example/a?b=2&a=1", "https://s.example/a?a=1&b=2", ("query-order",)),
        ("https://s.example/a?b=2&gclid=1&a=1", "https://s.example/a?a=1&b=2", ("tracking", "query-order")),
    ],
)
def test_page_identity(url: str, page_url: str, rules: tuple[str, ...]) -> None:
    identity = page_identity(url)
    assert (identity.page_url, identity.rules) == (page_url, rules)


def test_likeness_names_what_it_folded() -> None:
    forms = [
        "https://www.s.example/a/",
        "http://s.example/a",
        "http://www.s.example/a/index.html",
        "https://s.example/a",
    ]
    assert {likeness(url).page_url for url in forms} == {"http://s.example/a"}
    assert likeness(forms[2]).rules == ("www", "index-file", "trailing-slash")
    assert likeness("http://s.example/").page_url == likeness("https://s.example/index.php").page_url
    assert likeness("http://s.example/a?id=1").page_url != likeness("http://s.example/a?id=2").page_url


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://Stad.example/a", "stad.example:443"),
        ("http://stad.example.", "stad.example:80"),
        ("http://stad.example:8080", "stad.example:8080"),
        ("http://[::1]/", "[::1]:80"),
        ("mailto:a@b", ""),
    ],
)
def test_host_key(url: str, key: str) -> None:
    assert host_key(url) == key


def test_http_and_https_of_a_host_are_one_machine() -> None:
    assert machine("stad.example:80") == machine("stad.example:443") != machine("stad.example:8080")


def test_origin() -> None:
    assert origin("https://a:b@Stad.example:443/x?y") == "https://stad.example"
    assert origin("tel:1") == ""
