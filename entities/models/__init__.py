from entities.models.alias import Alias, AliasKind
from entities.models.dismissed import DismissedName
from entities.models.distinct import DistinctPair
from entities.models.entity import Entity, EntityKind, EntityPage
from entities.models.merge import Merge
from entities.models.office import Post, Tenure
from entities.models.organisation import Organisation, OrganisationKind
from entities.models.person import Gender, Person
from entities.models.place import PROVINCIAL, Place, PlaceKind
from entities.models.precision import DatePrecision

__all__ = [
    "PROVINCIAL",
    "Alias",
    "AliasKind",
    "DatePrecision",
    "DismissedName",
    "DistinctPair",
    "Entity",
    "EntityKind",
    "EntityPage",
    "Gender",
    "Merge",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Place",
    "PlaceKind",
    "Post",
    "Tenure",
]
