internal import SkyMath

extension NightPlanner {
    static func candidates(
        _ scheduler: FieldScheduler, night: Int, moon: UnitVector, draws: inout Draws
    ) -> [Candidate] {
        let cadence = max(scheduler.plan.cadenceNights, 1)
        let nearest = cosDegrees(scheduler.plan.moonDistanceLimit)
        return scheduler.grid.vectors.indices.compactMap { field in
            let vector = scheduler.grid.vectors[field]
            let whim = draws.uniform()
            guard dot(vector, moon) < nearest else { return nil }
            let age = ((night - scheduler.grid.phases[field]) % cadence + cadence) % cadence
            return Candidate(field: field, vector: vector, merit: (age == 0 ? 2 : 0) + 0.2 * whim)
        }
    }

    /// Bands by the lights: reddest in twilight, no u and g with a bright Moon up.
    mutating func nextBand() -> Passband {
        let lights = lights(clock)
        let choices: [Passband]
        if lights.sunAltitude > -16 {
            choices = [.i, .z, .y]
        } else if lights.moonAltitude > 0, abs(moonPhaseAngle) < 90 {
            choices = [.r, .i, .i, .z, .z, .y]
        } else {
            choices = [.u, .g, .g, .r, .r, .r, .i, .i, .i, .z, .y]
        }
        let bands = scheduler.plan.bands
        let others = choices.filter { $0 != band && bands.contains($0) }
        let draw = draws.next()
        return others.isEmpty ? scheduler.plan.reddest : others[Int(draw % UInt64(others.count))]
    }

    func lights(_ mjdTai: Double) -> SkyBrightness.Lights {
        SkyBrightness.Lights(
            sunAltitude: RubinSite.horizontal(SunAndMoon.sun(mjdTai: mjdTai), mjdTai: mjdTai).altitude,
            moonAltitude: RubinSite.horizontal(moon, mjdTai: mjdTai).altitude, moonPhaseAngle: moonPhaseAngle)
    }

    /// The visit of a field now; nil through clouds too thick.
    func visit(_ field: SkyPosition) -> Visit? {
        let plan = scheduler.plan
        let cloud = weather.cloud(mjdTai: clock)
        guard cloud < plan.cloudLimit else { return nil }
        let altitude = RubinSite.horizontal(field, mjdTai: clock).altitude
        let airmass = RubinSite.airmass(altitude: altitude)
        let seeing = SeeingModel.fwhmEff(band, fwhm500: weather.fwhm500(mjdTai: clock), airmass: airmass)
        let sky = SkyBrightness.brightness(
            band, altitude: altitude, moonDistance: moon.separation(to: field), lights: lights(clock))
        let parallactic = RubinSite.parallacticAngle(field, mjdTai: clock)
        return Visit(
            id: Int64(date.dayObs) * 100_000 + Int64(visits.count + 1), position: field,
            rotSkyPos: wrapDegrees(parallactic - 90 - rotTelPos), startMjdTai: clock,
            exposureSeconds: plan.exposureSeconds, exposures: 1, band: band, airmass: airmass, seeingFwhmEff: seeing,
            seeingFwhmGeom: SeeingModel.fwhmGeom(fwhmEff: seeing), skyBrightness: sky,
            fiveSigmaDepth: scheduler.noise.fiveSigmaDepth(
                band, skyBrightness: sky, seeingFwhmEff: seeing, airmass: airmass,
                exposureSeconds: plan.exposureSeconds, cloud: cloud),
            night: night)
    }
}
