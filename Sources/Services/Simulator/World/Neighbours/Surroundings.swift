import Observing
import Rendering
import SkyMath
import SkyModel

/// Finds the stars and galaxies about the detections of a visit.
///
/// Only what lies near a detection is drawn: the first number of each object of a cell tells its place. In a crowded field
/// down to where `mostStars` fall on a stamp, on stamps to one magnitude below the visit's depth.
struct Surroundings: Sendable {
    let sky: Sky
    let cells: StarCells
    let populations: Set<SkyPopulation>
    let template: TemplateEpochs
    /// r magnitude of the faintest, whatever the visit's depth.
    let faintest: Double

    /// Stars on a stamp of 30 x 30 pixels, on average, beyond which fainter ones are left out.
    static let mostStars = 2.0
    /// Magnitudes below the visit's depth.
    static let margin = 1.0
    /// Stars to this r magnitude are looked for at a greater distance, for their wings.
    static let bright = 19.0
    /// Degrees from a stamp's corner.
    private static let reach = (bright: 12.0 / 3600, faint: 1.3 / 3600)

    /// What the search finds.
    struct Found: Sendable {
        /// In pixels of the detector, for stamps.
        var sources: ByDetection<StampSource>
        /// Of stars and galaxies, for fluxes.
        var light: ByDetection<NearLight>
    }

    /// Complexity: O(objects of the cells), some nanoseconds each, and O(objects near detections).
    ///
    /// - Parameter side: pixels of the side of a detection's stamp; nil where none are made.
    func around(_ detections: [Detection], _ scene: StampScene, side: StampSide?) -> Found {
        let sides = side.map { side in detections.map { side($0.epoch.measured) } }
        let search = NeighbourSearch(self, detections, scene, sides: sides)
        let cells = search.cells
        let found = concurrently(cells.count) { search.cell(cells[$0]) }
        let others = sides.map { NearbyDetections(detections, sides: $0).entries(scene) } ?? []
        return Found(
            sources: ByDetection(found.flatMap(\.sources) + others, detections: detections.count),
            light: ByDetection(found.flatMap(\.light), detections: detections.count))
    }

    static func patches(_ places: [SkyPosition], sides: [Int]) -> (bright: SkyPatches, faint: SkyPatches) {
        func corner(_ number: Int) -> Double {
            Double(sides[number]) / 2 * 2.0.squareRoot() * LSSTCamera.arcsecPerPixel / 3600
        }
        return (
            SkyPatches(around: places, order: 13) { corner($0) + reach.bright },
            SkyPatches(around: places, order: 15) { corner($0) + reach.faint }
        )
    }
}
