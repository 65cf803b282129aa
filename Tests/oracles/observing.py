"""Writes the reference numbers of Tests/ObservingTests by running rubin-scheduler 4.6.0 and astropy 8.0.2.

Run from the repository's root: python Tests/oracles/observing.py
"""
import sys
import types
import warnings
from importlib.metadata import distribution, version

import numpy as np
from astropy import units as u
from astropy.coordinates import AltAz, EarthLocation, get_body, get_sun
from astropy.time import Time

# The package's own __init__ needs much that the two modules do not.
stub = types.ModuleType("rubin_scheduler.utils")
stub.__path__ = [str(distribution("rubin-scheduler").locate_file("rubin_scheduler/utils"))]
sys.modules["rubin_scheduler.utils"] = stub
from rubin_scheduler.utils.m5_flat_sed import m5_flat_sed  # noqa: E402
from rubin_scheduler.utils.sys_eng_vals import SysEngVals  # noqa: E402

warnings.simplefilter("ignore")
VALUES = SysEngVals()


def sigma(band, magnitude, m5):
    x = 10 ** (0.4 * (magnitude - m5))
    gamma = VALUES.gamma[band]
    return np.sqrt(0.005**2 + (0.04 - gamma) * x + gamma * x * x)


def noise():
    for band in "ugrizy":
        for airmass in (1.0, 1.3, 2.0):
            for sky in (-2.5, 0.0, 0.7):
                for seeing in (0.5, 0.8, 1.6):
                    for seconds, count in ((30.0, 1), (30.0, 2)):
                        musky = VALUES.sky_mag[band] + sky
                        one = seconds / count
                        m5 = float(m5_flat_sed(band, musky, seeing, one, airmass, nexp=count))
                        errors = [float(sigma(band, m, m5)) for m in (18.0, 22.0, 24.0)]
                        yield [band, airmass, round(musky, 6), seeing, seconds, count, m5] + errors


def lights():
    place = EarthLocation(lat=-30.2446 * u.deg, lon=-70.7494 * u.deg, height=2663 * u.m)
    for step in range(12):
        time = Time(61000.13 + 31.37 * step, format="mjd", scale="tai")
        geocentre = [get_sun(time), get_body("moon", time)]
        sun, moon = geocentre
        frame = AltAz(obstime=time, location=place)
        heights = [get_body(name, time, place).transform_to(frame).alt.deg for name in ("sun", "moon")]
        sidereal = time.utc.sidereal_time("mean", longitude=place.lon).deg
        phase = 180 - sun.separation(moon).deg
        yield [time.mjd, sidereal, sun.ra.deg, sun.dec.deg, moon.ra.deg, moon.dec.deg, *heights, phase]


def write(name, about, rows):
    lines = [" ".join(f"{value:.6f}" if isinstance(value, float) else str(value) for value in row) for row in rows]
    with open(f"Tests/ObservingTests/{name}.swift", "w") as file:
        file.write(f"/// {about}\n/// Written by Tests/oracles/observing.py.\nenum {name} {{\n")
        file.write('    static let rows = table(\n        """\n')
        file.writelines(f"        {line}\n" for line in lines)
        file.write('        """)\n}\n')


write(
    "NoiseReference",
    f"rubin-scheduler {version('rubin-scheduler')}: band, airmass, sky, seeing, s, exposures, m5, errors at 18, 22, 24.",
    noise(),
)
write(
    "LightsReference",
    f"astropy {version('astropy')}: MJD TAI, sidereal time, Sun, Moon (GCRS), altitudes of both, phase angle; degrees.",
    [[float(value) for value in row] for row in lights()],
)
