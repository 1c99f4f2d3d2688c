"""deploy/nginx.conf in a real nginx before the newsroom: what it answers itself, and hands on."""

import http.client
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from tests import factories as make
from tests.s3_server import free_port, wait_for

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
CONFIGURATION = Path(__file__).parent.parent / "deploy/nginx.conf"
PICTURE, WAITING = f"{'a' * 32}.jpg", f"{'b' * 32}.jpg"
# What a browser is told for safety's sake. The policy of contents is of pages, which are Django's.
GUARDS = [
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Strict-Transport-Security",
]
AROUND = """\
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    types {{ text/css css; image/jpeg jpg; text/javascript js; }}
    {temporary}
    include {folder}/newsroom.conf;
}}
"""
TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]

pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
    pytest.mark.django_db(transaction=True),
]


def written_for(folder, port, upstream):
    """Return the configuration with our own ports and folders, and without certificates."""
    text = CONFIGURATION.read_text("utf-8")
    text = re.sub(r"^ +(http2|ssl_\w+) .*\n", "", text, flags=re.MULTILINE)
    for ours, here in [
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("127.0.0.1:8000", upstream),
        ("/srv/newsroom", str(folder)),
    ]:
        assert ours in text
        text = text.replace(ours, here)
    return text


@pytest.fixture
def ask(live_server, settings, tmp_path):
    """Return a function that gives the status and the headers of an address, of nginx."""
    for name in ["collected/css/reader.0123456789ab.css", "collected/logo.css"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a {}", "utf-8")
    pictures = settings.MEDIA_ROOT / "anh"
    pictures.mkdir(parents=True)
    (pictures / PICTURE).write_bytes(b"\xff\xd8")
    port = free_port()
    temporary = " ".join(f"{name}_temp_path {tmp_path}/{name};" for name in TEMPORARY)
    (tmp_path / "nginx.conf").write_text(AROUND.format(folder=tmp_path, temporary=temporary))
    (tmp_path / "newsroom.conf").write_text(written_for(tmp_path, port, live_server.url[7:]))
    command = [NGINX, "-p", str(tmp_path), "-c", "nginx.conf", "-e", str(tmp_path / "error.log")]

    def answer(path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers={"Host": "testserver"} | headers)
        response = connection.getresponse()
        response.read()
        connection.close()
        return response.status, response.getheaders()

    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield answer
        finally:
            process.terminate()


def guards(headers):
    return [(name, value) for name, value in headers if name in GUARDS]


def test_what_nginx_answers_itself_is_guarded_as_what_django_answers(ask, settings):
    # As with HTTPS=1.
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    of_django = dict(guards(Client().get("/", secure=True).headers.items()))
    of_nginx = ["/static/css/reader.0123456789ab.css", "/static/logo.css"]
    of_nginx += ["/static/khong-co.css", f"/media/anh/{PICTURE}"]
    proxied = [f"/media/anh/{WAITING}", "/khong-co/", "/"]
    told = {path: ask(path) for path in [*of_nginx, *proxied]}

    assert {path: status for path, (status, _headers) in told.items()} == {
        "/static/css/reader.0123456789ab.css": 200,
        "/static/logo.css": 200,
        "/static/khong-co.css": 404,
        f"/media/anh/{PICTURE}": 200,
        f"/media/anh/{WAITING}": 404,
        "/khong-co/": 404,
        "/": 200,
    }
    assert set(of_django) == set(GUARDS)
    # The server behind nginx here is without certificates.
    handed_on = {name: of_django[name] for name in GUARDS[:-1]}
    assert {path: sorted(guards(headers)) for path, (_status, headers) in told.items()} == {
        # Each once: not by nginx and by Django.
        path: sorted((of_django if path in of_nginx else handed_on).items())
        for path in told
    }


def test_files_are_kept_by_their_names_and_pages_for_a_moment(ask):
    kept = {
        path: [value for name, value in ask(path)[1] if name == "Cache-Control"]
        for path in ["/static/css/reader.0123456789ab.css", "/static/logo.css", "/"]
    }

    assert kept == {
        "/static/css/reader.0123456789ab.css": ["max-age=31536000"],
        "/static/logo.css": ["max-age=3600"],
        "/": ["max-age=0, s-maxage=5"],
    }


@pytest.mark.parametrize("path", ["/", "/tin.rss", "/tin.json", "/sitemap.xml"])
def test_what_readers_get_varies_by_its_compression_alone(ask, path):
    make.published()
    told = {
        encoding: ask(path, **{"Accept-Encoding": encoding}) for encoding in ["gzip", "identity"]
    }
    headers = {encoding: dict(pairs) for encoding, (_status, pairs) in told.items()}

    again = ask(path, **{"Accept-Encoding": "gzip", "If-None-Match": headers["gzip"]["ETag"]})

    assert [headers[encoding].get("Content-Encoding") for encoding in told] == ["gzip", None]
    assert [headers[encoding].get("Vary") for encoding in told] == ["Accept-Encoding"] * 2
    assert [status for status, _headers in [*told.values(), again]] == [200, 200, 304]
    assert not {"Set-Cookie", "Last-Modified"} & set(headers["gzip"])


def test_nothing_else_of_the_folder_is_mapped(ask, tmp_path):
    for path in ["private/goc.jpg", ".env"]:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"x")

    asked = ["/.env", "/private/goc.jpg", "/static../private/goc.jpg", "/static../.env"]
    asked += ["/media/anh../../.env"]
    assert {path: ask(path)[0] for path in asked} == dict.fromkeys(asked, 404)


def test_a_picture_that_nginx_does_not_find_is_that_of_django(ask):
    status, headers = ask(f"/media/anh/{WAITING}")

    direct = Client().get(f"/media/anh/{WAITING}")
    assert (status, direct.status_code) == (404, 404)
    assert ("Content-Type", "text/html; charset=utf-8") in headers
