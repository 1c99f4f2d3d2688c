"""The front page of the demo, as an editor arranged it: what the stories' list says of slots."""

import datetime
from collections.abc import Mapping

from accounts.models import User
from articles.arranging import arrange, choosable
from articles.front import Chosen
from articles.models import FrontArrangement


def create(placed: Mapping[str, int], now: datetime.datetime) -> None:
    """Arrange {slot: number of the story} once; what may not be chosen is left out."""
    if FrontArrangement.objects.exists():
        return
    known = choosable(placed.values(), now)
    chosen = {slot: Chosen(article) for slot, article in placed.items() if article in known}
    arrange(chosen, by=User.objects.get(username="bientapvien"), seen=0, now=now)
