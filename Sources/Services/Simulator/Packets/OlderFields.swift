import AlertModel
import Ephemerides
import Observing
import SkyMath

/// What only LSST's earlier schemas have of a small body.
enum OlderFields {
    /// Versions 7: the body itself. Nil in others.
    static func ssObject(_ writer: LSSTPacketWriter, _ body: MovingBody) throws(AlertModelError) -> EncodedRecord? {
        guard let layout = writer.layout("ssObject") else { return nil }
        let values = RecordValues(layout)
        values.set("ssObjectId", body.ssObjectID)
        return try EncodedRecord(values)
    }

    /// Versions 8.0 and 9.0: the number by which an orbit is told to be the body's.
    static func write(_ body: MovingBody, _ orbit: RecordValues) { orbit.set("ssObjectId", body.ssObjectID) }

    /// Versions 8.0 and 9.0: ssSource in other words, and velocities in au a day, as those schemas say. Residuals, of which
    /// they do not say whether they are those of the angle or of its arc, are null.
    static func write(_ body: MovingBody, _ measured: SourceMeasurement, _ source: RecordValues) {
        let (galactic, ephemeris) = (measured.position.galactic, body.ephemeris)
        let ecliptic = SolarSystemFields.ecliptic(measured.position)
        let numbers = [
            ("eclipticLambda", ecliptic.longitude), ("eclipticBeta", ecliptic.latitude), ("galacticL", galactic.l),
            ("galacticB", galactic.b), ("heliocentricDist", ephemeris.heliocentricDistance),
            ("topocentricDist", ephemeris.observerDistance), ("predictedVMagnitude", body.magnitudeV),
        ]
        for (name, value) in numbers { source.set(name, value) }
        guard let motion = body.motion else { return }
        for (name, state) in [("heliocentric", motion.helio), ("topocentric", motion.topo)] {
            for (axis, vector) in [("", state.position), ("V", state.velocity)] {
                source.set("\(name)\(axis)X", vector.x)
                source.set("\(name)\(axis)Y", vector.y)
                source.set("\(name)\(axis)Z", vector.z)
            }
        }
    }
}
