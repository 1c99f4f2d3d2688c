"""Where editors arrange the front page, and the journal of all arrangements."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.ids import id_of
from accounts.rows import RowPermissions
from articles import arranging, linking
from articles.admin.front_board import Board, written
from articles.front import SLOTS, as_query, holding
from articles.front_states import headlines, standings
from articles.models import FrontArrangement

BOARD = "admin:articles_frontarrangement_changelist"


@admin.register(FrontArrangement)
class FrontArrangementAdmin(RowPermissions, admin.ModelAdmin):
    """The list of the model is the board; what was saved before stands on a page of its own."""

    list_display = ["number", "made_at", "made_by", "what"]
    list_select_related = ["made_by", "restores"]
    list_per_page = 30
    ordering = ["-number"]
    actions = None
    fieldsets = [(None, {"fields": []})]

    def has_add_permission(self, request):
        # Not by a form of Django's.
        return False

    def get_urls(self):
        earlier = self.admin_site.admin_view(self.earlier_view)
        return [
            path("earlier/", earlier, name="articles_frontarrangement_earlier"),
            *super().get_urls(),
        ]

    # The journal

    def earlier_view(self, request):
        return super().changelist_view(
            request, {"title": _("Earlier arrangements of the front page")}
        )

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        for row, lines in zip(rows, _told(rows), strict=True):
            row.lines = lines
        changelist.result_list = rows
        return changelist

    @admin.display(description=gettext_lazy("what changed"))
    def what(self, row):
        return format_html_join("", "<p>{}</p>", ((line,) for line in row.lines))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One arrangement as it was saved, and the way to put it back."""
        number = id_of(unquote(object_id))
        rows = FrontArrangement.objects.select_related("made_by", "restores")
        row = rows.filter(pk=number).first() if number is not None else None
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        chosen = arranging.of(row)
        names = headlines(choice.article for choice in chosen.values())
        context = self.admin_site.each_context(request) | {
            "title": _("Arrangement no. %(number)s") % {"number": row.number},
            "opts": self.opts,
            "row": row,
            "lines": _told([row])[0],
            "slots": [
                (slot.label, names.get(chosen[slot.name].article), written(chosen[slot.name].until))
                for slot in SLOTS
                if slot.name in chosen
            ],
            "is_last": row == arranging.current(),
        }
        return render(request, "admin/articles/frontarrangement/earlier.html", context)

    # The board

    @method_decorator(never_cache)
    def changelist_view(self, request, extra_context=None):
        if not request.user.has_perm(arranging.PERMISSION):
            raise PermissionDenied
        now, told = timezone.now(), {}
        board = Board.sent(request.POST) if request.method == "POST" else _begin(request, now)
        said = ""
        match request.POST.get("_do", ""):
            case "":
                pass
            case "save":
                told = self._save(request, board, now)
                if told is None:
                    return HttpResponseRedirect(reverse(BOARD))
            case act:
                said = board.act(act, headlines(row.article for row in board.rows if row))
        return render(
            request,
            "admin/articles/frontarrangement/board.html",
            self.admin_site.each_context(request) | self._shown(request, board, now, told, said),
        )

    def _save(self, request, board, now) -> dict[str, str] | None:
        """Save the board; None if that is done, else {slot: what is to be read there first}."""
        chosen, wrong = board.chosen(now)
        if wrong:
            messages.error(request, _("Nothing was saved yet: see what is said in the slots."))
            return {}
        try:
            restores = _arrangement(board.restores)
            made = arranging.arrange(
                chosen, by=request.user, seen=board.seen, now=now, restores=restores
            )
        except arranging.Overtaken as refusal:
            messages.error(
                request,
                _("%(what)s Read what is said in the slots, then save again.") % {"what": refusal},
            )
            return _catch_up(board, chosen, now)
        except arranging.ArrangeRefused as refusal:
            messages.error(request, str(refusal))
            return {}
        if made is None:
            messages.info(request, _("Nothing was changed."))
        else:
            messages.success(request, _("The front page stands as you arranged it."))
        return None

    def _shown(self, request, board, now, told, said) -> dict:
        chosen, wrong = board.chosen(now)
        at, wrong_at = board.looked_at(now)
        query = urlencode(as_query(chosen, at))
        last = arranging.current()
        restores = _arrangement(board.restores)
        # As it was, or it is another one by now.
        is_put_back = chosen == holding(arranging.of(restores), now)
        return {
            "title": _("Front page"),
            "opts": self.opts,
            "board": board,
            "said": said,
            "last": last,
            "is_changed": chosen != holding(arranging.of(last), now),
            "restores": restores if is_put_back else None,
            "slots": [
                {
                    "now": standing,
                    "until": row.until if row else "",
                    "told": told.get(standing.slot.name, ""),
                    "wrong": wrong.get(standing.slot.name, ""),
                }
                for standing, row in zip(standings(chosen, now), board.rows, strict=True)
            ],
            "found": linking.find(board.typed, by=request.user, now=now),
            "placed": {choice.article for choice in chosen.values()},
            "into": board.first_free(),
            "labels": [(slot.name, slot.label) for slot in SLOTS],
            "wrong_at": wrong_at,
            "at": at,
            "preview": f"{reverse('public:preview-front')}?{query}",
        }


def _begin(request, now) -> Board:
    """Return the board as it was saved last, or with the earlier arrangement that is asked for."""
    last = arranging.current()
    board = Board(seen=last.number if last else 0)
    asked = request.GET.get("from")
    source = last
    if asked is not None:
        source = _arrangement(id_of(asked))
        if source is None:
            raise Http404
        board.restores = source.number
    board.show(holding(arranging.of(source), now))
    return board


def _arrangement(number: int | None) -> FrontArrangement | None:
    return FrontArrangement.objects.filter(number=number).first() if number else None


def _catch_up(board: Board, mine, now) -> dict[str, str]:
    """Bring the board up to date; return {slot: who changed it meanwhile, and what stays}."""
    merged, changes, last = arranging.merge(mine, board.seen, now)
    board.seen = last.number if last else 0
    stories = {change.new.article for change in changes if change.new}
    names, told = headlines(stories), {}
    for change in changes:
        if change.is_untouched:
            board.replace(change.slot.name, merged.get(change.slot.name))
        said = {
            "who": change.arrangement.made_by,
            "when": f"{timezone.localtime(change.arrangement.made_at):%H:%M, %d/%m/%Y}",
            "value": _value(change.new, names),
        }
        if change.is_untouched:
            words = _(
                "%(who)s changed this meanwhile (%(when)s): %(value)s. "
                "It stands here now, and stays."
            )
        else:
            words = _(
                "%(who)s changed this meanwhile (%(when)s): %(value)s. "
                "Yours replaces it if you save again."
            )
        told[change.slot.name] = words % said
    return told


def _told(rows: list[FrontArrangement]) -> list[list[str]]:
    """Return for each arrangement what it changed, one sentence a slot."""
    found = arranging.changes(rows)
    sides = [
        side for changes in found.values() for one in changes for side in (one.old, one.new) if side
    ]
    names = headlines({side.article for side in sides})
    return [
        [
            *(
                [_("Puts back no. %(number)s") % {"number": row.restores.number}]
                if row.restores
                else []
            ),
            *(
                f"{one.slot.label}: {_value(one.old, names)} → {_value(one.new, names)}"
                for one in found[row.number]
            ),
        ]
        for row in rows
    ]


def _value(choice, names) -> str:
    if choice is None:
        return _("by time")
    name = f"“{names.get(choice.article, choice.article)}”"
    if choice.until is None:
        return name
    return _("%(story)s until %(moment)s") % {"story": name, "moment": written(choice.until)}
