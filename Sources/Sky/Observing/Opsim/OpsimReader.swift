public import SkyMath

/// Makes visits of the rows of opsim databases and of Rubin's lists of real visits.
///
/// Angles are degrees. `observationStartMJD` is UTC, as the scheduler writes it; `exp_midpt_mjd` and
/// `observationStartDatetime64`, of the observatory's own database, are TAI. A band comes from `band`, else from `filter`
/// without its number. What a layout does not have is computed: airmass from the place and time, seeing from another
/// width, sky brightness from background and zero point, from the depth, or from the Moon, and depth by the noise
/// equations. Without `night` a visit's night is numbered from `firstNight`.
public struct OpsimReader: Sendable {
    /// Equations by which depths are computed that a row does not have.
    public var noise: PhotometricNoise
    /// Night number 1 where rows have no `night`.
    public var firstNight: ObservingNight
    /// Width at 500 nm and the zenith, arcsec, where a row has no seeing at all.
    public var nominalFwhm500 = 0.67

    /// `firstNight` is night number 1 where rows have no `night`.
    public init(firstNight: ObservingNight, noise: PhotometricNoise = PhotometricNoise()) {
        self.firstNight = firstNight
        self.noise = noise
    }

    /// The visit of one row. Complexity: O(columns) look-ups.
    ///
    /// - Parameters:
    ///   - row: number of the row, for errors and, where there is no other, the visit's identifier.
    ///   - value: the value in a named column; nil where there is no such column.
    /// - Throws: `ObservingError` with column and row where a value is missing, of a wrong type or out of range.
    public func visit(row: Int, value: (String) -> OpsimValue?) throws(ObservingError) -> Visit {
        let result = withoutActuallyEscaping(value) { escaping -> Result<Visit, ObservingError> in
            do throws(ObservingError) { return .success(try read(OpsimRow(number: row, value: escaping))) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func read(_ row: OpsimRow) throws(ObservingError) -> Visit {
        let band = try band(row)
        let position = SkyPosition(
            ra: wrapDegrees(try row.needed("fieldRA", in: -360...360)),
            dec: try row.needed("fieldDec", in: -90...90))
        let exposure = try row.needed("visitExposureTime", in: 0.001...36_000)
        let start = try start(row, exposure: exposure)
        var visit = Visit(
            id: try row.integer("observationId", "visit_id", "index") ?? Int64(row.number), position: position,
            rotSkyPos: wrapDegrees(try row.needed("rotSkyPos", in: -720...720)), startMjdTai: start,
            exposureSeconds: exposure, exposures: try exposures(row), band: band, airmass: 1, seeingFwhmEff: 1,
            seeingFwhmGeom: 1, skyBrightness: 0, fiveSigmaDepth: 0, night: try night(row, start: start))
        try fillConditions(of: &visit, row)
        visit.setLabels(
            targetName: try row.text("target_name"),
            observationReason: try row.text("observation_reason"))
        return visit
    }

    private func band(_ row: OpsimRow) throws(ObservingError) -> Passband {
        let column = try row.text("band") == nil ? "filter" : "band"
        guard let text = try row.text(column) else { throw row.wrong("band", "is missing, and so is filter") }
        guard let band = Passband(text) else { throw row.wrong(column, "\"\(text)\" is none of u, g, r, i, z, y") }
        return band
    }

    private func start(_ row: OpsimRow, exposure: Double) throws(ObservingError) -> Double {
        if let utc = try row.number("observationStartMJD", in: 36_934...110_000) {
            return TimeScale.mjdTai(fromMjdUtc: utc)
        }
        if let middle = try row.number("exp_midpt_mjd", in: 36_934...110_000) { return middle - exposure / 2 / 86_400 }
        guard let text = try row.text("observationStartDatetime64") else {
            throw row.wrong("observationStartMJD", "is missing, and so is exp_midpt_mjd")
        }
        guard let utc = CalendarTime.mjdTai(iso: text).map(TimeScale.mjdUtc(fromMjdTai:)) else {
            throw row.wrong("observationStartDatetime64", "\"\(text)\" is not a date and time")
        }
        return utc  // The digits of a TAI date, read as if UTC and turned back, are its MJD.
    }

    private func exposures(_ row: OpsimRow) throws(ObservingError) -> Int {
        guard let count = try row.integer("numExposures") else { return 1 }
        guard (1...1000).contains(count) else { throw row.wrong("numExposures", "is \(count), not 1 ... 1000") }
        return Int(count)
    }

    private func night(_ row: OpsimRow, start: Double) throws(ObservingError) -> Int {
        if let night = try row.integer("night") {
            guard abs(night) < 1_000_000 else { throw row.wrong("night", "is \(night)") }
            return Int(night)
        }
        return (ObservingNight(mjdTai: start)?.mjd ?? firstNight.mjd) - firstNight.mjd + 1
    }
}
