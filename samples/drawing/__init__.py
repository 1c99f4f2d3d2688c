"""Draw the sample pictures: one seed a name, so that a picture is the same on every machine."""

from collections.abc import Callable
from random import Random

from PIL import Image

from .bay import karst_bay_dawn, karst_bay_day
from .boatyard import boat_yard
from .bridge import night_bridge
from .fields import tea_hills, terraced_fields
from .hall import conference_hall
from .hospital import hospital_morning
from .lighthouse import lighthouse
from .market import market_stalls
from .pitch import football_pitch
from .port import boats_at_sunset, fishing_port
from .portraits import portrait_chairman, portrait_deputy, portrait_secretary
from .rafts import oyster_rafts
from .road import storm_road
from .school import school_yard
from .speakers import speaker_in_chamber, speaker_in_hall
from .street import old_street

SCENES: dict[str, Callable[[Random], Image.Image]] = {
    scene.__name__: scene
    for scene in (
        karst_bay_dawn,
        karst_bay_day,
        boat_yard,
        night_bridge,
        tea_hills,
        terraced_fields,
        conference_hall,
        hospital_morning,
        lighthouse,
        market_stalls,
        football_pitch,
        boats_at_sunset,
        fishing_port,
        oyster_rafts,
        storm_road,
        school_yard,
        old_street,
        speaker_in_hall,
        speaker_in_chamber,
        portrait_secretary,
        portrait_chairman,
        portrait_deputy,
    )
}


def draw(name: str) -> Image.Image:
    """
    Return the picture of that name, RGB; an unknown name raises KeyError.

    2,400 px wide, a portrait 1,600 × 2,000.
    """
    return SCENES[name](Random(name))
