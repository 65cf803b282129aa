import Observing
import SkyMath

/// The visits of a span of time, and which of them saw a place.
struct Season: Sendable {
    /// Ascending in time.
    let visits: [Visit]
    private let pointings: [Pointing]
    private let directions: [UnitVector]
    private let depths: [MeasuringDepth]
    /// Night and number within the night of each visit, by which detections are numbered.
    private let numbers: [(dayObs: Int, sequence: Int)]
    private let byPixel: [Int64: [Int32]]
    private static let grid = HEALPix(order: 4)
    /// Degrees around the boresight that hold all detectors.
    static let fieldRadius = 2.07
    /// Degrees: the field's and the grid pixel's.
    private static let reach = fieldRadius + 2.7

    /// Complexity: O(visits).
    init(_ visits: [Visit], _ model: DetectionModel) {
        let visits = visits.sorted { ($0.startMjdTai, $0.id) < ($1.startMjdTai, $1.id) }
        var byPixel: [Int64: [Int32]] = [:]
        for (index, visit) in visits.enumerated() {
            byPixel[Self.grid.pixel(visit.position), default: []].append(Int32(index))
        }
        self.visits = visits
        self.byPixel = byPixel
        pointings = visits.map(Pointing.init)
        directions = visits.map(\.position.unitVector)
        depths = visits.map { MeasuringDepth($0, model) }
        numbers = Self.numbers(of: visits)
    }

    /// As their identifiers say, where all are Rubin's; else in their order, from 1 in each night: an opsim database counts
    /// its visits through the years.
    private static func numbers(of visits: [Visit]) -> [(dayObs: Int, sequence: Int)] {
        let own = visits.compactMap(\.identifierParts)
        guard own.count < visits.count else { return own }
        var last: [Int: Int] = [:]
        return visits.map { visit in
            last[visit.dayObs, default: 0] += 1
            return (visit.dayObs, last[visit.dayObs, default: 1])
        }
    }

    func number(_ visit: Int) -> (dayObs: Int, sequence: Int) { numbers[visit] }

    /// Numbers of the visits before `end` whose field can touch `cone`, ascending. Complexity: O(visits near the cone).
    func near(_ position: SkyPosition, radius: Double, since: Double, until end: Double) -> [Int] {
        var found: [Int] = []
        for range in Self.grid.cone(position, radius: radius + Self.reach) {
            for pixel in range {
                for index in byPixel[pixel] ?? [] {
                    let visit = visits[Int(index)]
                    guard visit.startMjdTai >= since, visit.startMjdTai < end,
                        visit.position.separation(to: position) < radius + Self.fieldRadius
                    else { continue }
                    found.append(Int(index))
                }
            }
        }
        return found.sorted()
    }

    func pointing(_ visit: Int) -> Pointing { pointings[visit] }
    func depth(_ visit: Int) -> MeasuringDepth { depths[visit] }

    /// Whether a direction lies so near a visit's that what moves by less than 0.04 degrees may fall on its detectors.
    @inline(__always)
    func isNear(_ direction: UnitVector, visit: Int) -> Bool {
        let centre = directions[visit]
        return direction.x * centre.x + direction.y * centre.y + direction.z * centre.z > Self.cosineOfReach
    }

    /// Of 2.1 degrees: the corners of the outer detectors lie 2.06 off the middle.
    private static let cosineOfReach = 0.999_328_368
}
