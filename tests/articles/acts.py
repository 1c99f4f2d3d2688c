"""Each act on a story: how it is sent, whether it is offered, and what it does."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles import previews
from articles.admin.forms import ArticleForm
from articles.models import (
    Article,
    AutosaveDraft,
    Byline,
    Edition,
    EditionKind,
    EmbargoChange,
    Mention,
    Presence,
    PreviewLink,
    Revision,
    StatusChange,
)

FAR = "17/11/2099 06:00"
# What goes with the buttons. All of it is sent with every act: none may take another's.
GIVEN = {
    "note": "Thiếu nguồn.",
    "reason": "Sai ngày khởi công.",
    "notice": "Bài đã được rút.",
    "at": FAR,
    "embargo_until": "17/11/2098 06:00",
    "embargo_note": "Họp báo lùi.",
}
# What no form shows, under the names that it would have there, and those of a date and an hour.
HIDDEN = sorted({f.name for f in Article._meta.fields} - set(ArticleForm.Meta.fields) - {"id"})
FORGED = {
    **dict.fromkeys(HIDDEN, "1"),
    **{f"{name}_{part}": "01/01/2020" for name in HIDDEN for part in [0, 1]},
    "status": "approved",
    "source_hash": "giả",
    "publication": "live",
    "is_published": "on",
    "visible_from": "01/01/2020",
}
# What no act changes, and what only some do.
NEVER = ["created_by_id", "created_at", "source_hash"]
MOVE_EMBARGO = {"embargo", "lift"}


@dataclass
class Desk:
    """One story, somebody who acts on it, and what the others left there."""

    article: Article
    user: User
    client: Client
    # The values of the form as somebody sees it who may write.
    values: dict
    # Two versions of it, and a link that an editor gave away.
    old: Revision
    link: PreviewLink
    pages: dict = field(default_factory=dict)

    def address(self, name: str, *more: int) -> str:
        return reverse(f"admin:articles_article_{name}", args=[self.article.pk, *more])

    def get(self, address: str):
        """Return the answer to a page as it was before anybody did anything."""
        if address not in self.pages:
            self.pages[address] = self.client.get(address)
        return self.pages[address]

    def html(self, address: str) -> str:
        answer = self.get(address)
        return answer.content.decode() if answer.status_code == 200 else ""

    def press(self, act: str):
        sent = self.values | FORGED | GIVEN | {"_act": act}
        return self.client.post(self.address("change"), sent)


def state(article: Article) -> dict:
    """Return all that an act could change, as the database has it."""
    rows = {
        model.__name__: list(
            model.objects.filter(article=article).order_by("pk").values_list(*columns)
        )
        for model, columns in {
            StatusChange: ["old", "new", "note", "changed_by"],
            Edition: ["kind", "revision", "visible_from", "visible_until", "embargo_until"],
            Revision: ["version", "step", "is_taken"],
            EmbargoChange: ["old", "new"],
            Byline: ["author", "role"],
            Mention: ["entity", "decision"],
            AutosaveDraft: ["user", "fields"],
        }.items()
    }
    pens = Presence.objects.filter(article=article, has_pen=True).values_list("user", flat=True)
    links = PreviewLink.objects.of_story(article).order_by("pk").values_list("pk", "revoked_at")
    row = Article.objects.filter(pk=article.pk).values().get()
    return (
        rows
        | {"links": list(links), "pens": list(pens)}
        | {k: v for k, v in row.items() if k != "updated_at"}
    )


def added(name: str) -> Callable[[dict, dict], list]:
    return lambda before, now: now[name][len(before[name]) :]


@dataclass(frozen=True)
class Act:
    send: Callable[[Desk], object]
    is_offered: Callable[[Desk], bool]
    # (before, now, desk): whether it did what it is for.
    did: Callable[[dict, dict, Desk], bool]


def button(name: str, did: Callable[[dict, dict, Desk], bool]) -> Act:
    shown = f'name="_act" value="{name}"'
    return Act(lambda desk: desk.press(name), lambda desk: shown in desk.html(change(desk)), did)


def change(desk: Desk) -> str:
    return desk.address("change")


def step(name: str, old: str, new: str) -> Act:
    def did(before, now, desk):
        rows = added("StatusChange")(before, now)
        return rows == [(old, new, GIVEN["note"], desk.user.pk)] and now["status"] == new

    return button(name, did)


def edition(kinds: set[str], *, is_late: bool = False) -> Callable[[dict, dict, Desk], bool]:
    """What publishing does: the approved version goes out now, or later."""

    def did(before, now, desk):
        moment = timezone.now()
        fresh = [row for row in now["Edition"] if row not in before["Edition"] and row[3] is None]
        return [(row[0] in kinds, row[1], row[2] > moment) for row in fresh] == [
            (True, now["approved_revision_id"], is_late)
        ] and now["status"] == "approved"

    return did


def _headline(desk: Desk):
    return desk.client.post(change(desk), desk.values | FORGED | {"headline": "Đầu đề mới"})


def _is_written(before, now, desk) -> bool:
    back = "in_review" if before["status"] == "approved" else before["status"]
    return (now["headline"], now["status"], now["approved_revision_id"], now["version"]) == (
        "Đầu đề mới",
        back,
        None,
        before["version"] + 1,
    )


def _reading(desk: Desk) -> list[str]:
    """Every page on which a story can be read."""
    last = desk.article.last_revision.pk
    return [
        change(desk),
        desk.address("history"),
        desk.address("versions"),
        f"{desk.address('compare')}?old={desk.old.pk}",
        desk.address("preview"),
        desk.address("links"),
        reverse("public:preview-desk", args=[last]),
    ]


# The edition that a record of this kind makes.
MADE = {"correction": EditionKind.CORRECTION, "withdrawal": EditionKind.NOTICE}


def told(kind: str) -> Act:
    """What readers are told of a story is written on a page of its own."""

    def send(desk: Desk):
        live = desk.article.editions.public(timezone.now()).first()
        parts = {"wrong": "Tháng 5.", "right": "Tháng 6.", "decided_by": "Ban Biên tập"}
        sent = FORGED | GIVEN | parts | {"words": "Bài đã được rút.", "_record": "1"}
        # The button of an old page, too: it leads there and does nothing.
        desk.press("correct" if kind == "correction" else "withdraw")
        return desk.client.post(
            desk.address("correct"), sent | {"kind": kind, "live": live.pk if live else "1"}
        )

    address = f"?kind={kind}"
    return Act(
        send,
        lambda desk: f"{desk.address('correct')}{address}" in desk.html(change(desk)),
        lambda before, now, desk: [row[0] for row in added("Edition")(before, now)] == [MADE[kind]],
    )


def _writing(desk: Desk, **sent):
    return desk.client.post(desk.address("writing"), json.dumps(sent), "application/json")


def _types(desk: Desk):
    fields = {"headline": "Đang gõ", "lead": "", "body": ""}
    return _writing(desk, act="beat", read_version=desk.article.version, fields=fields)


FIELD = re.compile(r'<(?:input|textarea)\b[^>]*name="headline"')
RESTORE = re.compile(r'action="[^"]*/restore/"')


ACTS = {
    "read": Act(
        lambda desk: None,
        lambda desk: desk.article.headline in desk.html(change(desk)),
        lambda before, now, desk: {desk.get(page).status_code for page in _reading(desk)} == {200},
    ),
    "edit": Act(_headline, lambda desk: bool(FIELD.search(desk.html(change(desk)))), _is_written),
    "restore": Act(
        lambda desk: desk.client.post(
            desk.address("restore", desk.old.pk), {"read_version": desk.article.version}
        ),
        lambda desk: bool(
            RESTORE.search(desk.html(f"{desk.address('compare')}?old={desk.old.pk}"))
        ),
        lambda before, now, desk: now["headline"] == desk.old.snapshot["headline"],
    ),
    "names": button(
        "accept_names",
        lambda before, now, desk: {row[1] for row in now["Mention"]} == {"accepted"},
    ),
    "pen": Act(
        lambda desk: _writing(desk, act="take"),
        lambda desk: "data-may-write" in desk.html(change(desk)),
        lambda before, now, desk: now["pens"] == [desk.user.pk],
    ),
    "type": Act(
        _types,
        lambda desk: "data-may-write" in desk.html(change(desk)),
        lambda before, now, desk: [row[0] for row in now["AutosaveDraft"]] == [desk.user.pk],
    ),
    "link": Act(
        lambda desk: desk.client.post(desk.address("links"), {"days": previews.DAYS[0]}),
        lambda desk: 'name="days"' in desk.html(desk.address("links")),
        lambda before, now, desk: len(added("links")(before, now)) == 1,
    ),
    "revoke": Act(
        lambda desk: desk.client.post(desk.address("revoke", desk.link.pk)),
        lambda desk: f"/links/{desk.link.pk}/revoke/" in desk.html(desk.address("links")),
        lambda before, now, desk: before["links"][0][1] is None and now["links"][0][1] is not None,
    ),
    "submit": step("submit", "draft", "submitted"),
    "take": step("review", "submitted", "in_review"),
    "send_back": button(
        "send_back",
        lambda before, now, desk: (
            added("StatusChange")(before, now)
            == [(before["status"], "draft", GIVEN["note"], desk.user.pk)]
        ),
    ),
    "approve": step("approve", "in_review", "approved"),
    "reopen": step("reopen", "approved", "in_review"),
    "publish": button("publish", edition({"first", "update"})),
    "correct": told("correction"),
    "schedule": button("schedule", edition({"first", "update"}, is_late=True)),
    "replace": button("replace", edition({"first"}, is_late=True)),
    "cancel": button("cancel", lambda before, now, desk: before["Edition"] and not now["Edition"]),
    "withdraw": told("withdrawal"),
    "embargo": button(
        "embargo",
        lambda before, now, desk: (
            len(added("EmbargoChange")(before, now)) == 1 and now["embargo_until"].year == 2098
        ),
    ),
    "lift": button(
        "lift_embargo",
        lambda before, now, desk: before["embargo_until"] and now["embargo_until"] is None,
    ),
    "delete": Act(
        lambda desk: [
            desk.client.post(desk.address("delete"), {"post": "yes"}),
            desk.client.post(
                reverse("admin:articles_article_changelist"),
                {"action": "delete_selected", "_selected_action": [desk.article.pk], "post": "yes"},
            ),
        ],
        lambda desk: desk.address("delete") in desk.html(change(desk)),
        lambda before, now, desk: False,
    ),
}
