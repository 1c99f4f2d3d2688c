"""The whole way of a story: a reporter's text, an editor's hands, a reader's page."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Edition
from photos.models import Photo
from tests import factories as make
from tests.articles.desk import sides

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "mat-khau-thu-1"
STORY = """\
Sáng nay, bến cá Cửa Lạch đón hơn 40 tàu. Ông Lê Văn Đạo, Giám đốc Sở Nông nghiệp, có mặt từ sớm.

Ngư dân chuyển cá lên bờ (Ảnh: QMG).

Theo ông Đạo, sản lượng tăng một phần năm so với năm trước.
"""


def sign_in(page, user):
    page.goto("/admin/")
    page.fill("input[name=username]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("input[type=submit]")
    expect(page.locator("#user-tools")).to_be_visible()


def act(page, name):
    page.click(f"button[name=_act][value={name}]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_story_goes_from_a_text_to_its_reader(browse, tmp_path):
    who = make.person("Lê Văn Đạo")
    make.tenure(who, "Giám đốc Sở Nông nghiệp")
    make.organisation("Trung tâm Truyền thông", code="QMG")
    section = make.SectionFactory(name="Kinh tế", slug="kinh-te")
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(make.jpeg().read())

    # The reporter pastes the text, looks at what was understood, and saves it.
    page = browse()
    sign_in(page, make.UserFactory())
    page.goto("/admin/articles/article/")
    page.click('a[href$="/import/"]')
    page.fill("textarea[name=pasted]", STORY)
    page.click(".submit-row input.default")
    expect(page.locator(".desk-import__photo b")).to_have_text("(Ảnh: QMG)")
    page.click(".submit-row input.default")

    # The picture comes later and fills the caption that waits for it.
    article = Article.objects.get()
    page.goto(f"/admin/photos/photo/{Photo.objects.get().pk}/change/")
    page.set_input_files("input[name=file]", picture)
    page.fill("#id_alt_text", "Ba người khiêng giỏ cá")
    page.click("input[name=_save]")

    # In the editor the photo stands as a picture with caption and credit.
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    text = page.frame_locator(".cke_wysiwyg_frame")
    expect(text.locator(".desk-photo img")).to_be_visible()
    expect(text.locator(".desk-photo__caption")).to_have_text("Ngư dân chuyển cá lên bờ")
    expect(text.locator(".desk-photo__credit")).to_have_text("Ảnh: QMG")
    page.fill("input[name=headline]", "Bến cá Cửa Lạch vào vụ mới")
    page.select_option("select[name=section]", str(section.pk))
    act(page, "submit")
    # Submitted, it is the desk's: the reporter has no button left.
    expect(page.locator("button[name=_act]")).to_have_count(0)

    # The editor accepts the names, approves and publishes.
    desk = browse()
    sign_in(desk, make.editor())
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    expect(desk.frame_locator(".cke_wysiwyg_frame").locator(".desk-photo img")).to_be_visible()
    for name in ["review", "accept_names", "approve", "publish"]:
        act(desk, name)

    # The reader.
    edition = Edition.objects.get()
    reader = browse(width=360, scheme="dark")
    reader.goto("/")
    reader.click(f'a[href="{edition.path}"] >> nth=0')
    expect(reader.locator("h1")).to_have_text("Bến cá Cửa Lạch vào vụ mới")
    expect(reader.locator(".photo__caption")).to_have_text("Ngư dân chuyển cá lên bờ")
    expect(reader.locator(".photo__credit")).to_have_text("Ảnh: QMG")
    assert reader.locator(".photo img").evaluate("image => image.naturalWidth") > 0
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
    reader.click(f'.story__lead a[href="{who.get_absolute_url()}"]')
    expect(reader.locator("h1")).to_have_text("Lê Văn Đạo")
    expect(reader.locator("main")).to_contain_text("Giám đốc Sở Nông nghiệp")
    assert reader.context.cookies() == []


def test_editing_in_the_editor_keeps_the_photo_and_makes_no_needless_version(browse):
    article = make.story(
        body="<p>Đoạn một: “Tỉnh ủy”, 5.000 tấn – tăng 20%.</p>", shown=[make.photo()]
    )
    version, body = article.version, article.body
    page = browse()
    sign_in(page, make.editor())
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    text = page.frame_locator(".cke_wysiwyg_frame")
    expect(text.locator(".desk-photo img")).to_be_visible()

    page.click(".submit-row input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    untouched = (article.version, article.body)
    text.locator("p").first.click()
    page.keyboard.press("Home")
    page.keyboard.type("Mới: ")
    page.click(".submit-row input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    article.refresh_from_db()
    assert untouched == (version, body)
    assert article.version == version + 1
    assert article.body == body.replace("<p>Đoạn", "<p>Mới: Đoạn")


def test_two_browsers_saving_one_story_lose_no_text(browse):
    article = make.story()
    # The second knows nothing of the first: the newsroom does not tell it who else is here.
    first, second = browse(), browse(refusals=("ERR_FAILED",))
    second.route("**/writing/", lambda route: route.abort())
    for page in [first, second]:
        sign_in(page, make.editor())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        expect(page.frame_locator(".cke_wysiwyg_frame").locator("body")).to_be_visible()

    first.fill("textarea[name=lead]", "Người thứ nhất viết.")
    first.click(".submit-row input[name=_continue]")
    expect(first.locator(".messagelist .success")).to_be_visible()
    second.fill("textarea[name=lead]", "Người thứ hai viết.")
    second.click(".submit-row input[name=_continue]")

    expect(second.locator(".messagelist .error")).to_be_visible()
    assert sides(second.content(), "Sapo") == ("Người thứ nhất viết.", "Người thứ hai viết.")
    article.refresh_from_db()
    assert article.lead == "Người thứ nhất viết."
