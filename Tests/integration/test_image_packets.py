"""Packets of one's own images: what fastavro, LSST's schemas and astropy make of them, and the rest of the program."""
import io
import json
import warnings

import fastavro
import numpy as np
from astropy.io import fits
from astropy.time import Time
from astropy.wcs import WCS

from test_images import ADDED, QUICK, pair, rows

# Of the two images: the science image's cards, as an observatory would write them.
CARDS = {"VISIT": 2026022500167, "DETECTOR": 145, "FILTER": "r_57", "DATE-OBS": "2026-02-25T03:14:15.5", "EXPTIME": 30.0,
         "BUNIT": "nJy", "OBJECT": "made field"}
STAMPS = ("cutoutScience", "cutoutTemplate", "cutoutDifference")


def pair_with(bench, **cards):
    science, template = pair(bench)
    with fits.open(science, mode="update") as hdus:
        hdus["IMAGE"].header.update(cards)
    return science, template


def subtract(bench, science, template, *words, expect=0):
    return bench.run("difference", "--science", science, "--template", template, "--out", bench.folder / "out", *QUICK,
                     "--packets", bench.folder / "alerts.avro", *words, data=False, expect=expect, timeout=300)


def read(path):
    with open(path, "rb") as file:
        reader = fastavro.reader(file)
        packets = list(reader)
        schema = fastavro.parse_schema(json.loads(reader.metadata["avro.schema"]))
        for packet in packets:
            assert fastavro.validate(packet, schema)
            again = io.BytesIO()
            fastavro.schemaless_writer(again, schema, packet)
    return packets, schema


def published(packets, version, schema):
    """LSST's own schema of the version writes and reads the same bytes."""
    from lsst.alert.packet import Schema, get_schema_path
    import pathlib

    major, minor = map(int, version.split("."))
    own = Schema.from_file(str(pathlib.Path(get_schema_path(major, minor)) / f"lsst.v{major}_{minor}.alert.avsc"))
    for packet in packets:
        bytes_ = io.BytesIO()
        fastavro.schemaless_writer(bytes_, schema, packet)
        assert own.validate(packet) and own.serialize(packet) == bytes_.getvalue()


def close(a, b, relative=1e-6):
    return abs(a - b) <= relative * abs(b)


def forced(packet, name):
    """Flux and error of the stamp's own PSF at the place of the detection, fitted here."""
    source = packet["diaSource"]
    with fits.open(io.BytesIO(packet[name])) as file:
        stamp, variance, psf = (file[n].data.astype(float) for n in (0, "UNCERT", "PSFIMAGE"))
    u, v = np.meshgrid(np.fft.fftfreq(41), np.fft.fftfreq(41))
    shift = [source[k] - np.rint(source[k]) for k in "xy"]
    psf = np.fft.ifft2(np.fft.fft2(psf) * np.exp(-2j * np.pi * (u * shift[0] + v * shift[1]))).real
    square = (psf * psf).sum()
    return (psf * stamp).sum() / square, np.sqrt((psf * psf * variance).sum()) / square


def test_packets_of_own_images_are_lsst_packets_that_agree_with_the_catalogue(bench):
    science, template = pair_with(bench, **CARDS)
    words = subtract(bench, science, template, "--stamp-size", "41").stdout.decode()
    packets, schema = read(bench.folder / "alerts.avro")
    published(packets, "11.1", schema)
    found = rows(bench.folder / "out/detections.csv")
    assert len(packets) == len(found) >= len(ADDED) and f"packets  {len(found)} of schema 11.1" in words, words
    middle = Time("2026-02-25T03:14:15.5", scale="utc").tai.mjd + 15 / 86400
    scales = set()
    for packet, row in zip(packets, found):
        source, row = packet["diaSource"], {k: v if k == "flags" else float(v) for k, v in row.items()}
        number = packet["diaSourceId"]
        assert number == source["diaSourceId"] == source["diaObjectId"] == packet["diaObject"]["diaObjectId"]
        # Release 0, then days since 2010, number in the night, detector and place in the catalogue.
        night = int(Time("2026-02-25").mjd - Time("2010-01-01").mjd)
        assert number == night << 42 | 167 << 27 | 145 << 19 | int(row["id"])
        assert (source["visit"], source["detector"], source["band"]) == (2026022500167, 145, "r")
        assert abs(source["midpointMjdTai"] - middle) < 1e-9 and source["exposureTime"] == 30
        assert abs(source["ra"] - row["ra"]) < 1e-10 and abs(source["dec"] - row["dec"]) < 1e-10
        for name in ("x", "y", "xErr", "yErr", "reliability"):
            assert close(source[name], row[name]), name
        assert close(source["snr"], abs(row["snr"])) and source["isNegative"] == (row["snr"] < 0)
        scales.add(round(source["psfFlux"] / row["psfFlux"], 6))
        assert close(source["psfFluxErr"] / row["psfFluxErr"], source["psfFlux"] / row["psfFlux"], 1e-5)
        for name, kind in ("cutoutScience", "science"), ("cutoutTemplate", "template"):
            flux, error = forced(packet, name)
            assert abs(source[f"{kind}Flux"] - flux) < .2 * error and close(source[f"{kind}FluxErr"], error, .01), (kind, flux, error)
        assert packet["target_name"] == "made field" and packet["prvDiaSources"] is None and packet["ssSource"] is None
        assert packet["diaObject"]["nDiaSources"] == 1 and close(packet["diaObject"]["r_psfFluxMean"], source["psfFlux"])
    # One unit of the template is one of the science image, which is one nJy.
    assert len(scales) == 1 and abs(scales.pop() - 1) < .02, scales
    for x, y in ADDED:
        near = min(packets, key=lambda p: np.hypot(p["diaSource"]["x"] - x, p["diaSource"]["y"] - y))["diaSource"]
        assert abs(near["psfFlux"] - 1500) < 4 * near["psfFluxErr"], near


def test_stamps_of_own_images_are_their_pixels(bench):
    science, template = pair_with(bench, **CARDS)
    subtract(bench, science, template)
    packets, _ = read(bench.folder / "alerts.avro")
    found = rows(bench.folder / "out/detections.csv")
    images = [fits.getdata(science, "IMAGE"), fits.getdata(template, "IMAGE"), fits.getdata(bench.folder / "out/difference.fits", "IMAGE")]
    variance = fits.getdata(science, "VARIANCE")
    whole = WCS(fits.getheader(science, "IMAGE"))
    warnings.simplefilter("ignore")
    for packet, row in zip(packets, found):
        source, scale = packet["diaSource"], packet["diaSource"]["psfFlux"] / float(row["psfFlux"])
        for name, image in zip(STAMPS, images):
            with fits.open(io.BytesIO(packet[name])) as file:
                file.verify("exception")
                assert [part.name for part in file[1:]] == ["UNCERT", "PSFIMAGE", "MASK"]
                header, stamp, mask = file[0].header, file[0].data, file["MASK"].data
                assert stamp.shape == file["UNCERT"].data.shape == mask.shape == (30, 30) and header["BUNIT"] == "nJy"
                assert abs(file["PSFIMAGE"].data.sum() - 1) < 1e-5 and file["PSFIMAGE"].data.shape == (41, 41)
                assert file["MASK"].header["MP_NO_DATA"] == 8
                first = np.array([header["CUTMINX"], header["CUTMINY"]]) + 1
                box = np.s_[first[1]:first[1] + 30, first[0]:first[0] + 30]
                if name == "cutoutDifference":
                    assert np.allclose(stamp, image[box] * scale, rtol=2e-6, equal_nan=True)
                    middle = (np.rint([float(row["y"]), float(row["x"])]) - first[::-1]).astype(int)
                    assert mask[tuple(middle)] & 32
                else:
                    unit = 1 if name == "cutoutScience" else scale
                    sky = image[box] - stamp / unit
                    # 200 and .05 a column, which the outskirts of this crowd's stars raise.
                    assert np.ptp(sky) < 6 and 195 < sky.mean() < 235, (name, sky.min(), sky.max())
                if name == "cutoutScience":
                    assert np.allclose(file["UNCERT"].data, variance[box], rtol=1e-6)
                system = WCS(header)
                place = np.array([float(row["x"]), float(row["y"])])
                assert np.abs(np.array(system.wcs_world2pix(source["ra"], source["dec"], 0)) + first - place).max() < .01
                corners = np.array([[0, 0], [29, 0], [0, 29], [29, 29]], float)
                skies = system.wcs_pix2world(corners, 0)
                assert np.abs(whole.wcs_world2pix(skies, 0) - first - corners).max() < .01


def test_packets_of_own_images_go_where_other_packets_go(bench):
    science, template = pair_with(bench, **CARDS)
    subtract(bench, science, template, "--schema-version", "10.0", "--stamp-size", "51")
    packets, schema = read(bench.folder / "alerts.avro")
    published(packets, "10.0", schema)
    text = bench.run("packet", "inspect", bench.folder / "alerts.avro").stdout.decode()
    assert text.count("LSST 10.0") == len(packets) and "51 x 51 pixels, variance, mask, PSF" in text, text
    bench.run("packet", "validate", bench.folder / "alerts.avro")
    bench.run("replay", bench.folder / "alerts.avro", "--to", "mine")
    bench.run("broker", "run", "--from", "mine", "--until-drained")
    stored = bench.run("broker", "export").stdout.decode()
    assert all(str(packet["diaSourceId"]) in stored for packet in packets), stored
    status = bench.json("broker", "status", "--json")
    assert "quarantined" in json.dumps(status), status


def test_what_a_header_lacks_is_asked_for_by_keyword_and_option(bench):
    science, template = pair_with(bench, VISIT=12, DETECTOR=3, EXPTIME=30.0)
    error = subtract(bench, science, template, expect=2).stderr.decode()
    for word in ("s.fits", "MJD-OBS", "--midpoint", "FILTER", "--band", "BUNIT", "--zero-point"):
        assert word in error, (word, error)
    assert "--visit" not in error and not (bench.folder / "alerts.avro").exists()
    subtract(bench, science, template, "--band", "i", "--zero-point", "28.9", "--midpoint", "2026-02-25T03:14:15", "--detector", "7")
    packets, _ = read(bench.folder / "alerts.avro")
    source = packets[0]["diaSource"]
    assert (source["visit"], source["detector"], source["band"]) == (12, 7, "i"), source
    assert abs(source["midpointMjdTai"] - Time("2026-02-25T03:14:15", scale="utc").tai.mjd) < 1e-9
    flux = float(rows(bench.folder / "out/detections.csv")[0]["psfFlux"])
    assert abs(source["psfFlux"] / flux / 10 - 1) < .02, "28.9 is 2.5 mag brighter than 1 nJy"
    assert not list(bench.folder.glob("*.part"))
