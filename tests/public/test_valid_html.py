"""Every kind of public page is valid HTML, by the Nu Html Checker."""

import pytest
from django.test import RequestFactory

from articles import previews
from public import errors
from tests import factories as make
from tests.public import nu
from tests.public.walk import FEEDS
from tests.public.whole import paper, table_of

pytestmark = pytest.mark.django_db

PAGE = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tin</title>{head}</head>'
    "<body><main><h1>Tin</h1>{body}</main></body></html>"
)
BROKEN = {
    "a block in a list": "<ul><div>a</div></ul>",
    "a block in a paragraph": "<p><div>a</div></p>",
    "a block in a word": "<span><div>a</div></span>",
    "a link in a link": '<a href="/">a<a href="/b">b</a></a>',
    "a button in a link": '<a href="/"><button>b</button></a>',
    "one id twice": '<p id="x">a</p><p id="x">b</p>',
    "a picture without words": '<img src="/a.jpg">',
    "a width with a unit": '<img src="/a.jpg" alt="" width="12px">',
    "an element that is not closed": "<div><p>a",
    "a sign that is none": "<p>&nosuch; & b</p>",
    "an attribute of no kind": '<p foo="1">a</p>',
    "an element of no kind": "<foo>b</foo>",
    "an attribute twice": '<p class="a" class="b">a</p>',
    "a name that is nowhere": '<section aria-labelledby="nix"><h2>a</h2></section>',
    "a role of no kind": '<div role="foo">a</div>',
    "a day as people write it": '<time datetime="17/11/2025">a</time>',
    "a list of terms without one": "<dl><dd>a</dd><p>b</p></dl>",
    "a source without a file": '<picture><source type="image/webp"><img src="/a" alt=""></picture>',
    "a file without its width": '<img src="/a" srcset="/a 1w, /b" alt="">',
    "two captions": "<figure><figcaption>a</figcaption>b<figcaption>c</figcaption></figure>",
    "two mains": "</main><main>b",
    "a label of nothing": '<label for="nix">a</label>',
    "an item without a list": "<li>a</li>",
    "details without a summary": "<details><p>a</p></details>",
    "an end of nothing": "</span><p>a</p>",
    "a form in a form": '<form><form><input aria-label="a"></form></form>',
    "a state of no kind": '<a href="/" aria-current="sure">a</a>',
}


def test_what_is_broken_is_found(tmp_path):
    pages = {name: PAGE.format(head="", body=body) for name, body in BROKEN.items()}
    pages["a meta without a name"] = PAGE.format(head='<meta content="x">', body="")
    pages["no title"] = PAGE.format(head="", body="").replace("<title>Tin</title>", "")

    assert set(nu.faults(pages, tmp_path)) == set(pages)


def test_what_is_right_is_not(tmp_path):
    page = PAGE.format(head="", body='<img src="/a.jpg" alt="" fetchpriority="high">')

    assert nu.faults({"page": page}, tmp_path) == {}


def pages(client, settings):
    settings.NEWSROOM_EMAIL = "toasoan@bao.example"
    section, who, body, story, gone = paper()
    table = table_of(settings.SITE_URL, section, who, body, story, gone)
    _link, token = previews.make(story.revision, by=make.editor(), days=3)
    asked = [path for paths in table.values() for path in paths if not path.endswith(tuple(FEEDS))]
    empty = make.SectionFactory(slug="muc-rong")
    asked += [empty.get_absolute_url(), "/khong-co/", f"/xem-truoc/{token}/"]
    asked += [f"{who.get_absolute_url()}?trang=2", f"{body.get_absolute_url()}?trang=2"]
    answers = {path: client.get(path, follow=True) for path in asked}
    shown = {
        path: answer.content.decode()
        for path, answer in answers.items()
        if answer["Content-Type"].startswith("text/html")
    }
    asked, sent = RequestFactory().get("/"), RequestFactory().post("/")
    shown["400 of a form"] = errors.bad_request(sent, None).content.decode()
    bare = [errors.bad_request(asked, None), errors.forged(None), errors.server_error(None)]
    bare.append(errors.storage_away())
    return shown | {str(answer.status_code): answer.content.decode() for answer in bare}


def test_every_kind_of_page_is_valid(client, settings, tmp_path):
    shown = pages(client, settings)

    assert len(shown) >= 15
    assert nu.faults(shown, tmp_path) == {}
