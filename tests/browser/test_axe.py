"""
No page has a fault that axe calls serious or critical, in light and dark, on a desk and a phone.

The windows of this test pass by the policy of the pages, for axe writes styles while it measures;
that pages obey it is what all other tests of this folder see.
"""

import pytest
from django.urls import reverse

from accounts.roles import Role
from articles import previews
from tests import factories as make
from tests.accounts import factor
from tests.browser import desk_pages
from tests.browser.axe import faults, faults_here
from tests.browser.keys import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def window(chromium, live_server):
    contexts = []

    def open_(user=None):
        context = chromium.new_context(base_url=live_server.url, locale="vi-VN", bypass_csp=True)
        contexts.append(context)
        if user:
            sign_in(context, user, live_server.url)
        page = context.new_page()
        page.set_default_timeout(30_000)
        return page

    yield open_
    for context in contexts:
        context.close()


def of_readers(paper):
    _link, token = previews.make(paper["article"].last_revision, by=make.editor(), days=3)
    yield "/"
    yield "/kinh-te-bien/"
    yield paper["edition"].path
    yield paper["withdrawn"].path
    yield paper["person"].get_absolute_url()
    yield paper["office"].get_absolute_url()
    yield "/cai-chinh/"
    yield "/gioi-thieu/"
    yield "/lien-he/"
    yield "/khong-co-trang-nay/"
    yield reverse("public:preview", args=[token])


def test_readers_pages_have_no_grave_fault(window):
    paper, page = desk_pages.paper(), window()

    found = [fault for address in of_readers(paper) for fault in faults(page, address)]

    assert found == []


def test_every_page_of_the_desk_has_no_grave_fault(window, client):
    user = make.managing_editor(full_name="Mai Thanh Nhã")
    listed = desk_pages.addresses(desk_pages.busy_paper(user))
    client.force_login(user)
    answers = {
        (name, address): client.get(address).status_code
        for name, addresses in listed.items()
        for address in addresses
    }
    page = window(user)

    found = [
        fault
        for (_name, address), status in answers.items()
        if status == 200
        for fault in faults(page, address)
    ]

    # A page that comes later is looked at, or named here; and none is left out as a mere refusal.
    assert set(listed) | desk_pages.NO_PAGES == set(desk_pages.names())
    assert {name: status for (name, _), status in answers.items() if status != 200} == (
        desk_pages.REFUSED
    )
    assert found == []


def test_what_a_form_answers_has_no_grave_fault(window):
    """Refused forms, and pages that stand between a form and what it does."""
    user = make.managing_editor(full_name="Mai Thanh Nhã")
    made = desk_pages.busy_paper(user)
    page, found = window(user), []
    for name, address, press in desk_pages.sent(made):
        page.goto(address)
        press(page)
        found += faults_here(page, name)

    assert found == []


def test_the_day_of_each_role_has_no_grave_fault(window):
    made = desk_pages.busy_paper(make.managing_editor(full_name="Mai Thanh Nhã"))
    found = []
    for role in [Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR]:
        user = make.UserFactory(role=role, full_name="Đinh Khánh Vy")
        make.story(by=user, headline="Bài của tôi", section=made["section"])
        page = window(user)
        # A photo editor reads what others write.
        for name, args in [("index", []), ("articles_article_change", [made["scheduled"].pk])]:
            found += faults(page, reverse(f"admin:{name}", args=args))

    assert found == []


def test_signing_in_has_no_grave_fault(window, settings, live_server):
    settings.NEWSROOM_SECOND_FACTOR = ["managing_editor"]
    user = make.managing_editor()
    page = window()
    found = faults(page, reverse("admin:login"))
    page.fill("input[name=username]", "ai-do")
    page.fill("input[name=password]", "sai")
    page.keyboard.press("Enter")
    page.locator(".errornote").wait_for()
    found += faults_here(page, "a password that is wrong")
    sign_in(page.context, user, live_server.url)
    found += faults(page, reverse(factor.SET_UP))
    factor.on(user)
    found += faults(page, reverse(factor.ENTER))
    page.locator("input[name=code]").fill("000000")
    # The page that is left has been loaded: to wait for that is to wait for nothing.
    with page.expect_navigation():
        page.keyboard.press("Enter")
    found += faults_here(page, "a code that is wrong")

    assert found == []
