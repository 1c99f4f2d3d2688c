"""Names while writing: the panel beside the text, and `@` in it."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, Edition
from entities.models import Entity, Tenure
from tests import factories as make
from tests.browser.test_journey import act, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def write(browse):
    """Open a story in the editor as somebody; returns the page and its text."""

    def open_story(article, user=None, **window):
        page = browse(**window)
        sign_in(page, user or make.editor())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        expect(page.locator(".desk-names__state")).to_have_text("Đã cập nhật")
        text = page.frame_locator(".cke_wysiwyg_frame")
        text.locator("p").last.click()
        page.keyboard.press("Control+End")
        return page, text

    return open_story


def names(page, group):
    return page.locator(f'[data-group="{group}"] .desk-name__name')


def save(page):
    page.click(".submit-row input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_the_panel_follows_the_writing_and_one_key_accepts(write):
    who = make.person("Lê Văn Đạo")
    article = make.story(body="<p>Tàu về sớm.</p>", accept=False)
    page, _text = write(article)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/names/" in request.url else 0)

    page.keyboard.type(" Ông Lê Văn Đạo và ông Sầm Văn Hải cùng dự.")
    expect(names(page, "sure")).to_have_text(["Lê Văn Đạo"], timeout=3000)
    expect(names(page, "unknown")).to_have_text(["Sầm Văn Hải"])
    page.wait_for_timeout(1500)
    # A pause is one question, and nothing is asked while nothing changes.
    assert len(asked) <= 2

    # The key works inside the editor, where the caret still is.
    page.keyboard.press("Alt+Shift+A")
    expect(names(page, "accepted")).to_have_count(1)
    expect(page.locator('[data-group="sure"]')).to_have_count(0)
    save(page)

    row = article.mentions.get(entity=who)
    assert (row.decision, row.decided_by.role) == ("accepted", "editor")
    assert "Alt" not in Article.objects.get().body


def test_pointing_at_a_name_shows_it_and_changes_nothing(write):
    make.person("Lê Văn Đạo")
    article = make.story(
        lead="Ông Lê Văn Đạo dự.", body="<p>Theo Lê Văn Đạo, tàu về.</p>", accept=False
    )
    page, _text = write(article)
    frame = next(frame for frame in page.frames if frame.parent_frame)
    before = frame.evaluate("document.body.innerHTML")

    page.hover(".desk-name")

    shown = "[...CSS.highlights.get('desk-name')].map(range => range.toString())"
    assert frame.evaluate(shown) == ["Lê Văn Đạo"]
    expect(page.locator("#id_lead")).to_have_class(re.compile("desk-has-name"))
    assert frame.evaluate("document.body.innerHTML") == before
    assert page.evaluate("CKEDITOR.instances.id_body.checkDirty()") is False


def test_a_name_behind_signs_that_are_two_units_is_shown(write):
    make.person("Lê Văn Đạo")
    lead = "🚢🚢 Ông Lê Văn Đạo dự, Lê Văn Đạo về."
    article = make.story(lead=lead, body=f"<p> {lead}</p>", accept=False)
    page, _text = write(article)
    frame = next(frame for frame in page.frames if frame.parent_frame)

    page.hover(".desk-name")
    starts = "[...CSS.highlights.get('desk-name')].map(range => range.startOffset)"
    in_body = frame.evaluate(starts)
    page.click(".desk-name__name")
    page.click(".desk-name__name")
    in_lead = page.evaluate("document.getElementById('id_lead').selectionStart")

    # The names are told apart by their places: each begins where UTF-16 counts it.
    begins = len(lead.partition("Lê")[0]) + 2, len(lead.rpartition("Lê")[0]) + 2
    assert [start - in_body[0] for start in in_body] == [0, begins[1] - begins[0]]
    assert in_body[0] in {begins[0], begins[0] + 1}
    assert in_lead == begins[1]


def test_a_record_is_made_from_a_proposal_with_its_office(write):
    body = make.organisation("Sở Tài chính")
    article = make.story(body="<p>Chữ.</p>", accept=False)
    page, _text = write(article)
    page.keyboard.type(" Ông Sầm Văn Hải, Phó Giám đốc Sở Tài chính, dự.")

    page.click('[data-form="record"]')
    expect(page.locator("#id_name_office")).to_have_value("Phó Giám đốc Sở Tài chính")
    expect(page.locator("#id_name_organisation_search")).to_have_value("Sở Tài chính")
    page.click(".desk-record button[type=submit]")
    page.locator('[data-group="accepted"] summary').click()
    expect(names(page, "accepted")).to_have_text(["Sầm Văn Hải"])
    save(page)

    who = Entity.objects.people().get()
    assert (Tenure.objects.get().person, Tenure.objects.get().post.organisation) == (who, body)
    assert article.mentions.get(entity=who).decision == "accepted"


def test_another_name_is_searched_for_without_marks(write):
    who = make.person("Hải Văn Sầm Sơn")
    article = make.story(body="<p>Ông Sầm Văn Hải dự.</p>", accept=False)
    page, _text = write(article)

    page.click('.desk-name__buttons [data-form="alias"]')
    field = page.locator("[data-search]")
    field.press_sequentially("sam so")
    expect(page.locator(".desk-suggestions__main")).to_have_text(["Hải Văn Sầm Sơn"])
    expect(field).to_have_attribute("aria-expanded", "true")
    active = field.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile(""))
    page.click(".desk-record button[type=submit]")
    expect(page.locator('[data-group="accepted"]')).to_be_visible()
    save(page)

    assert [alias.name for alias in who.aliases.all()] == ["Sầm Văn Hải"]
    assert article.mentions.get().entity == who


def test_a_search_without_an_answer_opens_no_list(write):
    page, _text = write(make.story(body="<p>Ông Sầm Văn Hải dự.</p>", accept=False))
    page.click('.desk-name__buttons [data-form="alias"]')
    field = page.locator("[data-search]")

    field.press_sequentially("khong ai")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".desk-suggestions__quiet")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("x")
    field.blur()
    page.wait_for_timeout(500)

    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".desk-suggestions")).to_have_count(0)


def test_words_that_are_no_name_go_and_come_back(write):
    article = make.story(body="<p>Ông Sầm Văn Hải dự.</p>", accept=False)
    page, _text = write(article)

    page.click('[data-act="dismiss"]')
    expect(page.locator('[data-group="unknown"]')).to_have_count(0)
    page.click(".desk-names__notice button")

    expect(names(page, "unknown")).to_have_text(["Sầm Văn Hải"])


def test_a_namesake_is_chosen_and_an_unknown_name_put_off(write):
    first, second = make.person("Phạm Thị Hòa"), make.person("Phạm Thị Hòa")
    make.tenure(first, "Giám đốc Bảo tàng tỉnh")
    make.tenure(second, "Hiệu trưởng Trường Bến Ngân")
    article = make.story(body="<p>Bà Phạm Thị Hòa và ông Sầm Văn Hải dự.</p>", accept=False)
    page, _text = write(article)

    page.click('[data-group="unknown"] [data-decision="rejected"]')
    expect(names(page, "rejected")).to_have_count(1)
    page.get_by_label(re.compile("Hiệu trưởng")).check()
    expect(names(page, "accepted")).to_have_count(1)
    save(page)

    assert [(m.text, m.entity, m.decision) for m in article.mentions.order_by("text")] == [
        ("Phạm Thị Hòa", second, "accepted"),
        ("Sầm Văn Hải", None, "rejected"),
    ]


def test_a_name_is_linked_by_keyboard_without_marks_and_readers_follow_it(write, browse):
    make.person("Lê Chiến Thắng")
    who = make.person("Vũ Đại Thắng")
    make.tenure(who, "Bí thư Tỉnh ủy Ngân Hải")
    article = make.story(body="<p>Theo</p>", accept=False, section=make.SectionFactory())
    editor = make.editor()
    page, text = write(article, editor)
    options = page.locator(".desk-suggestions__name")

    page.keyboard.type(" thu@thang.vn ")
    page.wait_for_timeout(400)
    expect(options).to_have_count(0)
    page.keyboard.type("@thang", delay=30)
    expect(options).to_have_count(2)
    expect(page.locator(".desk-suggestions [role=option][aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.keyboard.type(" ", delay=30)
    for _ in "@thang ":
        page.keyboard.press("Backspace")
    page.keyboard.type("@dai th", delay=30)
    expect(options).to_have_count(1)
    expect(options.first).to_contain_text("Bí thư Tỉnh ủy Ngân Hải")
    page.keyboard.press("Tab")
    page.keyboard.type(", tàu về.")

    expect(text.locator("a[data-entity]")).to_have_text("Vũ Đại Thắng")
    page.click("input[name=headline]")
    save(page)
    article.refresh_from_db()
    link = f'<a data-entity="{who.pk}">Vũ Đại Thắng</a>'
    assert article.body == f"<p>Theo thu@thang.vn {link}, tàu về.</p>"
    for name in ["submit", "review", "approve", "publish"]:
        act(page, name)

    reader = browse()
    reader.goto(Edition.objects.get().path)
    reader.click(f'article.story p a[href="{who.get_absolute_url()}"]')
    expect(reader.locator("h1")).to_have_text("Vũ Đại Thắng")


def test_enter_takes_no_name_of_the_list_before(write):
    make.person("Nguyễn Văn An")
    who = make.person("Nguyễn Thị Bình")
    page, text = write(make.story(body="<p>Theo</p>", accept=False))
    options = page.locator(".desk-suggestions__name")
    chosen = page.locator(".desk-suggestions__name[aria-selected=true]")
    linked = text.locator("a[data-entity]")
    page.keyboard.type(" @nguyen", delay=30)
    expect(options).to_have_count(2)
    expect(chosen).to_have_count(1)
    held = []
    page.route(re.compile(r"/complete/\?q=nguyen\+thi"), lambda route: held.append(route))

    page.keyboard.type(" thi")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    expect(linked).to_have_count(0)
    expect(chosen).to_have_count(0)
    for route in held:
        route.continue_()
    expect(chosen).to_contain_text("Nguyễn Thị Bình")
    page.keyboard.press("Enter")

    expect(linked).to_have_attribute("data-entity", str(who.pk))
    expect(text.locator("p")).to_have_text("Theo Nguyễn Thị Bình")


def test_linking_a_name_is_one_step_back(write):
    make.person("Vũ Đại Thắng")
    page, text = write(make.story(body="<p>Theo</p>", accept=False))

    page.keyboard.type(" @vu", delay=30)
    page.wait_for_timeout(400)
    expect(page.locator(".desk-suggestions__name[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(text.locator("a[data-entity]")).to_have_count(1)
    page.keyboard.press("Control+z")

    expect(text.locator("a[data-entity]")).to_have_count(0)
    expect(text.locator("p")).to_have_text("Theo @vu")


def test_the_newsroom_away_is_told_quietly_and_nothing_is_lost(write):
    make.person("Lê Văn Đạo")
    article = make.story(body="<p>Ông Lê Văn Đạo dự.</p>", accept=False)
    page, _text = write(article)
    page.route(
        "**/names/", lambda route: route.fulfill(status=200, body="<p>", content_type="text/html")
    )

    page.click('[data-decision="accepted"]')
    expect(page.locator(".desk-names__state")).to_contain_text("Không mất gì cả")
    page.unroute("**/names/")
    save(page)

    assert article.mentions.get().decision == "accepted"


def test_a_late_answer_does_not_overwrite_a_newer_one(write):
    make.person("Lê Văn Đạo")
    make.person("Đỗ Văn Rạng")
    page, _text = write(make.story(body="<p>Chữ.</p>", accept=False))
    held = []
    page.route("**/names/", lambda route: held.append(route) if not held else route.continue_())

    page.keyboard.type(" Ông Lê Văn Đạo dự.")
    page.wait_for_timeout(1300)
    page.keyboard.type(" Ông Đỗ Văn Rạng dự.")
    expect(names(page, "sure")).to_have_text(["Lê Văn Đạo", "Đỗ Văn Rạng"])
    held[0].continue_()
    page.wait_for_timeout(800)

    expect(names(page, "sure")).to_have_text(["Lê Văn Đạo", "Đỗ Văn Rạng"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_panel_and_list_fit_a_phone(write, scheme):
    make.person("Vũ Đại Thắng")
    article = make.story(body="<p>Ông Vũ Đại Thắng và bà Phạm Thị Nhã dự.</p>", accept=False)
    page, _text = write(article, width=360, scheme=scheme)

    page.keyboard.type(" @vu", delay=30)
    expect(page.locator(".desk-suggestions__name")).to_have_count(1)

    box = page.locator(".desk-suggestions").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_who_is_signed_out_meanwhile_is_told_in_the_list(write):
    make.person("Vũ Đại Thắng")
    page, _text = write(make.story(body="<p>Theo</p>", accept=False))
    page.context.clear_cookies(name="sessionid")

    page.keyboard.type(" @vu", delay=30)

    expect(page.locator(".desk-suggestions__quiet")).to_contain_text("đăng nhập lại")
    expect(page.locator(".desk-names__state")).to_contain_text("đăng nhập lại")
