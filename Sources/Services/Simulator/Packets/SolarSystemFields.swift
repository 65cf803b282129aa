import Ephemerides
import Observing
import SkyMath

/// ssSource: a detection beside the place where the orbit puts the body.
enum SolarSystemFields {
    static func write(
        _ body: MovingBody, _ measured: SourceMeasurement, alertID: Int64, _ put: (String, FieldValue) -> Void
    ) {
        let ephemeris = body.ephemeris
        put("diaSourceId", .long(alertID))
        put("ssObjectId", .long(body.ssObjectID))
        put("designation", .string(body.designation))
        let galactic = measured.position.galactic
        put("galLon", .double(galactic.l))
        put("galLat", .double(galactic.b))
        let (longitude, latitude) = ecliptic(measured.position)
        put("eclLambda", .double(longitude))
        put("eclBeta", .double(latitude))
        put("elongation", .double(ephemeris.solarElongation))
        put("phaseAngle", .double(ephemeris.phaseAngle))
        put("topoRange", .double(ephemeris.observerDistance))
        put("helioRange", .double(ephemeris.heliocentricDistance))
        put("ephRa", .double(ephemeris.position.ra))
        put("ephDec", .double(ephemeris.position.dec))
        put("ephVmag", .double(body.magnitudeV))
        put("ephRate", .double(ephemeris.speedDegreesPerDay))
        put("ephRateRa", .double(ephemeris.raRateArcsecPerHour / 150))
        put("ephRateDec", .double(ephemeris.decRateArcsecPerHour / 150))
        put("ephOffset", .double(3600 * measured.position.separation(to: ephemeris.position)))
        put("diaDistanceRank", .long(1))
    }

    /// Degrees, of J2000: obliquity 84381.406 arcsec (IAU 2006).
    private static func ecliptic(_ position: SkyPosition) -> (longitude: Double, latitude: Double) {
        let (sine, cosine) = (0.397_776_969_112_1, 0.917_482_143_065_3)
        let v = position.unitVector
        let turned = UnitVector(x: v.x, y: cosine * v.y + sine * v.z, z: cosine * v.z - sine * v.y).position
        return (turned.ra, turned.dec)
    }
}

/// mpc_orbits: the elements that the simulated body moves by.
enum OrbitFields {
    static func write(_ body: MovingBody, _ put: (String, FieldValue) -> Void) {
        let orbit = body.body.orbit
        put("id", .long(Int64(body.body.index)))
        put("designation", .string(body.designation))
        put("packed_primary_provisional_designation", .string(body.designation))
        put("unpacked_primary_provisional_designation", .string(body.designation))
        put("q", .double(orbit.q))
        put("e", .double(orbit.eccentricity))
        put("i", .double(orbit.inclination))
        put("node", .double(orbit.node))
        put("argperi", .double(orbit.perihelionArgument))
        put("peri_time", .double(orbit.perihelionMjdTdb))
        if orbit.eccentricity < 1 { put("a", .double(orbit.q / (1 - orbit.eccentricity))) }
        put("epoch_mjd", .double(orbit.epochMjdTdb))
        put("h", .double(body.body.absoluteMagnitude))
        put("g", .double(body.body.slope))
    }
}
