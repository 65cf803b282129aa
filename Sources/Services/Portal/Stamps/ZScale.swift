/// Display limits that show the sky's noise and what stands out of it, whatever the brightest pixel.
///
/// A line is fitted to the sorted sample, values far from it are rejected with their neighbours, and the slope, divided
/// by the contrast, is laid through the median. Source: the `zscale` algorithm of IRAF's `display` task (Tody 1986,
/// doi:10.1117/12.968154; described in the task's help). Constants are those of IRAF.
struct ZScale: Sendable, Hashable {
    var contrast = 0.25
    var sampleCount = 1000
    /// Passes of rejection.
    var passes = 5
    /// Values further from the line than this many standard deviations are rejected.
    var rejection = 2.5
    /// The whole range is taken where more than this part, or all but 5, are rejected.
    var mostRejected = 0.5
    var fewestKept = 5

    /// Limits of the finite values; nil where there are none. Complexity: O(sample log sample).
    func limits(_ values: [Float]) -> ClosedRange<Double>? {
        let sample = sorted(values)
        guard let least = sample.first, let most = sample.last else { return nil }
        guard let slope = slope(of: sample) else { return least...most }
        let count = sample.count
        let steep = contrast > 0 ? slope / contrast : slope
        let middle = (count - 1) / 2
        let median = count.isMultiple(of: 2) ? (sample[count / 2 - 1] + sample[count / 2]) / 2 : sample[count / 2]
        let low = max(least, median - Double(middle - 1) * steep)
        let high = min(most, median + Double(count - middle) * steep)
        return low <= high ? low...high : least...most
    }

    /// At most `sampleCount` of the finite values, evenly spread, in order of size.
    private func sorted(_ values: [Float]) -> [Double] {
        let finite = values.filter(\.isFinite)
        let step = max(1, finite.count / max(sampleCount, 1))
        return stride(from: 0, to: finite.count, by: step).prefix(sampleCount).map { Double(finite[$0]) }.sorted()
    }

    /// Rise of the line per rank; nil where too few values lie on one.
    private func slope(of sample: [Double]) -> Double? {
        let fewest = max(fewestKept, Int(Double(sample.count) * mostRejected))
        let reach = max(1, Int(Double(sample.count) * 0.01))
        var kept = [Bool](repeating: true, count: sample.count)
        var (count, before) = (sample.count, sample.count + 1)
        var line = RankLine()
        for _ in 0..<passes where count < before && count >= fewest {
            line = RankLine(fitting: sample, where: kept)
            let limit = rejection * line.deviation(of: sample, where: kept)
            for (rank, value) in sample.enumerated() where abs(value - line.value(at: rank)) > limit {
                kept[rank] = false
            }
            kept = Self.widened(kept, reach: reach)
            before = count
            count = kept.count { $0 }
        }
        return count >= fewest ? line.slope : nil
    }

    /// Rejects the neighbours of what is rejected: `reach` ranks in all.
    private static func widened(_ kept: [Bool], reach: Int) -> [Bool] {
        var wide = kept
        let (above, below) = (reach / 2, (reach - 1) / 2)
        for rank in kept.indices where !kept[rank] {
            for other in max(0, rank - below)...min(kept.count - 1, rank + above) { wide[other] = false }
        }
        return wide
    }
}

/// A straight line through values by their rank.
struct RankLine: Sendable, Hashable {
    var slope = 0.0
    var start = 0.0

    init() {}

    /// Least squares over the kept values; flat where they are fewer than two.
    init(fitting values: [Double], where kept: [Bool]) {
        let ranks = kept.indices.filter { kept[$0] }
        let count = Double(ranks.count)
        guard count > 0 else { return }
        let meanRank = Double(ranks.reduce(0, +)) / count
        let mean = ranks.reduce(0) { $0 + values[$1] } / count
        var (cross, square) = (0.0, 0.0)
        for rank in ranks {
            let step = Double(rank) - meanRank
            cross += step * (values[rank] - mean)
            square += step * step
        }
        slope = square > 0 ? cross / square : 0
        start = mean - slope * meanRank
    }

    func value(at rank: Int) -> Double { start + slope * Double(rank) }

    /// Standard deviation of the kept values around the line, about their mean.
    func deviation(of values: [Double], where kept: [Bool]) -> Double {
        let rests = kept.indices.filter { kept[$0] }.map { values[$0] - value(at: $0) }
        guard !rests.isEmpty else { return 0 }
        let mean = rests.reduce(0, +) / Double(rests.count)
        return (rests.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rests.count)).squareRoot()
    }
}
