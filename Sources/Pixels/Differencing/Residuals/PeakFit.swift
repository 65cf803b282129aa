internal import Detection
internal import Imaging

/// A point source fitted to the pixels about a peak, with what static sources may leave over as noise.
struct PeakFit {
    /// A source at one position.
    struct Trial {
        let profile: [Double]
        /// profileᵀ C^-1 values, and profileᵀ C^-1 profile.
        let product: Double
        let norm: Double

        var significance: Double { norm > 0 ? product / norm.squareRoot() : 0 }
        var flux: Double { norm > 0 ? product / norm : 0 }
    }

    private static let step = 0.7
    /// Pixels that the position may move away from the peak.
    private static let reach = 3.0

    let stamp: PeakStamp
    let noise: NoiseModel
    /// C^-1 of the stamp's values.
    private let weighted: [Double]
    private let psf: ShiftedPSF
    /// From the middle pixel of the stamp.
    private(set) var x: Double
    private(set) var y: Double
    private(set) var isSettled = true
    private(set) var trial: Trial

    /// Where there are no patterns the position is that of the peak.
    init(_ stamp: PeakStamp, _ peak: Peak, _ model: ResidualModel) {
        self.stamp = stamp
        var noise = NoiseModel(weights: stamp.weights)
        for pattern in stamp.patterns(model, aboutX: peak.x, y: peak.y) { noise.add(pattern) }
        (self.noise, weighted) = (noise, noise.inverse(stamp.values))
        psf = ShiftedPSF(model.white.psf.values(atX: peak.x, y: peak.y))
        (x, y) = (peak.x - Double(stamp.column), peak.y - Double(stamp.row))
        trial = Self.trial(noise, weighted, psf, x, y)
        if noise.patterns > 0 { move(sign: peak.isNegative ? -1 : 1) }
    }

    private static func trial(
        _ noise: NoiseModel, _ weighted: [Double], _ psf: ShiftedPSF, _ x: Double, _ y: Double
    ) -> Trial {
        let profile = psf.profile(x, y)
        return Trial(profile: profile, product: dot(weighted, profile), norm: noise.norm(profile))
    }

    /// C^-1 of the source's profile.
    var inverse: [Double] { noise.inverse(trial.profile) }

    /// Goes to where the significance of this sign is highest.
    private mutating func move(sign: Double) {
        let start = (x: x, y: y)
        for _ in 0..<4 {
            var trials = [Trial]()
            for j in -1...1 {
                for i in -1...1 {
                    trials.append(
                        Self.trial(noise, weighted, psf, x + Self.step * Double(i), y + Self.step * Double(j)))
                }
            }
            let heights = trials.map { sign * $0.significance }
            let top = Quadratic { heights[($1 + 1) * 3 + $0 + 1] }.maximum
            let best = heights.indices.max { heights[$0] < heights[$1] } ?? 4
            let wanted = top.map { ($0.x, $0.y) } ?? (Double(best % 3 - 1), Double(best / 3 - 1))
            let move = (x: Self.step * max(-1.2, min(1.2, wanted.0)), y: Self.step * max(-1.2, min(1.2, wanted.1)))
            let (dx, dy) = (x + move.x - start.x, y + move.y - start.y)
            guard dx * dx + dy * dy <= Self.reach * Self.reach else {
                isSettled = false
                break
            }
            (x, y) = (x + move.x, y + move.y)
            if top != nil, max(abs(wanted.0), abs(wanted.1)) < 0.6 { break }
        }
        trial = Self.trial(noise, weighted, psf, x, y)
    }
}
