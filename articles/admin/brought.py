"""What was given with a button under a story: shown again where it came to nothing."""

from articles.models import Article

KEY = "desk_brought"
# As the form posts them.
FIELDS = ["note", "at", "embargo_note", "embargo_until", "embargo_read"]


def hold(request, article_id: str) -> None:
    """Keep what the form brings until the story is shown again, whatever becomes of the act."""
    posted = _posted(request)
    if "_act" in request.POST or posted["note"] or posted["embargo_note"]:
        request.session[KEY] = {"article": article_id, "fields": posted}


def let_go(request) -> None:
    """The act was done: nothing of it is to be given again."""
    if KEY in request.session:
        request.session[KEY] |= {"fields": dict.fromkeys(FIELDS, "")}


def to_show(request, article: Article, embargo_read: str) -> dict:
    """
    Return what the form needs: {"brought": {field: text}, "is_brought"}.

    `embargo_read` is the embargo that is shown: an end that was typed over another is not typed
    over this one.
    """
    fields, is_brought = dict.fromkeys(FIELDS, ""), False
    held = request.session.get(KEY)
    if request.method == "POST":
        fields, is_brought = _posted(request), True
    elif held is not None and held["article"] == str(article.pk):
        fields, is_brought = request.session.pop(KEY)["fields"], True
    if fields["embargo_read"] != embargo_read:
        fields |= {"embargo_until": ""}
    return {"brought": fields, "is_brought": is_brought}


def _posted(request) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in FIELDS}
