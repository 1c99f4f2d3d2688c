"""Notes beside the text: marked words, colleagues named by keyboard, and a text that stays."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import notes
from articles.models import ArticleStatus, Note, Notification
from articles.notes import Place
from tests import factories as make
from tests.articles.desk import address
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>Tàu về sớm hơn mọi năm, giá cá tăng gấp rưỡi.</p><p>Ngư dân phấn khởi.</p>"

MARK = """words => {
  const editor = CKEDITOR.instances.id_body;
  const page = editor.document.$;
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at >= 0) {
      editor.focus();
      const node = walker.currentNode;
      page.getSelection().setBaseAndExtent(node, at, node, at + words.length);
      return;
    }
  }
}"""
TYPE = "html => CKEDITOR.instances.id_body.setData(html)"
LIT = """() => {
  const root = document.querySelector(".cke_wysiwyg_frame").contentWindow;
  return [...(root.CSS.highlights.get("desk-note") || [])].map(range => range.toString());
}"""


def opened(page, article, user):
    sign_in(page, user)
    page.goto(address(article))
    page.wait_for_function(
        "() => window.CKEDITOR && CKEDITOR.instances.id_body && "
        "CKEDITOR.instances.id_body.status === 'ready'"
    )
    expect(page.locator("#desk-notes .desk-notes__empty")).to_be_attached()
    return page


def data(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def write(page, words, text):
    page.evaluate(MARK, words)
    page.keyboard.press("Alt+Shift+N")
    page.keyboard.type(text)


def test_a_note_is_written_by_keyboard_and_the_text_is_not_touched(browse):
    article = make.story(body=BODY)
    make.editor(full_name="Trần Thị Lan")
    page = opened(browse(), article, make.editor(full_name="Đỗ Minh"))
    before = data(page)

    write(page, "giá cá tăng", "Nguồn nào? @tran")
    expect(page.locator(".desk-suggestions__name")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.type("xem giúp")
    page.keyboard.press("Control+Enter")

    thread = page.locator(".desk-thread")
    expect(thread.locator(".desk-thread__text")).to_have_text("Nguồn nào? @Trần Thị Lan xem giúp")
    expect(thread.locator("q")).to_have_text("giá cá tăng")
    assert page.evaluate(LIT) == ["giá cá tăng"]
    assert data(page) == before
    assert Notification.objects.get().recipient.full_name == "Trần Thị Lan"
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.locator(".messagelist .success").wait_for()
    article.refresh_from_db()
    assert article.body == BODY
    expect(page.locator(".desk-thread")).to_have_count(1)


def test_the_mark_follows_the_words_and_a_cut_is_told(browse):
    article = make.story(body=BODY)
    page = opened(browse(), article, make.editor())
    write(page, "giá cá tăng gấp rưỡi", "Nguồn nào?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".desk-thread")).to_have_count(1)

    page.evaluate(
        "CKEDITOR.instances.id_body.setData('<p>Mới.</p><p>Nay giá cá tăng gấp rưỡi!</p>')"
    )
    page.wait_for_function(f"() => JSON.stringify(({LIT})()) === '[\"giá cá tăng gấp rưỡi\"]'")
    page.evaluate(TYPE, "<p>Viết lại cả đoạn.</p>")

    expect(page.locator(".desk-thread em")).to_have_text("Đoạn này đã bị sửa/xóa.", timeout=6000)
    expect(page.locator(".desk-thread q")).to_have_text("giá cá tăng gấp rưỡi")
    assert page.evaluate(LIT) == []


def test_who_has_no_pen_marks_words_and_the_other_sees_the_note(browse):
    article = make.story(body=BODY)
    first = opened(browse(), article, make.editor(full_name="Trần Thị Lan"))
    first.wait_for_timeout(500)
    second = opened(browse(), article, make.editor(full_name="Đỗ Minh"))
    second.get_by_text("Trần Thị Lan đang viết bài này").wait_for()

    second.frame_locator(".cke_wysiwyg_frame").get_by_text("Ngư dân").click(click_count=3)
    second.locator(".cke_button__note").click()
    second.keyboard.type("Bỏ câu này")
    second.get_by_role("button", name="Ghi", exact=True).click()
    expect(second.locator(".desk-thread q")).to_have_text("Ngư dân phấn khởi.")

    expect(first.locator(".desk-thread__text")).to_have_text("Bỏ câu này", timeout=15_000)
    first.locator(".desk-thread").get_by_role("button", name="Đã xong").click()
    expect(first.locator(".desk-thread")).to_be_hidden()
    first.get_by_role("button", name="Tất cả", exact=True).click()
    expect(first.locator(".desk-thread__resolved")).to_contain_text("Trần Thị Lan")
    assert not Note.objects.get().is_open
    assert data(second) == data(first)


def test_who_only_reads_marks_words_on_the_page_and_answers(browse):
    article = make.in_status(ArticleStatus.SUBMITTED, body=BODY)
    asked = notes.write(article, by=make.editor(), text="Ai nói?", at=Place(), now=timezone.now())
    page = browse()
    sign_in(page, article.created_by)
    page.goto(address(article))
    page.locator(".field-text_to_read p").first.click(click_count=3)
    page.keyboard.press("Alt+Shift+N")
    page.keyboard.type("Em bổ sung ở đây.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".desk-thread")).to_have_count(2)

    page.locator(".desk-thread").first.get_by_role("button", name="Trả lời").click()
    page.keyboard.type("Ông Đạo.")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".desk-thread__note.is-reply")).to_contain_text("Ông Đạo.")
    assert [reply.text for reply in asked.replies.all()] == ["Ông Đạo."]
    assert Note.objects.threads().last().quote == "Tàu về sớm hơn mọi năm, giá cá tăng gấp rưỡi."


def test_notes_on_headline_lead_and_the_caption_of_a_photo(browse):
    article = make.story(body=BODY, shown=[make.photo("Bến cá buổi sớm")])
    page = opened(browse(), article, make.editor())

    page.locator("#id_headline").focus()
    page.keyboard.press("Alt+Shift+N")
    page.keyboard.type("Rút gọn")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".desk-thread")).to_have_count(1)
    page.locator("#id_lead").evaluate("field => { field.focus(); field.setSelectionRange(0, 8); }")
    page.get_by_role("button", name="Thêm ghi chú").click()
    page.keyboard.type("Giờ nào?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".desk-thread")).to_have_count(2)
    page.locator('textarea[name="photo_uses-0-caption"]').focus()
    page.keyboard.press("Alt+Shift+N")
    page.keyboard.type("Ai trong ảnh?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".desk-thread")).to_have_count(3)

    assert list(Note.objects.values_list("field", "quote", "photo_key")) == [
        ("headline", "", ""),
        ("lead", "Sáng nay", ""),
        ("caption", "", article.photo_uses.get().key),
    ]


def test_what_was_begun_comes_back_and_what_failed_is_kept(browse):
    article = make.story(body=BODY)
    page = opened(browse(refusals=("ERR_FAILED", "status of 422")), article, make.editor())
    write(page, "giá cá", "Viết dở")
    page.reload()
    box = page.locator(".desk-notes__compose textarea")
    expect(box).to_have_value("Viết dở")
    expect(page.locator(".desk-notes__about q")).to_have_text("giá cá")

    page.route("**/notes/", lambda route: route.abort())
    page.locator(".desk-notes__compose [data-act=write]").click()
    expect(page.locator(".desk-notes__notice")).to_contain_text("Tòa soạn chưa trả lời")
    expect(box).to_have_value("Viết dở")
    page.unroute("**/notes/")
    box.fill(" ")
    page.locator(".desk-notes__compose [data-act=write]").click()
    expect(page.locator(".desk-notes__notice")).to_have_text("Ghi chú chưa có chữ nào.")
    assert not Note.objects.exists()


def test_an_answer_that_was_begun_is_there_after_saving(browse):
    article = make.story(body=BODY)
    notes.write(article, by=make.editor(), text="Ai nói?", at=Place(), now=timezone.now())
    page = opened(browse(), article, make.editor())
    field = page.locator(".desk-thread__reply textarea")
    page.locator(".desk-thread").get_by_role("button", name="Trả lời").click()
    page.keyboard.type("Ông Đạo")

    page.keyboard.press("Control+s")
    page.locator(".messagelist .success").wait_for()
    expect(field).to_have_value("Ông Đạo")
    field.press("Escape")
    expect(field).to_have_count(0)
    page.locator(".desk-thread").get_by_role("button", name="Trả lời").click()
    expect(field).to_have_value("Ông Đạo")
    page.locator(".desk-thread__reply [data-act=close]").click()
    page.reload()
    expect(page.locator(".desk-thread")).to_have_count(1)
    page.locator(".desk-thread").get_by_role("button", name="Trả lời").click()
    expect(field).to_have_value("")
    page.keyboard.type("Ông Đạo nói.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".desk-thread__note.is-reply")).to_contain_text("Ông Đạo nói.")
    page.reload()

    expect(page.locator(".desk-thread__note.is-reply")).to_have_count(1)
    expect(field).to_have_count(0)


def test_escape_hides_a_note_and_keeps_its_text(browse):
    article = make.story(body=BODY)
    page = opened(browse(), article, make.editor())
    box = page.locator(".desk-notes__compose textarea")
    write(page, "giá cá", "Viết dở")

    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.get_by_role("button", name="Thêm ghi chú").click()

    expect(box).to_have_value("Viết dở")
    expect(page.locator(".desk-notes__about q")).to_have_text("giá cá")
    page.locator(".desk-notes__compose [data-act=close]").click()
    page.get_by_role("button", name="Thêm ghi chú").click()
    expect(box).to_have_value("")


def test_the_bell_leads_to_the_note(browse):
    reporter = make.UserFactory(full_name="Đặng Thu Trà")
    article = make.story(by=reporter, body=BODY)
    note = notes.write(
        article, by=make.editor(), text="@Đặng Thu Trà xem", at=Place(), now=timezone.now()
    )
    notes.resolve(note, by=make.editor(), now=timezone.now())
    page = browse()
    sign_in(page, reporter)
    expect(page.locator(".desk-bell__count")).to_have_text("1")

    page.locator(".desk-bell").click()
    page.get_by_role("link", name="nhắc tên bạn trong một ghi chú").click()

    expect(page.locator(f"#note-{note.pk}")).to_be_focused()
    expect(page.locator(".desk-bell__count")).to_be_hidden()
    assert page.evaluate("location.hash") == f"#note-{note.pk}"
