"""No body is a part of itself, or its own successor, by whatever way round."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from entities.models import Organisation
from entities.models.organisation import stands_above
from tests import factories as make

pytestmark = pytest.mark.django_db


def chain(count, relation="parent"):
    """Bodies of which each is a part of the one before."""
    bodies = [make.organisation(f"Cơ quan số {n}").organisation for n in range(count)]
    for above, below in pairwise(bodies):
        Organisation.objects.filter(pk=below.pk).update(**{relation: above.pk})
    return [Organisation.objects.get(pk=body.pk) for body in bodies]


@pytest.mark.parametrize("relation", ["parent", "succeeded_by"])
@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_a_circle_of_any_length_is_refused(count, relation):
    bodies = chain(count, relation)
    setattr(bodies[0], relation, bodies[-1].entity)

    with pytest.raises(ValidationError) as refusal:
        bodies[0].full_clean()

    assert refusal.value.error_dict.keys() == {relation}


def test_a_tree_is_no_circle():
    top, middle, part = chain(3)
    part.parent = top.entity

    part.full_clean()

    assert stands_above(top.pk, middle.pk, "parent")
    assert not stands_above(part.pk, top.pk, "parent")


def test_a_circle_that_is_there_is_walked_once():
    bodies = chain(3)
    # Two people at the same moment: neither saw the other's.
    Organisation.objects.filter(pk=bodies[0].pk).update(parent=bodies[2].pk)

    assert not stands_above(make.organisation("Khác").pk, bodies[0].pk, "parent")
