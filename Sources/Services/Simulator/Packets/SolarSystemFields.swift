import AlertModel
import Ephemerides
import Observing
import SkyMath

/// ssSource: a detection beside the place where the orbit puts the body.
enum SolarSystemFields {
    static func write(
        _ body: MovingBody, _ measured: SourceMeasurement, alertID: Int64, _ row: FieldRow<SSSourceField>
    ) {
        let ephemeris = body.ephemeris
        row.set(.diaSourceId, alertID)
        row.set(.ssObjectId, body.ssObjectID)
        row.set(.designation, body.body.designation)
        let galactic = measured.position.galactic
        row.set(.galLon, galactic.l)
        row.set(.galLat, galactic.b)
        let (longitude, latitude) = ecliptic(measured.position)
        row.set(.eclLambda, longitude)
        row.set(.eclBeta, latitude)
        row.set(.elongation, ephemeris.solarElongation)
        row.set(.phaseAngle, ephemeris.phaseAngle)
        row.set(.topoRange, ephemeris.observerDistance)
        row.set(.helioRange, ephemeris.heliocentricDistance)
        row.set(.ephRa, ephemeris.position.ra)
        row.set(.ephDec, ephemeris.position.dec)
        row.set(.ephVmag, body.magnitudeV)
        row.set(.ephRate, ephemeris.speedDegreesPerDay)
        row.set(.ephRateRa, ephemeris.raRateArcsecPerHour / 150)
        row.set(.ephRateDec, ephemeris.decRateArcsecPerHour / 150)
        row.set(.ephOffset, 3600 * measured.position.separation(to: ephemeris.position))
        row.set(.diaDistanceRank, Int64(1))
    }

    /// Degrees, of J2000: obliquity 84381.406 arcsec (IAU 2006).
    private static func ecliptic(_ position: SkyPosition) -> (longitude: Double, latitude: Double) {
        let (sine, cosine) = (0.397_776_969_112_1, 0.917_482_143_065_3)
        let v = position.unitVector
        let turned = UnitVector(x: v.x, y: cosine * v.y + sine * v.z, z: cosine * v.z - sine * v.y).position
        return (turned.ra, turned.dec)
    }
}

/// mpc_orbits: the elements that a synthetic body moves by, or those that the catalogue has, at their own epoch.
enum OrbitFields {
    static func write(_ body: SolarSystemBody, _ row: FieldRow<OrbitField>) {
        row.set(.id, Int64(body.number))
        row.set(.designation, body.designation)
        row.set(.packed_primary_provisional_designation, body.packedDesignation)
        row.set(.unpacked_primary_provisional_designation, body.designation)
        write(body.orbit, row)
        row.set(.h, body.absoluteMagnitude)
        row.set(.g, body.slope)
        if let fit = body.fit { write(fit, row) }
    }

    private static func write(_ orbit: OrbitalElements, _ row: FieldRow<OrbitField>) {
        row.set(.q, orbit.q)
        row.set(.e, orbit.eccentricity)
        row.set(.i, orbit.inclination)
        row.set(.node, orbit.node)
        row.set(.argperi, orbit.perihelionArgument)
        row.set(.peri_time, orbit.perihelionMjdTdb)
        row.set(.epoch_mjd, orbit.epochMjdTdb)
        if orbit.eccentricity < 1 { row.set(.a, orbit.q / (1 - orbit.eccentricity)) }
    }

    private static func write(_ fit: OrbitFit, _ row: FieldRow<OrbitField>) {
        if let value = fit.uncertainty { row.set(.u_param, Int64(value)) }
        if let value = fit.oppositions { row.set(.nopp, Int64(value)) }
        if let value = fit.observations { row.set(.nobs_total, Int64(value)) }
        if let value = fit.arcDays { row.set(.arc_length_total, value) }
        if let value = fit.rmsArcsec { row.set(.not_normalized_rms, value) }
    }
}
