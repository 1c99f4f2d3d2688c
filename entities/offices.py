"""Which office a person held on a day, and how it is printed."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import override, pgettext

from entities.models import DatePrecision, Entity, Organisation, Post, Tenure
from vietnamese.text import fold, squeeze, tone_key

LONGEST_LABEL = Post._meta.get_field("label").max_length or 0
# Titles that say nothing of where: on a page the organisation stands after them.
_RANKS = ["bí thư", "chủ tịch", "giám đốc", "trưởng ban", "trưởng đoàn", "chánh văn phòng"]
_RANKS += ["chánh thanh tra", "viện trưởng", "chánh án", "chỉ huy trưởng", "chính ủy"]
_RANKS += ["tổng biên tập", "hiệu trưởng", "trưởng phòng", "cục trưởng", "tham mưu trưởng"]
BARE_TITLES = {
    tone_key(f"{deputy}{rank}{standing}")
    for rank in _RANKS
    for deputy, standing in [("", ""), ("phó ", ""), ("phó ", " thường trực")]
}
# Offices that several hold at once, by the words they begin with.
_OF_SEVERAL = ("pho", "uy vien", "dai bieu", "thanh vien")
# "Tỉnh ủy viên" ends in it.
_MEMBER = "uy vien"


def printed(tenure: Tenure) -> str:
    """Return the office as printed: the post's label, with "Quyền" before an acting holder."""
    return printed_as(tenure.post.label, tenure.is_acting)


def printed_as(label: str, is_acting: bool) -> str:
    if not is_acting:
        return label
    with override("vi"):
        acting = pgettext("office", "Acting")
    return f"{acting} {label[:1].lower()}{label[1:]}"


def label_of(title: str, organisation: Organisation) -> str:
    """
    Return a title as a Post is printed: "Giám đốc" of the Sở Y tế is "Giám đốc Sở Y tế".

    Titles that say more than a rank stay as they are. What ends as the body begins is
    written once: "Trưởng ban" of the Ban Tổ chức is "Trưởng Ban Tổ chức".
    """
    title = squeeze(title)
    if tone_key(title).casefold() not in BARE_TITLES:
        return title
    body = organisation.short_name or organisation.entity.name
    words, first = title.split(), body.split()
    for count in [2, 1]:
        if [w.casefold() for w in words[-count:]] == [w.casefold() for w in first[:count]]:
            words = words[:-count]
            break
    label = " ".join([*words, body])
    return label if len(label) <= LONGEST_LABEL else title


def label_key(label: str) -> str:
    """Return what is the same for two ways to write one office: case and place of the tone."""
    return tone_key(squeeze(label)).casefold()


def by_key(organisation: Entity, posts: Iterable[Post]) -> dict[str, Post]:
    """Return {key: post} of an organisation's offices, by their labels as stored and as printed."""
    found: dict[str, Post] = {}
    for post in posts:
        for label in [post.label, label_of(post.label, organisation.organisation)]:
            found.setdefault(label_key(label), post)
    return found


def find_post(organisation: Entity, title: str, known: Mapping[str, Post]) -> Post | None:
    """Return the office of this title among `known`, which are by their keys."""
    label = label_of(title, organisation.organisation)
    return known.get(label_key(title)) or known.get(label_key(label))


def new_post(organisation: Entity, title: str) -> Post:
    """Return an office that is not saved yet, as it is printed."""
    label = label_of(title, organisation.organisation)
    return Post(organisation=organisation, label=label, is_single=is_single_by_label(label))


def post_for(organisation: Entity, title: str) -> Post:
    """Return the organisation's office of this title, made if it is not on record."""
    known = by_key(organisation, organisation.posts.all())
    if post := find_post(organisation, title, known):
        return post
    new = new_post(organisation, title)
    # Somebody else may have made it just now.
    return Post.objects.get_or_create(
        organisation=organisation, label=new.label, defaults={"is_single": new.is_single}
    )[0]


def offices_on(people: Iterable[int], day: datetime.date) -> dict[int, str]:
    """
    Return {entity id: offices held on `day`, by rank, parted by ", "}, one query.

    People without an office that day are left out. See TenureQuerySet.on for what
    is known in part. Shape after Popolo's Membership.
    """
    held = defaultdict(list)
    tenures = Tenure.objects.filter(person__in=list(people)).on(day).by_rank()
    for tenure in tenures.select_related("post"):
        held[tenure.person_id].append(printed(tenure))
    return {person: ", ".join(dict.fromkeys(labels)) for person, labels in held.items()}


def shown_date(day: datetime.date | None, precision: str) -> str:
    """Return a day as precisely as it is known: 17/11/2025, 11/2025 or 2025; "" for None."""
    if day is None:
        return ""
    match precision:
        case DatePrecision.YEAR:
            return f"{day.year}"
        case DatePrecision.MONTH:
            return f"{day.month}/{day.year}"
    return f"{day.day:02}/{day.month:02}/{day.year}"


def is_single_by_label(label: str) -> bool:
    """
    Say whether an office of this label has one holder at a time, as offices mostly do.

    Not so of deputies, of members and of delegates: `Phó Giám đốc`, `Ủy viên Ban Thường vụ`.
    """
    folded = f"{fold(label)} "
    is_of_several = any(folded.startswith(f"{words} ") for words in _OF_SEVERAL)
    return not is_of_several and f" {_MEMBER} " not in folded
