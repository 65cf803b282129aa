import SkyMath
import SkyModel

/// One thing on the sky whose light changes.
struct VariableSource: Sendable {
    /// Of the synthetic sky; the same for ever.
    var id: UInt64
    /// The name under which truth is told: `rrLyraeAB`, `supernovaIa`, `activeGalaxy` ...
    var trueClass: String
    /// At the sky's epoch, ICRS.
    var position: SkyPosition
    /// Of the position.
    var direction: UnitVector
    /// The star that moves and has a parallax; nil for what is far away.
    var star: Star?
    var host: Galaxy?
    var light: SourceLight
    /// Within its cell: see `ObjectSerials`.
    var serial = 0

    init(id: UInt64, trueClass: String, position: SkyPosition, star: Star?, host: Galaxy?, light: SourceLight) {
        (self.id, self.trueClass, self.position) = (id, trueClass, position)
        (self.star, self.host, self.light) = (star, host, light)
        direction = position.unitVector
    }

    func position(mjdTai: Double) -> SkyPosition { star?.position(mjdTai: mjdTai) ?? position }
}
