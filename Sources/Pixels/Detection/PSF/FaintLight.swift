internal import Imaging

/// The light of sources too faint to be seen or masked, the same under all stars, as their outskirts show it.
///
/// A star's outskirts have a share of its own flux, and the faint light, whatever its flux: a straight line through many
/// stars' outskirts against their fluxes tells both.
struct FaintLight {
    /// In the image's unit, for a pixel; 0 where the stars do not tell.
    private(set) var level = 0.0
    /// Of a star's flux, for a pixel of its outskirts.
    private var share = 0.0
    private let points: [(flux: Double, light: Double, variance: Double)]

    init(_ stamps: [StarStamp], fluxes: [Double], grid: StampGrid) {
        let squares = grid.squares
        let inner = 0.36 * Double(grid.radius * grid.radius)
        let outskirts = squares.indices.filter {
            squares[$0] > inner && squares[$0] < Double(grid.radius * grid.radius)
        }
        points = zip(stamps, fluxes).filter { $1 > 0 }.map { star, flux in
            var values = outskirts.map { star.values[$0] }
            let light = values.withUnsafeMutableBufferPointer { Selection.median(of: $0) }
            let variance = outskirts.reduce(0.0) { $0 + Double(star.variances[$1]) }
            // The variance of a median is pi / 2 times that of a mean.
            return (flux, Double(light), 1.57 * variance / Double(outskirts.count * outskirts.count))
        }
        guard points.count >= 10 else { return }
        for _ in 0..<5 { improve() }
    }

    /// A weighted fit; stars' shares differ by some, and those that are 3 standard deviations off have a neighbour.
    private mutating func improve() {
        var (s, sf, sff, sl, sfl) = (0.0, 0.0, 0.0, 0.0, 0.0)
        let wasFitted = share != 0
        for point in points {
            let own = 0.1 * share * point.flux
            let variance = point.variance + own * own
            let rest = point.light - level - share * point.flux
            if wasFitted, rest * rest > 9 * variance { continue }
            s += 1 / variance
            sf += point.flux / variance
            sff += point.flux * point.flux / variance
            sl += point.light / variance
            sfl += point.flux * point.light / variance
        }
        let determinant = s * sff - sf * sf
        guard determinant > 1e-6 * s * sff else { return }
        level = (sff * sl - sf * sfl) / determinant
        share = (s * sfl - sf * sl) / determinant
    }
}
