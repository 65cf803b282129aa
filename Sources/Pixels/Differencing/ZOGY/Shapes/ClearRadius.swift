internal import Detection
internal import Imaging

/// How far a PSF that was measured from crowded stars can be trusted: to where its light rises again, which is that of
/// their neighbours.
enum ClearRadius {
    /// Least radius that is asked for, in FWHM.
    private static let least = 2.0
    /// The rise that counts: share of all light in the rings beyond.
    private static let share = 0.01

    /// In pixels; nil where nothing rises.
    static func of(_ mean: Image<Float>, fwhm: Double) -> Int? {
        let rings = rings(mean)
        let first = Int((least * fwhm).rounded(.up))
        guard first + 2 < rings.count else { return nil }
        let means = rings.map { $0.light / max(1, $0.pixels) }
        let lowest = (first..<rings.count - 1).min { means[$0] < means[$1] } ?? first
        let beyond = rings[(lowest + 1)...].reduce(0) { $0 + $1.light - $1.pixels * max(0, means[lowest]) }
        return beyond > share ? lowest : nil
    }

    /// Light and pixels by whole pixels of distance, within the inscribed circle.
    private static func rings(_ mean: Image<Float>) -> [(light: Double, pixels: Double)] {
        let radius = mean.width / 2
        var rings = [(light: Double, pixels: Double)](repeating: (0, 0), count: radius + 1)
        for y in 0..<mean.height {
            for x in 0..<mean.width {
                let (dx, dy) = (Double(x - radius), Double(y - radius))
                let ring = Int((dx * dx + dy * dy).squareRoot().rounded())
                guard ring <= radius else { continue }
                rings[ring] = (rings[ring].light + Double(mean[x, y]), rings[ring].pixels + 1)
            }
        }
        return rings
    }
}
