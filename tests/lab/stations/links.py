"""Complete: pages that are reached by links of every kind, by sitemaps and by script, in any bytes."""

import gzip
import zlib
from collections.abc import Iterable, Mapping
from functools import partial
from html import escape
from typing import Any
from urllib.parse import unquote

import zstandard

from tests.lab.base import NOT_FOUND, Reply, Request, Route, Station, page
from tests.lab.stations.pages import all_found, anchors, chunked, good, head, sent, site

GROUP = "links"
_site = partial(site, group=GROUP)


def _host(name: str) -> str:
    return f"http://{name}.lab.example"


# -- links as they are written


def _written() -> Iterable[Station]:
    yield _site(
        "links-plain",
        home="<p><a href=/afval>Afval</a> <a href='wonen'>Wonen</a> <A HREF=\"./Werk\">Werk</A></p>"
        + anchors(
            [
                "//links-plain.lab.example/schema",
                "http://links-plain.lab.example/heel",
                "?vraag=1",
                "/x/../puntjes",
            ]
        )
        + '<p><a href="/tel"><img src="/logo.png" alt="Logo"></a> <a href="tel:112">Bel</a></p>'
        '<map name="k"><area href="/wijk-noord" alt="Noord" shape="rect" coords="0,0,9,9"></map>'
        '<img src="/kaart.png" usemap="#k" alt="Kaart"><details><summary>Meer</summary>'
        '<a href="/ingeklapt">Ingeklapt</a></details><div hidden><a href="/verborgen">Menu</a></div>'
        '<a rel="nofollow" href="/niet-volgen">Voor zoekmachines niet</a>'
        '<a href="/nieuw-venster" target="_blank">Nieuw venster</a>'
        '<a href="/met-onclick" onclick="return false">Klik</a>'
        '<a href="/ping" ping="/spoor">Met een ping</a>',
        found=(
            "/afval",
            "/wonen",
            "/Werk",
            "/schema",
            "/heel",
            "/?vraag=1",
            "/puntjes",
            "/tel",
            "/wijk-noord",
            "/ingeklapt",
            "/verborgen",
            "/niet-volgen",
            "/nieuw-venster",
            "/met-onclick",
            "/ping",
        ),
        routes={"/?vraag=1": good("/vraag-nummer-een")},
        never=("/spoor",),
    )
    heads = (
        '<link rel="next" href="/blad-2"><link rel="alternate" hreflang="fr" href="/fr/accueil">'
        '<link rel="alternate" hreflang="en" href="/en/home">'
    )
    yield _site(
        "head-links",
        home="",
        routes={"/": good("/hoofd").replace("</head>", f"{heads}</head>")},
        found=("/blad-2", "/fr/accueil", "/en/home"),
    )
    yield _site(
        "svg-links",
        home='<svg width="300" height="90" xmlns:xlink="http://www.w3.org/1999/xlink" role="img">'
        '<title>Plattegrond</title><a xlink:href="/vleugel-a"><rect width="90" height="90"/></a>'
        '<a href="/vleugel-b"><circle cx="150" cy="45" r="40"/></a></svg><a href="/vleugel-c">C</a>',
        found=("/vleugel-a", "/vleugel-b", "/vleugel-c"),
    )
    yield _site(
        "frameset",
        home="",
        routes={
            "/": "<html><head><title>Oude site</title></head><frameset cols='30%,*'><frame src='/menu.html'>"
            "<frame src='/inhoud.html' name='main'></frameset></html>",
            "/menu.html": good("/menu.html", anchors(["/uit-het-menu"])),
        },
        found=("/menu.html", "/inhoud.html", "/uit-het-menu"),
    )
    yield _site(
        "many-links",
        home=anchors(["/allereerste", *(f"mailto:balie{n}@gemeente.example" for n in range(500))])
        + anchors([*(f"#kop-{n}" for n in range(500)), *(f"https://elders{n}.example/" for n in range(999))])
        + anchors(["/allerlaatste"]),
        found=("/allereerste", "/allerlaatste"),
    )
    yield _site(
        "deep-path",
        home=anchors(["/a/b/c/d/e/f/g/h/i/j/k/diep", "keten/1"]),
        routes={f"/keten/{n}": good(f"/keten/{n}", anchors([f"{n + 1}"])) for n in range(1, 12)},
        found=("/a/b/c/d/e/f/g/h/i/j/k/diep", *(f"/keten/{n}" for n in range(1, 13))),
    )
    yield _site(
        "not-demanded",
        home='<noscript><a href="/zonder-script">Zonder script</a></noscript><template><a href="/sjabloon">x'
        '</a></template><!-- <a href="/commentaar">x</a> --><button onclick="location=\'/knop\'">'
        "Knop</button>"
        '<textarea><a href="/tekstvak">x</a></textarea><a href="/echt">Echt</a>',
        found=("/echt",),
        never=("/commentaar", "/tekstvak", "/knop"),
    )


# -- base


def _based(name: str, base: str, hrefs: Iterable[str], found: Iterable[str], **more: Any) -> Station:
    home = good("/thuis", anchors(hrefs)).replace("<head>", f"<head>{base}")
    return _site(name, home="", routes={"/": home}, found=found, **more)


def _bases() -> Iterable[Station]:
    yield _based(
        "base-folder",
        '<base href="/nl/">',
        ["afval", "/wortel", "../boven"],
        ("/nl/afval", "/wortel", "/boven"),
    )
    yield _based(
        "base-relative",
        '<base href="burger/loket/">',
        ["balie", "./tijden"],
        ("/burger/loket/balie", "/burger/loket/tijden"),
    )
    yield _based(
        "base-file",
        '<base href="http://base-file.lab.example/dienst/index.html">',
        ["contact", "?taal=fr"],
        ("/dienst/contact", "/dienst/index.html?taal=fr"),
    )
    yield _based(
        "base-other-host",
        '<base href="http://elders.base-other-host.lab.example/">',
        ["weg", "http://base-other-host.lab.example/hier"],
        ("/hier",),
        never=("elders",),
    )
    yield _based(
        "base-twice",
        '<base target="_top"><base href="/eerste/"><base href="/tweede/">',
        ["een"],
        ("/eerste/een",),
        never=("/tweede/",),
    )
    yield _based("base-broken", '<base href="http://[">', ["gewoon"], ("/gewoon",))
    yield _site("base-in-body", home='<base href="/laat/"><a href="pagina">Laat</a>', found=("/laat/pagina",))
    yield _site(
        "base-by-script",
        home='<a href="kind">Kind</a><script>var b=document.createElement("base");b.href="/script/";'
        "document.head.append(b)</script>",
        found=("/script/kind",),
    )


# -- sitemaps

_URLSET = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
_INDEX = (
    '<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
)


def _xml(body: str | bytes, *headers: tuple[str, str], media_type: str = "application/xml") -> Reply:
    return Reply(body, media_type=media_type, headers=headers)


def _urlset(name: str, paths: Iterable[str], extra: str = "") -> str:
    rows = "".join(f"<url><loc>{_host(name)}{escape(path)}</loc>{extra}</url>" for path in paths)
    return f"{_URLSET}{rows}</urlset>"


def _index(name: str, paths: Iterable[str]) -> str:
    rows = "".join(f"<sitemap><loc>{_host(name)}{path}</loc></sitemap>" for path in paths)
    return f"{_INDEX}{rows}</sitemapindex>"


def _robots(*lines: str) -> Reply:
    return Reply(
        "User-agent: *\nDisallow:\n" + "".join(f"{line}\n" for line in lines), media_type="text/plain"
    )


def _mapped(
    name: str, files: Mapping[str, Route], found: Iterable[str], robots: str | None = None, **more: Any
) -> Station:
    """Return a station of pages that no link leads to; `robots` names its sitemap."""
    routes = dict(files)
    if robots is not None:
        routes["/robots.txt"] = _robots(f"Sitemap: {robots}")
    return _site(name, home="<p>Gebruik het zoekvak.</p>", routes=routes, found=found, **more)


def _sitemaps() -> Iterable[Station]:
    one, two, three = "/uit-de-kaart/een", "/uit-de-kaart/twee", "/uit-de-kaart/drie"
    name = "map-default"
    yield _mapped(name, {"/sitemap.xml": _xml(_urlset(name, (one, two)))}, (one, two))
    name = "map-robots"
    yield _mapped(
        name, {"/kaart/alles.xml": _xml(_urlset(name, (one,)))}, (one,), f"{_host(name)}/kaart/alles.xml"
    )
    name = "map-robots-relative"
    yield _mapped(name, {"/kaart.xml": _xml(_urlset(name, (one,)))}, (one,), "/kaart.xml")
    name = "map-index"
    files = {
        "/sitemap.xml": _xml(_index(name, ("/deel-1.xml", "/dieper.xml", "/weg.xml", "/sitemap.xml"))),
        "/deel-1.xml": _xml(_urlset(name, (one,))),
        "/dieper.xml": _xml(_index(name, ("/deel-2.xml.gz",))),
        "/deel-2.xml.gz": _xml(gzip.compress(_urlset(name, (two,)).encode()), media_type="application/gzip"),
    }
    yield _mapped(name, files, (one, two), most={"^/(sitemap|deel-1)\\.xml$": 3})
    name = "map-gzip-twice"
    packed = gzip.compress(gzip.compress(_urlset(name, (one,)).encode()))
    yield _mapped(
        name,
        {"/kaart.xml.gz": _xml(packed, ("Content-Encoding", "gzip"))},
        (one,),
        f"{_host(name)}/kaart.xml.gz",
    )
    name = "map-gzip-transport"
    packed = gzip.compress(_urlset(name, (one,)).encode())
    yield _mapped(name, {"/sitemap.xml": _xml(packed, ("Content-Encoding", "gzip"))}, (one,))
    name = "map-text"
    text = f"\ufeff{_host(name)}{one}\r\n\r\n{_host(name)}{two}\r\nhttp://elders.example/x\r\nonzin\r\n"
    yield _mapped(
        name, {"/kaart.txt": Reply(text, media_type="text/plain")}, (one, two), f"{_host(name)}/kaart.txt"
    )
    name = "map-broken"
    broken = _urlset(name, (one, two)).replace(
        "</urlset>", f"<url><loc>{_host(name)}{three}</loc><oeps & </url>"
    )
    yield _mapped(name, {"/sitemap.xml": _xml(broken)}, (one, two))
    name = "map-cut-off"
    packed = gzip.compress(_urlset(name, (one, *(f"/uit-de-kaart/{n}" for n in range(3)))).encode())[:-9]
    yield _mapped(name, {"/sitemap.xml": _xml(packed, media_type="application/gzip")}, (one,))
    name = "map-lastmod"
    dated = _urlset(
        name, (one, two), "<lastmod>2026-13-45</lastmod><changefreq>soms</changefreq><priority>9</priority>"
    )
    yield _mapped(name, {"/sitemap.xml": _xml(dated)}, (one, two))
    name = "map-rss"
    items = "".join(f"<item><title>Bericht</title><link>{_host(name)}{p}</link></item>" for p in (one, two))
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Nieuws</title>{items}</channel></rss>'
    yield _mapped(
        name,
        {"/nieuws.rss": _xml(rss, media_type="application/rss+xml")},
        (one, two),
        f"{_host(name)}/nieuws.rss",
    )
    name = "map-atom"
    atom = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Nieuws</title>'
        f'<entry><title>Een</title><link href="{_host(name)}{one}"/></entry></feed>'
    )
    yield _mapped(
        name, {"/feed": _xml(atom, media_type="application/atom+xml")}, (one,), f"{_host(name)}/feed"
    )
    name = "map-spelling"
    odd = (
        f"\n\n{_URLSET}<url><loc>\n   {_host(name)}{one}\n  </loc></url><url><loc>"
        f"<![CDATA[{_host(name)}{two}]]></loc></url>"
        f"<url><loc>{_host(name)}/zoek?a=1&amp;b=2</loc></url><url><loc>http://[</loc></url><url><loc/>"
        "</url></urlset>"
    )
    yield _mapped(name, {"/sitemap.xml": _xml(odd, media_type="text/html")}, (one, two, "/zoek?a=1&b=2"))
    name = "map-utf16"
    wide = _urlset(name, (one,)).replace("UTF-8", "UTF-16").encode("utf-16")
    yield _mapped(name, {"/sitemap.xml": _xml(wide)}, (one,))
    name = "map-no-namespace"
    bare = f"<urlset><url><loc>{_host(name)}{one}</loc></url></urlset>"
    yield _mapped(name, {"/sitemap.xml": _xml(bare, media_type="")}, (one,))
    name = "map-redirected"
    moved = Reply("", 301, headers=(("Location", "/nieuw/kaart.xml"),))
    yield _mapped(name, {"/sitemap.xml": moved, "/nieuw/kaart.xml": _xml(_urlset(name, (one,)))}, (one,))
    name = "map-foreign"
    yield _mapped(
        name,
        {
            "/sitemap.xml": _xml(
                _urlset(name, (one,)).replace(
                    "</urlset>", "<url><loc>http://andere.example/</loc></url></urlset>"
                )
            )
        },
        (one,),
        never=("andere",),
    )
    name = "map-alternates"
    alternate = (
        '<xhtml:link xmlns:xhtml="http://www.w3.org/1999/xhtml" rel="alternate" hreflang="fr" '
        f'href="{_host(name)}{two}"/>'
    )
    yield _mapped(name, {"/sitemap.xml": _xml(_urlset(name, (one,), alternate))}, (one,))
    name = "map-two"
    routes: dict[str, Route] = {
        "/robots.txt": _robots(f"sitemap:{_host(name)}/a.xml", f"SITEMAP :  {_host(name)}/b.xml  # kaart"),
        "/a.xml": _xml(_urlset(name, (one,))),
        "/b.xml": _xml(_urlset(name, (two,))),
    }
    yield _site(name, home="", routes=routes, found=(one, two))
    name = "map-error"
    yield _site(
        name, home=anchors(["/gewoon"]), routes={"/sitemap.xml": Reply("fout", 500)}, found=("/gewoon",)
    )
    name = "map-is-page"
    yield _site(name, home=anchors(["/gewoon"]), routes={"/sitemap.xml": good("/kaart")}, found=("/gewoon",))


# -- made by script

_MAKE = "var a=document.createElement('a');a.href='{}';a.textContent='Verder';{}.append(a);"


def _scripted(
    name: str, script: str, found: Iterable[str], routes: Mapping[str, Route] | None = None, body: str = ""
) -> Station:
    return _site(name, home=f"{body}<script>{script}</script>", routes=routes, found=found)


def _scripts() -> Iterable[Station]:
    make = _MAKE.format("/door-script", "document.body")
    found = ("/door-script",)
    yield _scripted("js-write", "document.write('<a href=\"/door-script\">Verder</a>')", found)
    yield _scripted("js-load", f"onload=function(){{{make}}}", found)
    yield _scripted("js-500ms", f"onload=function(){{setTimeout(function(){{{make}}},500)}}", found)
    yield _scripted(
        "js-steps", f"setTimeout(()=>setTimeout(()=>setTimeout(()=>{{{make}}},300),300),300)", found
    )
    yield _scripted(
        "js-fetch",
        "fetch('/lijst.json').then(r=>r.json()).then(l=>l.forEach(h=>{var a=document.createElement('a');"
        "a.href=h;a.textContent=h;document.body.append(a)}))",
        ("/uit-json/1", "/uit-json/2"),
        {"/lijst.json": Reply('["/uit-json/1","/uit-json/2"]', media_type="application/json", delay_s=0.8)},
    )
    yield _scripted(
        "js-xhr",
        f"var x=new XMLHttpRequest();x.open('GET','/stuk');x.onload=function(){{{make}}};x.send()",
        found,
        {"/stuk": Reply("ok", media_type="text/plain", delay_s=0.5)},
    )
    yield _scripted(
        "js-shadow",
        (
            "var r=document.getElementById('s').attachShadow({mode:'open'});r.innerHTML='<a "
            'href="/open-schaduw">x</a>\''
        ),
        ("/open-schaduw", "/vaste-schaduw"),
        body=(
            '<div id=s></div><div><template shadowrootmode="open"><a href="/vaste-schaduw">Vast</a>'
            "</template></div>"
        ),
    )
    yield _scripted(
        "js-element",
        "customElements.define('gem-menu',class extends HTMLElement{connectedCallback(){this.attachShadow("
        "{mode:'open'}).innerHTML='<nav><a href=\"/uit-element\">Menu</a></nav>'}})",
        ("/uit-element",),
        body="<gem-menu></gem-menu>",
    )
    yield _site(
        "js-frame",
        home=(
            '<iframe src="/kader.html" title="Kader"></iframe><iframe title="Los" srcdoc="<a '
            'href=/uit-srcdoc>Los</a>"></iframe>'
        ),
        routes={"/kader.html": good("/kader.html", anchors(["/uit-het-kader"]))},
        found=("/uit-het-kader", "/uit-srcdoc"),
    )
    router = (
        "<!doctype html><html lang=nl><head><meta charset=utf-8><title>Laden</title></head><body><div "
        "id=app></div><script>"
        "var p={'/':'Start','/spa/wonen':'Wonen in de gemeente','/spa/werk':'Werken bij de gemeente'};"
        "function toon(){var t=p[location.pathname]||'Onbekend';document.title=t;"
        "document.getElementById('app').innerHTML="
        "'<h1>'+t+'</h1><p>'+(t+' vraagt aandacht van iedereen in de buurt. ').repeat(20)+'</p>"
        "'+Object.keys(p).map("
        "h=>'<a href=\"'+h+'\">'+p[h]+'</a>').join(' ')}document.addEventListener('click',e=>{var "
        "a=e.target.closest('a');"
        "if(a){e.preventDefault();history.pushState(0,'',a.href);toon()}});setTimeout(toon,"
        "200)</script></body></html>"
    )
    yield _site(
        "js-router",
        home="",
        routes={"/": router, "/spa/wonen": router, "/spa/werk": router},
        found=("/spa/wonen", "/spa/werk"),
    )
    yield _scripted("js-replace-state", "history.replaceState(0,'','/#/begin');" + make, found)
    yield _site(
        "js-module",
        home='<script type="module">import {pad} from "/mod.js";const a=document.createElement("a");'
        "a.href=pad;"
        'a.textContent="Module";document.body.append(a)</script>',
        routes={"/mod.js": Reply("export const pad='/uit-module'", media_type="text/javascript")},
        found=("/uit-module",),
    )
    yield _scripted(
        "js-error", f"{make}throw new Error('kapot');", found, body="<script>bestaat.niet()</script>"
    )
    yield _scripted(
        "js-clone",
        "document.body.append(document.getElementById('t').content.cloneNode(true))",
        ("/uit-sjabloon",),
        body='<template id=t><a href="/uit-sjabloon">Kopie</a></template>',
    )
    yield _scripted("js-idle", f"requestIdleCallback(()=>requestAnimationFrame(()=>{{{make}}}))", found)
    yield _scripted(
        "js-rewrite",
        "onload=()=>{document.querySelector('#d').href='/nieuw-adres'}",
        ("/nieuw-adres",),
        body='<a id=d href="javascript:void(0)">Dossier</a>',
    )


# -- odd but legal addresses

_ODD = (
    ("/straße/über-ons", "/straße/über-ons"),
    ("/pagina met spaties", "/pagina met spaties"),
    ("  /spatie-eromheen\n", "/spatie-eromheen"),
    ("/af\n\tgebroken", "/afgebroken"),
    ("/100%25-zeker", "/100%-zeker"),
    ("/dienst;versie=2", "/dienst;versie=2"),
    ("/zoek?a=1&b=2", "/zoek?a=1&b=2"),
    ("./punt/.././punt-weg", "/punt-weg"),
    ("/HOOFD/Letters.HTM", "/HOOFD/Letters.HTM"),
    ("/punten...", "/punten..."),
    (f"/lang/{'gemeente' * 250}", f"/lang/{'gemeente' * 250}"),
    (f"/lang?vraag={'a1' * 1000}", f"/lang?vraag={'a1' * 1000}"),
    ("/vraagteken?", "/vraagteken"),
    ("/dubbel//schrap", "/dubbel//schrap"),
    ("/c++/boek+plank", "/c++/boek+plank"),
    ("/~jan/cv", "/~jan/cv"),
    ("/haakje[1]", "/haakje[1]"),
    ("/lijst?veld[]=1&veld[]=2", "/lijst?veld[]=1&veld[]=2"),
    ("/accolade{x}|pijp", "/accolade{x}|pijp"),
    ("/a,b(c)*$!@d:12'e", "/a,b(c)*$!@d:12'e"),
    ("/blij-😀", "/blij-😀"),
    ("/%E9t%E9", None),
    ("/map%2Fbestand", None),
    ("/leeg?x=", "/leeg?x="),
    ("/naamloos?=1", "/naamloos?=1"),
    ("/kaal?ja", "/kaal?ja"),
    ("/twee?a=2&a=1&a=2", None),
    ("/door?naar=http://elders.example/?q=1", "/door?naar=http://elders.example/?q=1"),
    ("/boek.php/pad/info", "/boek.php/pad/info"),
    ("\\terug\\schrap", "/terug/schrap"),
    ("HTTP://ODD-ADDRESSES.LAB.EXAMPLE/hoofdletters", "/hoofdletters"),
    ("http:zonder-schrappen", "/zonder-schrappen"),
    ("http:/een-schrap", "/een-schrap"),
    ("http:\\\\odd-addresses.lab.example\\omgekeerd", "/omgekeerd"),
    ("//odd-addresses.lab.example:80/poort", "/poort"),
    ("/café?vraag=crème", "/café?vraag=crème"),
    ("/&amp-letterlijk", "/&amp-letterlijk"),
    ("/favicon", "/favicon"),
    ("/con.nul", "/con.nul"),
    ("/0", "/0"),
    ("/-", "/-"),
    ("/index", "/index"),
)


def _served_by(table: Mapping[str, str], request: Request) -> str | Reply:
    """Answer an address in whatever spelling of its escapes."""
    asked = unquote(request.path, errors="surrogateescape")
    return table.get(asked, NOT_FOUND)


def _odd() -> Iterable[Station]:
    table: dict[str, str] = {}
    for href, path in _ODD:
        wanted = unquote(path or href, errors="surrogateescape")
        title = f"Onderwerp {len(table)} van de gemeentegids"
        table[wanted] = page(title)
    for start, count in ((0, 14), (14, 14), (28, 14)):
        rows = _ODD[start : start + count]
        name = ("odd-spelling", "odd-signs", "odd-addresses")[start // 14]
        yield _site(
            name,
            home=anchors(href.replace("odd-addresses", name) for href, _ in rows),
            otherwise=partial(_served_by, table),
            check=all_found(*(path or href for href, path in rows)),
        )
    bad = (
        "http://[",
        "http:///",
        "http://",
        "https://[::1",
        "http://a b/",
        "http://%zz/",
        "http://:80/",
        "//",
        "///",
        "javascript:alert(1)",
        "mailto:",
        "tel:",
        "data:text/html,<p>x",
        "file:///etc/passwd",
        "ftp://x.example/",
        "about:blank",
        "blob:null/1",
        "ws://x",
        "http://1.2.3.4.5.6/",
        "http://x.example:99999/",
        "http://x.example:abc/",
        "http://-.-/",
        f"http://{'a' * 300}.example/",
        "http://\u0000/",
        "\ud7ff",
        "view-source:http://x.example",
        "http://@/",
        "http:",
        ":",
        "#",
        "",
        " ",
        "{{url}}",
        "<%= pad %>",
        "undefined:undefined",
        "http://xn--a/",
        "http://user:pw@/",
        "?" + "a" * 100_000,
        "chrome://crash",
    )
    yield _site(
        "malformed-href",
        home=anchors(["/voor-de-rommel", *bad, "/na-de-rommel"])
        + "<a href>leeg</a><a name=x>geen</a><a href='/niet-dicht\">x</a><p>'>Vreemd</a><p>"
        + anchors(["/aller-na-de-rommel"]),
        found=("/voor-de-rommel", "/na-de-rommel", "/aller-na-de-rommel"),
        never=("passwd",),
    )
    huge = f'<a href="/{"x" * 100_000}">Te lang</a><img alt="" src="data:image/png;base64,{"A" * 300_000}">'
    yield _site("huge-href", home=f"{huge}{anchors(['/na-het-lange'])}", found=("/na-het-lange",))


# -- bytes: charsets, types, encodings, framing


def _to_next(path: str) -> str:
    """Return a page from which alone its follower is reached."""
    return good(path, f'<a href="/verder{path}">Eén blad verder: privé-café</a>')


def _bytes_site(name: str, replies: Mapping[str, Route], **more: Any) -> Station:
    """Return a station where every page, however it is sent, leads to one more."""
    found = [*replies, *(f"/verder{path}" for path in replies)]
    return _site(name, home=anchors(replies), routes=replies, found=found, **more)


def _charsets() -> Iterable[Station]:
    def said(path: str, encoding: str, media_type: str, old: str = "", new: str = "") -> Reply:
        text = _to_next(path).replace('<meta charset="utf-8">', old or new)
        return Reply(text.encode(encoding), media_type=media_type)

    bom = b"\xef\xbb\xbf"
    yield _bytes_site(
        "charsets",
        {
            "/utf8-als-latin1": said("/utf8-als-latin1", "utf-8", "text/html; charset=iso-8859-1"),
            "/utf16": said("/utf16", "utf-16", "text/html"),
            "/utf16-be": said("/utf16-be", "utf-16-be", "text/html; charset=utf-16be"),
            "/windows-zonder-kop": said("/windows-zonder-kop", "windows-1252", "text/html"),
            "/windows-als-utf8": said("/windows-als-utf8", "windows-1252", "text/html; charset=utf-8"),
            "/bom-tegen-kop": Reply(
                bom + _to_next("/bom-tegen-kop").encode(), media_type="text/html; charset=latin1"
            ),
            "/onbekend": said("/onbekend", "utf-8", "text/html; charset=utf8mb4", '<meta charset="onzin">'),
            "/leeg": said("/leeg", "utf-8", "text/html; charset="),
            "/aanhaling": said("/aanhaling", "utf-8", "text/html; charset=\"'utf-8';"),
            "/meta": said(
                "/meta",
                "iso-8859-15",
                "text/html",
                '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">',
            ),
            "/utf7": said("/utf7", "utf-8", "text/html; charset=utf-7"),
        },
    )
    # The query of a link is written in the page's own charset.
    latin = good("/latijn", '<a href="/zoek?q=café">Zoek</a>').replace(
        'charset="utf-8"', 'charset="windows-1252"'
    )
    yield _site(
        "charset-query",
        home="",
        routes={
            "/": Reply(latin.encode("windows-1252"), media_type="text/html"),
            "/zoek?q=caf%E9": good("/zoek-naar-cafe"),
        },
        found=("/zoek?q=caf%E9",),
    )


_XHTML = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
    'lang="nl"><head>'
    "<title>{0}</title></head><body><h1>{0}</h1><p>Deze pagina is streng geschreven en geldig voor een "
    "ontleder van XML. "
    'Zij vertelt over de openingsuren van het loket.</p><p><a href="{1}">Verder lezen</a></p></body></html>'
)


def _types() -> Iterable[Station]:
    xhtml = "application/xhtml+xml"
    yield _bytes_site(
        "types-of-pages",
        {
            "/geen-type": Reply(_to_next("/geen-type"), media_type=""),
            "/hoofdletters": Reply(_to_next("/hoofdletters"), media_type="TEXT/HTML;CHARSET=UTF-8"),
            "/raar": Reply(_to_next("/raar"), media_type="text/html;;; charset=utf-8; x"),
            "/twee-types": Reply(_to_next("/twee-types"), headers=(("Content-Type", "text/html"),)),
            "/xhtml": Reply(_XHTML.format("Streng geschreven", "/verder/xhtml"), media_type=xhtml),
        },
    )
    files: dict[str, Route] = {
        "/platte-tekst": Reply(good("/platte-tekst"), media_type="text/plain"),
        "/folder.pdf": Reply(b"%PDF-1.4\n%%EOF", media_type="application/pdf"),
        "/gegevens.json": Reply("{}", media_type="application/json"),
        "/gegevens.csv": Reply("a;b\n1;2\n", media_type="text/csv"),
        "/foto.png": Reply(b"\x89PNG\r\n\x1a\n", media_type="image/png"),
        "/pakket.zip": Reply(b"PK\x05\x06" + bytes(18), media_type="application/zip"),
        "/onbekend": Reply(good("/onbekend"), media_type="application/octet-stream"),
        "/bijlage": Reply(
            good("/bijlage"), headers=(("Content-Disposition", 'attachment; filename="b.html"'),)
        ),
        "/film.mp4": Reply(b"\x00\x00\x00\x18ftypmp42" + bytes(99), media_type="video/mp4"),
        "/feed.rss": _xml('<?xml version="1.0"?><rss version="2.0"/>', media_type="application/rss+xml"),
        "/brief.docx": Reply(
            b"PK\x05\x06",
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        "/script.js": Reply("alert(1)", media_type="text/javascript"),
    }
    yield _site(
        "types-of-files",
        home=anchors([*files, "/na-de-bestanden"]),
        routes=files,
        found=("/na-de-bestanden",),
        ends=dict.fromkeys(files, "not-html"),
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg"><text y="20">Kaart</text><a href="/uit-svg"><text '
        'y="40">x</text></a></svg>'
    )
    yield _site(
        "types-between",
        home=anchors(["/scheef.xhtml", "/kaart.svg", "/leeg", "/wit", "/na-het-scheve"]),
        routes={
            "/scheef.xhtml": Reply(
                _XHTML.format("Scheef", "/x").replace("</p><p>", "<br>"), media_type=xhtml
            ),
            "/kaart.svg": Reply(svg, media_type="image/svg+xml"),
            "/leeg": Reply(""),
            "/wit": Reply("<!doctype html><title></title>"),
        },
        found=("/na-het-scheve",),
        ends={"/scheef.xhtml": "ok|http-error|not-html", "/kaart.svg": "not-html|ok"},
    )
    yield _bytes_site(
        "broken-html",
        {
            "/een-regel": "Welkom op de kortste pagina van de gemeente. <a href=/verder/een-regel>Verder",
            "/open-tags": "<html><body><div><table><tr><td><b><i><a href='/verder/open-tags'>"
            "Verder<div><p>Tekst over afval."
            "</b></table></i></span></p></p><ul><li>Een<li>Twee",
            "/nul": Reply(_to_next("/nul").encode().replace(b"<main>", b"<main>\x00\x01\xff\xfe")),
            "/dubbel": _to_next("/dubbel").replace("</html>", "") * 2
            + "</html><p>Nog meer tekst na het einde",
            "/commentaar": _to_next("/commentaar") + "<!-- nooit gesloten <a href='/weg'>x</a>",
            "/attribuut": _to_next("/attribuut") + "<p title=\"nooit gesloten <a href='/weg'>x</a>",
            "/nesten": good(
                "/nesten", "<form><form><a href=/verder/nesten>a<a href=/>b</a></a></form><p><div></p></div>"
            ),
            "/ids": good("/ids", '<a id=x href=/verder/ids>Een</a><p id=x>Twee<p id="">Drie<p lang="">Vier'),
        },
    )


def _stored_brotli(data: bytes) -> bytes:
    """Return data in the form of brotli that compresses nothing; at most 64 KiB."""
    bits = ((len(data) - 1) << 4) | (1 << 20)
    return bits.to_bytes(3, "little") + data + b"\x03"


def _packed(path: str, encoding: str, pack: Any) -> Route:
    def reply(request: Request) -> Reply:
        body = _to_next(path).encode()
        if encoding.partition("-")[2] or encoding in request.headers.get("accept-encoding", ""):
            return Reply(pack(body), headers=(("Content-Encoding", encoding.lower()),))
        return Reply(body)

    return reply


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _encodings() -> Iterable[Station]:
    yield _bytes_site(
        "encodings",
        {
            "/gzip": _packed("/gzip", "gzip", gzip.compress),
            "/x-gzip": _packed("/x-gzip", "x-gzip", gzip.compress),
            "/deflate": _packed("/deflate", "deflate", zlib.compress),
            "/deflate-kaal": _packed("/deflate-kaal", "deflate", _raw_deflate),
            "/identity": Reply(_to_next("/identity"), headers=(("Content-Encoding", "identity"),)),
        },
    )
    yield _bytes_site(
        "encodings-tls",
        {
            "/br": _packed("/br", "br", _stored_brotli),
            "/zstd": _packed("/zstd", "zstd", zstandard.compress),
            "/gzip": _packed("/gzip", "gzip", gzip.compress),
        },
        scheme="https",
    )


def _framing() -> Iterable[Station]:
    def body(path: str) -> bytes:
        return _to_next(path).encode()

    def long(path: str) -> str:
        return f"Content-Length: {len(body(path))}"

    half = len(body("/brokken")) // 2
    yield _bytes_site(
        "framing",
        {
            "/http10": sent(head(version="HTTP/1.0"), body("/http10")),
            "/tot-sluiten": sent(head("Connection: close"), body("/tot-sluiten")),
            "/brokken": sent(
                head("Transfer-Encoding: chunked", "Connection: close"),
                chunked(body("/brokken")[:half], body("/brokken")[half:]),
            ),
            "/uitbreiding": sent(
                head("Transfer-Encoding: chunked", "Trailer: X-Som", "Connection: close"),
                chunked(body("/uitbreiding"), end=b"000;einde=ja\r\nX-Som: 1\r\n\r\n"),
            ),
            "/honderd": sent(
                b"HTTP/1.1 100 Continue\r\n\r\n",
                head(long("/honderd"), "Connection: close"),
                body("/honderd"),
            ),
            "/hints": sent(
                b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload; as=style\r\n\r\n",
                head(long("/hints"), "Connection: close"),
                body("/hints"),
            ),
            "/hergebruik-liegt": sent(
                head(long("/hergebruik-liegt"), "Connection: keep-alive"), body("/hergebruik-liegt")
            ),
            "/kale-regels": sent(
                head(long("/kale-regels"), "Connection: close").replace(b"\r\n", b"\n"), body("/kale-regels")
            ),
            "/zonder-reden": sent(
                head(long("/zonder-reden"), "Connection: close", status="200 "), body("/zonder-reden")
            ),
            "/status-203": sent(
                head(long("/status-203"), "Connection: close", status="203 Anders"), body("/status-203")
            ),
            "/dubbele-lengte": sent(
                head(long("/dubbele-lengte"), long("/dubbele-lengte"), "Connection: close"),
                body("/dubbele-lengte"),
            ),
            "/stukjes": sent(
                head("Connection: close"), *(body("/stukjes")[n : n + 300] for n in range(0, 9000, 300))
            ),
        },
    )
    slow = body("/druppel")
    step = -(-len(slow) // 10)
    yield _bytes_site(
        "slow-but-good",
        {
            "/traag": Reply(_to_next("/traag"), delay_s=3.0),
            "/druppel": sent(
                head("Connection: close"),
                *(part for n in range(10) for part in (slow[n * step : (n + 1) * step], 0.25)),
            ),
        },
    )


STATIONS = (
    *_written(),
    *_bases(),
    *_sitemaps(),
    *_scripts(),
    *_odd(),
    *_charsets(),
    *_types(),
    *_encodings(),
    *_framing(),
)
