"""Writing without a mouse: templates, names, links, photos and notes."""

import pytest
from playwright.sync_api import expect

from articles import storytemplates
from articles.models import Article, ArticleStatus, Note
from entities.models import Entity
from tests import factories as make
from tests.articles.desk import address
from tests.browser.keys import does

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DONE = ".messagelist .success"
FRESH = "Đã cập nhật"


def save(keys):
    with keys.page.expect_navigation():
        keys.press("Control+S")
    expect(keys.page.locator(DONE)).to_be_visible()


@does("new", "template", "@ name", "link to a story", "keys: Control+S", "keys: @")
@does("keys: Control+K", "keys: Control+B", "keys: Control+I")
def test_a_story_is_begun_from_a_template_and_written(sit):
    storytemplates.load()
    section = make.SectionFactory(name="Kinh tế")
    who = make.person("Vũ Đại Thắng")
    other = make.published(headline="Bến cá thông đường")
    keys = sit(make.UserFactory(), "/admin/articles/article/add/")
    page = keys.page

    keys.write("#id_headline", "Bến cá vào vụ mới")
    keys.select("#id_section", str(section.pk))
    keys.pick(page.locator("input[name=template]").nth(1))
    keys.go(".submit-row input.default")
    page.wait_for_load_state("networkidle")
    keys.edit()
    keys.press("Enter")
    keys.type("Theo @thang")
    expect(page.locator(".desk-suggestions__main")).to_have_count(1)
    keys.press("Enter")
    keys.type(" thì ")
    keys.press("Control+b")
    keys.type("đậm")
    keys.press("Control+b", "Control+i")
    keys.type("nghiêng")
    keys.press("Control+i", "Control+k")
    keys.type("ben ca")
    expect(page.locator("#desk-link [role=option]")).to_have_count(1)
    keys.press("Enter")
    expect(page.locator("#desk-link")).to_be_hidden()
    # One writes on where one was.
    keys.here("iframe.cke_wysiwyg_frame")
    keys.type(" hết")
    save(keys)

    article = Article.objects.get(headline="Bến cá vào vụ mới")
    name = f'<a data-entity="{who.pk}">Vũ Đại Thắng</a>'
    link = f'<a href="{other.path}">{other.headline}</a>'
    assert f"Theo {name} thì <strong>đậm</strong><em>nghiêng</em>{link} hết" in article.body


@does("photo from the library", "gallery", "lead", "move a photo", "focal point", "caption")
@does("take a photo out", "upload in a story", "keys: Alt+Shift+P", "keys: ?")
def test_photos_are_put_into_a_story(sit, tmp_path):
    for word, colour in [("nổi", "navy"), ("phiên", "teal")]:
        make.photo(f"Chợ {word}", colour=colour)
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(make.jpeg(colour="gold").read())
    article = make.story(body="<p>Một.</p><p>Hai.</p>")
    keys = sit(make.editor(), address(article))
    page = keys.page
    text = page.frame_locator("iframe.cke_wysiwyg_frame")

    keys.edit()
    keys.press("Alt+Shift+P")
    expect(page.locator(".desk-library__photo")).to_have_count(2)
    for card in page.locator(".desk-library__photo").all():
        keys.tick(card)
    keys.enter("#desk-library [data-do=choose]")
    keys.here("iframe.cke_wysiwyg_frame")
    expect(text.locator("figure img")).to_have_count(2)

    # A picture of one's own machine: the button opens the system's own window.
    keys.press("Alt+Shift+P")
    keys.to("#desk-library input[type=file]")
    with page.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files(picture)
    keys.write("#desk-library-caption", "Bến cá (Ảnh: BNH)")
    keys.enter(".desk-library__upload button")
    expect(text.locator("figure img")).to_have_count(3)
    keys.here("iframe.cke_wysiwyg_frame")

    # From the paragraph below up onto the last photo, and into its dialog.
    keys.press("ArrowLeft", "Enter")
    expect(page.locator("#desk-photo")).to_be_visible()
    keys.write("#desk-photo-own", "Chú thích mới")
    keys.tick("#desk-photo [name=leads]")
    href = page.get_attribute("#desk-photo [data-for=focal]", "href")
    keys.to("#desk-photo [data-for=focal]")
    keys.enter("#desk-photo [data-do=caption]")
    keys.here("iframe.cke_wysiwyg_frame")
    keys.press("Alt+ArrowUp")
    expect(text.locator("figure").nth(1)).to_contain_text("Chú thích mới")
    keys.press("ArrowDown", "Enter")
    keys.enter("#desk-photo [data-do=remove]")
    keys.here("iframe.cke_wysiwyg_frame")
    expect(text.locator("figure")).to_have_count(2)
    save(keys)

    page.locator("[data-help]").wait_for()
    keys.press("?")
    expect(page.locator("#desk-shortcuts")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#desk-shortcuts")).to_be_hidden()
    keys.to("[data-help]")
    keys.press("Enter", "Escape")
    keys.here("[data-help]")

    with page.expect_navigation():
        page.goto(href)
    keys.to(page.get_by_role("slider"))
    keys.press("ArrowLeft", "Shift+ArrowDown")
    keys.go(".submit-row input[name=_continue]")

    shown = [(use.caption, use.is_lead) for use in article.photo_uses.all()]
    assert sorted(shown) == [("", False), ("Chú thích mới", True)]
    photo = article.photo_uses.get(is_lead=True).photo
    assert (photo.focal_x, photo.focal_y) == (0.49, 0.6)


@does("note", "answer", "resolve", "reopen a note", "@ colleague", "keys: Alt+Shift+N")
def test_words_are_marked_and_talked_about(sit):
    article = make.story(body="<p>Tàu về sớm, giá cá tăng.</p>")
    make.editor(full_name="Trần Thị Lan")
    keys = sit(make.editor(full_name="Đỗ Minh"), address(article))
    page = keys.page
    thread = page.locator(".desk-thread")

    keys.edit()
    keys.press("Shift+Control+ArrowLeft", "Shift+Control+ArrowLeft", "Alt+Shift+N")
    keys.type("Nguồn nào? @tran")
    expect(page.locator(".desk-suggestions__name")).to_have_count(1)
    keys.press("Enter")
    keys.press("Control+Enter")
    expect(thread).to_have_count(1)
    keys.not_lost()

    keys.enter(thread.get_by_role("button", name="Trả lời"))
    keys.type("Ban quản lý cảng.")
    keys.press("Control+Enter")
    expect(thread.locator(".desk-thread__text")).to_have_count(2)
    keys.not_lost()
    keys.enter(thread.get_by_role("button", name="Trả lời"))
    keys.type("Thôi.")
    keys.press("Escape")
    keys.not_lost()

    keys.enter(thread.get_by_role("button", name="Đã xong"))
    expect(thread).to_be_hidden()
    keys.not_lost()
    keys.enter(page.locator(".desk-notes__filter [data-filter=all]"))
    keys.enter(thread.get_by_role("button", name="Mở lại"))
    expect(thread.get_by_role("button", name="Đã xong")).to_be_visible()
    keys.not_lost()

    first, second = Note.objects.order_by("pk")
    assert (first.text, first.quote, second.text) == (
        "Nguồn nào? @Trần Thị Lan",
        "tăng.",
        "Ban quản lý cảng.",
    )
    assert first.resolved_at is None


@does("keys: Alt+Shift+A", "keys: Alt+Shift+G", "accept a name", "make a record")
@does("another name", "not now", "never", "never, undone", "choose a namesake")
def test_names_are_decided(sit):
    sure, known = make.person("Lê Văn Đạo"), make.person("Sầm Sơn Hải")
    body = make.organisation("Sở Tài chính")
    first, second = make.person("Phạm Thị Hòa"), make.person("Phạm Thị Hòa")
    make.tenure(first, "Giám đốc Bảo tàng tỉnh")
    make.tenure(second, "Hiệu trưởng Trường Bến Ngân")
    people = "Ông Lê Văn Đạo, bà Phạm Thị Hòa và ông Sầm Văn Hải dự. Ông Vũ Quang Tú, Phó Giám đốc"
    rest = " Sở Tài chính, chủ trì. Bà Mai Thị Nhã nói. Ông Đinh Công Bình về."
    article = make.story(body=f"<p>{people}{rest}</p>", accept=False)
    keys = sit(make.editor(), address(article))
    page = keys.page
    unknown = page.locator('[data-group="unknown"] .desk-name')

    def row(name):
        return unknown.filter(has=page.get_by_role("button", name=name, exact=True))

    expect(page.locator(".desk-names__state")).to_have_text(FRESH)
    keys.press("Alt+Shift+A")
    expect(page.locator('[data-group="sure"]')).to_have_count(0)

    keys.pick(page.get_by_label("Hiệu trưởng"))
    expect(page.locator('[data-group="choose"]')).to_have_count(0)
    keys.not_lost()

    keys.enter(row("Vũ Quang Tú").locator("[data-form=record]"))
    expect(page.locator(".desk-record")).to_be_visible()
    keys.enter(page.locator(".desk-record button[type=submit]"))
    expect(row("Vũ Quang Tú")).to_have_count(0)
    keys.not_lost()

    keys.enter(row("Sầm Văn Hải").locator("[data-form=alias]").last)
    keys.to(page.locator("[data-search]"))
    keys.press("Control+A")
    keys.type("sam son")
    expect(page.locator(".desk-suggestions__main")).to_have_count(1)
    keys.press("Enter")
    keys.enter(page.locator(".desk-record button[type=submit]"))
    expect(row("Sầm Văn Hải")).to_have_count(0)
    keys.not_lost()

    keys.enter(row("Mai Thị Nhã").locator("[data-decision=rejected]"))
    expect(row("Mai Thị Nhã")).to_have_count(0)
    keys.not_lost()
    keys.enter(row("Đinh Công Bình").locator("[data-act=dismiss]"))
    expect(row("Đinh Công Bình")).to_have_count(0)
    keys.not_lost()
    keys.enter(page.locator(".desk-names__notice button"))
    expect(row("Đinh Công Bình")).to_have_count(1)
    keys.not_lost()
    with page.expect_navigation():
        keys.press("Alt+Shift+G")

    made = Entity.objects.people().get(name="Vũ Quang Tú")
    decided = {(m.text, m.entity, m.decision) for m in article.mentions.exclude(entity=body)}
    assert decided >= {
        ("Lê Văn Đạo", sure, "accepted"),
        ("Phạm Thị Hòa", second, "accepted"),
        ("Vũ Quang Tú", made, "accepted"),
        ("Sầm Văn Hải", known, "accepted"),
        ("Mai Thị Nhã", None, "rejected"),
    }
    assert Article.objects.get(pk=article.pk).status == ArticleStatus.SUBMITTED
