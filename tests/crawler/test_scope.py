import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.scope import Scope
from crawler.urls import host_key, normal_form, website
from drempel.model.site import Site

START = ("https://www.stad.example/nl/",)


@pytest.mark.parametrize(
    ("url", "is_covered"),
    [
        ("https://www.stad.example/", True),
        ("https://www.stad.example/fr/afval?x=1#y", True),
        ("HTTP://stad.example:80/afval", True),
        ("https://stad.example/", True),
        ("https://www.stad.example:8443/", False),
        ("https://loket.stad.example/", False),
        ("https://www.stad.example.evil.example/", False),
        ("https://www.stad.example@evil.example/", False),
        ("https://www.stad.example\\@evil.example/", True),
        ("https://evil.example/https://www.stad.example/", False),
        ("https://evil.example#www.stad.example", False),
        ("https://evil.example?www.stad.example", False),
        ("https://evil.example\\.www.stad.example/", False),
        ("https://www.stad.example.:443/afval", True),
        ("https://ｗｗｗ.stad。example/", True),
        ("https://www%2estad.example/", True),
        ("https://www.www.stad.example/", False),
        ("https://wwwstad.example/", False),
        ("http://www.stad.example:443/", True),
        ("ftp://www.stad.example/", False),
        ("//www.stad.example/", False),
        ("https://www.stad.example:99999/", False),
        ("mailto:info@www.stad.example", False),
        ("nonsense", False),
        ("", False),
    ],
)
def test_without_rules_the_hosts_of_the_start_addresses_count(url: str, is_covered: bool) -> None:
    assert Scope(Site(START)).covers(url) is is_covered


@pytest.mark.parametrize(
    ("url", "is_covered"),
    [
        ("https://www.stad.example/nl", True),
        ("https://www.stad.example/nl/", True),
        ("https://www.stad.example/nl?pagina=2", True),
        ("https://www.stad.example/nl/afval/../wonen", True),
        ("http://www.stad.example/%6El/afval", True),
        ("https://www.stad.example/nl;jsessionid=1", True),
        ("https://www.stad.example/nl/a%2Fb", True),
        ("https://www.stad.example/NL/", False),
        ("https://www.stad.example//nl/", False),
        ("https://www.stad.example/nl\\..\\fr/", False),
        ("https://www.stad.example/nl/%2e%2E/fr/", False),
        ("https://www.stad.example/nl/..%2ffr/", False),
        ("https://www.stad.example/nl/..%5Cfr/", False),
        ("https://www.stad.example/nl%2F..%2Ffr/", False),
        ("https://www.stad.example/nlx", False),
        ("https://www.stad.example/nl/../fr/", False),
        ("https://www.stad.example/", False),
        ("https://loket.example/premies/wonen", True),
        ("https://loket.example/premie", False),
    ],
)
def test_include_compares_whole_path_segments(url: str, is_covered: bool) -> None:
    site = Site(START, include=("https://www.stad.example/nl", "https://loket.example/premies/"))
    assert Scope(site).covers(url) is is_covered


def test_include_may_be_a_path_of_the_first_start_address() -> None:
    scope = Scope(Site(START, include=("/fr/",)))
    assert scope.covers("https://www.stad.example/fr/dechets")
    assert not scope.covers("https://www.stad.example/nl/")


def test_include_with_a_query_is_a_plain_prefix() -> None:
    scope = Scope(Site(START, include=("https://www.stad.example/index.php?id=",)))
    assert scope.covers("https://www.stad.example/index.php?id=12")
    assert not scope.covers("https://www.stad.example/index.php?print=12")


@pytest.mark.parametrize(
    ("url", "is_covered"),
    [
        ("https://www.stad.example/zoeken", False),
        ("https://www.stad.example/nl/zoeken?q=x", False),
        ("https://www.stad.example/a?print=1", False),
        ("https://www.stad.example/a&print=1", True),
        ("https://www.stad.example/a[1]", False),
        ("https://www.stad.example/a1", True),
        ("https://www.stad.example/caf%c3%a9", False),
        ("https://www.stad.example/caf%C3%A9", False),
        ("https://www.stad.example/a%7Cb", False),
        ("https://www.stad.example/a|b", False),
        ("https://www.stad.example/l'eau?q='x'", False),
        ("https://www.stad.example/l%27eau?q=%27x%27", False),
        ("https://www.stad.example/%7Ejan", False),
        ("https://www.stad.example/x/../zoeken", False),
        ("https://www.stad.example/x%2Fzoeken", False),
        ("https://www.stad.example\\zoeken", False),
        ("https://www.stad.example/z%6Feken", False),
        ("https://www.stad.example/afval", True),
    ],
)
def test_exclude_knows_one_wildcard(url: str, is_covered: bool) -> None:
    site = Site(
        START, exclude=("*/zoeken*", "*?print=*", "*/a[1]", "*/café", "*/a|b", "*/l'eau?q='x'", "*/~jan")
    )
    assert Scope(site).covers(url) is is_covered


@given(st.text(max_size=30), st.text(alphabet="/nl.%2eEfF5cC\\;?#@: ", max_size=16))
@settings(deadline=None)
def test_what_is_covered_is_on_the_site_and_below_its_path_however_it_is_written(
    text: str, path: str
) -> None:
    scope = Scope(Site(START, include=("https://www.stad.example/nl/",), exclude=("*/nl/fr*",)))
    for url in (text, f"https://www.stad.example{path}", f"https://www.stad.example/nl/{path}"):
        assert scope.covers(url) is scope.covers(normal_form(url))
        if scope.covers(url):
            assert website(host_key(url)) == "stad.example"
            assert normal_form(url).split("/", 3)[3].startswith("nl/")
            assert "/nl/fr" not in normal_form(url)


def test_hosts_are_those_the_scope_was_drawn_from() -> None:
    assert Scope(Site(START)).hosts == {"www.stad.example:443"}
    assert Scope(Site(START, include=("http://a.example:81/x",))).hosts == {"a.example:81"}
