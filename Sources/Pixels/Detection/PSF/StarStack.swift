internal import Imaging

/// The mean of many stars' profiles, which neighbours and defects of some of them do not spoil.
struct StarStack: Sendable {
    /// As given, without the light of sources too faint to be seen.
    private(set) var stamps: [StarStamp]
    private let grid: StampGrid
    /// Whether a pixel belongs to the core that fluxes are first taken from.
    private let core: [Bool]
    /// Sum 1, tapered to 0 at the edge.
    private(set) var mean: [Double]
    /// By star, such that the star is `flux` times the mean.
    private(set) var fluxes: [Double]
    private(set) var used: [Bool]

    var usedCount: Int { used.reduce(0) { $1 ? $0 + 1 : $0 } }

    /// nil where no star has light in its core.
    init?(_ stamps: [StarStamp], grid: StampGrid) {
        (self.stamps, self.grid) = (stamps, grid)
        core = grid.squares.map { $0 <= 25 }
        fluxes = []
        mean = Array(repeating: 0, count: grid.count)
        used = Array(repeating: true, count: stamps.count)
        fluxes = stamps.map { coreSum($0.values) }
        let faint = Float(FaintLight(stamps, fluxes: fluxes, grid: grid).level)
        for i in self.stamps.indices { self.stamps[i].subtract(faint) }
        for i in fluxes.indices where !(fluxes[i] > 0) { used[i] = false }
        guard used.contains(true) else { return nil }
        for _ in 0..<2 { improve(about: median()) }
        for _ in 0..<2 { improve(about: mean) }
        guard taper() else { return nil }
    }

    private func coreSum(_ values: [some BinaryFloatingPoint]) -> Double {
        values.indices.reduce(0) { core[$1] ? $0 + Double(values[$1]) : $0 }
    }

    private mutating func improve(about profile: [Double]) {
        let kept = stamps.indices.map { n in used[n] ? agreeing(n, profile) : [] }
        mean = weightedMean(kept, profile)
        let share = coreSum(mean)
        for n in stamps.indices where used[n] {
            fluxes[n] = flux(n, kept[n]) ?? max(1e-30, coreSum(stamps[n].values) / share)
            let agreed = core.indices.reduce(0) { core[$1] && kept[n][$1] ? $0 + 1 : $0 }
            used[n] = Double(agreed) > 0.9 * Double(core.reduce(0) { $1 ? $0 + 1 : $0 }) && fluxes[n] > 0
        }
        if !used.contains(true) { used = fluxes.map { $0 > 0 } }
    }

    /// By pixel, over the brighter half of the stars.
    private func median() -> [Double] {
        let order = stamps.indices.filter { used[$0] }.sorted { fluxes[$0] > fluxes[$1] }
        let chosen = order.prefix(max(30, order.count / 2))
        var values = [Float](repeating: 0, count: chosen.count)
        return (0..<grid.count).map { pixel in
            for (i, n) in chosen.enumerated() { values[i] = stamps[n].values[pixel] / Float(fluxes[n]) }
            return Double(values.withUnsafeMutableBufferPointer { Selection.median(of: $0) })
        }
    }

    private func agreeing(_ n: Int, _ profile: [Double]) -> [Bool] {
        let star = stamps[n]
        let scale = 1 / fluxes[n]
        return profile.indices.map { i in
            let (error, own) = (Double(star.variances[i]) * scale * scale, 0.06 * profile[i])
            let distance = Double(star.values[i]) * scale - profile[i]
            return distance * distance < 16 * (error + own * own)
        }
    }

    private func weightedMean(_ kept: [[Bool]], _ profile: [Double]) -> [Double] {
        var sums = profile.map { _ in 0.0 }
        var weights = sums
        for n in stamps.indices where used[n] {
            let scale = 1 / fluxes[n]
            for i in profile.indices where kept[n][i] {
                let own = 0.03 * profile[i]
                let weight = 1 / (Double(stamps[n].variances[i]) * scale * scale + own * own)
                sums[i] += weight * Double(stamps[n].values[i]) * scale
                weights[i] += weight
            }
        }
        return profile.indices.map { weights[$0] > 0 ? sums[$0] / weights[$0] : profile[$0] }
    }

    /// The mean's factor that fits a star best.
    private func flux(_ n: Int, _ kept: [Bool]) -> Double? {
        var (sum, weights) = (0.0, 0.0)
        for i in mean.indices where kept[i] {
            let own = 0.03 * mean[i] * fluxes[n]
            let weight = mean[i] / (Double(stamps[n].variances[i]) + own * own)
            sum += weight * Double(stamps[n].values[i])
            weights += weight * mean[i]
        }
        return sum > 0 && weights > 0 ? sum / weights : nil
    }

    private mutating func taper() -> Bool {
        let tapered = zip(mean, grid.taper).map { $0 * $1 }
        let sum = tapered.reduce(0, +)
        guard sum > 0, sum.isFinite else { return false }
        mean = tapered.map { $0 / sum }
        fluxes = fluxes.map { $0 * sum }
        return true
    }
}
