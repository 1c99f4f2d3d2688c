"""
Everything that people read is Vietnamese: the catalogue is whole, and no page shows English.

Pages are read as people meet them: what is visible, and what a screen reader
says. A word is English if it stands in english_words.txt, which was made from
the source strings of our catalogue and of Django's, without what could be a
Vietnamese syllable (`can`, `the`, `ban`).
"""

import datetime
import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings as configured
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation.template import templatize
from lxml import html

from accounts.models import User
from accounts.roles import Role
from articles import correcting, merging, publishing, revisions, saving, workflow
from articles.models import Article, ArticleStatus, Author, Correction, Mention, StoryUpload, Topic
from tests import factories as f
from tests.public import walk
from vietnamese.syllables import is_syllable

ROOT = Path(__file__).parent.parent
CATALOGUES = ROOT / "locale/vi/LC_MESSAGES"
APPS = ["accounts", "articles", "entities", "newsroom", "photos", "public", "vietnamese"]
# Not found in our sources: what Django and others leave in English.
OF_LIBRARIES = "Of libraries, missing there."

KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}

# Names of formats and products, and words that are the same in both languages.
ALLOWED = frozenset(
    [
        *(
            "ckeditor",
            "cookie",
            "csv",
            "docx",
            "email",
            "facebook",
            "jpeg",
            "json",
            "png",
            "qmg",
            "sapo",
            "sha",
        ),
        *("txt", "ubnd", "utf", "video", "webp", "wikidata", "word", "zalo"),
    ]
)
# What Django's admin gives its ticks and crosses to say, and no setting changes.
TICKS = {"True", "False", "None"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SPOKEN = ["alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"]
BUTTONS = "//input[@type='submit' or @type='button' or @type='reset']/@value"


# The catalogue


def catalogue(name: str = "django"):
    with (CATALOGUES / f"{name}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def texts(message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def words_in_sources() -> set[tuple[str | None, str]]:
    """Return (context, text) of all that is marked for translation, by Babel: needs no gettext."""
    found = set()
    for path in [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]:
        found |= words_in(path.read_bytes())
    # Pages, and what goes out as e-mail.
    for path in sorted(
        path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"}
    ):
        code = templatize(path.read_text("utf-8"), origin=str(path))
        # Python to Babel, once the indents are gone.
        found |= words_in("\n".join(line.strip() for line in code.splitlines()).encode())
    return found


def words_in(code: bytes) -> set[tuple[str | None, str]]:
    return {
        (context, text if isinstance(text, str) else text[0])
        for _line, text, _comments, context in extract("python", io.BytesIO(code), KEYWORDS)
    }


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_catalogue_has_a_translation_for_every_message(name):
    words = catalogue(name)

    blank = [texts(m)[0] for m in words if m.id and not "".join(m.string or "").strip()]
    fuzzy = [texts(m)[0] for m in words if m.id and m.fuzzy]

    assert (blank, fuzzy, list(words.obsolete)) == ([], [], [])


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_catalogue_keeps_the_placeholders(name):
    wrong = [
        message.id
        for message in catalogue(name)
        if message.id
        and sorted(PLACEHOLDER.findall(texts(message)[-1]))
        != sorted(PLACEHOLDER.findall("".join(message.string)))
    ]

    assert wrong == []


def test_catalogue_has_what_the_sources_say_and_nothing_else():
    ours = {
        (message.context, texts(message)[0])
        for message in catalogue()
        if message.id and OF_LIBRARIES not in message.user_comments
    }

    assert ours == words_in_sources()


def test_words_of_the_admins_scripts_are_whole():
    path = Path(admin.__file__).parent / "locale/en/LC_MESSAGES/djangojs.po"
    with path.open("rb") as file:
        asked = {(m.context, texts(m)[0]) for m in read_po(file) if m.id}
    known = {(m.context, texts(m)[0]) for m in catalogue("djangojs") if m.id}
    with (path.parents[2] / "vi/LC_MESSAGES/djangojs.po").open("rb") as file:
        known |= {
            (m.context, texts(m)[0])
            for m in read_po(file)
            if m.id and not m.fuzzy and "".join(m.string)
        }

    assert asked - known == set()


# The pages


@cache
def english() -> frozenset[str]:
    listed = (Path(__file__).parent / "english_words.txt").read_text("utf-8").split()
    # New words of ours count before anybody lists them.
    ours = [text for message in catalogue() if message.id for text in texts(message)]
    return (frozenset(listed) | english_words(ours)) - ALLOWED


def english_words(sources) -> frozenset[str]:
    """Return the words of English sentences that could not be Vietnamese."""
    plain = (PLACEHOLDER.sub(" ", text) for text in sources)
    # What stands in the source as an example is Vietnamese: "for instance (Ảnh: QMG)".
    words = (word.lower() for text in plain for word in re.findall(r"\b[A-Za-z]{3,}\b", text))
    return frozenset(word for word in words if not is_syllable(word))


def readable(content: bytes) -> list[str]:
    """Return what people see or hear of a page, piece by piece."""
    page = html.fromstring(content.decode())
    hidden = "//*[@hidden or contains(concat(' ', @class, ' '), ' hidden ')]"
    for silent in page.xpath(f"//script | //style | //template | //comment() | {hidden}"):
        silent.drop_tree()
    # The editor's box holds the story's markup: tags are not words.
    for box in page.xpath("//textarea[@data-type='ckeditortype']"):
        box.text = ""
    pieces = page.xpath("//text()")
    pieces += [value for name in SPOKEN for value in page.xpath(f"//@{name}")]
    pieces += page.xpath(BUTTONS)
    pieces += page.xpath("//meta[@name='description' or @property='og:title']/@content")
    return [said for piece in pieces if (said := " ".join(piece.split())) and said not in TICKS]


def english_in(content: bytes) -> list[str]:
    found = []
    for piece in readable(content):
        # Addresses, file names and tags of a format are no words.
        bare = re.sub(r"\S*[/@_.]\S*[A-Za-z0-9]|--\w+|<[^>]*>", " ", piece)
        words = {word.lower() for word in re.findall(r"\b[A-Za-z]{3,}\b", bare)}
        if suspicious := sorted(words & english()):
            found.append(f"{', '.join(suspicious)}: {piece[:120]}")
    return found


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """The catalogue as it is written now, whatever was compiled before."""
    folder = tmp_path_factory.mktemp("locale")
    target = folder / "vi/LC_MESSAGES"
    target.mkdir(parents=True)
    for name in ["django", "djangojs"]:
        with (target / f"{name}.mo").open("wb") as file:
            write_mo(file, catalogue(name))
    return folder


@pytest.fixture(autouse=True)
def _fresh_words(settings, compiled):
    settings.LOCALE_PATHS = [compiled]
    translation.activate(configured.LANGUAGE_CODE)


@pytest.fixture
def newsroom(db):
    """One of everything, with names and texts that are Vietnamese."""
    section = f.SectionFactory(name="Kinh tế biển", slug="kinh-te-bien")
    office = f.organisation("Sở Y tế tỉnh Ngân Hải")
    person = f.person("Lê Văn Đạo", page="public")
    f.tenure(person, "Giám đốc Sở Y tế", office, is_acting=True)
    f.alias(office, "Sở Y tế")
    f.TopicFactory(name="Bến cá")
    picture = f.photo("Bến cá buổi sớm", provider=None)
    text = "<p>Giám đốc Sở Y tế tỉnh Ngân Hải Lê Văn Đạo và bà Mai Thị Nhã đến bến cá.</p>"
    edition = f.published(section=section, body=text, shown=[picture])
    scheduled = f.approved(section=section, headline="Phiên chợ cuối năm", body=text)
    publishing.publish(
        scheduled,
        revision=scheduled.approved_revision,
        by=f.editor(),
        at=timezone.now() + datetime.timedelta(days=1),
    )
    withdrawn = f.published(section=section, headline="Tin đã gỡ", body=text)
    publishing.withdraw(withdrawn.article, by=f.managing_editor(), notice="Tin có sai sót.")
    corrected = f.published(section=section, headline="Tin cải chính", body=text)
    first = f.corrected(corrected)
    f.corrected(corrected, paper="12/QĐ-BNH", paper_on=timezone.localdate())
    live = corrected.article.editions.first()
    parts = correcting.Parts(words="Tin vốn đúng.", decided_by="Ban Biên tập")
    correcting.withdraw(first, parts=parts, by=f.managing_editor(), live=live.pk)
    return {
        "section": section,
        "office": office,
        "person": person,
        "edition": edition,
        "withdrawn": withdrawn,
        "corrected": corrected,
        "scheduled": scheduled,
    }


def test_public_pages_show_no_english(client, newsroom):
    f.published(section=newsroom["section"], headline="Tàu về bến")
    addresses = {
        "/": 200,
        f"/{newsroom['section'].slug}/": 200,
        newsroom["edition"].path: 200,
        newsroom["withdrawn"].path: 410,
        newsroom["corrected"].path: 200,
        "/cai-chinh/": 200,
        newsroom["person"].get_absolute_url(): 200,
        newsroom["office"].get_absolute_url(): 200,
        "/khong-co-trang-nay/": 404,
        "/kinh-te-bien/bai-999999/": 404,
    }

    answers = {path: client.get(path) for path in addresses}

    assert {path: answer.status_code for path, answer in answers.items()} == addresses
    assert {path: found for path, a in answers.items() if (found := english_in(a.content))} == {}


def test_every_list_and_search_of_the_paper_shows_no_english(client, newsroom):
    article = newsroom["edition"].article
    table = walk.addresses(
        [(article.pk, newsroom["section"].slug)],
        [newsroom["person"]],
        [newsroom["office"]],
        "http://testserver",
        topics=Topic.objects.all(),
        authors=Author.objects.all(),
        asked=["Tàu về bến", "bến", "khongcochunay"],
    )

    found, kinds = {}, set()
    for name, addresses in table.items():
        for address in addresses:
            answer = client.get(address, follow=True)
            if answer["Content-Type"].startswith("text/html"):
                kinds.add(name)
                found[address] = english_in(answer.content)

    assert {address: words for address, words in found.items() if words} == {}
    assert kinds >= {"search", "topic", "author", "archive-day", "galleries", "about", "people"}


def test_public_pages_of_an_empty_paper_show_no_english(client, db):
    section = f.SectionFactory()

    found = [english_in(client.get(path).content) for path in ["/", f"/{section.slug}/"]]

    assert found == [[], []]


@pytest.mark.parametrize("role", list(Role))
def test_pages_of_the_desk_show_no_english(client, newsroom, role):
    user = f.UserFactory(role=role, full_name="Đinh Khánh Vy")
    own = f.story(by=user, headline="Bài của tôi", section=newsroom["section"])
    client.force_login(user)

    seen, found = visit(client, ["/admin/", *addresses_of_the_desk(own, newsroom)])

    assert found == {}
    assert {"/admin/", f"/admin/articles/article/{own.pk}/change/"} <= seen


def addresses_of_the_desk(own, newsroom):
    """Every page of every registered model, for the first rows there are."""
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        for page in ["changelist", "add"]:
            yield reverse(f"admin:{name}_{page}")
        yield reverse(f"admin:{name}_changelist") + "?q=khong-co-gi"
        yield reverse(f"admin:{name}_changelist") + "?e=1"
        # An account's own page has a test of its own.
        rows = [] if model is User else model._default_manager.values_list("pk", flat=True)[:6]
        for pk in rows:
            for page in ["change", "history", "delete"]:
                try:
                    yield reverse(f"admin:{name}_{page}", args=[pk])
                except NoReverseMatch:
                    continue
    for app in {model._meta.app_label for model in admin.site._registry}:
        yield reverse("admin:app_list", args=[app])
    for record in Correction.objects.all():
        yield reverse("admin:articles_article_retract", args=[record.article_id, record.pk])
    for article in [
        own,
        newsroom["edition"].article,
        newsroom["scheduled"],
        newsroom["corrected"].article,
    ]:
        yield reverse("admin:articles_article_correct", args=[article.pk])
        yield reverse("admin:articles_article_change", args=[article.pk])
        for page in ["versions", "preview", "links"]:
            yield reverse(f"admin:articles_article_{page}", args=[article.pk])
        compare = reverse("admin:articles_article_compare", args=[article.pk])
        yield f"{compare}?old={article.revisions.last().pk}"
        if edition := article.editions.first():
            editions = reverse("admin:articles_article_editions", args=[article.pk])
            yield f"{editions}?old={edition.pk}&new={edition.pk}"
            yield reverse("admin:articles_article_edition", args=[article.pk, edition.pk])
    yield reverse("admin:articles_article_import")
    yield reverse("admin:articles_article_change", args=["999999"])
    yield reverse("admin:password_change")
    yield reverse("admin:password_change_done")


def visit(client, addresses):
    """Read each page that opens; returns the addresses that did, and {address: its English}."""
    seen, found = set(), {}
    for address in addresses:
        answer = client.get(address, follow=True)
        seen |= {address} if answer.status_code == 200 else set()
        if english := english_in(answer.content):
            found[f"{answer.status_code} {address}"] = english
    return seen, found


def test_pages_of_an_account_show_no_english(client, db):
    user = f.UserFactory()
    client.force_login(f.managing_editor())
    pages = [f"/admin/accounts/user/{user.pk}/{page}/" for page in ["change", "history"]]
    password = reverse("admin:auth_user_password_change", args=[user.pk])

    seen, found = visit(client, [*pages, password])
    refused = client.post(password, {"password1": "1", "password2": "2", "usable_password": "true"})

    assert (seen, found) == ({*pages, password}, {})
    assert english_in(refused.content) == []


def test_pages_of_merging_show_no_english(client, newsroom):
    person = newsroom["person"]
    twin = f.person("Lê Đạo Văn", page="none", is_protected=True)
    body = f.organisation("Sở Y tế Ngân Hải", is_confirmed=False)
    made = merging.merge(f.person("Mai Thị Nhã"), into=person, by=f.editor())
    client.force_login(f.editor())
    merge, undo = "/admin/entities/entity/merge/", f"/admin/entities/merge/{made.pk}/undo/"
    pages = [
        "/admin/entities/entity/duplicates/",
        f"{merge}?first={person.pk}&second={twin.pk}",
        f"{merge}?first={body.pk}&second={newsroom['office'].pk}",
        f"{merge}?first={body.pk}&second={person.pk}",
        f"{merge}?first=x",
        "/admin/entities/merge/",
        f"/admin/entities/merge/{made.pk}/change/",
    ]

    seen, found = visit(client, pages)
    answers = [
        client.post(pages[1], {"survivor": person.pk}, follow=True),
        client.post(pages[2], {"survivor": body.pk}, follow=True),
        client.post(f"{pages[0]}apart/", {"first": person.pk, "second": twin.pk}, follow=True),
        client.post(undo, follow=True),
        client.post(undo, follow=True),
    ]

    assert (seen, found) == (set(pages), {})
    assert [english_in(answer.content) for answer in answers] == [[]] * 5


@pytest.mark.parametrize("status", list(ArticleStatus))
def test_story_in_every_status_shows_no_english(client, db, status):
    article = f.in_status(status, shown=[f.awaiting_photo()])
    client.force_login(f.managing_editor())

    answer = client.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert (answer.status_code, english_in(answer.content)) == (200, [])


def test_story_that_was_sent_back_and_one_not_taken_show_no_english(client, db):
    reporter = f.UserFactory()
    article = f.in_status(ArticleStatus.IN_REVIEW, by=reporter)
    workflow.move(
        article,
        ArticleStatus.DRAFT,
        by=f.editor(),
        revision=article.last_revision,
        note="Viết rõ hơn.",
    )
    lost = revisions.keep_lost(
        article, revisions.snapshot(article), by=reporter, version=article.version
    )
    client.force_login(reporter)

    _seen, found = visit(
        client,
        [
            reverse("admin:articles_article_change", args=[article.pk]),
            reverse("admin:articles_article_revision", args=[article.pk, lost.pk]),
        ],
    )

    assert found == {}


@pytest.mark.parametrize(
    "act", ["submit", "send_back", "publish", "schedule", "cancel", "withdraw", "accept_names", "?"]
)
@pytest.mark.parametrize("status", [ArticleStatus.DRAFT, ArticleStatus.APPROVED])
def test_what_a_button_answers_is_vietnamese(client, db, act, status):
    article = f.in_status(status)
    client.force_login(f.managing_editor())

    answer = client.post(
        reverse("admin:articles_article_change", args=[article.pk]),
        {**fields_of(article), "_act": act},
        follow=True,
    )

    assert english_in(answer.content) == []


def fields_of(article) -> dict[str, str]:
    """What the form of a story sends when nothing was changed."""
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    prefixes = ["photo_uses", "mentions", "bylines"]
    return {
        "headline": article.headline,
        "lead": article.lead,
        "body": article.body,
        "section": article.section_id or "",
        "read_version": article.version,
        **{f"{p}-{key}": value for p in prefixes for key, value in empty.items()},
    }


def test_forms_that_are_refused_show_no_english(client, newsroom):
    client.force_login(f.managing_editor())
    article = f.story(body="<p>Bà Mai Thị Nhã đến bến cá.</p>")
    mention = Mention.objects.filter(article=article).first()
    wrong = {
        **fields_of(article),
        "headline": "a" * 300,
        "story_on": "32/13/2025",
        "section": "999",
    }
    if mention:
        wrong |= {
            "mentions-TOTAL_FORMS": 1,
            "mentions-INITIAL_FORMS": 1,
            "mentions-0-id": mention.pk,
            "mentions-0-decision": "accepted",
        }
    posts = [
        (reverse("admin:articles_article_change", args=[article.pk]), wrong),
        (reverse("admin:password_change"), {"old_password": "?", "new_password1": "1"}),
        (
            reverse("admin:accounts_user_add"),
            {"username": "a b", "password1": "1", "password2": "2"},
        ),
    ]
    found = {}
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        posts.append((reverse(f"admin:{name}_add"), {}))
        # An action without rows.
        posts.append((reverse(f"admin:{name}_changelist"), {"action": "", "index": "0"}))
    posts.append((reverse("admin:articles_section_add"), {"name": "Quản lý", "slug": "nhan-vat"}))
    picture = SimpleUploadedFile("anh.jpg", b"khong phai anh", "image/jpeg")
    posts.append((reverse("admin:photos_photo_add"), {"file": picture, "rights_from": "x"}))

    for address, data in posts:
        answer = client.post(address, data, follow=True)
        if english := english_in(answer.content):
            found[address] = english

    assert found == {}


def test_story_that_somebody_saved_first_is_told_in_vietnamese(client, db):
    article = f.story()
    client.force_login(f.editor())
    fields = fields_of(article) | {"headline": "Bản của tôi"}
    saving.save(article, by=f.editor(), expected_version=article.version)

    answer = client.post(
        reverse("admin:articles_article_change", args=[article.pk]), fields, follow=True
    )

    assert english_in(answer.content) == []


def test_import_shows_no_english(client, newsroom):
    client.force_login(f.editor())
    choose, preview = (
        reverse(f"admin:articles_article_{name}") for name in ["import", "import_preview"]
    )
    good = "Sáng nay, ông Lê Văn Đạo đến bến cá Cửa Lạch.\n\nTàu về sớm.\n\nBến cá (Ảnh: BNH)"
    files = [
        SimpleUploadedFile("tot.txt", good.encode()),
        SimpleUploadedFile("trong.txt", b" \n"),
        SimpleUploadedFile("cu.txt", good.encode("cp1258", "replace")),
        SimpleUploadedFile("hong.docx", b"PK\x03\x04hong"),
        SimpleUploadedFile("la.txt", b"\x00\x01\x02"),
    ]

    refused = client.post(choose, {})
    shown = client.post(choose, {"files": files}, follow=True)
    uploads = StoryUpload.objects.all()
    saved = client.post(preview, {f"{u.pk}-take": "on" for u in uploads}, follow=True)
    again = client.post(choose, {"pasted": good}, follow=True)

    pages = [refused, shown, saved, again]
    assert [english_in(page.content) for page in pages] == [[], [], [], []]
    assert Article.objects.filter(lead__startswith="Sáng nay, ông Lê Văn Đạo").count() == 1


def test_import_of_people_shows_no_english(client, newsroom):
    client.force_login(f.editor())
    page = reverse("admin:entities_entity_import")
    lines = [
        "họ và tên,giới tính,chức vụ,cơ quan,từ,quyền,Ghi chú",
        "Mai Thị Nhã,nữ,Phó Giám đốc,Sở Y tế tỉnh Ngân Hải,11/2025,x,",
        "Lê Văn Đạo,nam,,,,,",
        "Đinh Bình,?,,,,,",
    ]
    text = "\n".join(lines)

    pages = [
        client.get(page),
        client.post(page, {}),
        client.post(page, {"file": SimpleUploadedFile("a.csv", b"\x00")}),
        client.post(page, {"file": SimpleUploadedFile("a.csv", text.encode())}),
    ]
    pages.append(client.post(page, pages[-1].context["confirm"].initial, follow=True))

    assert [english_in(answer.content) for answer in pages] == [[]] * 5


def test_actions_on_lists_show_no_english(client, newsroom):
    client.force_login(f.managing_editor())
    found = {}
    for model, model_admin in admin.site._registry.items():
        row = model._default_manager.first()
        request = client.get("/admin/").wsgi_request
        for name in model_admin.get_actions(request) if row else []:
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            data = {"action": name, "_selected_action": [row.pk], "index": "0"}
            if english := english_in(client.post(address, data, follow=True).content):
                found[f"{address} {name}"] = english

    assert found == {}


def test_uploads_without_a_script_show_no_english(client, newsroom):
    client.force_login(f.editor())
    address = reverse("admin:photos_photo_upload")
    good = SimpleUploadedFile("ben.jpg", f.jpeg(colour="teal").read())
    bad = SimpleUploadedFile("hong.jpg", b"hong")

    pages = [
        client.get(address),
        client.post(address),
        client.post(address, {"files": [good, bad]}),
    ]

    assert [english_in(page.content) for page in pages] == [[], [], []]


def test_many_photos_at_once_show_no_english(client, newsroom):
    client.force_login(f.editor())
    address = reverse("admin:photos_photo_together") + f"?photos={f.awaiting_photo().pk}"

    empty = client.post(address, {})
    preview = client.post(address, {"place": "Cửa Lạch", "creator_names": "Thanh Vân"})

    assert [english_in(page.content) for page in [empty, preview]] == [[], []]


def test_signing_in_and_out_shows_no_english(client, settings, db):
    user = f.UserFactory(username="thutra")
    wrong = {"username": "thutra", "password": "sai"}
    address = reverse("admin:login")

    pages = [client.get(address), client.post(address, wrong), client.post(address, {})]
    for _ in range(settings.AXES_FAILURE_LIMIT):
        locked = client.post(address, wrong)
    client.force_login(user)
    pages += [locked, client.post(reverse("admin:logout"))]

    assert [english_in(page.content) for page in pages] == [[]] * len(pages)
    assert locked.status_code == 429


@pytest.mark.parametrize(
    "page",
    [
        b"<p>Save the story</p>",
        b"<input type='submit' value='Publish'>",
        "<p aria-label='Next step'>Tiếp</p>".encode(),
    ],
)
def test_english_is_found_where_it_stands(page):
    assert len(english_in(page)) == 1


def test_vietnamese_without_diacritics_is_no_english():
    page = b"<p>tin ban can the hay thu long</p><p>Email, JPEG, /admin/change/</p>"

    assert english_in(page) == []
