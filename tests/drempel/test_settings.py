"""Settings: what is read, what is refused, and that every refusal says where and what to do."""

import os
import string
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drempel.errors import SettingsError
from drempel.i18n import LANGUAGES, catalogue
from drempel.model.contact import Contact
from drempel.model.entity import Entity
from drempel.model.finding import Impact
from drempel.model.owner import PathOwner
from drempel.model.service import ServiceCorrection
from drempel.model.site import Limits, Site
from drempel.model.snapshot import Viewport
from drempel.settings import (
    OPTIONS,
    TABLES,
    EntityTable,
    InvalidSettings,
    Language,
    OwnerTable,
    Says,
    ServiceTable,
    Settings,
    SiteTable,
    load,
    toml,
    without_password,
)
from drempel.wcag import Standard

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "config.toml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, without settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("DREMPEL_")]:
        monkeypatch.delenv(name)
    return tmp_path


def write(text: str, name: str = "config.toml") -> Path:
    Path(name).write_text(text, encoding="utf-8")
    return Path(name)


def refused(text: str = "", overrides: dict[str, Any] | None = None) -> str:
    write(text)
    with pytest.raises(InvalidSettings) as caught:
        load(None, overrides)
    return str(caught.value)


# What is read


def test_without_a_file_everything_has_a_default() -> None:
    settings = load()
    assert settings.entities() == ()
    assert settings.limits() == Limits(500, None, None)
    assert settings.standard is Standard.EN_301549_V3
    assert settings.crawler.delay_s == 1.0
    assert settings.crawler.obey_robots
    assert settings.crawler.viewport == Viewport()
    assert settings.checks.fail_from is Impact.SERIOUS
    assert settings.origin("crawler.delay_s") == ""


def test_command_line_beats_environment_beats_file_beats_default(monkeypatch: pytest.MonkeyPatch) -> None:
    write("[crawler]\nmax_pages = 1\ndelay_s = 1.5\npage_timeout_s = 9\n")
    monkeypatch.setenv("DREMPEL_CRAWLER__MAX_PAGES", "2")
    monkeypatch.setenv("DREMPEL_CRAWLER__DELAY_S", "2.5")
    settings = load(None, {"crawler": {"max_pages": "3"}})
    assert settings.crawler.max_pages == 3
    assert settings.crawler.delay_s == 2.5
    assert settings.crawler.page_timeout_s == 9
    assert settings.crawler.trap_after == 44
    origins = [
        settings.origin(f"crawler.{key}") for key in ("max_pages", "delay_s", "page_timeout_s", "trap_after")
    ]
    assert origins == ["--max-pages", "DREMPEL_CRAWLER__DELAY_S", "config.toml", ""]


def test_lists_in_the_environment_have_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DREMPEL_REPORT__FORMATS", "html, csv,")
    assert load().report.formats == ("html", "csv")


def test_entities_are_values_of_the_domain() -> None:
    write(
        '[[entity]]\nid = "a"\nname = "A"\nkind = "gemeente"\ngroups = ["x:y"]\n'
        '[[entity.site]]\nstart = ["https://a.example/"]\nexclude = ["*?print=*"]\nallow_private = true\n'
        '[[entity]]\nid = "b"\nname = "B"\nparent = "a"\n'
    )
    assert load().entities() == (
        Entity(
            "a",
            "A",
            "gemeente",
            "",
            ("x:y",),
            (Site(("https://a.example/",), (), ("*?print=*",), allow_private=True),),
        ),
        Entity("b", "B", "", "a"),
    )


def test_a_file_may_come_from_windows() -> None:
    Path("config.toml").write_bytes(b"\xef\xbb\xbf[crawler]\r\ndelay_s = 2\r\n")
    assert load().crawler.delay_s == 2


def test_plain_postgresql_means_the_driver_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DREMPEL_STORAGE__URL", "postgresql://u:secret@db/x")
    settings = load()
    assert settings.storage.url == "postgresql+psycopg://u:secret@db/x"
    shown = "\n".join(value for _, _, value in settings.rows())
    assert "secret" not in shown
    assert "postgresql+psycopg://u:…@db/x" in shown


def test_viewport_in_pixels() -> None:
    write('[crawler]\nviewport = "320x640"\n')
    assert load().crawler.viewport == Viewport(320, 640)


def test_never_fails_on_nothing() -> None:
    write('[checks]\nfail_on = "never"\n')
    assert load().checks.fail_from is None


# What is refused


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            '[crawler]\ndelay_s = "1 second"\n',
            'config.toml: [crawler] delay_s = "1 second" is not right: '
            "it must be a number of seconds, 0 or more.\nWrite for example: delay_s = 1.0",
        ),
        (
            "[crawlr]\ndelay_s = 1\n",
            "config.toml: [crawlr] is no table that Drempel knows.\nDo you mean [crawler]?",
        ),
        (
            "[crawler]\ndelya_s = 1\n",
            "config.toml: [crawler] delya_s is no key that Drempel knows.\nDo you mean delay_s?",
        ),
        (
            '[crawler]\nfail_on = "serious"\n',
            "config.toml: [crawler] fail_on is no key that Drempel knows.\nIt belongs in the table [checks].",
        ),
        (
            '[checks]\nfail_on = "seroius"\n',
            'config.toml: [checks] fail_on = "seroius" is not right: '
            'it must be minor, moderate, serious, critical or never.\nDo you mean fail_on = "serious"?',
        ),
        (
            '[report]\nlanguage = "xx"\n',
            'config.toml: [report] language = "xx" is not right: it must be nl, en or fr.\n'
            "Choose from: nl, en, fr.",
        ),
        (
            "[crawler]\nmax_pages = true\n",
            "config.toml: [crawler] max_pages = true is not right: "
            "it must be a whole number of pages, 1 or more.\nWrite for example: max_pages = 500",
        ),
        (
            '[[entity]]\nid = "a"\n',
            'config.toml: [[entity]] 1 misses the key name.\nWrite for example: name = "Gemeente Voorbeeld"',
        ),
        (
            '[[entity]]\nid = "a"\nname = "A"\n[[entity.site]]\nstart = ["www.a.example"]\n',
            'config.toml: [[entity]] 1 [[entity.site]] 1 start = ["www.a.example"] is not right: '
            "it must be a list of web addresses that begin with https:// or http://.\n"
            'Write for example: start = ["https://www.voorbeeld.example/"]',
        ),
        (
            '[[entity]]\nid = "a"\nname = "A"\n[[entity]]\nid = "a"\nname = "B"\n',
            'config.toml: [[entity]] 2 id = "a" is used twice.\nGive each entity its own id.',
        ),
        (
            '[[entity]]\nid = "gent"\nname = "A"\n[[entity]]\nid = "b"\nname = "B"\nparent = "gnet"\n',
            'config.toml: [[entity]] 2 parent = "gnet" is the id of no entity.\nDo you mean gent?',
        ),
        (
            '[[entity]]\nid = "a"\nname = "A"\nparent = "b"\n'
            '[[entity]]\nid = "b"\nname = "B"\nparent = "b"\n',
            'config.toml: [[entity]] 2 parent = "b" makes the entity its own parent.\n'
            "Leave parent empty at the topmost entity.",
        ),
        (
            '[storage]\nurl = "postgresql://u:secret@db/x"\n',
            "config.toml: [storage] url holds a password, which does not belong in this file.\n"
            "Put the whole address in the environment variable DREMPEL_STORAGE__URL.",
        ),
        (
            "[crawler]\ndelay_s 1\n",
            "config.toml: line 2, column 9, is not TOML: delay_s 1\n"
            "Often a quotation mark, a bracket or an = is missing, or a key stands there twice.",
        ),
        (
            "crawler = 1\n",
            "config.toml: crawler = 1 is not right: it must be a table.\nWrite for example: [crawler]",
        ),
    ],
)
def test_a_mistake_in_the_file_is_named_with_the_way_out(text: str, wanted: str) -> None:
    assert refused(text) == wanted


def test_all_mistakes_are_told_at_once() -> None:
    told = refused("[crawler]\ndelay_s = -1\nmax_pages = 0\n[report]\nformats = []\n[x]\n")
    for part in ("delay_s = -1", "max_pages = 0", "formats = []", "[x]"):
        assert part in told


@pytest.mark.parametrize("value", ["nan", "inf", "-0.1"])
def test_seconds_are_finite_and_not_negative(value: str) -> None:
    assert "a number of seconds" in refused(f"[crawler]\ndelay_s = {value}\n")


@pytest.mark.parametrize("size", ["10x10", "1280", "1280x", "99999x100", "320x199"])
def test_a_view_too_small_or_no_view(size: str) -> None:
    assert "at least 320x200" in refused(f'[crawler]\nviewport = "{size}"\n')


def test_a_wrong_option_is_named_as_it_was_typed() -> None:
    assert refused(overrides={"crawler": {"delay_s": "soon"}}) == (
        "--delay soon is not right: it must be a number of seconds, 0 or more.\n"
        "Write for example: --delay 1.0"
    )


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        (
            "DREMPEL_CRAWLR__DELAY_S",
            "1",
            "is no setting that Drempel knows.\nDo you mean DREMPEL_CRAWLER__DELAY_S?",
        ),
        ("DREMPEL_CRAWLER__DELAYS", "1", "Do you mean DREMPEL_CRAWLER__DELAY_S?"),
        ("DREMPEL_CRAWLER__DELAY_S", "soon", "DREMPEL_CRAWLER__DELAY_S=soon is not right"),
        ("DREMPEL_ENTITY", "[{", "DREMPEL_ENTITY is not JSON."),
        ("DREMPEL_STORAGE__URL", "mysql://u:secret@h/d", "DREMPEL_STORAGE__URL=mysql://u:…@h/d is not right"),
    ],
)
def test_a_mistake_in_the_environment(
    name: str, value: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    told = refused()
    assert wanted in told
    assert "secret" not in told


def test_the_switch_of_the_cache_is_no_unknown_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load(None)
    monkeypatch.setenv("DREMPEL_CACHE", "off")
    assert load(None) == before


def test_a_named_file_must_be_there(folder: Path) -> None:
    with pytest.raises(InvalidSettings, match=r"er\.toml: this file does not exist"):
        load(folder / "er.toml")


def test_a_file_that_is_no_text() -> None:
    Path("config.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidSettings, match="not UTF-8"):
        load()


def test_a_folder_is_no_file() -> None:
    Path("config.toml").mkdir()
    with pytest.raises(InvalidSettings, match="cannot be read"):
        load()


@given(st.binary(max_size=200))
def test_any_bytes_end_in_settings_or_in_a_refusal(data: bytes) -> None:
    Path("config.toml").write_bytes(data)
    with suppress(InvalidSettings):
        assert isinstance(load(), Settings)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.floats(allow_nan=False)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)
KEYS = st.sampled_from(sorted({key for table in TABLES.values() for key in table.model_fields})) | st.text(
    string.ascii_lowercase, min_size=1, max_size=8
)


@given(
    st.dictionaries(
        st.sampled_from([*TABLES, "entity", "crawlr"]),
        st.dictionaries(KEYS, VALUES, max_size=3) | VALUES,
        max_size=3,
    )
)
def test_any_values_end_in_settings_or_in_a_refusal_with_advice(given_values: dict[str, Any]) -> None:
    Path("config.toml").unlink(missing_ok=True)
    try:
        settings = load(None, given_values)
    except InvalidSettings as error:
        for problem in error.problems:
            told = problem.text(lambda msgid, **params: msgid.format(**params))
            assert told.partition("\n")[2].strip(), told
    else:
        assert load(None, _as_overrides(settings)) is not None


def _as_overrides(settings: Settings) -> dict[str, Any]:
    return {
        table: {key: getattr(getattr(settings, table), key) for key in model.model_fields}
        for table, model in TABLES.items()
    }


@given(st.text(max_size=40) | st.booleans() | st.integers() | st.lists(st.text(max_size=10), max_size=3))
def test_a_value_shown_as_toml_is_read_back(value: object) -> None:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return  # TOML promises 64 bits
    text = str(value)
    if any("\ud800" <= char <= "\udfff" for char in text):
        return  # no file holds these
    assert tomllib.loads(f"v = {toml(value)}")["v"] == value


@given(st.text(string.ascii_letters + string.digits, min_size=4, max_size=20))
def test_no_password_is_shown(password: str) -> None:
    url = f"postgresql+psycopg://user:{password}@h.example/d"
    assert without_password(url) == "postgresql+psycopg://user:…@h.example/d"


@pytest.mark.parametrize(
    "value",
    ["", "environment", "http://proxy.example:3128", "http://10.0.0.1:8080/", "http://ik@proxy.example:1"],
)
def test_proxies_that_can_be_used(value: str) -> None:
    settings = load(None, {"network": {"upstream_proxy": value}})
    assert settings.network.upstream_proxy == value


@pytest.mark.parametrize(
    "value",
    ["proxy.example:3128", "https://proxy.example", "socks5://proxy.example", "http://proxy.example/pad"],
)
def test_proxies_that_cannot(value: str) -> None:
    with pytest.raises(InvalidSettings, match=r"it must be http://HOST:PORT, environment, or empty"):
        load(None, {"network": {"upstream_proxy": value}})


def test_the_password_of_a_proxy_comes_from_the_environment_and_is_never_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = "http://ik:geheim@proxy.example:3128"
    write(f'[network]\nupstream_proxy = "{url}"\n')
    with pytest.raises(InvalidSettings, match="DREMPEL_NETWORK__UPSTREAM_PROXY") as caught:
        load()
    assert "geheim" not in str(caught.value)
    write("")
    monkeypatch.setenv("DREMPEL_NETWORK__UPSTREAM_PROXY", url)
    settings = load()
    assert settings.network.upstream_proxy == url
    assert ("network", "upstream_proxy", '"http://ik:…@proxy.example:3128"') in [*settings.rows()]


# Dutch, and the papers


def every_sentence() -> Iterator[str]:
    for model in (*TABLES.values(), EntityTable, SiteTable, ServiceTable, OwnerTable, Settings):
        for info in model.model_fields.values():
            yield from (item.what for item in info.metadata if isinstance(item, Says))


def test_what_a_value_must_be_can_be_said_in_dutch() -> None:
    assert [what for what in every_sentence() if not catalogue("nl").has(what, "error")] == []


def test_every_setting_says_what_it_must_be() -> None:
    for model in TABLES.values():
        for key, info in model.model_fields.items():
            says = next(item for item in info.metadata if isinstance(item, Says))
            read = model.model_validate({key: tomllib.loads(f"v = {says.example}")["v"]})
            assert key in read.model_fields_set


def test_languages_are_those_of_the_catalogue() -> None:
    assert set(get_args(Language)) == set(LANGUAGES)


def test_options_override_settings_that_exist() -> None:
    known = {f"{table}.{key}" for table, model in TABLES.items() for key in model.model_fields}
    assert set(OPTIONS) <= known


def test_the_shipped_file_is_the_defaults_and_names_every_setting() -> None:
    settings = load(SHIPPED)
    text = SHIPPED.read_text("utf-8")
    for table, model in TABLES.items():
        assert getattr(settings, table) == model(), f"[{table}] in config.toml differs from the defaults"
        section = text.partition(f"\n[{table}]\n")[2].partition("\n[")[0]
        for key in model.model_fields:
            assert f"\n{key} = " in f"\n{section}" or f"\n# {key} = " in f"\n{section}", f"{table}.{key}"
    for model in (EntityTable, SiteTable, ServiceTable, OwnerTable):
        for key in model.model_fields:
            assert f"# {key} = " in text or f".{key}]]" in text, key


def test_the_shipped_file_holds_the_demo_and_one_example_that_is_off() -> None:
    entities = load(SHIPPED).entities()
    assert [entity.id for entity in entities] == ["elzervoorde"]
    assert entities[0].sites[0].allow_private
    example = "\n".join(
        line.removeprefix("# ")
        for line in SHIPPED.read_text("utf-8").splitlines()
        if line.startswith("# ") and (" = [" in line or ' = "' in line or "[[" in line)
    )
    switched_on = example.partition("[[entity]]")
    parsed = tomllib.loads("[[entity]]" + switched_on[2])
    assert parsed["entity"][0]["site"][0]["start"] == ["https://www.voorbeeld.example/"]
    assert parsed["entity"][0]["site"][0]["service"][0]["name"] == "Paspoort"


def test_every_setting_is_in_the_reference() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    below = {
        "entity": EntityTable,
        "entity.site": SiteTable,
        "entity.site.service": ServiceTable,
        "entity.site.owner": OwnerTable,
    }
    for table, model in {**TABLES, **below}.items():
        assert f"{table}]`" in page or f"{table}]]`" in page
        for key in model.model_fields:
            assert f"| `{key}` |" in page or f".{key}]]`" in page, f"{table}.{key}"


def test_what_the_settings_say_of_services(tmp_path: Path) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text(
        '[[entity]]\nid = "a"\nname = "A"\n[[entity.site]]\nstart = ["https://a.example/"]\n'
        '[[entity.site.service]]\nurl = "https://a.example/p"\nname = "Paspoort"\n'
        'pages = ["https://a.example/q"]\n'
        '[[entity.site.service]]\nurl = "https://a.example/n"\nis_service = false\n'
    )
    settings = load(path)
    assert settings.services("https://a.example/") == (
        ServiceCorrection("https://a.example/p", "Paspoort", ("https://a.example/q",)),
        ServiceCorrection("https://a.example/n", is_service=False),
    )
    assert settings.services("https://b.example/") == ()
    path.write_text(path.read_text().replace("is_service", "is_dienst"))
    with pytest.raises(InvalidSettings, match=r"\[\[entity.site.service\]\] 2 is_dienst"):
        load(path)


def test_who_answers_for_a_part_of_a_site(tmp_path: Path) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text(
        '[[entity]]\nid = "a"\nname = "A"\n[[entity.site]]\nstart = ["https://a.example/"]\n'
        '[[entity.site.owner]]\npath = "/wonen/"\nname = "Dienst Wonen"\n'
    )
    settings = load(path)
    assert settings.owners("https://a.example/") == (PathOwner("/wonen/", "Dienst Wonen"),)
    assert settings.owners("https://b.example/") == ()
    path.write_text(path.read_text().replace('"/wonen/"', '"wonen/"'))
    with pytest.raises(InvalidSettings, match=r"\[\[entity.site.owner\]\].* path"):
        load(path)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("contact_email", '"geen adres"'),
        ("contact_phone", '"bel ons"'),
        ("contact_form", '"formulier.html"'),
        ("contact_days", "0"),
    ],
)
def test_how_people_reach_an_organisation(tmp_path: Path, key: str, value: str) -> None:
    path = tmp_path / "eigen.toml"
    entity = '[[entity]]\nid = "a"\nname = "A"\ncontact_email = "web@a.example"\ncontact_days = 14\n'
    site = '[[entity.site]]\nstart = ["https://a.example/"]\n'
    path.write_text(entity + site)
    assert load(path).contact("https://a.example/") == Contact(email="web@a.example", days=14)
    assert load(path).contact("https://b.example/") == Contact()
    wrong = "\n".join(line for line in entity.splitlines() if not line.startswith(f"{key} "))
    path.write_text(f"{wrong}\n{key} = {value}\n{site}")
    with pytest.raises(InvalidSettings, match=key):
        load(path)


# What lets us in


def with_credentials(tmp_path: Path) -> Settings:
    file = tmp_path / "config.toml"
    file.write_text(
        '[[entity]]\nid = "a"\nname = "A"\n[[entity.site]]\nstart = ["https://mijn.stad.example/start"]\n'
        'basic_auth_env = "PAAR"\ncookie_env = "KOEKJE"\nheader_env = { X-Pas = "PAS" }\n'
        '[[entity.site]]\nstart = ["https://www.stad.example/"]\n'
    )
    return load(file)


def test_credentials_come_from_the_environment_and_belong_to_one_site(tmp_path: Path) -> None:
    settings = with_credentials(tmp_path)
    found = settings.credentials({"PAAR": "jan:geheim", "KOEKJE": "s=1", "PAS": "x"})
    assert found == {
        "https://mijn.stad.example/start": {
            "X-Pas": "x",
            "cookie": "s=1",
            "authorization": "Basic amFuOmdlaGVpbQ==",
        }
    }


@pytest.mark.parametrize("value", [None, "", "  ", "een\nX-Kwaad: ja"])
def test_credentials_that_are_missing_or_broken_stop_the_scan(tmp_path: Path, value: str | None) -> None:
    environment = {"PAAR": "jan:geheim", "KOEKJE": "s=1"} | ({} if value is None else {"PAS": value})
    with pytest.raises(SettingsError, match="PAS"):
        with_credentials(tmp_path).credentials(environment)


@pytest.mark.parametrize("window", ["22:00-06:00", "1:30 - 5:00", ""])
def test_a_window_is_two_times_of_day(folder: Path, window: str) -> None:
    write(f'[nightly]\nwindow = "{window}"\n')
    assert load().nightly.window == window


@pytest.mark.parametrize("window", ["22:00", "25:00-06:00", "22.00-06.00", "nacht", "06:00-06:00"])
def test_what_is_no_window_is_refused(folder: Path, window: str) -> None:
    write(f'[nightly]\nwindow = "{window}"\n')
    with pytest.raises(InvalidSettings, match=r'two times of day.*\n.*window = "22:00-06:00"'):
        load()
