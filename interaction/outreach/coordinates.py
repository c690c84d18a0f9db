"""Coordinates: GCJ-02, in which Chinese maps give them, turned into WGS-84, and degrees into kilometres. Plain Python.

The published approximation of GCJ-02; its inverse by repeated correction is exact to well under a metre.
"""

from math import cos, pi, radians, sin, sqrt

_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323
_ROUNDS = 4
KM_A_DEGREE = 111.32


def _waves(x: float) -> float:
    return 20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)


def _north(x: float, y: float) -> float:
    metres = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    metres += _waves(x) * 2.0 / 3.0
    metres += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    return metres + (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0


def _east(x: float, y: float) -> float:
    metres = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    metres += _waves(x) * 2.0 / 3.0
    metres += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    return metres + (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0


def to_gcj02(latitude: float, longitude: float) -> tuple[float, float]:
    """WGS-84 degrees as GCJ-02 degrees."""
    x, y = longitude - 105.0, latitude - 35.0
    phi = radians(latitude)
    curve = 1 - _ECCENTRICITY * sin(phi) ** 2
    north = _north(x, y) * 180.0 / ((_AXIS * (1 - _ECCENTRICITY)) / (curve * sqrt(curve)) * pi)
    east = _east(x, y) * 180.0 / (_AXIS / sqrt(curve) * cos(phi) * pi)
    return latitude + north, longitude + east


def from_gcj02(latitude: float, longitude: float) -> tuple[float, float]:
    """GCJ-02 degrees as WGS-84 degrees."""
    found = (latitude, longitude)
    for _round in range(_ROUNDS):
        shifted = to_gcj02(*found)
        found = (found[0] + latitude - shifted[0], found[1] + longitude - shifted[1])
    return found


def km_a_degree_east(latitude: float) -> float:
    return KM_A_DEGREE * cos(radians(latitude))
