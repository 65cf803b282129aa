internal import Detection
internal import Imaging

/// What became of the peaks of a map of significance.
struct MeasuredPeaks {
    var detections: [DifferenceDetection] = []
    var counts = (peaks: 0, modelled: 0, rejected: 0)
    var isCut = false
}

extension ResidualModel {
    /// The detections of a difference: peaks of its map measured, without those that are too faint or have a brighter
    /// one beside them.
    func detections(_ options: DifferencerOptions, spread: Int, threads: Int) -> MeasuredPeaks {
        var result = MeasuredPeaks()
        var peaks = white.significance.peaks(above: Float(options.peakThreshold), radius: 2)
        result.counts.peaks = peaks.count
        if peaks.count > options.mostPeaks {
            peaks.sort { (abs($1.height), $0.row, $0.column) < (abs($0.height), $1.row, $1.column) }
            peaks.removeLast(peaks.count - options.mostPeaks)
            result.isCut = true
        }
        let chosen = peaks
        let measured = mapped(chosen.count, threads: threads) { measure(chosen[$0], spread) }
        result.counts.modelled = measured.reduce(0) { $0 + ($1.nuisances > 0 ? 1 : 0) }
        let significant = measured.filter {
            abs($0.signalToNoise) >= options.threshold && $0.isNegative == ($0.apparentSignalToNoise < 0)
        }
        result.detections = Self.withoutDuplicates(significant)
        result.counts.rejected = measured.count - result.detections.count
        return result
    }

    private func measure(_ peak: Peak, _ spread: Int) -> DifferenceDetection {
        let fit = PeakFit(PeakStamp(self, peak.column, peak.row), peak, self)
        var detection = fit.detection(peak, self)
        detection.flags = fit.flags(self, spread: spread)
        return detection
    }

    /// Of detections of one sign within three pixels the most significant; by rows, then columns.
    private static func withoutDuplicates(_ all: [DifferenceDetection]) -> [DifferenceDetection] {
        let order = all.indices.sorted { (abs(all[$1].signalToNoise), $0) < (abs(all[$0].signalToNoise), $1) }
        var kept: [SIMD2<Int>: [Int]] = [:]
        var chosen: [Int] = []
        for n in order {
            let (one, cell) = (all[n], SIMD2(Int(all[n].x / 4), Int(all[n].y / 4)))
            let isDuplicate = (0..<9).contains { k in
                kept[SIMD2(cell.x + k % 3 - 1, cell.y + k / 3 - 1), default: []].contains { other in
                    let (dx, dy) = (all[other].x - one.x, all[other].y - one.y)
                    return dx * dx + dy * dy <= 9 && all[other].isNegative == one.isNegative
                }
            }
            if isDuplicate { continue }
            kept[cell, default: []].append(n)
            chosen.append(n)
        }
        return chosen.map { all[$0] }.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    }
}
