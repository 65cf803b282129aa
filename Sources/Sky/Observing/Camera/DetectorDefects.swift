public import SkyMath

/// The pixels of a detector that give no true signal: single ones, and pieces of columns behind a trap.
///
/// A trap holds the charge that is shifted through it on the way to the readout, which is along the detector's outer edges
/// below and above: what is bad of a column is what lies between the trap and the detector's middle row. Numbers are
/// nominal values of our own choice: 400 single pixels and 3 pieces of columns a detector in the mean, of which one stamp in
/// some forty sees a pixel. They belong to the camera: every visit has the same.
public struct DetectorDefects: Sendable, Hashable {
    /// Ascending by y, then x.
    private let pixels: [Place]
    private let columns: [Column]

    /// One pixel, counted from 0.
    public struct Place: Sendable, Hashable {
        /// Column.
        public var x: Int
        /// Row.
        public var y: Int

        /// Column and row, from 0.
        public init(x: Int, y: Int) { (self.x, self.y) = (x, y) }
    }

    private struct Column: Hashable {
        var x: Int
        var rows: Range<Int>
    }

    static let meanPixels = 400.0
    static let meanColumns = 3.0

    /// Complexity: O(defects log defects), some hundred.
    public init(seed: UInt64, detector: Detector) {
        var draws = Draws(seed: seed, 0xDEFE_C7, UInt64(detector.number))
        let (width, height) = (detector.width, detector.height)
        func place(_ draws: inout Draws) -> Place {
            Place(x: Int(draws.uniform() * Double(width)), y: Int(draws.uniform() * Double(height)))
        }
        let count = draws.poisson(Self.meanPixels)
        pixels = Set((0..<count).map { _ in place(&draws) }).sorted { ($0.y, $0.x) < ($1.y, $1.x) }
        columns = (0..<draws.poisson(Self.meanColumns)).map { _ in
            let trap = place(&draws)
            let middle = height / 2
            return Column(x: trap.x, rows: trap.y < middle ? trap.y..<middle : middle..<trap.y + 1)
        }
    }

    /// Those in a rectangle, which may reach beyond the detector; ascending by y, then x, none twice. Complexity:
    /// O(log defects + found).
    public func places(x: Range<Int>, y: Range<Int>) -> [Place] {
        var found = Set<Place>()
        var index = firstPixel(fromRow: y.lowerBound)
        while index < pixels.count, pixels[index].y < y.upperBound {
            if x.contains(pixels[index].x) { found.insert(pixels[index]) }
            index += 1
        }
        for column in columns where x.contains(column.x) {
            for row in column.rows.clamped(to: y) { found.insert(Place(x: column.x, y: row)) }
        }
        return found.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    }

    /// Whether one lies within `radius` pixels of a place, in pixels. Complexity: as `places`.
    func touches(_ x: Double, _ y: Double, radius: Double) -> Bool {
        guard x.isFinite, y.isFinite, abs(x) < 1e6, abs(y) < 1e6, radius < 1e6 else { return false }
        func range(_ middle: Double) -> Range<Int> {
            Int((middle - radius).rounded(.down))..<Int((middle + radius).rounded(.up)) + 1
        }
        return places(x: range(x), y: range(y)).contains { place in
            let (dx, dy) = (Double(place.x) - x, Double(place.y) - y)
            return dx * dx + dy * dy <= radius * radius
        }
    }

    private func firstPixel(fromRow row: Int) -> Int {
        var (low, high) = (0, pixels.count)
        while low < high {
            let middle = (low + high) / 2
            if pixels[middle].y < row { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The defects of all detectors.
public struct CameraDefects: Sendable, Hashable {
    private let detectors: [DetectorDefects]

    /// Complexity: O(detectors x defects), some milliseconds.
    public init(seed: UInt64, camera: LSSTCamera = LSSTCamera()) {
        detectors = camera.detectors.map { DetectorDefects(seed: seed, detector: $0) }
    }

    /// Nil of a detector that the camera does not have.
    public subscript(detector: Int) -> DetectorDefects? {
        detectors.indices.contains(detector) ? detectors[detector] : nil
    }
}
