internal import AlertModel
internal import GRDB
internal import SkyMath

/// Objects within a circle: ranges of HEALPix numbers from the index, then the exact separation.
struct ConeSearch {
    let query: ObjectQuery
    let cone: Cone

    private struct Match {
        var id: Int64
        var separation: Double
        var order: Double?
    }

    /// Complexity: O(objects near the cone).
    func page(_ db: Database) throws -> ObjectPage {
        let matches = try self.matches(db).sorted(by: precedes)
        let shown = matches.dropFirst(max(query.offset, 0)).prefix(max(query.limit, 0))
        return ObjectPage(
            rows: try ObjectSearch.rows(db, ids: shown.map(\.id)), separationsArcsec: shown.map(\.separation),
            total: matches.count)
    }

    private func matches(_ db: Database) throws -> [Match] {
        let search = ObjectSearch(query)
        let conditions = ["healpix >= ?", "healpix < ?"] + search.conditions
        let statement = try db.cachedStatement(
            sql: "SELECT id, ra, dec, \(query.sort.column ?? "0") FROM objects WHERE "
                + conditions.joined(separator: " AND "))
        var matches: [Match] = []
        try cone.eachRow(of: statement, search.arguments, position: 1) { row, separation in
            matches.append(Match(id: row[0], separation: separation, order: row[3]))
        }
        return matches
    }

    /// Objects without the value last, ties by row number.
    private func precedes(_ left: Match, _ right: Match) -> Bool {
        let (a, b) = query.sort == .separation ? (left.separation, right.separation) : (left.order, right.order)
        if a != b {
            guard let a, let b else { return a != nil }
            return query.descending ? a > b : a < b
        }
        return query.descending ? left.id > right.id : left.id < right.id
    }
}

extension Cone {
    /// Runs `statement`, whose first two arguments are a range of HEALPix numbers (order 29, nested), over the ranges
    /// that cover the circle, and hands out the rows within it with their separation from its middle, arcsec.
    /// `position`: the column of RA; Dec is in the next.
    func eachRow(
        of statement: Statement, _ arguments: StatementArguments, position: Int,
        _ body: (Row, _ separationArcsec: Double) throws -> Void
    ) throws {
        let centre = SkyPosition(ra: ra, dec: dec)
        for range in HEALPix(order: 29).cone(centre, radius: radiusArcsec / 3600) {
            let rows = try Row.fetchCursor(statement, arguments: [range.lowerBound, range.upperBound] + arguments)
            while let row = try rows.next() {
                let separation = 3600 * centre.separation(to: SkyPosition(ra: row[position], dec: row[position + 1]))
                if separation <= radiusArcsec { try body(row, separation) }
            }
        }
    }
}
