"""
No page has a fault that axe calls serious or critical, in light and dark, on a desk and a phone.

CKEditor's own frame is left out: what stands in it is the story, and it is read on its own pages.
The windows of this test pass by the policy of the pages, for axe writes styles while it measures;
that pages obey it is what all other tests of this folder see.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse

from articles import previews, publishing
from entities.models import Alias
from tests import factories as make
from tests.accounts import factor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRAVE = {"serious", "critical"}
SIZES = [(width, scheme) for width in [1280, 360] for scheme in ["light", "dark"]]
EDITOR_IS_READY = (
    "() => !document.querySelector('.django-ckeditor-widget')"
    " || (window.CKEDITOR && Object.values(CKEDITOR.instances)[0]?.status === 'ready')"
)
WITHOUT_THE_EDITOR = {"exclude": [["iframe.cke_wysiwyg_frame"]]}


def faults(page, address: str) -> list[str]:
    """Open a page and return what is grave there: the rule, and the first elements."""
    page.goto(address)
    return faults_here(page, address)


def faults_here(page, address: str) -> list[str]:
    page.wait_for_function(EDITOR_IS_READY)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, context=WITHOUT_THE_EDITOR).response["violations"]
    return [
        f"{address}: {fault['id']}: {node['html'][:160]} {why(node)}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"][:4]
    ]


def why(node) -> str:
    return "; ".join(check["message"] for check in node["any"][:1])


def sign_in(context, user, address: str) -> None:
    """Put the session of somebody into the window."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])


@pytest.fixture
def window(chromium, live_server):
    contexts = []

    def open_(size, user=None):
        width, scheme = size
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="vi-VN",
            bypass_csp=True,
        )
        contexts.append(context)
        if user:
            sign_in(context, user, live_server.url)
        page = context.new_page()
        page.set_default_timeout(30_000)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def paper():
    """A paper with something on every page."""
    office = make.organisation("Sở Y tế tỉnh Ngân Hải")
    person = make.person("Lê Văn Đạo")
    make.tenure(person, "Giám đốc Sở Y tế", office)
    Alias.objects.create(entity=office, name="Sở Y tế")
    section = make.SectionFactory(name="Kinh tế biển", slug="kinh-te-bien")
    colours = ["navy", "darkred", "teal"]
    photos = [make.photo(f"Bến cá {colour}", colour=colour) for colour in colours]
    text = "<h2>Vụ cá</h2><p>Giám đốc Sở Y tế Lê Văn Đạo và bà Mai Thị Nhã đến bến cá.</p>"
    edition = make.published(section=section, body=text, shown=photos)
    make.republished(edition.article, lead="Chiều nay, tàu lại về bến.")
    withdrawn = make.published(headline="Tin đã gỡ", section=section)
    publishing.withdraw(withdrawn.article, by=make.managing_editor(), notice="Tin có sai sót.")
    make.story(headline="Bản nháp còn dở", section=section, shown=[make.awaiting_photo()])
    return {
        "edition": edition.article.editions.last(),
        "withdrawn": withdrawn,
        "article": edition.article,
        "person": person,
        "office": office,
        "photo": photos[0],
    }


def of_readers(paper):
    _link, token = previews.make(paper["article"].last_revision, by=make.editor(), days=3)
    yield "/"
    yield "/kinh-te-bien/"
    yield paper["edition"].path
    yield paper["withdrawn"].path
    yield paper["person"].get_absolute_url()
    yield paper["office"].get_absolute_url()
    yield "/khong-co-trang-nay/"
    yield reverse("public:preview", args=[token])


def of_the_desk(paper):
    article, photo = paper["article"], paper["photo"]
    first = article.revisions.last()
    story = {
        name: reverse(f"admin:articles_article_{name}", args=[article.pk])
        for name in ["change", "versions", "compare", "editions", "preview", "links", "history"]
    }
    story["compare"] += f"?old={first.pk}"
    older, newer = article.editions.order_by("number")
    story["editions"] += f"?old={older.pk}&new={newer.pk}"
    yield reverse("admin:index")
    yield from [
        reverse(f"admin:articles_article_{name}") for name in ["changelist", "add", "import"]
    ]
    yield from story.values()
    yield from [
        reverse("admin:photos_photo_changelist"),
        reverse("admin:photos_photo_upload"),
        reverse("admin:photos_photo_rights"),
        reverse("admin:photos_photo_alike"),
        reverse("admin:photos_photo_together") + f"?photos={photo.pk}",
        *(
            reverse(f"admin:photos_photo_{name}", args=[photo.pk])
            for name in ["change", "replace", "take_down", "other"]
        ),
        reverse("admin:entities_entity_changelist"),
        reverse("admin:entities_entity_change", args=[paper["person"].pk]),
        reverse("admin:entities_entity_change", args=[paper["office"].pk]),
        reverse("admin:entities_entity_duplicates"),
        reverse("admin:entities_entity_import"),
        reverse("admin:accounts_user_changelist"),
        reverse(factor.MANAGE),
        reverse(factor.SET_UP),
    ]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_readers_pages_have_no_grave_fault(window, paper, size):
    page = window(size)

    found = [fault for address in of_readers(paper) for fault in faults(page, address)]

    assert found == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_pages_of_the_desk_have_no_grave_fault(window, paper, size):
    page = window(size, make.managing_editor(full_name="Mai Thanh Nhã"))

    found = [fault for address in of_the_desk(paper) for fault in faults(page, address)]
    page.goto(reverse("admin:photos_photo_change", args=[paper["photo"].pk]))
    page.fill("#id_caption", "Bến cá buổi chiều")
    page.click("input[name=_save]")
    page.get_by_text("Bến cá buổi chiều").first.wait_for()
    found += faults_here(page, "correction of a photo")

    assert found == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_signing_in_has_no_grave_fault(window, settings, live_server, size):
    settings.NEWSROOM_SECOND_FACTOR = ["managing_editor"]
    user = make.managing_editor()
    page = window(size)
    found = faults(page, reverse("admin:login"))
    sign_in(page.context, user, live_server.url)
    found += faults(page, reverse(factor.SET_UP))
    factor.on(user)
    found += faults(page, reverse(factor.ENTER))

    assert found == []
