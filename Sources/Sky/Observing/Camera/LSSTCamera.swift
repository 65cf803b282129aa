/// LSSTCam's 189 science detectors: 21 rafts of 3 x 3 CCDs, a square of 5 x 5 rafts without its corners.
///
/// Detectors are numbered along x within a row of a raft, row after row, then raft after raft along x, then the rows of
/// rafts. Rafts stand 127 mm apart and CCDs 42.25 mm, pixels are 10 micrometres and 0.2 arcsec, without distortion.
/// Corners are within 10 arcsec of those measured on the sky. Source: Ivezic et al. 2019, doi:10.3847/1538-4357/ab042c,
/// section 2.4.
public struct LSSTCamera: Sendable {
    /// Scale of the tangent plane.
    public static let arcsecPerPixel = 0.2
    /// Side of a pixel: 10 micrometres.
    public static let millimetresPerPixel = 0.01
    static let raftPitch = 127.0
    static let detectorPitch = 42.25
    static let degreesPerMillimetre = arcsecPerPixel / millimetresPerPixel / 3600

    /// All 189, in the order of their numbers.
    public let detectors: [Detector]
    /// Number of the first detector of the raft in row * 5 + column; nil in the corners.
    private let firstOfRaft: [Int?]

    /// Works out all detectors' places.
    public init() {
        var made: [Detector] = []
        var first: [Int?] = []
        for place in 0..<25 {
            let (row, column) = (place / 5, place % 5)
            let isCorner = (row == 0 || row == 4) && (column == 0 || column == 4)
            first.append(isCorner ? nil : made.count)
            if !isCorner {
                made += (0..<9).map { Self.detector(made.count + $0, row: row, column: column, place: $0) }
            }
        }
        (detectors, firstOfRaft) = (made, first)
    }

    /// The detector whose silicon holds a point; nil in gaps, outside and for NaN. Complexity: O(1).
    public func detector(at point: FocalPoint) -> Detector? {
        guard let (column, left) = Self.raft(point.x), let (row, below) = Self.raft(point.y),
            let first = firstOfRaft[row * 5 + column]
        else { return nil }
        let detector = detectors[first + Self.cell(below) * 3 + Self.cell(left)]
        return detector.contains(detector.pixel(point)) ? detector : nil
    }

    /// Whether a point lies within `margin` millimetres of the square of rafts without its corners. Complexity: O(1).
    public static func isNear(_ point: FocalPoint, margin: Double) -> Bool {
        let (x, y) = (abs(point.x) - margin, abs(point.y) - margin)
        return max(x, y) < 2.5 * raftPitch && min(x, y) < 1.5 * raftPitch
    }

    /// Radius, degrees, of the circle around all detectors.
    public var fieldRadius: Double {
        let farthest = detectors.flatMap(\.corners).map { ($0.x * $0.x + $0.y * $0.y).squareRoot() }.max() ?? 0
        return farthest * Self.degreesPerMillimetre
    }

    private static func raft(_ coordinate: Double) -> (index: Int, rest: Double)? {
        let place = (coordinate / raftPitch).rounded()
        guard abs(place) <= 2 else { return nil }
        return (Int(place) + 2, coordinate - place * raftPitch)
    }

    private static func cell(_ rest: Double) -> Int { min(max(Int((rest / detectorPitch).rounded()), -1), 1) + 1 }

    private static func detector(_ number: Int, row: Int, column: Int, place: Int) -> Detector {
        let outer = row == 0 || row == 4 || (column == 0 && row < 3) && row > 0
        return Detector(
            number: number, name: "R\(row)\(column)_S\(place / 3)\(place % 3)",
            vendor: outer ? .itl : .e2v,
            centre: FocalPoint(
                x: Double(column - 2) * raftPitch + Double(place % 3 - 1) * detectorPitch,
                y: Double(row - 2) * raftPitch + Double(place / 3 - 1) * detectorPitch))
    }
}
