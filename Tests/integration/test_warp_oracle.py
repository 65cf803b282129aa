"""A warp beside that of PyPI's reproject, and beside the stars where they ought to be."""
import numpy as np
from astropy.io import fits
from astropy.wcs import WCS
from reproject import reproject_interp

SIDE = 200
ALPHA2 = 4.2 ** 2 / 4 / (2 ** (1 / 3.5) - 1)


def system(angle, crval, crpix):
    """TAN, 0.2 arcsec a pixel, turned by degrees."""
    world = WCS(naxis=2)
    world.wcs.ctype = ["RA---TAN", "DEC--TAN"]
    world.wcs.crval, world.wcs.crpix = crval, crpix
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    world.wcs.cd = 5.5e-5 * np.array([[-cosine, sine], [sine, cosine]])
    return world


def picture(world, other=None):
    """Stars without noise, by their places in `other` where that is given."""
    draw = np.random.default_rng(8)
    xs, ys, fluxes = draw.uniform(20, SIDE - 20, 40), draw.uniform(20, SIDE - 20, 40), draw.uniform(2e3, 2e4, 40)
    if other is not None:
        xs, ys = world.world_to_pixel(other.pixel_to_world(xs, ys))
    y, x = np.mgrid[:SIDE, :SIDE]
    image = np.zeros((SIDE, SIDE))
    for sx, sy, flux in zip(xs, ys, fluxes):
        image += flux * 2.5 / (np.pi * ALPHA2) * (1 + ((x - sx) ** 2 + (y - sy) ** 2) / ALPHA2) ** -3.5
    return image


def test_a_warp_agrees_with_reproject(bench):
    source, target = system(0, [53, -27], [100, 100]), system(23, [53.0004, -27.0007], [98.3, 102.6])
    image = picture(source)
    for name, world, pixels in (("a", source, image), ("b", target, np.zeros_like(image))):
        planes = [fits.ImageHDU(pixels.astype("f4"), world.to_header(), name="IMAGE"),
                  fits.ImageHDU(np.ones(pixels.shape, "f4"), name="VARIANCE")]
        fits.HDUList([fits.PrimaryHDU(), *planes]).writeto(bench.folder / f"{name}.fits")
    bench.run("image", "warp", bench.folder / "a.fits", "--like", bench.folder / "b.fits", "--out", bench.folder / "c.fits", data=False)
    with fits.open(bench.folder / "c.fits") as planes:
        ours, mask = planes["IMAGE"].data.astype(float), planes["MASK"].data
    theirs, coverage = reproject_interp((image, source), target, shape_out=image.shape, order="bicubic")
    inner = np.zeros(image.shape, bool)
    inner[12:-12, 12:-12] = True
    seen = inner & (coverage > 0) & (mask == 0)
    assert seen.sum() > 25_000
    peak, rest = image.max(), (ours - theirs)[seen]
    assert abs(rest).max() < .01 * peak and rest.std() < 4e-4 * peak, (abs(rest).max() / peak, rest.std() / peak)
    assert abs(ours[seen].sum() / theirs[seen].sum() - 1) < 3e-5
    rest = (ours - picture(target, source))[seen]
    assert abs(rest).max() < .005 * peak and rest.std() < 3e-4 * peak, (abs(rest).max() / peak, rest.std() / peak)
