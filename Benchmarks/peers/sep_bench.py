"""Times sep on an image. Usage: sep_bench.py SCIENCE.fits; prints JSON.

Sky, sources with deblending and three apertures of 3, 6 and 12 pixels; then windowed places and Kron fluxes beside them. Reading
is not timed; medians over passes. Sources stand out by 5 standard deviations of the filtered image, as ours do; sep asks for
that in standard deviations of the unfiltered one.
"""

import json
import statistics
import sys
import time

import numpy
import sep
from astropy.io import fits

PASSES = 3
SIGMA = 1.5


def kernel():
    x = numpy.arange(-4, 5)
    line = numpy.exp(-x * x / (2 * SIGMA * SIGMA))
    return numpy.outer(line, line)


def threshold():
    k = kernel()
    return 5.0 * numpy.sqrt((k * k).sum()) / k.sum()


def apertures(data):
    sky = sep.Background(data, bw=128, bh=128)
    flat = data - sky
    sources = sep.extract(
        flat, threshold(), err=sky.globalrms, filter_kernel=kernel(), filter_type="conv", minarea=3
    )
    for radius in (3.0, 6.0, 12.0):
        sep.sum_circle(flat, sources["x"], sources["y"], radius, err=sky.globalrms)
    return flat, sources, sky


def kron(data):
    flat, s, sky = apertures(data)
    sep.winpos(flat, s["x"], s["y"], numpy.full(len(s), 2.0))
    radius, _ = sep.kron_radius(flat, s["x"], s["y"], s["a"], s["b"], s["theta"], 6.0)
    good = numpy.isfinite(radius) & (radius > 0) & (s["b"] > 0)
    s, radius = s[good], radius[good]
    angle = numpy.clip(s["theta"], -1.57079, 1.57079)
    sep.sum_ellipse(flat, s["x"], s["y"], s["a"], s["b"], angle, 2.5 * radius, err=sky.globalrms)


def main(path):
    with fits.open(path) as hdus:
        data = next(h.data for h in hdus if h.data is not None).astype("<f4")
    data = numpy.ascontiguousarray(data)
    sep.set_extract_pixstack(30_000_000)
    sep.set_sub_object_limit(100_000)
    seconds = {}
    for name, function in (("apertures", apertures), ("kron", kron)):
        passes = []
        for _ in range(PASSES):
            begin = time.perf_counter()
            function(data)
            passes.append(time.perf_counter() - begin)
        seconds[name] = statistics.median(passes)
    count = len(apertures(data)[1])
    print(json.dumps({"peer": f"sep {sep.__version__}", "seconds": seconds, "sources": count}))


main(sys.argv[1])
