"""
The acts of the desk without a mouse: nothing here clicks, and no script moves the focus.

Each act is named by the test that does it, and each focus must be seen; that no page has anything
that only a mouse reaches is what test_axe.py sees.
"""

import pytest
from django.contrib import admin
from django.utils import timezone
from playwright.sync_api import expect

from articles.admin.shortcuts import SHORTCUTS
from articles.models import Article, ArticleStatus, Correction, CorrectionKind, Edition, PreviewLink
from tests import factories as make
from tests.articles.acts import ACTS
from tests.articles.desk import address
from tests.browser import (
    test_keyboard_front,
    test_keyboard_photos,
    test_keyboard_records,
    test_keyboard_together,
    test_keyboard_writing,
)
from tests.browser.keys import BY_KEYBOARD, Keys, does
from tests.browser.test_journey import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OTHERS = [
    test_keyboard_front,
    test_keyboard_photos,
    test_keyboard_records,
    test_keyboard_together,
    test_keyboard_writing,
]
DONE = ".messagelist .success"


def test_every_act_is_done_by_keyboard_somewhere():
    # A story is deleted by nobody.
    acts = ACTS.keys() - {"delete"}
    acts |= {f"notice: {kind}" for kind in CorrectionKind.values}
    acts |= {f"keys: {shortcut.keys}" for shortcut in SHORTCUTS}
    acts |= {
        f"action: {name}"
        for model_admin in admin.site._registry.values()
        for name in model_admin.actions or []
        if isinstance(name, str)
    }

    assert all(module.pytestmark for module in OTHERS)
    assert acts - BY_KEYBOARD == set()


@does("sign in", "overview", "edit", "type", "submit")
def test_a_reporter_signs_in_writes_and_submits(browse):
    article = make.story()
    keys = Keys(browse())
    keys.page.goto("/admin/")
    keys.type(article.created_by.username)
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    keys.page.locator("#user-tools").wait_for()
    keys.page.wait_for_load_state("networkidle")

    keys.go(keys.page.get_by_role("link", name=article.headline))
    keys.page.wait_for_load_state("networkidle")
    keys.write("#id_lead", "Viết bằng bàn phím.")
    keys.go("button[name=_act][value=submit]")

    expect(keys.page.locator(DONE)).to_be_visible()
    stored = Article.objects.get()
    assert (stored.lead, stored.status) == ("Viết bằng bàn phím.", "submitted")


def press(keys: Keys, *acts: str) -> None:
    for act in acts:
        keys.go(f"button[name=_act][value={act}]")
        expect(keys.page.locator(DONE)).to_be_visible()


@does("take", "send_back", "submit", "names", "approve", "reopen", "embargo", "lift", "schedule")
@does("replace", "cancel", "publish", "over a warning")
def test_a_story_goes_over_the_desk(sit):
    who = make.person("Lê Văn Đạo")
    text = "<p>Ông Lê Văn Đạo và ông Sầm Văn Hải đến bến cá.</p>"
    article = make.in_status(ArticleStatus.SUBMITTED, body=text, accept=False)
    keys = sit(make.managing_editor(), address(article))

    press(keys, "review")
    keys.write("textarea[name=note]", "Thiếu nguồn.")
    press(keys, "send_back", "submit", "review", "accept_names")
    keys.write("input[name=embargo_until]", "17/11/2098 06:00")
    keys.write("input[name=embargo_note]", "Họp báo.")
    press(keys, "embargo")
    keys.write("input[name=embargo_note]", "Họp báo đã bỏ.")
    press(keys, "lift_embargo", "approve", "reopen", "approve")
    keys.write("input[name=at]", "17/11/2099 06:00")
    press(keys, "schedule")
    keys.write("#id_headline", "Bến cá vào vụ mới")
    keys.press("Tab")
    with keys.page.expect_navigation():
        keys.press("Control+S")
    press(keys, "approve", "replace")
    replaced = Edition.objects.get()
    press(keys, "cancel", "publish")

    edition = Edition.objects.public(timezone.now()).get()
    notes = article.status_changes.exclude(note="").values_list("note", flat=True)
    assert (replaced.headline, replaced.visible_from.year) == ("Bến cá vào vụ mới", 2099)
    assert edition.headline == "Bến cá vào vụ mới"
    assert [code for code, _sentence in edition.over_warnings] == ["names"]
    embargoes = article.embargo_changes.order_by("pk").values_list("new__year", flat=True)
    assert list(embargoes) == [2098, None]
    assert (list(notes), article.mentions.get(entity=who).decision) == (
        ["Thiếu nguồn."],
        "accepted",
    )


TOLD = {
    "correction": {"wrong": "Tháng 5.", "right": "Tháng 6."},
    "apology": {"wrong": "Tháng 5.", "right": "Tháng 6."},
    "clarification": {"words": "Đoạn hai nói về năm ngoái."},
    "withdrawal": {"words": "Bài đã được rút."},
}


@does("correct", "withdraw", "update")
@does(*(f"notice: {kind}" for kind in CorrectionKind.values))
def test_readers_are_told(sit):
    edition = make.published()
    make.approved_again(edition.article, lead="Chiều nay, tàu lại về bến.")
    keys = sit(make.managing_editor(), address(edition.article))

    for kind in ["update", "correction", "apology", "clarification", "withdrawal"]:
        keys.go(f"a[href*='?kind={'withdrawal' if kind == 'withdrawal' else 'correction'}']")
        keys.pick(f"input[name=kind][value={kind}]")
        for name in ["wrong", "right", "words", "decided_by"]:
            field = keys.page.locator(f"[name={name}]")
            if field.is_visible():
                keys.write(field, TOLD.get(kind, {}).get(name, "Ban Biên tập"))
        keys.go("button[name=_preview]")
        keys.go("button[name=_record]")
        if kind == "clarification":
            keys.go(keys.page.locator("a[href$='/withdraw/']").first)
            keys.write("[name=words]", "Bài vốn đúng.")
            keys.write("[name=decided_by]", "Ban Biên tập")
            keys.go("button[name=_record]")

    kinds = list(Correction.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["update", "correction", "apology", "clarification", "retraction", "withdrawal"]


@does("read", "compare", "restore", "preview", "link", "revoke", "editions")
@does("keys: Alt+Shift+V")
def test_versions_are_compared_restored_and_shown(sit):
    edition = make.published(headline="Tít đầu")
    make.republished(edition.article, headline="Tít sau")
    keys = sit(make.managing_editor(), address(edition.article))
    page = keys.page

    # Between editions, and back.
    keys.go(page.locator("a[href*='/editions/compare/']"))
    expect(page.locator("ins, del").first).to_be_visible()
    keys.go(page.locator(f"#content a[href='{address(edition.article)}']"))

    keys.go(page.locator(".desk-state a[href$='/versions/']"))
    keys.pick(page.locator("input[name=old]").last)
    keys.pick(page.locator("input[name=new]").first)
    keys.go(page.locator(".desk-versions__buttons button"))
    keys.go(page.locator("form[action*='/restore/'] button"))
    expect(page.locator(DONE)).to_be_visible()

    with page.context.expect_page() as opened:
        keys.press("Alt+Shift+V")
    preview = Keys(opened.value)
    preview.page.wait_for_load_state("networkidle")
    narrow = preview.page.locator("iframe").bounding_box()["width"]
    preview.pick("input[name=width][value=computer]")
    wide = preview.page.locator("iframe").bounding_box()["width"]

    preview.go(preview.page.locator("a[href*='/links/']"))
    preview.pick(preview.page.locator("input[name=days]").last)
    preview.go(".desk-links__new button[type=submit]")
    expect(preview.page.locator("#desk-link")).to_be_visible()
    preview.go("form[action*='/revoke/'] button")

    assert Article.objects.get().headline == "Tít đầu"
    assert narrow < wide
    assert PreviewLink.objects.get().revoked_at is not None


@does("notifications", "mails", "action: mark_read")
def test_notifications_are_read(sit):
    reporter = make.UserFactory(email="lan@bao.example")
    one, other = (make.in_status(ArticleStatus.IN_REVIEW, by=reporter) for _ in range(2))
    for article in [one, other]:
        keys = sit(make.editor(), address(article))
        press(keys, "approve")

    keys = sit(reporter, "/admin/")
    keys.go(".desk-bell")
    rows = keys.page.locator("input.action-select")
    keys.tick(rows.first)
    keys.select("select[name=action]", "mark_read")
    keys.go("button[name=index]")
    read = reporter.notifications.filter(read_at__isnull=False).count()
    keys.go(".desk-tool button")
    unread = reporter.notifications.filter(read_at__isnull=True).count()
    keys.go(keys.page.locator("a[href$='/notification/mail/']"))
    keys.tick(keys.page.locator("input[name=kinds]").first)
    keys.go(".submit-row input[type=submit]")

    assert (read, unread, reporter.no_mail.count()) == (1, 0, 1)
