import time

import pytest

from articles import revisions, saving
from articles.comparing import compare
from articles.models import Decision, PhotoUse
from tests import factories as make

pytestmark = pytest.mark.django_db


def marked(runs):
    marks = {"same": "{}", "added": "[+{}]", "removed": "[-{}]"}
    return "".join(marks[run.kind].format(run.text) for run in runs)


def told(old, new):
    return [(b.state, b.tag, marked(b.runs)) for b in compare(old, new).blocks]


def body(text):
    return {
        "headline": "",
        "lead": "",
        "body": text,
        "section": None,
        "topics": [],
        "dateline": "",
        "story_on": None,
        "photos": [],
        "bylines": [],
        "mentions": [],
    }


def test_a_version_is_the_same_as_itself():
    snapshot = make.story(shown=[make.photo()]).last_revision.snapshot

    assert compare(snapshot, snapshot).is_same


def test_fields_are_told_by_their_names_and_values():
    article = make.story(headline="Tàu về", section=make.SectionFactory(name="Kinh tế"))
    old = article.last_revision.snapshot
    article.headline, article.section = "Tàu về sớm", make.SectionFactory(name="Xã hội")
    article.story_on = "2025-11-17"
    article.save()
    article.topics.add(make.TopicFactory(name="Biển"))

    comparison = compare(old, revisions.snapshot(type(article).objects.get(pk=article.pk)))

    assert [(change.label, marked(change.runs)) for change in comparison.fields] == [
        ("tít", "Tàu về[+ sớm]"),
        ("chuyên mục", "[-Kinh tế][+Xã hội]"),
        ("chủ đề", "[+Biển]"),
        ("ngày của tin, bài", "[+17/11/2025]"),
    ]
    assert not comparison.is_same


def test_paragraphs_are_told_as_changed_put_in_and_taken_out():
    old = body("<p>Bến cá họp từ sớm.</p><p>Giá mực tăng nhẹ hôm nay.</p><p>Hết hàng.</p>")
    new = body("<p>Bến cá họp từ rất sớm.</p><p>Mưa to cả vùng biển.</p><p>Hết hàng.</p>")

    assert told(old, new) == [
        ("changed", "p", "Bến cá họp từ [+rất ]sớm."),
        ("removed", "p", "[-Giá mực tăng nhẹ hôm nay.]"),
        ("added", "p", "[+Mưa to cả vùng biển.]"),
        ("same", "p", "Hết hàng."),
    ]


def test_a_paragraph_that_stands_elsewhere_is_told_there_once():
    old = body("<p>Một</p><h2>Chợ</h2><p>Hai</p><p>Ba</p>")
    new = body("<p>Một</p><p>Hai</p><p>Ba</p><h2>Chợ</h2>")

    assert told(old, new) == [
        ("same", "p", "Một"),
        ("same", "p", "Hai"),
        ("same", "p", "Ba"),
        ("moved", "h2", "Chợ"),
    ]


def test_what_stood_twice_and_stands_once_was_taken_out():
    old = body("<p>Chợ họp.</p><p>Một</p><p>Hai</p><p>Ba</p><p>Chợ họp.</p>")
    new = body("<p>Một</p><p>Hai</p><p>Chợ họp.</p><p>Ba</p>")

    assert sorted(state for state, _tag, _text in told(old, new)) == [
        *["moved", "removed"],
        *["same"] * 3,
    ]


def test_what_stood_twice_and_was_moved_twice_is_told_twice():
    old = body("<p>Chợ họp.</p><p>Chợ họp.</p><p>Một</p><p>Hai</p><p>Ba</p>")
    new = body("<p>Một</p><p>Hai</p><p>Ba</p><p>Chợ họp.</p><p>Chợ họp.</p>")

    assert [state for state, _tag, _text in told(old, new)] == [*["same"] * 3, *["moved"] * 2]


def test_the_same_words_in_another_dress_are_told():
    old = body("<p>Ông Tú nói.</p><p>Chợ họp.</p><ul><li>Một</li></ul>")
    new = body("<p>Ông <strong>Tú</strong> nói.</p><h2>Chợ họp.</h2><ol><li>Một</li></ol>")

    assert [state for state, _tag, _text in told(old, new)] == ["dressed", "dressed", "same"]


def test_items_and_rows_are_told_one_by_one():
    old = body("<ul><li>Một</li><li>Hai ba</li></ul><table><tr><td>A</td><td>1</td></tr></table>")
    new = body("<ul><li>Một</li><li>Hai bốn</li></ul><table><tr><td>A</td><td>2</td></tr></table>")

    assert told(old, new) == [
        ("same", "li", "Một"),
        ("changed", "li", "Hai [-ba][+bốn]"),
        ("changed", "tr", "A | [-1][+2]"),
    ]


def test_photos_are_told_with_the_caption_that_is_read():
    first, second = make.photo("Bến cá"), make.photo("Chợ sớm", colour="red")
    article = make.story(shown=[first, second])
    old = article.last_revision.snapshot
    use, other = article.photo_uses.order_by("pk")
    PhotoUse.objects.filter(pk=use.pk).update(caption="Bến cá lúc năm giờ")
    PhotoUse.objects.filter(pk=other.pk).update(photo=make.photo("Chợ trưa", colour="green"))

    comparison = compare(old, revisions.snapshot(article))

    changes = [change for change in comparison.blocks if change.tag == "photo"]
    assert [(c.state, marked(c.runs), c.before) for c in changes] == [
        ("changed", "Bến cá[+ lúc năm giờ]", None),
        ("changed", "Chợ [-sớm][+trưa]", second),
    ]


def test_decisions_on_names_are_told():
    who = make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo dự.", accept=False)
    old = article.last_revision.snapshot
    accepted = [
        {**mention, "decision": Decision.ACCEPTED}
        for mention in old["mentions"]
        if mention["entity"] == who.pk
    ]

    comparison = compare(old, old | {"mentions": accepted})

    assert [(n.text, n.old, n.new) for n in comparison.names] == [("Lê Văn Đạo", "", "chấp nhận")]


def test_what_is_gone_from_the_tables_does_not_stop_a_comparison():
    old = body("<p>Một</p>") | {"section": 999, "topics": [998]}
    new = body('<p>Một</p><figure data-photo="abcd1234"></figure>') | {
        "photos": [{"key": "abcd1234", "photo": 997, "caption": "Bến cá"}]
    }

    assert told(old, new) == [("same", "p", "Một"), ("added", "photo", "[+Bến cá]")]


def test_a_long_story_that_was_written_anew_is_compared_in_a_moment():
    paragraphs = [f"<p>Đoạn {n} kể chuyện bến cá số {n * 7}.</p>" for n in range(400)]
    old = body("".join(paragraphs))
    new = body("".join(p.replace("kể", "nói") for p in paragraphs))

    began = time.process_time()
    changes = told(old, new)

    assert time.process_time() - began < 5
    assert "".join(text for _state, _tag, text in changes).count("[+") == 400


def test_saving_what_was_compared_changes_nothing():
    article = make.story()
    saving.save(article, by=make.editor(), expected_version=article.version)

    assert article.revisions.count() == 1
