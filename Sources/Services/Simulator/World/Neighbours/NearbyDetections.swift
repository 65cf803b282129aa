import Observing
import Rendering

/// Which detections of a visit lie on each other's stamps.
struct NearbyDetections {
    private struct Tile: Hashable {
        var detector: Int
        var column: Int
        var row: Int
    }

    private let detections: [Detection]
    /// Of each detection's stamp, pixels.
    private let sides: [Int]
    private var tiles: [Tile: [Int]] = [:]
    /// Pixels beyond half of a stamp: of a trail or a bright source.
    private static let wings = 17.0
    /// Pixels of a tile, more than any reach.
    private static let tileSide = 72.0

    init(_ detections: [Detection], sides: [Int]) {
        (self.detections, self.sides) = (detections, sides)
        for number in detections.indices { tiles[Self.tile(detections[number]), default: []].append(number) }
    }

    /// Each with its own light, as its own stamp shows it. Complexity: O(detections) but in crowds.
    func entries(_ scene: StampScene) -> [ByDetection<StampSource>.Entry] {
        detections.indices.flatMap { number in
            near(number).flatMap { other in
                let detection = detections[other]
                return scene.sources(detection.key, detection.epoch, detection.artefact, detection.moving).map {
                    ByDetection.Entry(detection: number, key: detection.key, element: $0)
                }
            }
        }
    }

    private func near(_ number: Int) -> [Int] {
        let (tile, pixel) = (Self.tile(detections[number]), detections[number].epoch.measured.pixel)
        let reach = min(Double(sides[number]) / 2 + Self.wings, Self.tileSide)
        var found: [Int] = []
        for column in tile.column - 1...tile.column + 1 {
            for row in tile.row - 1...tile.row + 1 {
                let others = tiles[Tile(detector: tile.detector, column: column, row: row)] ?? []
                found += others.filter { other in
                    let place = detections[other].epoch.truePixel
                    return other != number && abs(place.x - pixel.x) < reach && abs(place.y - pixel.y) < reach
                }
            }
        }
        return found
    }

    private static func tile(_ detection: Detection) -> Tile {
        let pixel = detection.epoch.truePixel
        return Tile(
            detector: pixel.detector, column: Int((pixel.x / tileSide).rounded(.down)),
            row: Int((pixel.y / tileSide).rounded(.down)))
    }
}
