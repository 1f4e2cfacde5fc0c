"""What pages may hold to harm who reads their report, whatever the format."""

from typing import Final

from tests.reports.fakes import HOSTILE

PAYLOADS: Final = (
    *HOSTILE,
    # HTML and script
    '<script src="https://evil.example/x.js"></script>',
    "<body onload=document.title='hit'>",
    "<details open ontoggle=document.title='hit'>",
    "<a href=\"data:text/html,<script>document.title='hit'</script>\">x</a>",
    "<math><mtext></p><style><img src onerror=document.title='hit'>",
    "<svg><animate onbegin=document.title='hit' attributeName=x dur=1s>",
    '<form action="https://evil.example/"><button>klik</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<base href="https://evil.example/">',
    # CSS
    "}</style><style>*{background:url(https://evil.example/z)}",
    "expression(document.title='hit')",
    # XML
    "]]><evil/><![CDATA[",
    "&xxe; &#x0; &#xFFFF; &lt;script&gt;",
    '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
    "<?xml version='1.0'?><?php echo 1 ?>",
    '"/></testcase></testsuite></testsuites>',
    # JSON
    '"}]}\n{"kind": "finding", "evil": true}',
    "\\u0022},{\\u0022",
    "\u2028regel\u2029alinea\x85einde",
    "</script><!--<script>",
    # YAML
    'x"\nevil: !!python/object/apply:os.system ["true"]',
    "--- &a [*a, *a]\n...\n? - : |",
    "%YAML 1.1\n# opmerking",
    "on: yes\nno: ~",
    # CSV and spreadsheets
    '";=1+1;"',
    '",=1+1,"',
    "\r=1+1",
    "\n@SUM(A1)",
    "_x000A_=1+1_x0000_",
    "'=1+1",
    # Terminals
    "\x1b]8;;https://evil.example/\x1b\\klik\x1b]8;;\x1b\\",
    "\x1b[31mrood\x1b[0m\r\x1b[2Kgewist",
    "\x9b2J\x90q\x9c\x07\x08\x7f",
    # Build servers
    "::set-output name=x::evil",
    "\n::error::evil\n::stop-commands::x",
    "%0A::error::evil%0D",
    "##[command]rm -rf /",
    "##vso[task.setvariable variable=x]evil",
    # Markdown
    "[klik](javascript:document.title='hit') ![x](https://evil.example/p.png)",
    "``` \n# kop\n| a | b |\n@iedereen #123 !456",
    "`x` ``y`` \\` |",
    # Unicode
    "\ud800",
    "\udfff\ud800",
    "a\u0300\u0301\u0302\u0303" + "\u0300" * 200,
    "\u200b\u200e\u200f\u2066\u2069\ufeff",
    "\U000e0041\U000e0042\U0010ffff",
    "😀 𝕏 ｆｕｌｌ",
    "Straße İı ﷺ",
)
