"""
Who may do what to a story, in every status and state of publication: the whole table.

Each cell says who may: w the reporter whose story it is, r another reporter, p a photo editor,
e an editor, m a managing editor. Of each act and each of them is asked whether it is offered
(a button, a field), and what comes of sending it to its address with everything forged that
a form does not show: who may has done that and nothing else, who may not has changed nothing.
"""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles import embargoes, previews, publishing
from articles.admin import acts
from articles.models import Article
from tests import factories as make
from tests.articles.acts import ACTS, GIVEN, MOVE_EMBARGO, NEVER, Desk, state
from tests.forms import values_of

pytestmark = pytest.mark.django_db

TABLE = """
          draft submitted in_review approved live  edited again sched later withdrawn embargo
read      w-pem w-pem     w-pem     w-pem    w-pem w-pem  w-pem w-pem w-pem w-pem     w-pem
edit      w--em ---em     ---em     ---em    ---em ---em  ---em ---em ---em ---em     ---em
restore   w--em ---em     ---em     ---em    ---em ---em  ---em ---em ---em ---em     ---em
names     w--em ---em     ---em     ---em    ---em ---em  ---em ---em ---em ---em     ---em
pen       w--em ---em     ---em     ---em    ---em ---em  ---em ---em ---em ---em     ---em
type      w--em ---em     ---em     ---em    ---em ---em  ---em ---em ---em ---em     ---em
link      w--em ---em     ---em     ---em    ---em ---em  ---em ---em ---em ---em     ---em
revoke    w--em ---em     ---em     ---em    ---em ---em  ---em ---em ---em -----     ---em
submit    w--em -----     -----     -----    ----- -----  ----- ----- ----- -----     -----
take      ----- ---em     -----     -----    ----- -----  ----- ----- ----- -----     -----
send_back ----- ---em     ---em     -----    ----- ---em  ----- ----- ----- -----     -----
approve   ----- -----     ---em     -----    ----- ---em  ----- ----- ----- -----     -----
reopen    ----- -----     -----     ---em    ---em -----  ---em ---em ---em ---em     ---em
publish   ----- -----     -----     ---em    ----- -----  ---em ---em ---em ---em     -----
correct   ----- -----     -----     -----    ---em ---em  ---em ----- ----- -----     -----
schedule  ----- -----     -----     ---em    ----- -----  ---em ---em ---em ---em     ---em
replace   ----- -----     -----     -----    ----- -----  ----- ----- ---em -----     -----
cancel    ----- -----     -----     -----    ----- -----  ----- ---em ---em -----     -----
withdraw  ----- -----     -----     -----    ----m ----m  ----m ----- ----- -----     -----
embargo   ----m ----m     ----m     ----m    ----- -----  ----- ----m ----m ----m     ----m
lift      ----- -----     -----     -----    ----- -----  ----- ----- ----- -----     ----m
delete    ----- -----     -----     -----    ----- -----  ----- ----- ----- -----     -----
"""
# In review once more, over a live edition (edited); approved again over it (again); scheduled
# with the approved version (sched), and with an older one (later).

HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
EXPECTED = {
    column: {act: cells[place] for act, *cells in ROWS} for place, column in enumerate(HEAD)
}

# Rows that are no buttons under the story, and the names of buttons that differ from their rows.
OTHERWISE = {"read", "edit", "restore", "names", "pen", "type", "link", "revoke", "delete"}
BUTTONS = {"review": "take", "lift_embargo": "lift"}


def builders():
    """{column: a story in that state}; each begins as `by`'s, with an older version."""

    def written(by):
        make.person("Lê Văn Đạo")
        article = make.story(by=by, lead="Ông Lê Văn Đạo đón tàu.", accept=False)
        article.headline = "Bến cá sửa lần hai"
        article.save()
        make.saving.save(article, by=by, expected_version=article.version)
        return article

    def upto(status):
        def build(by):
            article, editor = written(by), make.editor()
            for step in make.STEPS[: make.STEPS.index(status) + 1] if status in make.STEPS else []:
                make.workflow.move(article, step, by=editor, revision=article.last_revision)
            return article

        return build

    approved = upto("approved")

    def out(by):
        article = approved(by)
        publishing.publish(article, revision=article.approved_revision, by=make.editor())
        return article

    def scheduled(by):
        article = approved(by)
        at = datetime.datetime(2099, 11, 16, tzinfo=datetime.UTC)
        publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)
        return article

    def again(build):
        def build_again(by):
            article = build(by)
            make.approved_again(article, dateline="Cửa Lạch")
            return article

        return build_again

    def edited(by):
        article = out(by)
        Article.objects.filter(pk=article.pk).update(dateline="Cửa Lạch")
        make.saving.save(article, by=make.editor(), expected_version=article.version)
        return article

    def withdrawn(by):
        article = out(by)
        publishing.withdraw(article, by=make.managing_editor(), notice="Bài đã được rút.")
        return article

    def embargo(by):
        article = approved(by)
        until = timezone.now() + datetime.timedelta(hours=1)
        embargoes.move(article, until, by=make.managing_editor(), note="Họp báo.")
        return article

    return {
        **{status: upto(status) for status in HEAD[:4]},
        "live": out,
        "edited": edited,
        "again": again(out),
        "sched": scheduled,
        "later": again(scheduled),
        "withdrawn": withdrawn,
        "embargo": embargo,
    }


def users():
    return {
        "w": make.UserFactory(),
        "r": make.UserFactory(),
        "p": make.UserFactory(role=Role.PHOTO_EDITOR),
        "e": make.editor(),
        "m": make.managing_editor(),
    }


def desks(column) -> dict[str, Desk]:
    """{who: one who stands before the story}."""
    people = users()
    article = builders()[column](people["w"])
    link, _token = previews.make(article.last_revision, by=make.editor(), days=3)
    if column == "withdrawn":
        previews.revoke(link, by=make.editor())
    article = Article.objects.get(pk=article.pk)
    found, values = {}, {}
    for who, user in reversed(people.items()):
        client = Client()
        client.force_login(user)
        # The form is the managing editor's, whoever sends it then.
        if not values:
            values = values_of(
                client.get(reverse("admin:articles_article_change", args=[article.pk]))
            )
            until = article.embargo_until
            values["embargo_read"] = timezone.localtime(until).isoformat() if until else ""
        old = article.revisions.order_by("version").first()
        found[who] = Desk(article, user, client, values, old, link)
    return dict(reversed(found.items()))


def outcome(act, desk, before) -> str:
    """What comes of an act that is then undone: "done", "nothing", or what changed otherwise."""
    with transaction.atomic():
        ACTS[act].send(desk)
        now = state(desk.article)
        is_done = bool(ACTS[act].did(before, now, desk))
        transaction.set_rollback(True)
    kept = NEVER + ([] if act in MOVE_EMBARGO else ["embargo_until"])
    if is_done and all(before[name] == now[name] for name in kept):
        return "done"
    changed = {name: now[name] for name in now if now[name] != before[name]}
    return f"changed {changed}" if changed else "nothing"


@pytest.mark.parametrize("column", HEAD)
def test_who_may_is_offered_the_act_and_it_works_and_nobody_else(column):
    found, offered, odd = {}, {}, []

    people = desks(column)
    before = state(people["w"].article)
    for act in EXPECTED[column]:
        outcomes = {who: outcome(act, desk, before) for who, desk in people.items()}
        found[act] = "".join(who if end == "done" else "-" for who, end in outcomes.items())
        offered[act] = "".join(
            who if ACTS[act].is_offered(desk) else "-" for who, desk in people.items()
        )
        odd += [(act, who, end) for who, end in outcomes.items() if end not in {"done", "nothing"}]

    assert odd == []
    assert found == EXPECTED[column]
    assert offered == EXPECTED[column]


@pytest.mark.parametrize("role", [Role.PHOTO_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR])
@pytest.mark.parametrize("column", [*HEAD[:4], "live"])
def test_a_story_of_ones_own_opens_no_other_door_to_the_desk(column, role):
    """A photo editor's, for instance, who was a reporter once."""
    user = make.UserFactory(role=role)
    letter = {Role.PHOTO_EDITOR: "p", Role.EDITOR: "e", Role.MANAGING_EDITOR: "m"}[role]

    article = builders()[column](user)

    expected = {act for act, cell in EXPECTED[column].items() if letter in cell}
    assert {BUTTONS.get(act.name, act.name) for act in acts.open_to(user, article)} == (
        expected - OTHERWISE
    )


@pytest.mark.parametrize("role", Role)
def test_no_act_is_an_action_of_the_list(client, role):
    user = make.UserFactory(role=role)
    article = make.approved(by=user)
    before = state(article)
    client.force_login(user)
    address = reverse("admin:articles_article_changelist")

    form = client.get(address).context["action_form"]
    for act in [*acts.ACTS, "delete_selected"]:
        client.post(address, GIVEN | {"action": act, "_selected_action": [article.pk]})

    assert form is None
    assert state(article) == before


@pytest.mark.parametrize("name", acts.ACTS)
def test_no_act_is_done_by_opening_an_address(client, name):
    article = make.approved()
    before = state(article)
    client.force_login(make.managing_editor())

    client.get(reverse("admin:articles_article_change", args=[article.pk]), GIVEN | {"_act": name})

    assert state(article) == before
