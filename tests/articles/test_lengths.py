"""How long headline, lead and story are: one count, one set of limits."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from articles import lengths
from newsroom import environment
from tests import factories as make
from tests.articles.checks import warnings
from tests.articles.desk import address

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ngân Hải đón 12 tàu.", 5),
        ("Một – hai, ba … “bốn”", 4),
        ("  Xuống\ndòng\u00a0rồi ", 3),
        ("- • 😀", 0),
        ("", 0),
    ],
)
def test_words_are_syllables_and_no_lone_signs(text, count):
    assert lengths.words(text) == count


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>Bến cá.</p><h2>Sáng nay</h2><p>một<br>hai <em>b</em>a</p>", 7),
        ("<table><tr><td>3</td><td>4</td></tr></table>", 2),
        ("<ul><li>Một hai<ul><li>ba bốn</li></ul></li><li>năm</li></ul>", 5),
        ("<blockquote>Lời<p>nói</p><ul><li>ba</li></ul>rồi</blockquote>", 4),
        ("", 0),
    ],
)
def test_words_of_a_story_end_with_their_block(body, count):
    assert lengths.words_of_story({"lead": "Tàu về", "body": body}) == 2 + count


def test_the_limits_are_settings_for_the_checklist_and_the_form(client, settings):
    settings.HEADLINE_LETTERS, settings.LEAD_WORDS, settings.WORDS_A_MINUTE = 10, 3, 100
    story = make.story(headline="Mười một chữ", lead="Một hai – ba bốn.")
    client.force_login(story.created_by)

    page = client.get(address(story)).content.decode()

    assert warnings(story) == [
        "Tít dài 12 ký tự; danh sách tin chỉ hiện khoảng 10.",
        "Sapo dài 4 chữ; 3 chữ là đủ.",
    ]
    assert 'data-headline="10" data-lead="3" data-pace="100"' in page


@pytest.mark.parametrize(("given", "read"), [("12", 12), ("", 90), (None, 90)])
def test_a_number_is_read_from_the_environment(monkeypatch, given, read):
    monkeypatch.delenv("A_NUMBER", raising=False)
    if given is not None:
        monkeypatch.setenv("A_NUMBER", given)

    assert environment.number("A_NUMBER", 90) == read


@pytest.mark.parametrize("given", ["0", "-1", "1.5", "nhiều", "1" * 9, "٣"])
def test_what_is_no_number_is_refused(monkeypatch, given):
    monkeypatch.setenv("A_NUMBER", given)

    with pytest.raises(ImproperlyConfigured, match="A_NUMBER"):
        environment.number("A_NUMBER", 90)
