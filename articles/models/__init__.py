from articles.models.article import Article, ArticleStatus
from articles.models.byline import Author, Byline, BylineRole
from articles.models.correction import Correction, CorrectionKind
from articles.models.edition import Edition, EditionEntity, EditionKind, EditionPhoto
from articles.models.edition_lists import EditionAuthor, EditionTopic
from articles.models.edition_subject import EditionPhotoSubject
from articles.models.embargo import EmbargoChange
from articles.models.fix import Fix
from articles.models.front import FrontArrangement, FrontPlace
from articles.models.mention import Decision, Mention
from articles.models.note import Note, NoteField
from articles.models.notification import MailState, NoMail, Notification, NotificationKind
from articles.models.photo_use import PhotoUse, new_photo_key
from articles.models.preview import PreviewLink
from articles.models.revision import Revision, RevisionStep
from articles.models.search import SearchRow, SearchWord
from articles.models.section import Section, Topic
from articles.models.status_change import StatusChange
from articles.models.story_template import StoryTemplate
from articles.models.upload import StoryUpload
from articles.models.writing import AutosaveDraft, Presence

__all__ = [
    "Article",
    "ArticleStatus",
    "Author",
    "AutosaveDraft",
    "Byline",
    "BylineRole",
    "Correction",
    "CorrectionKind",
    "Decision",
    "Edition",
    "EditionAuthor",
    "EditionEntity",
    "EditionKind",
    "EditionPhoto",
    "EditionPhotoSubject",
    "EditionTopic",
    "EmbargoChange",
    "Fix",
    "FrontArrangement",
    "FrontPlace",
    "MailState",
    "Mention",
    "NoMail",
    "Note",
    "NoteField",
    "Notification",
    "NotificationKind",
    "PhotoUse",
    "Presence",
    "PreviewLink",
    "Revision",
    "RevisionStep",
    "SearchRow",
    "SearchWord",
    "Section",
    "StatusChange",
    "StoryTemplate",
    "StoryUpload",
    "Topic",
    "new_photo_key",
]
