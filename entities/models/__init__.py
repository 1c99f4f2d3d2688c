from entities.models.alias import Alias, AliasKind
from entities.models.entity import Entity, EntityKind, EntityPage
from entities.models.office import DatePrecision, Post, Tenure
from entities.models.organisation import Organisation, OrganisationKind
from entities.models.person import Gender, Person

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
