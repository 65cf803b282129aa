internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Stamps ready to be measured: row-major planes of one square, values of unusable pixels 0 with the weight 0.
struct CandidatePixels {
    let side: Int
    /// The source's place, in pixels of the square.
    let x: Double
    let y: Double
    /// The difference, times -1 where the detection is negative.
    var values: [Double]
    /// 1 / variance; 0 where the pixel is not usable.
    var weights: [Double]
    /// 0 where it is not a number.
    let scene: [Double]
    /// The PSF, 0 beyond its stamp.
    let psf: [Double]
    /// Pixels from the source's place.
    let radii: [Double]
    let mask: [MaskPlanes]
    /// The PSF's size as sigma of a Gaussian of the same effective area.
    let sigma: Double

    /// Nil where stamps differ in size, or the PSF has no light.
    init?(_ stamps: CandidateStamps, _ facts: DetectionFacts) {
        let side = stamps.difference.width
        let middle = side / 2
        let bounds = stamps.difference.bounds
        guard side == stamps.difference.height, side % 2 == 1, side > 20, stamps.scene.bounds == bounds,
            abs(stamps.offsetX) < 2, abs(stamps.offsetY) < 2, stamps.psf.width == stamps.psf.height
        else { return nil }
        let margin = middle - stamps.psf.width / 2
        let box = PixelBox(x: -margin, y: -margin, width: side, height: side)
        psf = stamps.psf.cropped(to: box, filledWith: 0).pixels.map { Double($0) }
        let power = psf.reduce(0) { $0 + $1 * $1 }
        guard power > 0, power.isFinite else { return nil }
        (self.side, x, y) = (side, Double(middle) + stamps.offsetX, Double(middle) + stamps.offsetY)
        sigma = max(0.3, (1 / (4 * .pi * power)).squareRoot())
        let isUsable = bounds.rows.flatMap { y in bounds.columns.map { stamps.difference.isUsable(x: $0, y: y) } }
        weights = zip(isUsable, stamps.difference.variance.pixels).map { $0 ? 1 / Double($1) : 0 }
        values = zip(weights, stamps.difference.image.pixels).map { $0 > 0 ? Double($1) : 0 }
        scene = stamps.scene.pixels.map { $0.isFinite ? Double($0) : 0 }
        mask = stamps.difference.mask.pixels
        radii = Self.radii(side, x, y)
        let isNegative = facts.snr.isNaN ? product(of: values) < 0 : facts.snr < 0
        if isNegative { for n in values.indices { values[n] = -values[n] } }
    }

    /// Sum of plane x weight x PSF.
    func product(of plane: [Double]) -> Double {
        plane.indices.reduce(0) { $0 + plane[$1] * weights[$1] * psf[$1] }
    }

    /// Numbers of the usable pixels of a ring.
    func usable(_ ring: Range<Double>) -> [Int] {
        radii.indices.filter { weights[$0] > 0 && ring.contains(radii[$0]) }
    }

    func column(_ n: Int) -> Double { Double(n % side) }
    func row(_ n: Int) -> Double { Double(n / side) }

    /// The pixel that holds the source's place.
    var centre: Int { Int(y.rounded()) * side + Int(x.rounded()) }

    private static func radii(_ side: Int, _ x: Double, _ y: Double) -> [Double] {
        (0..<side * side).map { hypot(Double($0 % side) - x, Double($0 / side) - y) }
    }
}
