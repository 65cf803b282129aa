internal import AlertModel

/// Measurements of one object, each kind in order of time and without repetition.
struct PointSet: Sendable {
    var detections: [Detection]
    var forced: [ForcedMeasurement]
    var limits: [UpperLimit]

    init(detections: [Detection] = [], forced: [ForcedMeasurement] = [], limits: [UpperLimit] = []) {
        self.detections = detections
        self.forced = forced
        self.limits = limits
    }

    /// All that a packet tells; points without a finite time are left out, for they have no place in a curve.
    init(_ alert: Alert) {
        var detections = alert.history
        detections.append(alert.source)
        self.init(
            detections: canonical(detections), forced: canonical(alert.forced), limits: canonical(alert.upperLimits))
    }

    var count: Int { detections.count + forced.count + limits.count }
    var isEmpty: Bool { count == 0 }

    /// The sum of all points' digests: equal for equal sets, whatever their order.
    var fingerprint: UInt64 {
        var sum: UInt64 = 0
        for index in detections.indices { sum &+= detections[index].digest }
        for index in forced.indices { sum &+= forced[index].digest }
        for index in limits.indices { sum &+= limits[index].digest }
        return sum
    }

    /// The points of both, of each measurement the better record.
    func union(_ other: PointSet) -> PointSet {
        PointSet(
            detections: canonical(detections + other.detections), forced: canonical(forced + other.forced),
            limits: canonical(limits + other.limits))
    }

    /// The points before `time`, and the others.
    func split(at time: Double) -> (before: PointSet, after: PointSet) {
        let (d, f, l) = (detections.first(at: time), forced.first(at: time), limits.first(at: time))
        return (
            PointSet(detections: Array(detections[..<d]), forced: Array(forced[..<f]), limits: Array(limits[..<l])),
            PointSet(detections: Array(detections[d...]), forced: Array(forced[f...]), limits: Array(limits[l...]))
        )
    }

    /// All times, ascending.
    var times: [Double] {
        (detections.map(\.midpointMjdTai) + forced.map(\.midpointMjdTai) + limits.map(\.midpointMjdTai)).sorted()
    }
}

/// `points` in order of time, of each measurement the better record alone. Complexity: O(n) where they are in order.
func canonical<Point: CurvePoint>(_ points: [Point]) -> [Point] {
    if isCanonical(points) { return points }
    let sorted = points.filter(\.midpointMjdTai.isFinite).sorted {
        $0.midpointMjdTai != $1.midpointMjdTai ? $0.midpointMjdTai < $1.midpointMjdTai : $0.precedes($1)
    }
    var result: [Point] = []
    result.reserveCapacity(sorted.count)
    for point in sorted {
        guard let last = result.last, last.midpointMjdTai == point.midpointMjdTai, last.isSameMeasurement(as: point)
        else {
            result.append(point)
            continue
        }
        if point.isBetter(than: last) { result[result.count - 1] = point }
    }
    return result
}

private func isCanonical<Point: CurvePoint>(_ points: [Point]) -> Bool {
    var last = -Double.infinity
    for index in points.indices {
        let time = points[index].midpointMjdTai
        guard time > last, time.isFinite else { return false }
        last = time
    }
    return true
}

extension Array where Element: CurvePoint {
    /// Index of the first point at or after `time`. Complexity: O(log n).
    fileprivate func first(at time: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].midpointMjdTai < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
