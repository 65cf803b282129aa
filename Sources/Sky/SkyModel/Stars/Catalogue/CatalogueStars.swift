internal import SkyMath

/// Stars of a real catalogue, with the same queries as those of the model.
///
/// Magnitudes of bands that the catalogue lacks are those of the main-sequence star with the colours that it has, or
/// of the Sun's colours where it has but one band. What else is not given is that of a thin-disc dwarf at rest 1 kpc
/// away.
public struct CatalogueStars: StarSource {
    private let cells: [Int64: [Star]]
    public let count: Int

    /// - Parameters:
    ///   - csv: text with a header line.
    ///   - columns: names of the columns to read.
    /// - Throws: `SkyModelError` with the line of the first row that cannot be read.
    ///
    /// Complexity: O(characters).
    public init(csv: String, columns: CatalogueColumns) throws(SkyModelError) {
        let table = try CSVTable(csv)
        let reader = try CatalogueReader(table, columns)
        guard table.rows.count <= 0xFF_FFFF else {
            throw SkyModelError("The catalogue has \(table.rows.count) rows; 16,777,215 are the most.")
        }
        var cells: [Int64: [Star]] = [:]
        for (number, row) in table.rows.enumerated() {
            let star = try reader.star(row.fields, line: row.line, number: number)
            cells[star.id.cell, default: []].append(star)
        }
        self.cells = cells
        count = table.rows.count
    }

    public func stars(in cone: SkyCone, brighterThan limit: Double) -> [Star] {
        SkyCells.cells(cone).flatMap { cell in
            (cells[cell] ?? []).filter { $0.magnitude(.r) < limit && cone.contains($0.position) }
        }
    }

    /// The star with an identifier; nil when there is none.
    public func star(_ id: SkyObjectID) -> Star? { cells[id.cell]?.first { $0.id == id } }
}
