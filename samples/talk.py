"""What the demo's accounts say to each other of a story in review; and a past they all know."""

import datetime
import re

from accounts.models import User
from articles import notes, notifying
from articles.models import Article, ArticleStatus, NoteField
from articles.richtext import plain_blocks

NUMBER = re.compile(r"\d[\d.,]*(?: \w+){2}")


def create(now: datetime.datetime) -> None:
    """Take what happened so far as read, and write two notes on a story in review."""
    for account in User.objects.filter(is_demo=True):
        notifying.read(account, now=now)
    article = Article.objects.filter(status=ArticleStatus.IN_REVIEW).order_by("pk").first()
    if article is None or article.created_by is None or article.notes.exists():
        return
    blocks = list(plain_blocks(article.body))
    editor = User.objects.get(username="bientapvien")
    for paragraph, block in enumerate(blocks):
        if found := NUMBER.search(block):
            at = notes.place(
                NoteField.BODY,
                blocks,
                words=found.group(),
                paragraph=paragraph,
                start=found.start(),
            )
            text = f"@{article.created_by.username} con số này theo nguồn nào?"
            notes.write(article, by=editor, text=text, at=at, now=now)
            break
    at = notes.Place(NoteField.HEADLINE)
    notes.write(article, by=editor, text="Tít nên nêu được cái mới.", at=at, now=now)
