"""Pages that are used by benchmarks: one of known size, and twenty on which what is found may easily differ.

The twenty hold what makes runs differ: timers, animations, content that comes late, focus that is moved on,
carousels, sticky bars, pages that lay themselves out anew.
"""

TEXT = (
    "De gemeente maakt deze zomer een nieuw plein met bomen, banken en een fontein voor iedereen die in de "
    "buurt woont. "
)

_SHELL = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} - Gemeente Elzervoorde</title>
<style>
body {{ font: 16px/1.5 sans-serif; margin: 0 }}
main, header, footer {{ max-width: 60rem; margin: 0 auto; padding: 1rem }}
nav ul {{ display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0 }}
{style}</style></head><body>
<header><a href="#inhoud">Naar de inhoud</a><nav aria-label="Hoofdmenu"><ul>
<li><a href="/afval">Afval</a></li>
<li><a href="/wonen">Wonen</a></li><li><a href="/paspoort">Paspoort</a></li></ul></nav></header>
<main id="inhoud"><h1>{title}</h1>
{body}</main><footer><p><a href="/contact">Contact</a></p></footer>{script}</body></html>
"""


def reference_page() -> str:
    """Return a page of 1,000 elements, 60 of which take the focus."""
    links = 40
    fields = "".join(
        f'<p><label for="v{n}">Vraag {n}</label> <input id="v{n}" name="v{n}"></p>' for n in range(8)
    )
    panels = "".join(
        f'<h3><button aria-expanded="false" aria-controls="p{n}" onclick="const o = this.getAttribute('
        f"'aria-expanded') === 'true'; this.setAttribute('aria-expanded', !o); p{n}.hidden = o\">Vraag {n}"
        f'</button></h3><div id="p{n}" hidden><p>{TEXT}</p></div>'
        for n in range(6)
    )
    sections = []
    for n in range(links):
        items = "".join(f"<li><span>{word}</span></li>" for word in TEXT.split()[:9])
        sections.append(
            f'<section><h2>Deel {n}</h2><p>{TEXT}<a href="/deel/{n}">Meer over deel {n}</a></p>'
            f"<ul>{items}</ul></section>"
        )
    body = f'<form action="/zoek">{fields}<button>Verder</button></form>{panels}{"".join(sections)}'
    return _SHELL.format(title="Overzicht", style="", body=body, script="")


def _page(title: str, body: str, style: str = "", script: str = "") -> str:
    return _SHELL.format(
        title=title, body=body, style=style, script=f"<script>{script}</script>" if script else ""
    )


def restless_pages() -> dict[str, str]:
    """Return twenty pages by name."""
    text = f"<p>{TEXT}</p>"
    slides = "".join(f'<div class="dia"><h2>Nieuws {n}</h2>{text}</div>' for n in range(4))
    return {
        "plain": _page("Gewoon", text * 5),
        "late-content": _page(
            "Laat",
            "<div id=l></div>",
            script="setTimeout(() => l.innerHTML = '<h2>Nieuws</h2>{text}', 300)",
        ),
        "fades-in": _page(
            "Verschijnt",
            f'<div class="v">{text}</div>',
            ".v { animation: v 600ms } @keyframes v { from { opacity: 0 } }",
        ),
        "moving-bar": _page(
            "Balk",
            f'<div class="b">Welkom bij de gemeente</div>{text * 3}',
            ".b { animation: b 3s infinite alternate } @keyframes b { to { transform: translateX(200px) } }",
        ),
        "clock": _page(
            "Klok", f"<p id=k>0</p>{text}", script="let n = 0; setInterval(() => k.textContent = ++n, 200)"
        ),
        "carousel": _page(
            "Dia’s",
            f'<div class="r"><div class="s" id=s>{slides}</div></div><button>Volgende</button>',
            ".r { overflow: hidden } .s { display: flex; transition: transform 400ms } .dia "
            "{ flex: none; width: 100% }",
            "let n = 0; setInterval(() => s.style.transform = `translateX(-${100 * (++n % 4)}%)`, 1500)",
        ),
        "sticky-header": _page(
            "Kop",
            f'<div class="k">Gemeente Elzervoorde <a href="/a">Start</a></div>{text * 20}',
            ".k { position: sticky; top: 0; background: #ddd; padding: 40px }",
        ),
        "cookie-bar": _page(
            "Koekjes",
            f'{text * 10}<div class="c" id=c><p>Wij gebruiken cookies.</p><button '
            f'onclick="c.remove()">Goed</button></div>',
            ".c { position: fixed; bottom: 0; left: 0; right: 0; background: #fff; border-top: 2px solid }",
        ),
        "dialog": _page(
            "Dialoog",
            f'{text}<button onclick="d.showModal()">Open</button><dialog '
            f'id=d><p>Vraag</p><button onclick="d.close()">Sluit</button></dialog>',
        ),
        "focus-moves-on": _page(
            "Focus",
            f'{text}<a href="/een" id=e>Een</a> <a href="/twee" id=t>Twee</a> <a href="/drie">Drie</a>',
            script="e.addEventListener('focus', () => setTimeout(() => t.focus(), 80))",
        ),
        "no-mark": _page(
            "Zonder rand", f'{text}<a class="z" href="/z">Zonder</a>', ".z:focus { outline: 0 }"
        ),
        "slow-mark": _page(
            "Trage rand",
            f'{text}<a class="z" href="/z">Traag</a>',
            ".z { outline: 3px solid transparent; transition: outline-color 250ms } .z:focus "
            "{ outline-color: #00f }",
        ),
        "fixed-width": _page("Breed", f'<div style="width: 900px">{text * 3}</div>'),
        "cut-text": _page("Geknipt", f'<div style="height: 44px; overflow: hidden">{text}</div>{text}'),
        "menu-when-narrow": _page(
            "Menu",
            f'<button class="m" onclick="l.classList.toggle(\'o\')">Menu</button><ul '
            f'id=l><li><a href="/x">Sport</a></li></ul>{text}',
            ".m { display: none } @media (max-width: 600px) { .m { display: block } "
            "#l:not(.o) { display: none } }",
        ),
        "laid-out-by-script": _page(
            "Script",
            f"<div id=s>{text}</div>",
            script="let t; const f = () => s.style.columnCount = innerWidth > 700 ? 2 : 1; f();"
            "addEventListener('resize', () => { clearTimeout(t); t = setTimeout(f, 100) })",
        ),
        "hover-menu": _page(
            "Zweven",
            f'<div class="h"><span>Thema’s</span><ul><li><a href="/y">Water</a></li></ul></div>{text}',
            ".h ul { display: none } .h:hover ul { display: block }",
        ),
        "form": _page(
            "Formulier",
            "<form><label for=a>E-mail</label> <input id=a type=email required> "
            "<button>Verder</button><p id=f></p></form>",
            script="document.querySelector('form').addEventListener('submit', (e) => e.preventDefault())",
        ),
        "status": _page(
            "Status",
            f"{text}<button onclick=\"setTimeout(() => u.textContent = 'Bewaard', "
            f'150)">Bewaar</button><p id=u></p>',
        ),
        "blinks": _page(
            "Knippert",
            f'<p class="k">Let op: het loket is dicht</p>{text}',
            ".k { animation: k 1s steps(2) infinite } @keyframes k { to { visibility: hidden } }",
        ),
    }
