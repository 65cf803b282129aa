"""Images by the command line, with files that astropy made."""
import csv
import hashlib
import json

import numpy as np
from astropy.io import fits
from astropy.wcs import WCS

SIDE = 352
ADDED = [(100.5, 120.25), (200.0, 282.5), (281.25, 152.0)]
# A kernel that a debug build fits in seconds.
QUICK = ("--kernel-order", "1")


def stars():
    draw = np.random.default_rng(5)
    grid = np.array([(24 + 22 * i, 24 + 22 * j) for i in range(14) for j in range(14)])
    return grid + draw.uniform(0, 4, grid.shape), 3000 * 20 ** draw.uniform(0, 1, len(grid))


def picture(seed, fwhm, noise, added=()):
    """Moffat stars on a sloping sky."""
    y, x = np.mgrid[:SIDE, :SIDE]
    image = np.zeros((SIDE, SIDE))
    places, fluxes = stars()
    alpha2 = fwhm ** 2 / 4 / (2 ** (1 / 3.5) - 1)
    for (sx, sy), flux in [*zip(places, fluxes), *[(p, 1500.0) for p in added]]:
        box = np.s_[max(0, int(sy) - 25):int(sy) + 26, max(0, int(sx) - 25):int(sx) + 26]
        image[box] += flux * 2.5 / (np.pi * alpha2) * (1 + ((x[box] - sx) ** 2 + (y[box] - sy) ** 2) / alpha2) ** -3.5
    clean = image.copy()
    image += 200 + .05 * x + np.random.default_rng(seed).normal(0, 1, image.shape) * np.sqrt(noise ** 2 + .02 * clean)
    return image, noise ** 2 + .02 * clean


def write(path, image, variance, shift=0.0, compressed=False):
    system = WCS(naxis=2)
    system.wcs.ctype = ["RA---TAN", "DEC--TAN"]
    system.wcs.crval, system.wcs.crpix = [53, -27], [176 - shift, 176]
    system.wcs.cd = [[-5.5e-5, 0], [0, 5.5e-5]]
    header = system.to_header()
    header["GAIN"] = 50.0
    make = fits.CompImageHDU if compressed else fits.ImageHDU
    mask = np.zeros(image.shape, "i4")
    mask[200:210, 50] = 1
    planes = [make(image.astype("f4"), header, name="IMAGE"), fits.ImageHDU(variance.astype("f4"), name="VARIANCE"),
              fits.ImageHDU(mask, fits.Header({"MP_BAD": 0}), name="MASK")]
    fits.HDUList([fits.PrimaryHDU(), *planes]).writeto(path)


def pair(bench):
    science, template = bench.folder / "s.fits", bench.folder / "t.fits"
    write(science, *picture(1, 4.2, 5, ADDED))
    write(template, *picture(2, 3.3, 2.5))
    return science, template


def rows(path):
    return list(csv.DictReader(open(path)))


def test_a_difference_has_what_was_added_and_files_that_astropy_reads(bench):
    science, template = pair(bench)
    out = bench.folder / "out"
    bench.run("difference", "--science", science, "--template", template, "--out", out, *QUICK, data=False)
    found = [r for r in rows(out / "detections.csv") if abs(float(r["snr"])) >= 6 and r["flagged"] == "0"]
    assert len(found) == len(ADDED), (found, rows(out / "detections.csv")[:3])
    for x, y in ADDED:
        near = min(found, key=lambda r: np.hypot(float(r["x"]) - x, float(r["y"]) - y))
        assert np.hypot(float(near["x"]) - x, float(near["y"]) - y) < .5, near
        sky = WCS(fits.getheader(science, "IMAGE")).wcs_pix2world(float(near["x"]), float(near["y"]), 0)
        assert abs(sky[0] - float(near["ra"])) < 1e-7 and abs(sky[1] - float(near["dec"])) < 1e-7, (sky, near)
    with fits.open(out / "difference.fits") as hdus:
        difference, variance, mask = (hdus[n].data for n in ("IMAGE", "VARIANCE", "MASK"))
        assert hdus["MASK"].header["MP_SAT"] == 1 and hdus["MASK"].header["MP_NO_DATA"] == 8 and hdus["IMAGE"].header["CRVAL1"] == 53
    pulls = (difference / np.sqrt(variance))[np.isfinite(difference)]
    assert abs(1.4826 * np.median(abs(pulls)) - 1) < .03, np.median(abs(pulls))
    assert np.isnan(difference[200:210, 50]).all(), "masked pixels say nothing"
    with fits.open(out / "detections.fits") as hdus:
        table = hdus["DETECTIONS"].data
        assert len(table) == len(rows(out / "detections.csv"))
        assert np.allclose(table["x"], [float(r["x"]) for r in rows(out / "detections.csv")])
    assert all(float(r["reliability"]) > .5 for r in found), found
    page = (out / "report.html").read_text()
    assert "data:image/png" in page and "<script src" not in page and "http://" not in page.replace("http://www.w3.org", "")


def test_images_that_were_exchanged_give_the_other_sign(bench):
    science, template = pair(bench)
    bench.run("difference", "--science", template, "--template", science, "--out", bench.folder / "out", *QUICK, "--catalogue-only", data=False)
    found = [r for r in rows(bench.folder / "out/detections.csv") if abs(float(r["snr"])) >= 6 and r["flagged"] == "0"]
    assert len(found) == len(ADDED) and all(float(r["snr"]) < 0 for r in found), rows(bench.folder / "out/detections.csv")
    assert not (bench.folder / "out/report.html").exists()


def test_proper_subtraction_finds_the_same_and_writes_the_same_files(bench):
    science, template = pair(bench)
    out, kernel = bench.folder / "proper", bench.folder / "kernel"
    text = bench.run("difference", "--method", "zogy", "--science", science, "--template", template, "--out", out, data=False).stdout.decode()
    assert "zogy" in text, text
    bench.run("difference", "--method", "alard-lupton", "--science", science, "--template", template, "--out", kernel, *QUICK, data=False)
    own, other = ([r for r in rows(folder / "detections.csv") if abs(float(r["snr"])) >= 6 and r["flagged"] == "0"] for folder in (out, kernel))
    assert len(own) == len(other) == len(ADDED), (own, other)
    assert own[0].keys() == other[0].keys()
    for a, b in zip(own, other):
        assert np.hypot(float(a["x"]) - float(b["x"]), float(a["y"]) - float(b["y"])) < .5, (a, b)
        assert abs(float(a["psfFlux"]) / float(b["psfFlux"]) - 1) < .1, (a, b)
    with fits.open(out / "difference.fits") as proper, fits.open(kernel / "difference.fits") as plain:
        assert [h.name for h in proper] == [h.name for h in plain]
        pulls = (proper["IMAGE"].data / np.sqrt(proper["VARIANCE"].data))[np.isfinite(proper["IMAGE"].data)]
        assert np.isnan(proper["IMAGE"].data[200:210, 50]).all(), "masked pixels say nothing"
    assert abs(1.4826 * np.median(abs(pulls)) - 1) < .03, np.median(abs(pulls))
    page = (out / "report.html").read_text()
    assert "zogy" in page and "flux ratio" in page and ">nan" not in page


def test_curves_of_completeness_and_purity(bench):
    science, template = pair(bench)
    text = bench.run("difference", "evaluate", "--science", science, "--template", template, "--out", bench.folder / "curves",
                     "--count", "40", *QUICK, data=False).stdout.decode()
    assert "completeness" in text and "purity" in text, text
    matches = rows(bench.folder / "curves/matches.csv")
    bright = [r for r in matches if float(r["trueSnr"]) > 10]
    assert len(bright) > 10 and sum(r["isFound"] == "true" for r in bright) > .9 * len(bright), len(bright)
    assert "<svg" in (bench.folder / "curves/curves.html").read_text()


def test_injected_sources_are_where_the_list_says(bench):
    science, _ = pair(bench)
    bench.run("inject", science, "--out", bench.folder / "i.fits", "--truth", bench.folder / "truth.csv", "--count", "20",
              "--min-snr", "50", "--max-snr", "200", "--near-sources", "0", data=False)
    before, after = fits.getdata(science, "IMAGE"), fits.getdata(bench.folder / "i.fits", "IMAGE")
    truth = rows(bench.folder / "truth.csv")
    assert len(truth) == 20
    for row in truth:
        x, y, flux = (float(row[k]) for k in ("x", "y", "flux"))
        box = np.s_[int(y) - 12:int(y) + 13, int(x) - 12:int(x) + 13]
        # A twentieth of this PSF's light lies further out; sources are 30 pixels apart.
        assert .9 < (after - before)[box].sum() / flux < 1.03, (row, (after - before)[box].sum())
    assert (after != before).mean() < .3


def test_sky_psf_and_warp(bench):
    science, template = pair(bench)
    text = bench.run("image", "background", science, "--cell", "64", "--level", bench.folder / "sky.fits", data=False).stdout.decode()
    sky = fits.getdata(bench.folder / "sky.fits")
    expected = 200 + .05 * np.arange(SIDE)
    assert abs(np.median(sky, axis=0) - expected).max() < 3, text
    text = bench.run("image", "psf", science, "--out", bench.folder / "psf.fits", data=False).stdout.decode()
    cube = fits.getdata(bench.folder / "psf.fits")
    assert cube.shape == (9, 41, 41) and abs(cube.sum(axis=(1, 2)) - 1).max() < 1e-3, text
    moved = bench.folder / "moved.fits"
    write(moved, *picture(2, 3.3, 2.5), shift=3.0, compressed=True)
    bench.run("image", "warp", moved, "--like", science, "--out", bench.folder / "warped.fits", data=False)
    warped, original = fits.getdata(bench.folder / "warped.fits", "IMAGE"), fits.getdata(moved, "IMAGE")
    # The reference pixel of the moved image lies three pixels further left, so its pixel x - 3 is the science image's pixel x.
    assert np.allclose(warped[50:-50, 50:-50], original[50:-50, 47:-53], atol=.05 * abs(original).max())


def exposures(bench, count, trail=None):
    """One field, moved by some pixels from exposure to exposure, one with a satellite's trail."""
    paths = []
    for n in range(count):
        image, variance = picture(20 + n, 3.3 + .25 * (n % 3), 5)
        if n == trail:
            y, x = np.mgrid[:SIDE, :SIDE]
            image += 200 * np.exp(-(y - .5 * x - 80) ** 2 / 8)
        paths.append(bench.folder / f"visit-{n}.fits")
        write(paths[-1], np.roll(image, 2 * n, axis=1), np.roll(variance, 2 * n, axis=1), shift=-2 * n)
    return paths


def test_a_coadd_is_deep_without_the_satellite_and_a_template(bench):
    paths = exposures(bench, 5, trail=1)
    science, _ = pair(bench)
    out = bench.folder / "coadd"
    quick = ("--sky-cell", "128", "--band", "r")
    bench.run("image", "coadd", *paths[:4], "--out", out, "--wcs-of", science, *quick, data=False)
    bench.run("image", "coadd", paths[4], "--out", out, "--add", "--freeze", *quick, data=False)
    again = bench.run("image", "coadd", paths[4], "--out", out, "--add", *quick, data=False, expect=2)
    assert b"frozen" in again.stderr, again.stderr
    record = json.loads((out / "coadd.json").read_text())
    assert record["isFrozen"] and [i["name"] for i in record["inputs"]] == [p.name for p in paths]
    assert [i["sha256"] for i in record["inputs"]] == [hashlib.sha256(p.read_bytes()).hexdigest() for p in paths]
    assert any(a["input"] == "visit-1.fits" and a["area"] > 500 for a in record["artefacts"]), record["artefacts"]
    with fits.open(out / "coadd.fits") as hdus:
        image, variance, coverage, depth = (hdus[n].data for n in ("IMAGE", "VARIANCE", "COVERAGE", "DEPTH"))
        assert WCS(hdus["IMAGE"].header).wcs.crpix[0] == 176 and abs(hdus["PSF"].data.sum(axis=(1, 2)) - 1).max() < 1e-3
    y, x = np.mgrid[:SIDE, :SIDE]
    middle = (x > 30) & (x < 320) & (y > 30) & (y < 320)
    assert np.median(coverage[middle]) == 5 and np.isfinite(depth[middle]).mean() > .99
    static = picture(0, 3.5, 1e-3)[0] - 200 - .05 * x
    blank = middle & (static < 1)
    away = abs(y - .5 * x - 80)
    trail, beside = image[blank & (away < 2)], image[blank & (away > 14) & (away < 30)]
    # In this crowd the sky is taken a little too bright, on the trail as beside it.
    assert len(trail) > 200 and abs(trail.mean() - beside.mean()) < .5, (trail.mean(), beside.mean())
    pulls = image[blank & (coverage == 5)] / np.sqrt(variance[blank & (coverage == 5)])
    assert abs(1.4826 * np.median(abs(pulls - np.median(pulls))) - 1) < .1, np.median(abs(pulls))
    bench.run("difference", "--science", science, "--template", out / "coadd.fits", "--out", bench.folder / "night", *QUICK,
              "--catalogue-only", data=False)
    # The sky of each exposure is measured in small cells in this crowd: its waves are told of by a flag, and divided out.
    found = [r for r in rows(bench.folder / "night/detections.csv") if abs(float(r["snr"])) >= 6]
    assert len(found) == len(ADDED), found
    for sx, sy in ADDED:
        assert min(np.hypot(float(r["x"]) - sx, float(r["y"]) - sy) for r in found) < .5, found


def test_info_tells_coordinates_and_masks(bench):
    science, _ = pair(bench)
    info = json.loads(bench.run("image", "info", "--json", science, data=False).stdout)
    assert info["size"] == "352 x 352" and info["projection"] == "TAN" and info["mask BAD"] == "10 pixels", info


def test_bad_images_are_told_of_by_name(bench):
    science, template = pair(bench)
    blank = bench.folder / "blank.fits"
    write(blank, np.full((SIDE, SIDE), np.nan), np.ones((SIDE, SIDE)))
    small = bench.folder / "small.fits"
    fits.PrimaryHDU(np.ones((40, 40), "f4")).writeto(small)
    cut = bench.folder / "cut.fits"
    cut.write_bytes(science.read_bytes()[:100_000])
    empty = bench.folder / "empty.fits"
    write(empty, 200 + np.random.default_rng(1).normal(0, 5, (SIDE, SIDE)), np.full((SIDE, SIDE), 25.0))
    cases = [(blank, template, "blank.fits"), (science, blank, "blank.fits"), (science, small, "small.fits"), (cut, template, "cut.fits"),
             (bench.folder / "nowhere.fits", template, "nowhere.fits"), (f"{science}[NOPE]", template, "NOPE"), (empty, template, "star")]
    for one, other, word in cases:
        result = bench.run("difference", "--science", one, "--template", other, "--out", bench.folder / "o", *QUICK, data=False, expect=2)
        error = result.stderr.decode()
        assert word in error and "Fatal" not in error and len(error) < 1500, (one, other, error)


def test_sources_are_where_the_stars_are(bench):
    science, _ = pair(bench)
    text = bench.run("image", "detect", science, "--threshold", "20", "--apertures", "4", data=False).stdout.decode()
    found = list(csv.DictReader(text.splitlines()))
    places, fluxes = stars()
    bright = [(p, f) for p, f in zip(places, fluxes) if f > 8000]
    ratios = []
    for (x, y), flux in bright:
        near = min(found, key=lambda r: np.hypot(float(r["x"]) - x, float(r["y"]) - y))
        assert np.hypot(float(near["x"]) - x, float(near["y"]) - y) < .15, (x, y, near)
        ratios.append(float(near["psfFlux"]) / flux)
    # In this crowd the PSF's outskirts are lost to the sky, for all stars alike.
    assert .8 < np.median(ratios) < 1.02 and np.std(ratios) < .05, (np.median(ratios), np.std(ratios))
    bench.run("image", "detect", science, "--out", bench.folder / "s.cat.fits", data=False)
    with fits.open(bench.folder / "s.cat.fits") as hdus:
        assert {"ra", "dec", "kronFlux", "ap3Flux", "flags"} <= set(hdus["SOURCES"].columns.names)


def test_cosmic_rays_and_trails_are_found_and_masked(bench):
    image, variance = picture(1, 4.2, 5, ADDED)
    draw = np.random.default_rng(9)
    hits = [(int(x), int(y)) for x, y in draw.uniform(30, SIDE - 30, (40, 2)) if np.hypot(*(stars()[0] - (x, y)).T).min() > 9][:12]
    for x, y in hits:
        image[y, x:x + 2] += 900
    y, x = np.mgrid[:SIDE, :SIDE]
    image += 20 * np.exp(-.5 * ((x - .7 * y - 60) / 1.22 / 2) ** 2)
    path, template = bench.folder / "hit.fits", bench.folder / "t.fits"
    write(path, image, variance)
    write(template, *picture(2, 3.3, 2.5))

    def measured(name, *options):
        done = bench.run("difference", "--science", path, "--template", template, "--out", bench.folder / name, *QUICK, *options, data=False)
        found = [(float(r["x"]), float(r["y"]), r["flagged"]) for r in rows(bench.folder / name / "detections.csv")]
        with fits.open(bench.folder / name / "difference.fits") as hdus:
            mask = hdus["MASK"]
            bit = 1 << mask.header["MP_CR"]
            close = sum(bool(mask.data[y, x] & bit) for x, y in hits)
        line = sum(abs(u - .7 * v - 60) / 1.22 < 4 and flagged == "0" for u, v, flagged in found)
        return close, line, done.stderr.decode()

    plain, plain_line, _ = measured("plain")
    close, line, said = measured("found", "--find-cosmic-rays", "--find-streaks")
    assert "of cosmic rays were found" in said and "1 trails of satellites" in said, said
    assert (plain, close) == (0, 12) and 5 * line < plain_line, (plain, plain_line, close, line)
    text = bench.run("image", "detect", path, "--find-streaks", data=False).stdout.decode()
    assert sum("streak" in r["flags"] for r in csv.DictReader(text.splitlines())) > 3


def test_coordinates_that_cannot_be_used_are_told(bench):
    science, _ = pair(bench)
    galactic = bench.folder / "galactic.fits"
    with fits.open(science) as hdus:
        hdus["IMAGE"].header["CTYPE1"], hdus["IMAGE"].header["CTYPE2"] = "GLON-TAN", "GLAT-TAN"
        hdus.writeto(galactic)
    said = bench.run("image", "info", galactic, data=False)
    assert "GLON, not RA" in (said.stdout + said.stderr).decode(), said
