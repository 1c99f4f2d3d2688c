"""What holds for every public address: it is nobody's, and what it tells machines is there."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from django.contrib.staticfiles import finders
from lxml import etree, html

from public.chrome import forget
from tests import factories as make
from tests.public.whole import paper, table_of

pytestmark = pytest.mark.django_db

SITE = "https://bao.example"
KEPT = re.compile(r"max-age=0, s-maxage=[0-5]")


@pytest.fixture
def answers(client, settings):
    """Return {address: answer} of all public addresses, by whom they lead to."""
    settings.NEWSROOM_EMAIL = "toasoan@bao.example"
    table = table_of(SITE, *paper())
    forget()
    asked = (client.get(path, follow=True) for paths in table.values() for path in paths)
    return {answer.wsgi_request.get_full_path(): answer for answer in asked}


def test_no_answer_is_anybodys_and_each_may_be_kept_for_a_moment(answers):
    strange = {
        path: (answer.status_code, dict(answer.headers))
        for path, answer in answers.items()
        if answer.cookies
        or answer.wsgi_request.session.accessed
        or answer.get("Vary", "Accept-Encoding") != "Accept-Encoding"
        or answer.has_header("Last-Modified")
        or not KEPT.fullmatch(answer.get("Cache-Control", ""))
        or answer.has_header("ETag") != (answer.status_code == 200)
    }

    assert len(answers) > 60
    assert {answer.status_code for answer in answers.values()} == {200, 404, 410}
    assert strange == {}


def test_who_has_an_answer_is_told_so_and_who_is_signed_in_gets_the_same(answers, client):
    client.force_login(make.managing_editor())
    forget()
    again = {
        path: client.get(path, headers={"if-none-match": answer["ETag"]})
        for path, answer in answers.items()
        if answer.status_code == 200
    }
    other = {
        path: (answer.status_code, answer["ETag"])
        for path, answer in again.items()
        if (answer.status_code, answer["ETag"]) != (304, answers[path]["ETag"])
    }

    assert other == {}
    assert not [path for path, answer in again.items() if answer.content or answer.cookies]


def test_each_address_that_an_answer_names_is_there(answers, client):
    named: dict[str, str] = {}
    for path, answer in answers.items():
        if answer.status_code == 200:
            named |= dict.fromkeys(addresses_in(path, answer), path)
    dead = {address: path for address, path in named.items() if not is_there(client, address)}

    assert {address.partition("?")[0].rpartition(".")[2] for address in named} >= {
        *["jpg", "png", "css", "js", "rss", "atom", "json", "ninjs", "xml"]
    }
    assert dead == {}


def is_there(client, address: str) -> bool:
    path = address.removeprefix(SITE)
    if path.startswith("/static/"):
        return finders.find(path.removeprefix("/static/")) is not None
    answer = client.get(path)
    # A file is closed when it was read; closing the answer would close the test's connection.
    answer.getvalue()
    return answer.status_code == 200


def addresses_in(path: str, answer: Any) -> Iterator[str]:
    """Yield each address of ours that an answer names, whole and without its fragment."""
    text, kind = answer.content.decode(), answer["Content-Type"].partition(";")[0]
    if kind.endswith("json"):
        found = of_json(json.loads(text))
    elif kind.endswith("xml"):
        found = of_xml(etree.fromstring(answer.content))
    elif kind == "text/html":
        found = of_html(text)
    else:
        found = iter(re.findall(r"https?://\S+", text))
    for address in found:
        whole = urldefrag(urljoin(f"{SITE}{path}", address)).url
        if whole.startswith(f"{SITE}/"):
            yield whole


def of_html(text: str) -> Iterator[str]:
    tree = html.fromstring(text)
    for _element, _name, address, _at in tree.iterlinks():
        yield address
    for files in tree.xpath("//@srcset"):
        yield from (file.split()[0] for file in files.split(","))
    for content in tree.xpath("//meta/@content"):
        if content.startswith("http"):
            yield content
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        yield from of_json(json.loads(script.text))


def of_json(facts: Any) -> Iterator[str]:
    if isinstance(facts, dict | list):
        for part in facts.values() if isinstance(facts, dict) else facts:
            yield from of_json(part)
    elif isinstance(facts, str) and facts.startswith("http"):
        yield facts
    elif isinstance(facts, str) and "<" in facts and "=" in facts:
        yield from of_html(facts)


def of_xml(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        yield from (value for value in element.attrib.values() if value.startswith("http"))
        text = (element.text or "").strip()
        if text.startswith("http"):
            yield text
        elif "<" in text:
            yield from of_html(text)
