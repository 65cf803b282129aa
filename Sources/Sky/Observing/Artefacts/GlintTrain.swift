internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The flashes of something that tumbles high above: points of one line, equally far apart, some of them on the detectors
/// that it passes.
///
/// It moves by 15 to 300 arcsec a second, as what is a geostationary satellite's height or somewhat lower does, and flashes
/// once in 1 to 5 seconds; where in the field it does so is even. Nominal values of our own choice.
struct GlintTrain {
    struct Flash {
        var place: FocalPoint
        /// By the sky's noise.
        var snr: Double
    }

    let flashes: [Flash]

    /// Of a line, how many on one detector the pipeline takes for a train: LSST's rule.
    static let leastMarked = 5

    init(exposureSeconds: Double, _ draws: inout Draws) {
        let middle = FocalPoint(x: draws.uniform(-320..<320), y: draws.uniform(-320..<320))
        let direction = draws.uniform(0..<360)
        let speed = 15 * exp(draws.uniform() * log(20.0))
        let period = draws.uniform(1..<5)
        let step = speed * period / LSSTCamera.arcsecPerPixel * LSSTCamera.millimetresPerPixel
        let count = min(max(Int(exposureSeconds / period), 2), 200)
        let brightness = 8 * exp(0.8 * abs(draws.normal()))
        let (dx, dy) = (step * cosDegrees(direction), step * sinDegrees(direction))
        flashes = (0..<count).map { number in
            let offset = Double(number) - Double(count - 1) / 2
            return Flash(
                place: FocalPoint(x: middle.x + offset * dx, y: middle.y + offset * dy),
                snr: max(brightness * exp(0.15 * draws.normal()), 5))
        }
    }
}
