"""Two at one story, and texts that were not saved, without a mouse."""

import pytest
from playwright.sync_api import expect

from articles import saving
from articles.models import Article, AutosaveDraft, Presence
from articles.presence import PATIENCE
from tests import factories as make
from tests.articles.desk import address
from tests.browser.keys import does

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFER = ".desk-writing-state__offer"
KEPT = "Đã giữ nội dung bạn gõ"
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


@does("pen", "ask for the pen", "give the pen", "keep the pen", "take over the pen")
def test_the_pen_is_asked_for_given_and_taken(sit):
    article = make.story()
    lan, minh = make.editor(full_name="Trần Thị Lan"), make.editor(full_name="Đỗ Minh")
    first = sit(lan, address(article))
    second = sit(minh, address(article))

    second.enter(second.button("Xin viết"))
    second.page.get_by_text("Đã xin.").wait_for()
    second.not_lost()
    first.page.evaluate(LOOK)
    first.enter(first.button("Tôi còn đang viết"))
    expect(first.button("Tôi còn đang viết")).to_have_count(0)
    first.not_lost()
    second.page.evaluate(LOOK)
    second.enter(second.button("Xin viết"))
    second.page.get_by_text("Đã xin.").wait_for()
    first.page.evaluate(LOOK)
    first.enter(first.button("Nhường viết"))
    first.page.get_by_text("Đỗ Minh đang viết bài này").wait_for()
    first.not_lost()

    first.enter(first.button("Xin viết"))
    first.page.get_by_text("Đã xin.").wait_for()
    asked = Presence.objects.get(user=lan)
    Presence.objects.filter(pk=asked.pk).update(asked_at=asked.asked_at - PATIENCE)
    first.page.evaluate(LOOK)
    first.enter(first.button("Nhận viết"))
    expect(first.page.locator(".desk-writing-state__pen")).to_be_hidden()
    first.not_lost()

    assert Presence.objects.get(has_pen=True).user == lan


@does("take a text back", "throw a text away")
def test_a_text_that_was_not_saved_is_taken_back_or_thrown_away(sit):
    article = make.story(lead="Sapo đã lưu.")
    user = make.editor()
    for text, answer in [("Gõ dở một.", "Bỏ đi"), ("Gõ dở hai.", "Lấy lại")]:
        keys = sit(user, address(article))
        keys.write("#id_lead", text)
        keys.page.get_by_text(KEPT).wait_for()
        keys.page.goto(address(article))
        keys.page.locator(OFFER).wait_for()
        keys.enter(keys.page.locator(f"{OFFER} summary"))
        keys.enter(keys.page.locator(OFFER).get_by_role("button", name=answer))
        expect(keys.page.locator(OFFER)).to_be_hidden()
        keys.not_lost()

    with keys.page.expect_navigation():
        keys.press("Control+S")

    assert Article.objects.get().lead == "Gõ dở hai."
    assert not AutosaveDraft.objects.exists()


@does("choose between two texts")
def test_two_texts_are_joined_paragraph_by_paragraph(sit):
    article = make.story(lead="Sapo đã lưu.")
    keys = sit(make.editor(), address(article))
    keys.write("#id_lead", "Sapo của tôi.")
    keys.edit()
    keys.type(" Chữ của tôi.")
    theirs = Article.objects.get()
    theirs.lead = "Sapo của họ."
    theirs.save()
    saving.save(theirs, by=make.editor(), expected_version=theirs.version)

    with keys.page.expect_navigation():
        keys.press("Control+S")
    for group in keys.page.locator(".desk-choice").all():
        keys.pick(group.locator("input[value=mine]"))
    keys.go(".desk-versions__buttons button")

    joined = Article.objects.get()
    assert (joined.lead, "Chữ của tôi." in joined.body) == ("Sapo của tôi.", True)
