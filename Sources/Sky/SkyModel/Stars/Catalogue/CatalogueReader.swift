internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Reads rows of a catalogue as stars.
struct CatalogueReader {
    private let columns: CatalogueColumns
    private let places: [String: Int]

    init(_ table: CSVTable, _ columns: CatalogueColumns) throws(SkyModelError) {
        guard !columns.magnitudes.isEmpty else { throw SkyModelError("A catalogue needs a column of magnitudes.") }
        let wanted =
            [columns.ra, columns.dec] + columns.magnitudes.values
            + [columns.properMotionRA, columns.properMotionDec, columns.parallax, columns.variability].compactMap { $0 }
        var places: [String: Int] = [:]
        for name in wanted { places[name] = try table.column(name) }
        (self.columns, self.places) = (columns, places)
    }

    func star(_ fields: [String], line: Int, number: Int) throws(SkyModelError) -> Star {
        let ra = try bounded(columns.ra, fields, line, in: 0...360)
        let dec = try bounded(columns.dec, fields, line, in: -90...90)
        let position = SkyPosition(ra: ra, dec: dec)
        let parallax = try optional(columns.parallax, fields, line) ?? 1
        let magnitudes = try magnitudes(fields, line)
        let kept = max(parallax, 0.01)
        let cell = SkyCells.grid.pixel(position)
        let colour = magnitudes[.g] - magnitudes[.i]
        return Star(
            id: SkyObjectID(kind: .catalogueStar, cell: cell, block: 0, index: number), position: position,
            properMotionRA: try optional(columns.properMotionRA, fields, line) ?? 0,
            properMotionDec: try optional(columns.properMotionDec, fields, line) ?? 0, parallax: kept,
            radialVelocity: 0, component: .thinDisc, sequence: .mainSequence,
            variability: try variability(fields, line), absoluteMagnitude: magnitudes[.r] - (10 - 5 * log10(kept)),
            effectiveTemperature: EffectiveTemperature.kelvin(gMinusI: colour), extinction: 0, magnitudes: magnitudes)
    }

    private func magnitudes(_ fields: [String], _ line: Int) throws(SkyModelError) -> PerBand<Double> {
        var given: [Passband: Double] = [:]
        for (band, name) in columns.magnitudes {
            given[band] = try optional(name, fields, line).flatMap { $0.isFinite ? $0 : nil }
        }
        guard !given.isEmpty else { throw SkyModelError("Line \(line) has no magnitude.") }
        return StellarLocus.completed(given)
    }

    private func variability(_ fields: [String], _ line: Int) throws(SkyModelError) -> VariabilityClass {
        guard let name = columns.variability, let place = places[name], !fields[place].isEmpty else { return .constant }
        guard let kind = VariabilityClass.allCases.first(where: { "\($0)" == fields[place] }) else {
            throw SkyModelError("Line \(line), column \(name): \(fields[place]) is no class of variable star.")
        }
        return kind
    }

    private func bounded(
        _ name: String, _ fields: [String], _ line: Int, in range: ClosedRange<Double>
    ) throws(SkyModelError) -> Double {
        guard let value = try optional(name, fields, line), range.contains(value) else {
            throw SkyModelError(
                "Line \(line), column \(name): a number from \(range.lowerBound) to \(range.upperBound) is needed.")
        }
        return value
    }

    /// Nil for an empty field.
    private func optional(_ name: String?, _ fields: [String], _ line: Int) throws(SkyModelError) -> Double? {
        guard let name, let place = places[name], !fields[place].isEmpty else { return nil }
        guard let value = Double(fields[place]), value.isFinite else {
            throw SkyModelError("Line \(line), column \(name): \(fields[place]) is not a number.")
        }
        return value
    }
}
