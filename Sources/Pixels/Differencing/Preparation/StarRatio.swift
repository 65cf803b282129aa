internal import Detection
internal import Imaging

/// Science units in one unit of the template, by stars that both show.
///
/// The sum of a kernel is not quite that: its widest function makes of a star a pedestal that the star's own background
/// takes up. What stars tell by PSFs of both images, each of the light 1 within the same radius, has no such freedom.
enum StarRatio {
    private static let mostStars = 100
    private static let leastStars = 20
    /// Least error that is asked for, as a share.
    private static let error = 0.005
    /// Share of a PSF's light that may lie 16 to 20 pixels from its middle, and by how much two images' may differ.
    private static let (wings, difference) = (-0.003...0.01, 0.004)

    /// Whether both PSFs end as one does whose sky was right: neither below 0 nor in neighbours' light.
    private static func endsAlike(_ one: Image<Float>, _ other: Image<Float>) -> Bool {
        let shares = [one, other].map(wing)
        return shares.allSatisfy(wings.contains) && abs(shares[0] - shares[1]) < difference
    }

    private static func wing(_ psf: Image<Float>) -> Double {
        let middle = psf.width / 2
        var (ring, all) = (0.0, 0.0)
        for y in 0..<psf.height {
            for x in 0..<psf.width {
                let square = (x - middle) * (x - middle) + (y - middle) * (y - middle)
                all += Double(psf[x, y])
                if square > 256, square <= 400 { ring += Double(psf[x, y]) }
            }
        }
        return all > 0 ? ring / all : .nan
    }

    /// The mean sum of the kernel by the stars' ratio, where the template is convolved; 1 where stars are few, disagree, or
    /// stand in crowds. Complexity: O(stars x pixels of the PSF).
    static func sumExcess(_ pair: ImagePair, _ field: PreparedField, _ kernel: KernelField, threads: Int) -> Double {
        guard let own = try? PreparedField.psf(of: pair.template, field.stars, as: .template, most: mostStars, threads),
            endsAlike(own.mean, field.psf.mean)
        else { return 1 }
        let places = field.stars.stars(in: .template).prefix(mostStars).map { StampPosition(x: $0.column, y: $0.row) }
        let pairs = StarPair.fits(
            ProperImage(checked: pair.science, psf: field.psf), ProperImage(checked: pair.template, psf: own), places,
            side: 41, threads: threads)
        let excesses = Robust(pairs.map { kernel.sum(atX: $0.ratio.x, y: $0.ratio.y) / $0.ratio.value })
        guard pairs.count >= leastStars, excesses.scatter < error * Double(pairs.count).squareRoot(),
            (0.8...1.25).contains(excesses.median)
        else { return 1 }
        return excesses.median
    }
}
