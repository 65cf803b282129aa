internal import SkyMath

/// The rows of a catalogue with the columns that all catalogues have: a name and a place.
///
/// Places are ICRS (J2000 for old catalogues): degrees, or hours and degrees in sexagesimal form. Columns are found
/// by the names that Gaia, SDSS, Pan-STARRS, VizieR, TNS, ZTF, ALeRCE, SNANA, OpenNGC and Hipparcos give them.
struct CatalogueRows {
    let table: any CatalogueTable
    private let ra: Int
    private let dec: Int
    private let name: Int?

    init(_ table: any CatalogueTable) throws(SkyModelError) {
        self.table = table
        guard let ra = table.column(Self.raNames), let dec = table.column(Self.decNames) else {
            let there = table.columnNames.prefix(60).joined(separator: ", ")
            throw SkyModelError("The catalogue has no columns of positions (ra, dec); there are \(there).")
        }
        guard table.rowCount <= 0xFF_FFFF else {
            throw SkyModelError("The catalogue has \(table.rowCount) rows; 16,777,215 are the most.")
        }
        (self.ra, self.dec, name) = (ra, dec, table.column(Self.names))
    }

    private static let raNames = [
        "ra", "RAJ2000", "RA_ICRS", "ra_deg", "ra_deg_J1991.25", "raMean", "meanra", "RA(J2000)", "R.A.", "_RAJ2000",
    ]
    private static let decNames = [
        "dec", "DEJ2000", "DE_ICRS", "dec_deg", "dec_deg_J1991.25", "decMean", "meandec", "DEC(J2000)", "decl",
        "declination", "_DEJ2000",
    ]
    private static let names = [
        "source_id", "SNID", "objID", "oid", "objectId", "ZTFID", "name", "hip", "id", "3HSP Source name",
        "designation",
    ]

    func position(_ row: Int) throws(SkyModelError) -> SkyPosition {
        let (first, second) = (try text(row, ra), try text(row, dec))
        let position: SkyPosition? =
            if let ra = Double(first), let dec = Double(second) { SkyPosition(ra: ra, dec: dec) } else {
                SkyPosition("\(first), \(second)")
            }
        guard let position, (0...360).contains(position.ra) else {
            throw fault("a right ascension from 0 to 360 degrees is needed, not \(first.prefix(30))", row, ra)
        }
        guard (-90...90).contains(position.dec) else {
            throw fault("a declination from -90 to 90 degrees is needed, not \(second.prefix(30))", row, dec)
        }
        return position
    }

    /// The catalogue's own name of a row; where it has none, the place stands for it.
    func name(_ row: Int, _ position: SkyPosition) throws(SkyModelError) -> String {
        if let name, case let text = try text(row, name), !text.isEmpty { return text }
        return "\(position.ra) \(position.dec)"
    }

    func text(_ row: Int, _ column: Int?) throws(SkyModelError) -> String {
        guard let column else { return "" }
        do { return try table.text(row: row, column: column) } catch { throw SkyModelError(error) }
    }

    /// Nil where the column is absent or the cell empty, or holds what is written for no value.
    func number(_ row: Int, _ column: Int?) throws(SkyModelError) -> Double? {
        guard let column else { return nil }
        do { return try table.number(row: row, column: column) } catch {
            if Self.absent.contains(try text(row, column).lowercased()) { return nil }
            throw SkyModelError(error)
        }
    }

    private static let absent: Set<String> = ["nan", "null", "none", "-", "--", "---", "n/a", "\\n"]

    /// As `number`, but nil also for values that catalogues write where they have none, such as -999 or 99.
    func number(_ row: Int, _ column: Int?, in range: ClosedRange<Double>) throws(SkyModelError) -> Double? {
        try number(row, column).flatMap { range.contains($0) ? $0 : nil }
    }

    func fault(_ message: String, _ row: Int, _ column: Int?) -> SkyModelError {
        SkyModelError(table.fault(message, row: row, column: column))
    }
}

extension SkyModelError {
    init(_ error: TableError) {
        let text = error.description
        self.init(text.prefix(1).uppercased() + text.dropFirst() + ".")
    }
}

/// What a catalogue's row gives.
enum RowReading<Member> {
    case found(Member)
    case leftOut(String)

    /// Left out for `reason` where there is none.
    init(_ member: Member?, else reason: String) { self = member.map { .found($0) } ?? .leftOut(reason) }
}

extension SkyCatalogue {
    /// What `read` makes of each row.
    ///
    /// - Parameter what: a member, in an error's words.
    /// - Throws: what `read` throws, and where no row can be used.
    init(
        _ table: any CatalogueTable, _ what: String,
        _ read: (_ row: Int) throws(SkyModelError) -> RowReading<Member>
    ) throws(SkyModelError) {
        var (members, leftOut) = ([Member](), LeftOut())
        for row in 0..<table.rowCount {
            switch try read(row) {
            case .found(let member): members.append(member)
            case .leftOut(let reason): leftOut.add(reason)
            }
        }
        try leftOut.check(members.count, of: table.rowCount, what)
        self.init(members, leftOut: leftOut.reasons)
    }
}

/// Counts of the rows that a catalogue's reader leaves out.
private struct LeftOut {
    private(set) var reasons: [String: Int] = [:]

    mutating func add(_ reason: String) { reasons[reason, default: 0] += 1 }

    /// A catalogue of which nothing can be used is refused.
    fileprivate func check(_ found: Int, of rows: Int, _ what: String) throws(SkyModelError) {
        guard found == 0, rows > 0 else { return }
        let reasons = reasons.sorted { $0.key < $1.key }.prefix(8).map { "\($0.value) x \($0.key)" }
        throw SkyModelError("None of \(rows) rows gives \(what): \(reasons.joined(separator: ", ")).")
    }
}
