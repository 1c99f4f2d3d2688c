"""What is typed is kept and offered again; two who open one story know of one another."""

import base64

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from articles.models import Article, AutosaveDraft, Presence
from articles.presence import PATIENCE
from tests import factories as make
from tests.accounts import factor
from tests.articles.desk import address
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = ".desk-writing-state__kept"
OFFER = ".desk-writing-state__offer"


def opened(page, article, user):
    sign_in(page, user)
    page.goto(address(article))
    page.wait_for_function(
        "() => window.CKEDITOR && Object.values(CKEDITOR.instances)[0].status === 'ready'"
    )
    return page


def type_into_body(page, words):
    page.evaluate("words => Object.values(CKEDITOR.instances)[0].insertText(words)", words)


def test_what_was_typed_comes_back_after_the_page_is_gone(browse):
    article = make.story(body="<p>Đoạn đã lưu.</p>", lead="Sapo đã lưu.")
    page = opened(browse(), article, article.created_by)
    page.fill("#id_lead", "Sapo gõ dở.")
    type_into_body(page, "Chữ gõ dở. ")
    page.get_by_text("Đã giữ nội dung bạn gõ").wait_for()
    page.goto("about:blank")

    page.goto(address(article))
    offer = page.locator(OFFER)
    offer.wait_for()
    untouched = page.input_value("#id_lead")
    offer.get_by_text("Xem nội dung").click()
    told = offer.locator("dl").inner_text()
    offer.get_by_role("button", name="Lấy lại").click()
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.wait_for_load_state()

    article.refresh_from_db()
    assert untouched == "Sapo đã lưu."
    assert "Sapo gõ dở." in told
    assert (article.lead, "Chữ gõ dở." in article.body) == ("Sapo gõ dở.", True)
    assert page.locator(OFFER).is_hidden()
    assert not AutosaveDraft.objects.exists()


def test_a_story_that_was_only_read_offers_nothing(browse):
    article = make.story(body="<p>Một</p>", shown=[make.photo()])
    page = opened(browse(), article, article.created_by)
    page.wait_for_timeout(3500)
    page.goto(address(article))
    page.wait_for_timeout(1500)

    assert page.locator(OFFER).is_hidden()
    assert not AutosaveDraft.objects.exists()


def test_a_decision_that_was_saved_at_once_is_not_offered_again(browse):
    make.person("Lê Văn Đạo")
    article = make.story()
    page = opened(browse(), article, article.created_by)
    type_into_body(page, "Ông Lê Văn Đạo đón tàu. ")
    page.get_by_role("button", name="Bỏ Lê Văn Đạo").click()
    # Before the newsroom has kept it: the browser's own copy is there when the page comes back.
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.locator(".messagelist").wait_for()
    page.wait_for_timeout(1500)

    assert page.locator(OFFER).is_hidden()
    assert article.mentions.get(text="Lê Văn Đạo").decision == "rejected"


def test_the_browser_keeps_it_while_the_newsroom_is_away(browse):
    article = make.story(lead="Sapo đã lưu.")
    page = opened(
        browse(refusals=("ERR_FAILED", "ERR_INTERNET_DISCONNECTED")), article, article.created_by
    )
    page.route("**/writing/", lambda route: route.abort())
    page.fill("#id_lead", "Gõ khi mất mạng.")
    page.get_by_text("được giữ trong trình duyệt này").wait_for()
    page.goto("about:blank")
    page.unroute("**/writing/")

    page.goto(address(article))
    page.locator(OFFER).get_by_role("button", name="Lấy lại").click()
    page.get_by_text("Đã giữ nội dung bạn gõ").wait_for()

    assert page.input_value("#id_lead") == "Gõ khi mất mạng."
    assert AutosaveDraft.objects.get().fields["lead"] == "Gõ khi mất mạng."


def test_a_lost_sign_in_loses_nothing(browse):
    article = make.story(lead="Sapo đã lưu.")
    page = opened(browse(refusals=("status of 403",)), article, article.created_by)
    page.context.clear_cookies()
    page.fill("#id_lead", "Gõ khi đã bị đăng xuất.")
    page.get_by_text("Bạn đã bị đăng xuất").wait_for()
    other = page.context.new_page()
    sign_in(other, article.created_by)
    page.fill("#id_lead", "Gõ tiếp sau khi đăng nhập lại.")
    page.get_by_text("Đã giữ nội dung bạn gõ").wait_for()

    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.wait_for_load_state()

    article.refresh_from_db()
    assert article.lead == "Gõ tiếp sau khi đăng nhập lại."


def test_a_lost_sign_in_with_a_second_factor_loses_nothing(browse, settings):
    settings.NEWSROOM_SECOND_FACTOR = ["reporter"]
    article = make.story(lead="Sapo đã lưu.")
    user = article.created_by
    factor.on(user)
    page = browse(refusals=("status of 403",))
    give_both(page, user, address(article))
    page.context.clear_cookies()
    page.fill("#id_lead", "Gõ khi đã bị đăng xuất.")
    page.get_by_text("Bạn đã bị đăng xuất").wait_for()
    other = page.context.new_page()
    other.goto("/admin/")
    give_password(other, user)
    # Between the two: still nothing of it is taken, and nothing of it is lost.
    page.fill("#id_lead", "Gõ khi mới có mật khẩu.")
    page.wait_for_timeout(2500)
    still_out = page.locator(KEPT).inner_text()
    give_code(other, user)
    page.fill("#id_lead", "Gõ tiếp sau khi đăng nhập lại.")
    page.get_by_text("Đã giữ nội dung bạn gõ").wait_for()

    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.wait_for_load_state()

    article.refresh_from_db()
    assert "Bạn đã bị đăng xuất" in still_out
    assert article.lead == "Gõ tiếp sau khi đăng nhập lại."


def test_a_code_leads_to_the_story_one_was_going_to(browse, settings):
    settings.NEWSROOM_SECOND_FACTOR = ["reporter"]
    article = make.story()
    page = browse(width=360)

    page.goto(address(article))
    give_password(page, article.created_by)
    secret = page.locator(".factor__secret").inner_text().replace(" ", "")
    page.get_by_label("Mã mà ứng dụng đang hiện").fill(
        factor.code_of(base64.b32decode(secret).hex())
    )
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Đã chép xong, tiếp tục").press("Enter")

    page.wait_for_url(f"**{address(article)}")


def give_password(page, user):
    page.fill("input[name=username]", user.username)
    page.fill("input[name=password]", factor.PASSWORD)
    page.click("input[type=submit]")


def give_code(page, user):
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    page.get_by_label("Mã xác thực").fill(factor.code(user))
    page.keyboard.press("Enter")
    page.locator("#user-tools").wait_for()


def give_both(page, user, going):
    page.goto(going)
    give_password(page, user)
    give_code(page, user)
    page.wait_for_function(
        "() => window.CKEDITOR && Object.values(CKEDITOR.instances)[0]?.status === 'ready'"
    )


def test_what_was_typed_into_an_older_version_is_put_beside_the_newer(browse):
    article = make.story(lead="Sapo đã lưu.")
    page = opened(browse(), article, article.created_by)
    page.fill("#id_lead", "Sapo gõ dở.")
    page.get_by_text("Đã giữ nội dung bạn gõ").wait_for()
    page.goto("about:blank")
    other = opened(browse(), article, make.editor())
    other.fill("#id_lead", "Sapo của biên tập viên.")
    other.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(other.locator(".messagelist .success")).to_be_visible()
    # Its page is there, and lets go of the story when it is left.
    other.wait_for_load_state("networkidle")
    other.goto("about:blank")

    page.goto(address(article))
    offer = page.locator(OFFER)
    offer.get_by_text("Sau đó bài đã được lưu").wait_for()
    offer.get_by_role("button", name="Lấy lại").click()
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.get_by_label("của bạn").first.check()
    page.get_by_role("button", name="Lấy bản đã chọn làm bài").click()
    page.wait_for_load_state()

    assert Article.objects.get().lead == "Sapo gõ dở."


def test_two_who_open_one_story_pass_the_pen(browse):
    article = make.story()
    lan, minh = make.editor(full_name="Trần Thị Lan"), make.editor(full_name="Đỗ Minh")
    first = opened(browse(), article, lan)
    first.locator(KEPT).wait_for(state="attached")
    second = opened(browse(), article, minh)
    second.get_by_text("Trần Thị Lan đang viết bài này").wait_for()
    reading = second.locator("#id_lead").evaluate("field => field.closest('[inert]') !== null")

    second.get_by_role("button", name="Xin viết").click()
    second.get_by_text("Đã xin.").wait_for()
    first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    first.get_by_role("button", name="Nhường viết").click()
    first.get_by_text("Đỗ Minh đang viết bài này").wait_for()
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    second.get_by_text("Trần Thị Lan đang viết").wait_for(state="detached")

    assert reading
    assert second.locator("#id_lead").evaluate("field => field.closest('[inert]') === null")
    assert Presence.objects.get(has_pen=True).user == minh


def test_the_pen_is_taken_from_who_does_not_answer_and_their_text_stays(browse):
    article = make.story(lead="Sapo đã lưu.")
    lan, minh = make.editor(full_name="Trần Thị Lan"), make.editor()
    first = opened(browse(), article, lan)
    first.fill("#id_lead", "Lan gõ dở.")
    first.get_by_text("Đã giữ nội dung bạn gõ").wait_for()
    second = opened(browse(), article, minh)
    second.get_by_role("button", name="Xin viết").click()
    second.get_by_text("Đã xin.").wait_for()
    asked = Presence.objects.get(user=minh)
    Presence.objects.filter(pk=asked.pk).update(asked_at=asked.asked_at - PATIENCE)
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    second.get_by_role("button", name="Nhận viết").click()
    second.locator(".desk-writing-state__pen").wait_for(state="hidden")

    assert Presence.objects.get(has_pen=True).user == minh
    assert AutosaveDraft.objects.get(user=lan).fields["lead"] == "Lan gõ dở."


def test_a_photo_that_was_placed_and_not_saved_comes_back_with_the_text(browse):
    make.photo("Bến cá buổi sớm")
    article = make.story()
    page = opened(browse(), article, make.editor())
    page.frame_locator(".cke_wysiwyg_frame").locator("p").last.click()
    page.keyboard.press("Alt+Shift+P")
    page.locator(".desk-library__photo").click()
    page.click("#desk-library [data-do=choose]")
    page.get_by_text("Đã giữ nội dung bạn gõ").wait_for()
    page.goto("about:blank")

    page.goto(address(article))
    page.locator(OFFER).get_by_role("button", name="Lấy lại").click()
    figure = page.frame_locator(".cke_wysiwyg_frame").locator("figure")
    figure.locator("img").wait_for()
    caption = figure.locator(".desk-photo__caption").inner_text()
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.locator(".messagelist .success").wait_for()

    assert caption == "Bến cá buổi sớm"
    assert [use.photo.caption for use in article.photo_uses.all()] == ["Bến cá buổi sớm"]
