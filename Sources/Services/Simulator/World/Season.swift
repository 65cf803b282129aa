import Observing
import SkyMath

/// The visits of a span of time, and which of them saw a place.
struct Season: Sendable {
    /// Ascending in time.
    let visits: [Visit]
    private let pointings: [Pointing]
    private let byPixel: [Int64: [Int32]]
    private static let grid = HEALPix(order: 4)
    /// Degrees: the field's and the grid pixel's.
    private static let reach = 1.8 + 2.7

    /// Complexity: O(visits).
    init(_ visits: [Visit]) {
        let visits = visits.sorted { ($0.startMjdTai, $0.id) < ($1.startMjdTai, $1.id) }
        var byPixel: [Int64: [Int32]] = [:]
        for (index, visit) in visits.enumerated() {
            byPixel[Self.grid.pixel(visit.position), default: []].append(Int32(index))
        }
        self.visits = visits
        self.byPixel = byPixel
        pointings = visits.map(Pointing.init)
    }

    /// Numbers of the visits before `end` whose field can touch `cone`, ascending. Complexity: O(visits near the cone).
    func near(_ position: SkyPosition, radius: Double, since: Double, until end: Double) -> [Int] {
        var found: [Int] = []
        for range in Self.grid.cone(position, radius: radius + Self.reach) {
            for pixel in range {
                for index in byPixel[pixel] ?? [] {
                    let visit = visits[Int(index)]
                    guard visit.startMjdTai >= since, visit.startMjdTai < end,
                        visit.position.separation(to: position) < radius + 1.8
                    else { continue }
                    found.append(Int(index))
                }
            }
        }
        return found.sorted()
    }

    func pointing(_ visit: Int) -> Pointing { pointings[visit] }
}
