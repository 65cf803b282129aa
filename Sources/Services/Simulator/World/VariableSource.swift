import Observing
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
    var host: Galaxy? { galaxy?.value }
    var light: SourceLight
    /// Apart, because few sources have one.
    private var galaxy: Boxed<Galaxy>?
    /// Within its cell: see `ObjectSerials`.
    var serial = 0
    /// Within its cell, for ever: see `CellNumbers`.
    var number = 0

    init(id: UInt64, trueClass: String, position: SkyPosition, star: Star?, host: Galaxy?, light: SourceLight) {
        (self.id, self.trueClass, self.position) = (id, trueClass, position)
        (self.star, galaxy, self.light) = (star, host.map(Boxed.init), light)
        direction = position.unitVector
    }

    /// Among all that a detector can see.
    var counter: Int { DetectorCounter.source(id, number: number) }

    /// Nil for what has no galaxy.
    var hostLight: HostLight? { host.map { HostLight($0, at: position) } }

    /// nJy, 0 for what has none: of one visit alone.
    func hostFlux(in visit: Visit) -> Double {
        var light = hostLight
        return light?.flux(in: visit) ?? 0
    }

    func position(mjdTai: Double) -> SkyPosition { star?.position(mjdTai: mjdTai) ?? position }
}

/// A value kept by reference.
private final class Boxed<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}
