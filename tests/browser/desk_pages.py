"""
Every page of the desk, found by itself: each address of the admin is opened or stands in NO_PAGES.

A page that comes later is opened if it is one of a model's usual ones (list, adding, changing,
history, deleting); any other must be given a row here, or the test names it.
"""

import datetime
from collections.abc import Callable, Iterator
from functools import partial

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from articles import (
    arranging,
    correcting,
    merging,
    notes,
    photo_joining,
    previews,
    publishing,
    revisions,
    storytemplates,
)
from articles.front import Chosen
from articles.models import ArticleStatus, Correction, Notification, StoryTemplate
from articles.queues import QUEUES
from entities.models import Entity
from photos.models import Photo
from tests import factories as make

SECOND_FACTOR = ["second_factor", "second_factor_enter", "second_factor_set_up"]
# What has no page of its own: it answers with JSON or a file, or takes a form and leads elsewhere.
NO_PAGES = {
    *(f"admin:{name}" for name in ["logout", "autocomplete", "jsi18n", "view_on_site"]),
    *(f"admin:articles_notification_{name}" for name in ["count", "read"]),
    *(f"admin:entities_entity_{name}" for name in ["apart", "again", "complete"]),
    "admin:entities_merge_undo",
    *(
        f"admin:photos_photo_{name}"
        for name in ["apart", "undo_joining", "caption", "original", "preview"]
    ),
    *(
        f"admin:articles_article_{name}"
        for name in [
            *("cards", "names", "names_record", "names_alias", "names_dismissed", "notes"),
            *("colleagues", "photos", "photos_upload", "photos_fill", "linking", "overview"),
            *("revoke", "restore", "join", "writing"),
        ]
    ),
}


# What is refused to all of them, or only leads elsewhere: {name: the answer's number}.
_TASKS = "admin:django_tasks_database_dbtaskresult"
REFUSED = {
    **{f"{_TASKS}_{page}": 403 for page in ["changelist", "add", "change", "history", "delete"]},
    **{
        f"admin:{model}_{page}": 403
        for model in [
            *("articles_correction", "articles_notification", "entities_merge"),
            "articles_frontarrangement",
        ]
        for page in ["add", "delete"]
    },
    **{
        f"admin:{model}_delete": 403
        for model in [
            *("accounts_user", "entities_post", "entities_place", "entities_entity"),
            *("articles_article", "articles_section", "articles_topic", "articles_author"),
            "articles_storytemplate",
        ]
    },
    "admin:entities_place_add": 403,
    "admin:articles_notification_change": 302,
    "admin:articles_notification_history": 302,
    # Who is signed in.
    "admin:login": 302,
    "admin:second_factor_enter": 302,
    # Nothing was imported: what was is among the answers of forms.
    "admin:articles_article_import_preview": 302,
}


def names(resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Every address of the admin, by its name."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLPattern):
            if spaces == ("admin",) and part.name:
                yield f"admin:{part.name}"
            continue
        yield from names(part, (*spaces, part.namespace) if part.namespace else spaces)


def paper() -> dict:
    """A paper with something on every page."""
    office = make.organisation("Sở Y tế tỉnh Ngân Hải")
    person = make.person("Lê Văn Đạo")
    make.tenure(person, "Giám đốc Sở Y tế", office)
    make.alias(office, "Sở Y tế")
    make.person("Lê Văn Đao")
    make.TopicFactory(name="Bến cá")
    make.province()
    section = make.SectionFactory(name="Kinh tế biển", slug="kinh-te-bien")
    colours = ["navy", "darkred", "teal"]
    photos = [make.photo(f"Bến cá {colour}", colour=colour) for colour in colours]
    text = "<h2>Vụ cá</h2><p>Giám đốc Sở Y tế Lê Văn Đạo và bà Mai Thị Nhã đến bến cá.</p>"
    first = make.published(section=section, body=text, shown=photos)
    edition = make.republished(first.article, lead="Chiều nay, tàu lại về bến.")
    withdrawn = make.published(headline="Tin đã gỡ", section=section)
    publishing.withdraw(withdrawn.article, by=make.managing_editor(), notice="Tin có sai sót.")
    return {
        "edition": edition,
        "withdrawn": withdrawn,
        "article": edition.article,
        "person": person,
        "office": office,
        "photo": photos[0],
        "section": section,
    }


def busy_paper(user) -> dict:
    """The same, in the middle of a day: steps, notes, records and what went wrong."""
    made, now = paper(), timezone.now()
    section, by = made["section"], make.editor(full_name="Trần Thị Lan")
    storytemplates.load()
    record = make.corrected(make.published(headline="Tin cải chính", section=section))
    live = record.edition.article.editions.public(timezone.now()).get()
    said = correcting.Parts(words="Tin vốn đúng.", decided_by="Ban Biên tập")
    correcting.withdraw(record, parts=said, by=user, live=live.pk)
    make.corrected(live)
    scheduled = make.approved(headline="Phiên chợ cuối năm", section=section)
    tomorrow = now + datetime.timedelta(days=1)
    publishing.publish(scheduled, revision=scheduled.approved_revision, by=by, at=tomorrow)
    in_work = make.story(
        headline="Bản nháp còn dở",
        section=section,
        by=user,
        body="<p>Bà Mai Thị Nhã đến bến cá, giá tăng gấp rưỡi.</p>",
        shown=[make.awaiting_photo()],
    )
    note = notes.write(
        in_work, by=by, text=f"Nguồn nào? @{user.full_name}", at=notes.Place(), now=now
    )
    notes.answer(note, by=user, text="Ban quản lý cảng.", now=now)
    lost = revisions.keep_lost(
        in_work,
        revisions.snapshot(in_work) | {"headline": "Đầu đề khác"},
        by=user,
        version=in_work.version,
    )
    merge = merging.merge(make.person("Mai Văn Nhã"), into=made["person"], by=by)
    alike = [make.photo(f"Chợ {word}", colour="gold") for word in ["nổi", "phiên"]]
    joined = make.photo("Cá về bến", colour="olive")
    photo_joining.join(joined, make.photo("Cá về", colour="tomato"), by=by)
    assert Notification.objects.filter(recipient=user).exists()
    assert DBTaskResult.objects.exists()
    for status in [ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW]:
        make.in_status(status, headline=f"Bài {status}", section=section)
    placed = {"lead": Chosen(scheduled.pk), "side-1": Chosen(made["article"].pk, tomorrow)}
    arranging.arrange({"lead": Chosen(made["article"].pk)}, by=by, seen=0, now=now)
    arranging.arrange(placed, by=by, seen=1, now=now)
    _link, token = previews.make(made["article"].last_revision, by=by, days=3)
    return {
        **made,
        "in_work": in_work,
        "scheduled": scheduled,
        "corrected": record.edition.article,
        "user": user,
        "record": Correction.objects.order_by("pk").last(),
        "lost": lost,
        "merge": merge,
        "alike": alike,
        "joined": joined,
        "token": token,
    }


def usual() -> Iterator[tuple[str, list]]:
    """The pages that each model has, with the first row."""
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = [model._default_manager.order_by("pk").values_list("pk", flat=True).first()]
        yield from [(f"{name}_{page}", []) for page in ["changelist", "add"]]
        yield from [(f"{name}_{page}", row) for page in ["change", "history", "delete"]]


def addresses(made: dict) -> dict[str, list[str]]:
    """Return {name: its addresses} for all that is a page; `made` is a busy paper."""
    found = {name: [reverse(name, args=[*map(quote, row)])] for name, row in usual()}
    for name in ["index", "login", "password_change", "password_change_done", *SECOND_FACTOR]:
        found[f"admin:{name}"] = [reverse(f"admin:{name}")]
    found["admin:app_list"] = [reverse("admin:app_list", args=["articles"])]
    for app, pages in {
        "articles_article": of_stories(made),
        "articles_notification": {"mail": [""]},
        "articles_frontarrangement": {"earlier": [""], "changelist": ["?from=1"]},
        "entities_entity": of_records(made),
        "photos_photo": of_photos(made),
    }.items():
        for page, ways in pages.items():
            name = f"admin:{app}_{page}"
            more = [reverse(name, args=args) + query for args, query in map(parts, ways)]
            found.setdefault(name, []).extend(more)
    reader = User.objects.exclude(pk=made["user"].pk).first()
    found["admin:auth_user_password_change"] = [
        reverse("admin:auth_user_password_change", args=[reader.pk])
    ]
    found["admin:entities_entity_change"].append(
        reverse("admin:entities_entity_change", args=[made["office"].pk])
    )
    return found


def parts(way: tuple | str) -> tuple[tuple, str]:
    """Return the arguments and the query of a way: (1, 2, "?a=b"), or either alone."""
    way = way if isinstance(way, tuple) else (way,)
    return tuple(part for part in way if not isinstance(part, str)), "".join(
        part for part in way if isinstance(part, str)
    )


def of_stories(made: dict) -> dict[str, list]:
    live, in_work = made["article"], made["in_work"]
    older, newer = live.editions.order_by("number")
    record, lost, old = made["record"], made["lost"], in_work.revisions.last()
    queues = [f"?queue={queue}" for queue in QUEUES]
    return {
        "changelist": ["?q=khong-co-gi", "?e=1", f"?whose={in_work.created_by_id}", *queues[:2]],
        "add": [f"?template={StoryTemplate.objects.first().pk}"],
        "change": [
            *((made[name].pk,) for name in ["article", "in_work", "scheduled", "corrected"]),
            (made["withdrawn"].article_id,),
        ],
        "import": [""],
        "import_preview": [""],
        "correct": [
            (live.pk,),
            *((live.pk, f"?kind={kind}") for kind in ["update", "apology", "withdrawal"]),
        ],
        "retract": [(record.article_id, record.pk)],
        "edition": [(live.pk, older.pk)],
        "editions": [(live.pk, f"?old={older.pk}&new={newer.pk}")],
        "preview": [(in_work.pk,)],
        "preview_of": [(in_work.pk, old.pk)],
        "links": [(live.pk,)],
        "versions": [(live.pk,)],
        "compare": [(live.pk, f"?old={live.revisions.last().pk}")],
        "revision": [(in_work.pk, lost.pk)],
        "delete": [(in_work.pk,)],
        "history": [(live.pk,)],
    }


def of_records(made: dict) -> dict[str, list]:
    twin = Entity.objects.get(name="Lê Văn Đao")
    return {
        "duplicates": [""],
        "merge": [f"?first={made['person'].pk}&second={twin.pk}"],
        "import": [""],
        "changelist": ["?q=khong-co-gi"],
        "delete": [(twin.pk,)],
    }


def of_photos(made: dict) -> dict[str, list]:
    photo = made["photo"]
    one, other = made["alike"]
    waiting = Photo.objects.filter(is_awaiting=True).first()
    return {
        "upload": [""],
        "rights": [""],
        "alike": [""],
        "join": [f"?first={one.pk}&second={other.pk}"],
        "together": ["?photos=" + ",".join(str(photo.pk) for photo in made["alike"])],
        "changelist": ["?q=khong-co-gi"],
        "change": [(waiting.pk,), (made["joined"].pk,)],
        "delete": [(one.pk,), (photo.pk,)],
        **{page: [(photo.pk,)] for page in ["other", "replace", "take_down"]},
    }


def sent(made: dict) -> Iterator[tuple[str, str, Callable]]:
    """(name, address, what is pressed there) of pages that answer a form."""
    story, photo = "admin:articles_article_", "admin:photos_photo_"
    in_work, live = made["in_work"], made["article"]
    save, press = "input[name=_save]", partial(partial, submit)

    yield "an empty story", reverse(f"{story}add"), press(save)
    yield "a refused story", reverse(f"{story}change", args=[in_work.pk]), refused_story
    yield "an empty import", reverse(f"{story}import"), press(".submit-row input.default")
    yield "an import", reverse(f"{story}import"), imported
    yield "an empty notice", reverse(f"{story}correct", args=[live.pk]), press("[name=_record]")
    yield "a notice as it looks", reverse(f"{story}correct", args=[live.pk]), looked_at
    yield "a new link", reverse(f"{story}links", args=[live.pk]), press(".desk-links__new button")
    lost = reverse(f"{story}revision", args=[in_work.pk, made["lost"].pk])
    yield "two texts", lost, lambda page: None
    yield "an empty photo", reverse(f"{photo}add"), press(save)
    yield "photos without a change", together(made), press("main [type=submit]")
    yield "photos as they will be", together(made), placed
    change = reverse(f"{photo}change", args=[made["photo"].pk])
    yield "a corrected photo", change, corrected
    take_down = reverse(f"{photo}take_down", args=[made["photo"].pk])
    yield "a take-down without a reason", take_down, press("main [type=submit]")
    yield (
        "people without a file",
        reverse("admin:entities_entity_import"),
        press("main [type=submit]"),
    )
    yield "an empty name", reverse("admin:entities_entity_add"), press(save)
    yield "a password", reverse("admin:password_change"), press("main [type=submit]")
    yield "an account", reverse("admin:accounts_user_add"), press(save)
    yield "a row that is not there", reverse(f"{story}change", args=[999_999]), lambda page: None
    yield "a page that is not given", reverse("admin:articles_correction_add"), lambda page: None
    yield "a slot filled", reverse("admin:articles_frontarrangement_changelist"), placed_on_front
    yield "an action", reverse(f"{photo}changelist"), acted


def together(made: dict) -> str:
    chosen = ",".join(str(photo.pk) for photo in made["alike"])
    return reverse("admin:photos_photo_together") + f"?photos={chosen}"


def submit(button: str, page) -> None:
    # As a browser that checks nothing itself.
    page.evaluate("document.querySelectorAll('form').forEach(form => (form.noValidate = true))")
    with page.expect_navigation():
        page.locator(button).first.click()


def refused_story(page) -> None:
    page.fill("#id_headline", "")
    page.fill("#id_story_on", "32/13/2025")
    submit(".submit-row input[name=_continue]", page)


def imported(page) -> None:
    page.fill("textarea[name=pasted]", "Sáng nay, ông Lê Văn Đạo đến bến cá.\n\nBến cá (Ảnh: BNH)")
    submit(".submit-row input.default", page)


def looked_at(page) -> None:
    page.locator("[name=kind]").first.check()
    page.fill("[name=wrong]", "Tháng 5.")
    page.fill("[name=right]", "Tháng 6.")
    submit("[name=_preview]", page)


def placed_on_front(page) -> None:
    page.fill("[name=lead-until]", "hôm nay")
    submit(".desk-front__bar button[value=save]", page)


def placed(page) -> None:
    page.fill("#id_place", "Cửa Lạch")
    submit("main [type=submit]", page)


def corrected(page) -> None:
    page.fill("#id_caption", "Bến cá buổi chiều")
    submit("input[name=_save]", page)


def acted(page) -> None:
    page.locator("input.action-select").first.check()
    page.select_option("select[name=action]", index=1)
    with page.expect_navigation():
        page.locator("button[name=index]").click()
