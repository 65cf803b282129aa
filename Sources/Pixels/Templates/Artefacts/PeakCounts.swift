/// In how many exposures a detection has its peak near a place.
///
/// A source that comes and goes has its peak at one place; an object that moves by less than its size from one exposure to
/// the next lies over itself in many exposures, but its peak is in each place only once.
struct PeakCounts {
    /// Pixels along each axis within which peaks are taken for one.
    private let reach: Int
    private var exposures: [Cell: [(x: Int, y: Int, input: Int)]] = [:]

    private struct Cell: Hashable {
        var column: Int
        var row: Int
    }

    /// - Parameter fwhm: of the target PSF, in pixels.
    init(_ epochs: [EpochDetections], fwhm: Double) {
        reach = max(1, Int(0.35 * fwhm))
        for epoch in epochs {
            for region in epoch.footprints {
                let (x, y) = region.place
                exposures[cell(x, y), default: []].append((x, y, epoch.input))
            }
        }
    }

    private func cell(_ x: Int, _ y: Int) -> Cell { Cell(column: x / (reach + 1), row: y / (reach + 1)) }

    /// Exposures, that of the region itself among them.
    func count(near place: (x: Int, y: Int)) -> Int {
        let middle = cell(place.x, place.y)
        var found: Set<Int> = []
        for row in middle.row - 1...middle.row + 1 {
            for column in middle.column - 1...middle.column + 1 {
                for peak in exposures[Cell(column: column, row: row)] ?? []
                where abs(peak.x - place.x) <= reach && abs(peak.y - place.y) <= reach {
                    found.insert(peak.input)
                }
            }
        }
        return found.count
    }
}
