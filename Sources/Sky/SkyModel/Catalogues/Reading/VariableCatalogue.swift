public import SkyMath

extension SkyCatalogue where Member == CatalogueVariable {
    /// Variable stars with their class and, where the catalogue has them, period (days), amplitude (peak to peak,
    /// taken for g) and epoch (JD or MJD, taken as TAI).
    ///
    /// Classes by the names of GCVS, VSX, Gaia DR3 and ALeRCE; rows of other classes, and rows without a magnitude,
    /// are left out and counted.
    ///
    /// - Parameter kind: of rows without a class; nil to leave these out.
    /// - Throws: `SkyModelError` with the line or row for places and numbers that are none, and where no row can be
    ///   used. Complexity: O(cells of the table).
    public init(variables table: any CatalogueTable, kind: VariabilityClass? = nil) throws(SkyModelError) {
        let reader = try StarReader(table)
        let columns = VariableColumns(table)
        var identifiers = CatalogueIdentifiers(.catalogueStar, salt: 0x5641_5253)
        try self.init(table, "a variable star") { (row) throws(SkyModelError) in
            let name = try reader.rows.text(row, columns.kind)
            guard let kind = name.isEmpty ? kind : VariableName.kind(name), kind != .constant else {
                return .leftOut("class '\(name.prefix(20))'")
            }
            guard var star = try reader.star(row, &identifiers) else { return .leftOut("no magnitude") }
            star.variability = kind
            return .found(try columns.variable(star, reader.rows, row))
        }
    }
}

private struct VariableColumns {
    let kind: Int?
    private let period: Int?
    private let amplitude: Int?
    private let epoch: Int?

    init(_ table: any CatalogueTable) {
        kind = table.column(VariableName.columns)
        period = table.column(["period", "per", "pf", "p_days", "period_days"])
        amplitude = table.column(["amplitude", "amp", "peak_to_peak_g", "Amp_g"])
        epoch = table.column(["epoch", "epoch_mjd", "t0", "reference_time"])
    }

    func variable(_ star: Star, _ rows: CatalogueRows, _ row: Int) throws(SkyModelError) -> CatalogueVariable {
        let epoch = try rows.number(row, epoch, in: 1...3e6)
        return CatalogueVariable(
            star: star, period: try rows.number(row, period, in: 1e-3...1e5),
            amplitude: try rows.number(row, amplitude, in: 1e-4...12),
            epochMjdTai: epoch.map { $0 > 2_400_000.5 ? $0 - 2_400_000.5 : $0 })
    }
}
