"""The limited child: what it fetches, what it may use, how it fails, what it leaves behind."""

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from printing import pdf
from printing.pdf import Limits, Renderer, RenderingFailed
from tests.printing.reading import flat, opened

PAGE = '<html lang="nl"><title>t</title><link rel="stylesheet" href="asset:bundle.css"><p>{}'
SMALL = Limits(cpu_seconds=3, memory=1 << 30, seconds=20)

BOMBS = {
    "colspan": "<table><td colspan=1000000><td colspan=1000000>",
    "flex": "<div style=display:flex>" * 25 + "x",
    "nesting": "<div>" * 3000,
    "quotes": "<blockquote>" * 300,
    "font": '<p style="font-size:1e9px">x',
    "page": "<style>@page{size:1px}</style>" + "woord " * 3000,
}

OUTSIDE = [
    '<img src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    '<style>@import url("{}");</style>',
    '<style>@font-face{{font-family:x;src:url("{}")}} p{{font-family:x}}</style><p>x',
    '<p style="background:url({})">x',
    '<style>p::before{{content:url("{}")}}</style><p>x',
    '<ul style="list-style-image:url({})"><li>x</ul>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<svg width=9 height=9><image href="{}" width=9 height=9 /></svg>',
    '<base href="{}"><img src="x">',
]


@pytest.fixture(scope="module")
def renderer():
    with Renderer(SMALL) as it:
        yield it


@pytest.fixture(scope="module")
def listener():
    """A web server on this machine that writes down every request."""
    requests = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            """Stay silent."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/x", requests
        server.shutdown()


def test_a_part_becomes_a_tagged_pdf(renderer):
    content = renderer.render("Proef", PAGE.format("Daar móét ’t zijn: Ĳssel, Ζεύς, Ж, ế."))

    assert flat(content).replace(" ", "") == "Daarmóét’tzijn:Ĳssel,Ζεύς,Ж,ế."
    with opened(content) as document:
        assert document.Root.MarkInfo.Marked
        fonts = {str(font.BaseFont) for font in document.pages[0].Resources.Font.values()}
        assert fonts and all("+Source-Sans" in font for font in fonts)


def test_several_parts_come_from_one_process(renderer):
    renderer.render("Een", PAGE.format("een"))
    process = renderer._process.pid

    assert flat(renderer.render("Twee", PAGE.format("twee"))) == "twee"
    assert renderer._process.pid == process


def is_refused_or_left_out(renderer, html):
    """Return whether the part was refused, or made without anything from outside."""
    try:
        content = renderer.render("Bijlage", html)
    except RenderingFailed as failure:
        return "verwijst naar een bestand of adres buiten het stuk" in str(failure)
    with opened(content) as document:
        return not document.attachments and b"/Image" not in content


@pytest.mark.parametrize("markup", OUTSIDE)
def test_nothing_is_fetched_from_the_network(renderer, listener, markup):
    address, requests = listener

    assert is_refused_or_left_out(renderer, PAGE.format(markup.format(address)))
    assert requests == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x",
        "https://example.nl/x.png",
        "ftp://example.nl/x",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "asset:../pdf.py",
        "asset:/etc/passwd",
        "asset:///bundle.css",
        "asset:fonts/LICENSE-source-sans-3.txt",
        "asset:fonts.conf",
        "asset:%2e%2e/render.py",
        "data:text/css,p{}",
    ],
)
def test_every_other_address_ends_the_rendering(renderer, address):
    with pytest.raises(RenderingFailed, match="‘Bijlage’ verwijst naar een bestand of adres"):
        renderer.render("Bijlage", PAGE.format(f'<link rel="stylesheet" href="{address}">'))


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_text_cannot_take_the_machine(renderer, name):
    started = time.monotonic()

    with pytest.raises(RenderingFailed, match="^Het onderdeel ‘Bom’ k"):
        renderer.render("Bom", PAGE.format(BOMBS[name]))

    assert time.monotonic() - started < SMALL.seconds


def test_processor_time_is_limited(renderer):
    with pytest.raises(RenderingFailed, match="meer rekentijd dan is toegestaan"):
        renderer.render("Bom", PAGE.format(BOMBS["colspan"]))


def test_memory_is_limited():
    with (
        Renderer(Limits(cpu_seconds=20, memory=300 << 20, seconds=40)) as renderer,
        pytest.raises(RenderingFailed, match="meer geheugen dan is toegestaan"),
    ):
        renderer.render("Groot", PAGE.format("<b>woord</b> " * 60_000))


def test_waiting_is_limited_and_leaves_no_process():
    renderer = Renderer()
    renderer.render("Proef", PAGE.format("goed"))
    group = renderer._process.pid
    renderer._limits = Limits(cpu_seconds=60, seconds=1)

    with pytest.raises(RenderingFailed, match="meer rekentijd dan is toegestaan"):
        renderer.render("Bom", PAGE.format(BOMBS["colspan"]))

    assert not processes_of(group)


def processes_of(group):
    """Return the living processes of a session, from what the kernel says."""
    living = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = stat.read_text().rsplit(")", 1)[1].split()[:4]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(session) == group and state not in "ZX":
            living.append(stat.parent.name)
    return living


def test_the_next_part_works_after_a_failure(renderer):
    with pytest.raises(RenderingFailed):
        renderer.render("Bom", PAGE.format(BOMBS["nesting"]))

    assert flat(renderer.render("Proef", PAGE.format("weer goed"))) == "weer goed"


def test_the_next_part_works_after_a_killed_process():
    with Renderer(SMALL) as renderer:
        renderer.render("Proef", PAGE.format("goed"))
        os.killpg(renderer._process.pid, signal.SIGKILL)

        with pytest.raises(RenderingFailed, match="kan niet worden opgemaakt"):
            renderer.render("Proef", PAGE.format("weg"))

        assert flat(renderer.render("Proef", PAGE.format("terug"))) == "terug"


def test_the_child_knows_no_secrets(renderer):
    renderer.render("Proef", PAGE.format("x"))

    environment = Path(f"/proc/{renderer._process.pid}/environ").read_bytes()

    names = {line.split(b"=")[0] for line in environment.split(b"\0") if line}
    assert names == {b"HOME", b"TMPDIR", b"LANG", b"FONTCONFIG_FILE"}


def test_nothing_is_left_behind():
    with Renderer(SMALL) as renderer:
        renderer.render("Proef", PAGE.format("x"))
        folder, group = Path(renderer._folder), renderer._process.pid
        assert folder.is_dir() and processes_of(group)

    assert not folder.exists()
    assert not processes_of(group)


def test_a_killed_worker_takes_the_child_with_it():
    program = (
        "from printing.pdf import Renderer\n"
        "renderer = Renderer()\n"
        f"renderer.render('Proef', {PAGE.format('x')!r})\n"
        "print(renderer._process.pid, renderer._folder, flush=True)\n"
        "input()\n"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=pdf.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    group, folder = worker.stdout.readline().split()

    worker.kill()
    worker.communicate()

    assert eventually(lambda: not processes_of(int(group)))
    assert not Path(folder).exists()


def eventually(condition, seconds=10):
    """Return whether the condition comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch):
    program = (
        "import runpy, sys\n"
        "class NoPango:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'weasyprint':\n"
        "            raise OSError('cannot load library libpango-1.0-0')\n"
        "sys.meta_path.insert(0, NoPango())\n"
        "runpy.run_module('printing.child', run_name='__main__')\n"
    )
    monkeypatch.setattr(pdf, "COMMAND", (sys.executable, "-c", program))

    with (
        Renderer(SMALL) as renderer,
        pytest.raises(RenderingFailed, match="PDF maken kan hier niet: installeer libpango-1.0-0"),
    ):
        renderer.render("Proef", PAGE.format("x"))


def test_the_worker_itself_never_loads_weasyprint():
    program = "import sys, printing.pdf; print('weasyprint' in sys.modules)"

    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=pdf.ROOT, capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "False"


def test_an_endless_word_is_set_or_refused_in_time(renderer):
    started = time.monotonic()

    with pytest.raises(RenderingFailed, match="meer rekentijd"):
        renderer.render("Woord", PAGE.format("w" * 1_000_000))

    assert time.monotonic() - started < SMALL.seconds
