import pytest

from articles import richtext


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<p>Chữ</p>", "<p>Chữ</p>"),
        ('<p class="x" style="color:red" onclick="y()">Chữ</p>', "<p>Chữ</p>"),
        ("<script>alert(1)</script><p>Chữ</p>", "<p>Chữ</p>"),
        ('<p><a href="javascript:alert(1)">Chữ</a></p>', "<p><a>Chữ</a></p>"),
        ('<p><a data-entity="12">Chữ</a></p>', '<p><a data-entity="12">Chữ</a></p>'),
        ('<p><a data-entity="99999999999999999999">Chữ</a></p>', "<p><a>Chữ</a></p>"),
        ('<p><a data-entity="x1">Chữ</a></p>', "<p><a>Chữ</a></p>"),
        ("<p>a&nbsp;b</p>", "<p>a b</p>"),
        ("<p>&nbsp;</p><p>Chữ</p><p></p>", "<p>Chữ</p>"),
        ("<p>to&#x300;a</p>", "<p>tòa</p>"),
        ("<iframe src='x'></iframe><svg onload=x></svg>", ""),
        ('<figure data-photo="ab12" class="c"><img src="x"></figure>', None),
    ],
)
def test_sanitise_keeps_what_is_listed(given, kept):
    clean = richtext.sanitise(given)

    if kept is not None:
        assert clean == kept
    assert "<img" not in clean
    assert richtext.sanitise(clean) == clean


def test_keep_figures_takes_out_foreign_and_double_ones():
    body = "".join(f'<figure data-photo="{key}"></figure>' for key in ["a1", "zz", "a1", "b2"])

    kept, removed = richtext.keep_figures(f"<p>Chữ</p>{body}", {"a1", "b2"})

    assert richtext.photo_keys(kept) == ["a1", "b2"]
    assert removed == ["zz", "a1"]


def test_plain_blocks_gives_each_block_once():
    body = (
        "<h2>Đề mục</h2><p>Một <em>hai</em></p><ul><li>ba</li></ul>"
        "<blockquote><p>bốn</p></blockquote>"
    )

    assert list(richtext.plain_blocks(body)) == ["Đề mục", "Một hai", "ba", "bốn"]


def test_editor_filter_lists_what_the_sanitiser_keeps():
    names = {rule.split("[")[0] for rule in richtext.editor_filter().split("; ")}

    assert names == set(richtext.ELEMENTS)


def test_links_by_hand_are_kept_for_those_on_record():
    body = '<p><a data-entity="7">A</a>, <a data-entity="8">B</a>, <a href="https://a.vn">C</a></p>'

    assert richtext.linked_names(body) == [7, 8]
    assert richtext.keep_names(body, {7, 8}) == (body, [])
    assert richtext.keep_names(body, {7}) == (
        '<p><a data-entity="7">A</a>, B, <a href="https://a.vn">C</a></p>',
        ["B"],
    )


def test_what_buttons_write_is_what_the_sanitiser_keeps():
    written = {name for group in richtext.BUTTONS for made in group.values() for name in made}

    # The rest has no button: lines end by keys, and photos have buttons of their own.
    assert set(richtext.ELEMENTS) - written == {"br", "figure"}
    assert written - set(richtext.ELEMENTS) == set()
