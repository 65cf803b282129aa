internal import Detection
internal import Differencing
internal import Imaging

/// Which pixels belong to which detection: those where the map of significance stands out, and two pixels about them.
struct DetectionFootprints: Sendable {
    private let footprints: [Footprint]
    /// `detected` and `detectedNegative` of each pixel.
    let planes: Image<MaskPlanes>

    /// Complexity: O(pixels).
    init(_ result: DifferencingResult) {
        let faintest = result.detections.map { abs($0.apparentSignalToNoise) }.min() ?? 5
        var settings = FootprintSet.Settings(threshold: Float(min(5, 0.999 * faintest)), growth: 2)
        footprints = FootprintSet(of: result.significance, settings: settings).footprints
        settings.polarity = .positive
        var planes = FootprintSet(of: result.significance, settings: settings).mask()
        settings.polarity = .negative
        planes.insert(FootprintSet(of: result.significance, settings: settings).mask(.detectedNegative))
        self.planes = planes
    }

    /// Footprints of detections, in their order: the one that a detection lies in, else that of the nearest peak within five
    /// pixels, from which its position may have moved away; nil where there is none.
    ///
    /// Complexity: O(detections x footprints).
    func footprints(of detections: [DifferenceDetection], threads: Int) -> [Footprint?] {
        mapped(detections.count, threads: threads) { n in
            let (x, y) = (detections[n].x, detections[n].y)
            guard abs(x) < 1e9, abs(y) < 1e9 else { return nil }
            let (column, row) = (Int(x.rounded()), Int(y.rounded()))
            let near = footprints.filter { $0.box.grown(by: 5).contains(x: column, y: row) }
            return near.first { $0.contains(x: column, y: row) } ?? Self.nearest(near, x, y)
        }
    }

    private static func nearest(_ footprints: [Footprint], _ x: Double, _ y: Double) -> Footprint? {
        func square(_ footprint: Footprint) -> Double {
            footprint.peaks.map { ($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y) }.min() ?? .infinity
        }
        return footprints.min { square($0) < square($1) }.flatMap { square($0) <= 25 ? $0 : nil }
    }
}
