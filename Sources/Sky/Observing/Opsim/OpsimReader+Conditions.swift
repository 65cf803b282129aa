internal import SkyMath

extension OpsimReader {
    /// Airmass, seeing, sky and depth, read or computed in this order.
    func fillConditions(of visit: inout Visit, _ row: OpsimRow) throws(ObservingError) {
        visit.airmass =
            try row.number("airmass", in: 0.9...50)
            ?? RubinSite.airmass(visit.position, mjdTai: visit.startMjdTai)
        try fillSeeing(of: &visit, row)
        let cloud = try row.number("cloud_extinction", in: 0...50) ?? 0
        let depth = try row.number("fiveSigmaDepth", in: -10...40)
        visit.skyBrightness = try sky(visit, row, depth: depth, cloud: cloud)
        visit.fiveSigmaDepth = depth ?? self.depth(visit, sky: visit.skyBrightness, cloud: cloud)
    }

    private func fillSeeing(of visit: inout Visit, _ row: OpsimRow) throws(ObservingError) {
        let geom = try row.number("seeingFwhmGeom", in: 0.06...100)
        let fwhm500 = try row.number("seeingFwhm500", in: 0.01...100) ?? nominalFwhm500
        visit.seeingFwhmEff =
            try row.number("seeingFwhmEff", in: 0.01...100) ?? geom.map(SeeingModel.fwhmEff(fwhmGeom:))
            ?? SeeingModel.fwhmEff(visit.band, fwhm500: fwhm500, airmass: min(visit.airmass, 10))
        visit.seeingFwhmGeom = geom ?? SeeingModel.fwhmGeom(fwhmEff: visit.seeingFwhmEff)
    }

    private func sky(
        _ visit: Visit, _ row: OpsimRow, depth: Double?, cloud: Double
    ) throws(ObservingError) -> Double {
        if let sky = try row.number("skyBrightness", in: -10...40) { return sky }
        if let background = try row.number("sky_bg_median", in: 1e-6...1e9),
            let zeroPoint = try row.number("zero_point_median", in: 0...60)
        {
            let pixelArea = LSSTCamera.arcsecPerPixel * LSSTCamera.arcsecPerPixel
            return zeroPoint - 2.5 * decadicLog(background / pixelArea)
        }
        if let depth { return sky(visit, depth: depth, cloud: cloud) }
        return modelSky(visit)
    }

    /// The sky that gives `depth`, by fixed steps that converge since depth grows by less than 0.5 mag per mag of sky.
    private func sky(_ visit: Visit, depth: Double, cloud: Double) -> Double {
        var sky = BandConstants.rubin[visit.band].darkSky
        for _ in 0..<30 { sky += 1.4 * (depth - self.depth(visit, sky: sky, cloud: cloud)) }
        return min(max(sky, 5), 30)
    }

    private func depth(_ visit: Visit, sky: Double, cloud: Double) -> Double {
        noise.fiveSigmaDepth(
            visit.band, skyBrightness: sky, seeingFwhmEff: visit.seeingFwhmEff, airmass: visit.airmass,
            exposureSeconds: visit.exposureSeconds, exposures: visit.exposures, cloud: cloud)
    }

    private func modelSky(_ visit: Visit) -> Double {
        let time = visit.startMjdTai
        let (sun, moon) = (SunAndMoon.sun(mjdTai: time), SunAndMoon.moon(mjdTai: time))
        let lights = SkyBrightness.Lights(
            sunAltitude: RubinSite.horizontal(sun, mjdTai: time).altitude,
            moonAltitude: RubinSite.horizontal(moon, mjdTai: time).altitude,
            moonPhaseAngle: SunAndMoon.moonPhaseAngle(mjdTai: time))
        return SkyBrightness.brightness(
            visit.band, altitude: RubinSite.horizontal(visit.position, mjdTai: time).altitude,
            moonDistance: moon.separation(to: visit.position), lights: lights)
    }
}
