import pytest
from ada_url import URL
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.urls import (
    absolute,
    host_key,
    likeness,
    machine,
    merged_by,
    normal_form,
    origin,
    page_identity,
    parse,
    website,
)

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
        ("http:/pad", "http://pad/"),
        ("http:pad", "http://pad/"),
        ("https:/pad", "https://stad.example/pad"),
        ("/a\tb\r\nc", "https://stad.example/abc"),
        ("a\\b\\..\\c", "https://stad.example/nl/nieuws/a/c"),
        ("///cdn.example/x", "https://cdn.example/x"),
        ("/\\cdn.example/x", "https://cdn.example/x"),
        ("https:\\\\Stad.example", "https://stad.example/"),
        ("/%2e%2e/%2E./a", "https://stad.example/a"),
        ("/%e9?%ff", "https://stad.example/%e9?%ff"),
        ("a b|c", "https://stad.example/nl/nieuws/a%20b|c"),
        ("http://stad.example\\@elders.example/", "http://stad.example/@elders.example/"),
        ("http://elders.example%2f@stad.example/", "http://stad.example/"),
        ("http://stad%2eexample/", "http://stad.example/"),
        ("http://stad。example/", "http://stad.example/"),
        ("http://stad.example:080/", "http://stad.example/"),
        ("http://stad.example:/", "http://stad.example/"),
        ("/a//b///c", "https://stad.example/a//b///c"),
        ("/a?b?c", "https://stad.example/a?b?c"),
        ("\x00/afval\x1f", "https://stad.example/afval"),
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
        "http:// spatie/",
        "http://[",
        "http://[::1]:x/",
        "http://stad.example:65536/",
        "http://stad.example:80:80/",
        "http://stad.example%00/",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "//",
        "\x01javascript:alert(1)",
        "java\tscript:alert(1)//https://stad.example/",
        "view-source:https://stad.example/",
        "ws://stad.example/",
        "/\ud800",
        "/" + "é" * 3_000,
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
        ("http://stad.example/a|b^{c}?a|b^{c}`", "http://stad.example/a%7Cb%5E%7Bc%7D?a%7Cb%5E%7Bc%7D%60"),
        ("http://stad.example/A/b", "http://stad.example/A/b"),
        ("http://stad.example//a//", "http://stad.example//a//"),
        ("http://stad.example/%E9%e9", "http://stad.example/%E9%E9"),
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
        ("https://s.example/a?%75tm_source=x", "https://s.example/a", ("tracking",)),
        ("https://s.example/a?mtm_campaign=x&pk_kwd=y&piwik_kwd=z", "https://s.example/a", ("tracking",)),
        ("https://s.example/a?__hstc=1&_hsenc=2&hsa_cam=3", "https://s.example/a", ("tracking",)),
        ("https://s.example/a?gad_source=1&gbraid=2&gad_campaignid=3", "https://s.example/a", ("tracking",)),
        ("https://s.example/a?mc_cid=1&mc_eid=2", "https://s.example/a", ("tracking",)),
        ("https://s.example/a?adobe_mc=MCMID%3D1&s_kwcid=2", "https://s.example/a", ("tracking",)),
        ("https://s.example/a?elqTrackId=1&spMailingID=2&dm_i=3", "https://s.example/a", ("tracking",)),
        (
            "https://s.example/a?utm=1&at_home=2&source=3",
            "https://s.example/a?at_home=2&source=3&utm=1",
            ("query-order",),
        ),
        ("https://s.example/a?c=&b", "https://s.example/a?b&c=", ("query-order",)),
        ("https://s.example/a?a=&", "https://s.example/a?a=", ("query-order",)),
        ("https://s.example/a?a&&b&", "https://s.example/a?a&b", ("query-order",)),
        ("https://s.example/a?&", "https://s.example/a", ("query-order",)),
        ("https://s.example/a?a=2&a=1", "https://s.example/a?a=1&a=2", ("query-order",)),
        ("https://s.example/a;JSESSIONID=0A1B.knoop!1?x", "https://s.example/a?x", ("session",)),
        (
            "https://s.example/(S(lit3py55t21z)F(AbC-x_9aaaaaaaaaaa))/a",
            "https://s.example/(S(lit3py55t21z)F(AbC-x_9aaaaaaaaaaa))/a",
            (),
        ),
        (
            "https://s.example/(S(lit3py55t21z5v55vlm25s55)F(AbC-x_9aaaaaaaaaaa))/a",
            "https://s.example/a",
            ("session",),
        ),
        (
            "https://s.example/a?sessionid=8f0a77c2-b1d9-4e0a-9d5c-0123456789ab",
            "https://s.example/a",
            ("session",),
        ),
        ("https://s.example/a?x=8f0a77c2b1d94e8f0a77c2", "https://s.example/a?x=8f0a77c2b1d94e8f0a77c2", ()),
    ],
)
def test_page_identity(url: str, page_url: str, rules: tuple[str, ...]) -> None:
    identity = page_identity(url)
    assert (identity.page_url, identity.rules) == (page_url, rules)


@given(
    st.sampled_from(["http://s.example/a", "https://s.example/"]),
    st.lists(
        st.tuples(st.text(alphabet="abU_é%=", max_size=4), st.text(alphabet="1x&%", max_size=3)), max_size=5
    ),
    st.randoms(),
)
def test_a_page_stays_the_same_in_whatever_order_its_query_is(address, pairs, random) -> None:  # type: ignore[no-untyped-def]
    parts = ["=".join(pair) for pair in pairs] + ["utm_source=x", "b=1"]
    one = page_identity(f"{address}?{'&'.join(parts)}").page_url
    random.shuffle(parts)
    assert page_identity(f"{address}?{'&'.join(parts)}").page_url == one


@given(web_addresses)
def test_the_normal_form_is_one_that_the_url_standard_leaves_as_it_is(url: str) -> None:
    if parse(url) is not None:
        assert str(URL(normal_form(url)).href) == normal_form(url)
        assert str(URL(page_identity(url).page_url).href) == page_identity(url).page_url


@given(web_addresses)
def test_no_form_leads_to_another_host(url: str) -> None:
    if (parsed := parse(url)) is None:
        return
    for form in (normal_form(url), page_identity(url).page_url):
        again = parse(form)
        assert again is not None
        assert host_key(form) == host_key(url)
        assert again.protocol == parsed.protocol


@given(st.text(), st.text())
def test_no_address_is_too_odd_for_any_question(url: str, other: str) -> None:
    for text in (url, f"http://s.example/{url}", f"https://s.example/?{url}", f"//{url}"):
        assert normal_form(normal_form(text)) == normal_form(text)
        page_identity(text)
        likeness(text)
        merged_by(text, other)
        host_key(text)
        origin(text)


@pytest.mark.parametrize(
    ("url", "kept", "rules"),
    [
        ("https://s.example/a", "https://s.example/a", ()),
        ("https://s.example/a", "https://s.example/b", ()),
        ("https://s.example/a#x", "https://s.example/a", ()),
        ("https://s.example/a?utm_source=x", "https://s.example/a", ("tracking",)),
        ("https://s.example/a?utm_source=x", "https://s.example/a?utm_source=y", ("tracking",)),
        ("https://s.example/a;jsessionid=1", "https://s.example/a;jsessionid=2", ("session",)),
        ("https://s.example/a?b&a", "https://s.example/a?a&b", ("query-order",)),
        ("http://s.example/a", "https://s.example/a", ("scheme",)),
        ("https://s.example/a", "https://www.s.example/a", ("www",)),
        ("https://s.example/a", "https://s.example/a/", ("trailing-slash",)),
        ("https://s.example/a//", "https://s.example/a", ("trailing-slash",)),
        ("https://s.example/index.html", "https://s.example/", ("index-file",)),
        ("https://s.example/a/Default.aspx", "https://s.example/a/", ("index-file",)),
        ("https://s.example/index.php/a", "https://s.example/a", ("index-file",)),
        ("https://s.example/home/", "https://s.example/", ("index-file",)),
        ("https://s.example/a/index.html", "https://s.example/a", ("index-file", "trailing-slash")),
        (
            "http://www.s.example/a/?gclid=1",
            "https://s.example/a",
            ("tracking", "scheme", "www", "trailing-slash"),
        ),
        ("https://s.example/A", "https://s.example/a", ()),
        ("https://s.example/homes", "https://s.example/", ()),
    ],
)
def test_each_merge_has_the_names_of_its_rules(url: str, kept: str, rules: tuple[str, ...]) -> None:
    assert merged_by(url, kept) == merged_by(kept, url) == rules


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


def test_with_and_without_www_is_one_website() -> None:
    assert website("www.stad.example:80") == website("stad.example:443") == "stad.example"
    assert website("www.stad.example:8080") == "stad.example:8080"


def test_origin() -> None:
    assert origin("https://a:b@Stad.example:443/x?y") == "https://stad.example"
    assert origin("tel:1") == ""


@pytest.mark.parametrize("href", ["http://./", "https://@.", "//./pad", "http://.:80/", "http://../"])
def test_a_host_of_nothing_but_dots_raises_nowhere(href: str) -> None:
    address = absolute(href, "https://stad.example/")
    for url in filter(None, (href, address)):
        assert normal_form(normal_form(url)) == normal_form(url)
        assert page_identity(url).page_url
        assert isinstance(host_key(url), str)
