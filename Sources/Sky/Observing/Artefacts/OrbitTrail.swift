internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A satellite's straight path through the field: a line of the focal plane at a distance from its middle.
struct OrbitTrail {
    /// Direction of the normal, from x to y.
    var normalX: Double
    var normalY: Double
    /// Millimetres.
    var distance: Double
    /// Surface brightness, times the sky's error for each PSF.
    var snr: Double
    var isMarked: Bool

    init(_ draws: inout Draws) {
        let angle = draws.uniform(0..<180)
        (normalX, normalY) = (cosDegrees(angle), sinDegrees(angle))
        distance = draws.uniform(-320..<320)
        snr = 6 * exp(1.2 * abs(draws.normal()))
        isMarked = draws.uniform() < ArtefactMaker.markedShare(snr: snr)
    }

    /// The part of the line within a rectangle of the focal plane; nil where it misses.
    func piece(x: ClosedRange<Double>, y: ClosedRange<Double>) -> (FocalPoint, FocalPoint)? {
        let (dx, dy) = (-normalY, normalX)
        let (startX, startY) = (normalX * distance, normalY * distance)
        var (low, high) = (-1e4, 1e4)
        for (start, step, range) in [(startX, dx, x), (startY, dy, y)] {
            guard abs(step) > 1e-12 else {
                guard range.contains(start) else { return nil }
                continue
            }
            let ends = [(range.lowerBound - start) / step, (range.upperBound - start) / step].sorted()
            (low, high) = (max(low, ends[0]), min(high, ends[1]))
        }
        guard low < high else { return nil }
        return (
            FocalPoint(x: startX + low * dx, y: startY + low * dy),
            FocalPoint(x: startX + high * dx, y: startY + high * dy)
        )
    }
}
