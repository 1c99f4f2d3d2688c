"""Records of people and accounts without a mouse: lists, actions, merging."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from entities.models import DistinctPair, Entity, EntityPage, Merge
from tests import factories as make
from tests.accounts import factor
from tests.browser.keys import does

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DONE = ".messagelist .success"
RECORDS = "/admin/entities/entity/"


def act(keys, action: str, *rows: str) -> None:
    """Tick the rows that are called so, and do the action on them."""
    for row in rows:
        keys.tick(keys.page.get_by_role("row", name=row).locator("input.action-select"))
    keys.select("select[name=action]", action)
    keys.go("button[name=index]")


@does("merge", "undo merging", "not one", "action: merge_two")
def test_two_records_become_one_and_two_again(sit):
    one, other = make.person("Lê Văn Đạo"), make.person("Lê Văn Đao", page=EntityPage.NONE)
    keys = sit(make.editor(), RECORDS)
    page = keys.page

    act(keys, "merge_two", "Lê Văn Đạo", "Lê Văn Đao")
    keys.pick(page.locator("input[name=survivor]").first)
    keys.write("[name=reason]", "Gõ sai dấu.")
    keys.go(".submit-row input[type=submit]")
    merged = Merge.objects.get()
    page.goto("/admin/entities/merge/")
    keys.go(page.locator("#result_list tbody th a").first)
    keys.go("form[action$='/undo/'] button")
    page.goto(f"{RECORDS}duplicates/")
    keys.go(page.locator("form[action$='/apart/'] button").first)

    assert {merged.survivor, merged.gone} == {one, other}
    assert Entity.objects.surviving().people().count() == 2
    assert DistinctPair.objects.count() == 1


@does("action: give_page", "action: take_page", "search", "filter")
def test_a_page_is_given_and_taken(sit):
    who = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    make.person("Mai Thị Nhã")
    keys = sit(make.editor(), RECORDS)
    pages = []

    keys.write("#searchbar", "le van dao")
    with keys.page.expect_navigation():
        keys.press("Enter")
    for action in ["give_page", "take_page"]:
        act(keys, action, "Lê Văn Đạo")
        pages.append(Entity.objects.get(pk=who.pk).page)
    keys.go(keys.page.locator("#changelist-filter a[href*='kind']").last)

    assert pages == ["public", "none"]


@does("action: close_accounts", "action: unlock_accounts", "action: reset_second_factors")
def test_accounts_are_looked_after(sit, settings):
    reporter = make.UserFactory(full_name="Đinh Khánh Vy", username="vy")
    factor.on(reporter)
    keys = sit(make.managing_editor(), "/admin/accounts/user/")

    for action in ["unlock_accounts", "reset_second_factors", "close_accounts"]:
        act(keys, action, "vy")
        expect(keys.page.locator(".messagelist li").first).to_be_visible()

    assert User.objects.get(pk=reporter.pk).is_active is False
    assert not reporter.totpdevice_set.exists()
