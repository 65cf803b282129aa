import Ephemerides
import SkyMath

/// The small bodies of the sky, drawn or from catalogues, and where they stand in a night.
struct MovingBodies: Sendable {
    var synthetic: SyntheticBodies?
    var catalogued: CataloguedBodies?

    /// The bodies in a field that are brighter than `limit` (V): synthetic ones by number, then those of catalogues by
    /// number. Complexity: O(bodies near the field).
    func members(
        within radius: Double, of centre: SkyPosition, mjdTai: Double, brighterThan limit: Double
    ) throws(SimulatorError) -> [MovingBody] {
        var members: [MovingBody] = []
        do throws(EphemerisError) {
            if let synthetic {
                members += try synthetic.members(within: radius, of: centre, mjdTai: mjdTai, brighterThan: limit)
            }
            if let catalogued {
                members += try catalogued.members(within: radius, of: centre, mjdTai: mjdTai, brighterThan: limit)
            }
        } catch {
            throw SimulatorError("places of small bodies cannot be worked out: \(error)")
        }
        return members
    }
}
