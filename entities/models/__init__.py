from entities.models.alias import Alias, AliasKind
from entities.models.entity import Entity, EntityKind, EntityPage
from entities.models.office import Post, Tenure
from entities.models.organisation import Organisation, OrganisationKind
from entities.models.person import Gender, Person
from entities.models.precision import DatePrecision

__all__ = [
    "Alias",
    "AliasKind",
    "DatePrecision",
    "Entity",
    "EntityKind",
    "EntityPage",
    "Gender",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Post",
    "Tenure",
]
