import AlertModel
import Ephemerides
import Observing
import SkyMath

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// ssSource: a detection beside the place where the orbit puts the body. Distances are au, velocities km/s, rates degrees a
/// day, offsets arcsec.
///
/// The packets' schema names no units from 10.0 on; these are those of the tables that it is made from (SSSource of Rubin's
/// `sdm_schemas`, sso_base.yaml).
enum SolarSystemFields {
    static func write(
        _ body: MovingBody, _ measured: SourceMeasurement, alertID: Int64, _ row: FieldRow<SSSourceField>
    ) {
        row.set(.diaSourceId, alertID)
        row.set(.ssObjectId, body.ssObjectID)
        row.set(.designation, body.body.designation)
        let galactic = measured.position.galactic
        row.set(.galLon, galactic.l)
        row.set(.galLat, galactic.b)
        let (longitude, latitude) = ecliptic(measured.position)
        row.set(.eclLambda, longitude)
        row.set(.eclBeta, latitude)
        prediction(body, row)
        offset(body, measured.position, row)
        if let motion = body.motion { vectors(motion, row) }
        row.set(.diaDistanceRank, Int64(1))
    }

    private static func prediction(_ body: MovingBody, _ row: FieldRow<SSSourceField>) {
        let ephemeris = body.ephemeris
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
    }

    /// Observed less predicted; across the track to the left of the motion as the sky is seen from inside, east left.
    private static func offset(_ body: MovingBody, _ place: SkyPosition, _ row: FieldRow<SSSourceField>) {
        let ephemeris = body.ephemeris
        let distance = 3600 * place.separation(to: ephemeris.position)
        let angle = ephemeris.position.positionAngle(to: place) * .pi / 180
        let (east, north) = (distance * sin(angle), distance * cos(angle))
        row.set(.ephOffset, distance)
        row.set(.ephOffsetRa, east)
        row.set(.ephOffsetDec, north)
        let speed = 150 * ephemeris.speedDegreesPerDay
        guard speed > 0 else { return }
        let (a, d) = (ephemeris.raRateArcsecPerHour / speed, ephemeris.decRateArcsecPerHour / speed)
        row.set(.ephOffsetAlongTrack, east * a + north * d)
        row.set(.ephOffsetCrossTrack, east * d - north * a)
    }

    private static func vectors(_ motion: BodyMotion, _ row: FieldRow<SSSourceField>) {
        let fields:
            [(StateVector, position: [SSSourceField], velocity: [SSSourceField], SSSourceField, SSSourceField)] = [
                (
                    motion.helio, [.helio_x, .helio_y, .helio_z], [.helio_vx, .helio_vy, .helio_vz], .helio_vtot,
                    .helioRangeRate
                ),
                (
                    motion.topo, [.topo_x, .topo_y, .topo_z], [.topo_vx, .topo_vy, .topo_vz], .topo_vtot, .topoRangeRate
                ),
            ]
        for (state, position, velocity, speed, rangeRate) in fields {
            let (place, way) = (state.position, state.velocity * kilometresPerSecond)
            for (field, value) in zip(position, [place.x, place.y, place.z]) { row.set(field, value) }
            for (field, value) in zip(velocity, [way.x, way.y, way.z]) { row.set(field, value) }
            row.set(speed, way.length)
            row.set(rangeRate, state.radialVelocity * kilometresPerSecond)
        }
    }

    /// In an au a day.
    private static let kilometresPerSecond = 149_597_870.7 / 86_400

    /// Degrees, of J2000: obliquity 84381.406 arcsec (IAU 2006).
    static func ecliptic(_ position: SkyPosition) -> (longitude: Double, latitude: Double) {
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
        guard let ellipse = KeplerianElements(orbit) else { return }
        row.set(.a, ellipse.a)
        row.set(.mean_anomaly, ellipse.meanAnomaly)
        row.set(.mean_motion, ellipse.meanMotion)
        row.set(.period, 360 / ellipse.meanMotion)
    }

    private static func write(_ fit: OrbitFit, _ row: FieldRow<OrbitField>) {
        if let value = fit.uncertainty { row.set(.u_param, Int64(value)) }
        if let value = fit.oppositions { row.set(.nopp, Int64(value)) }
        if let value = fit.observations { row.set(.nobs_total, Int64(value)) }
        if let value = fit.arcDays { row.set(.arc_length_total, value) }
        if let value = fit.rmsArcsec { row.set(.not_normalized_rms, value) }
    }
}
