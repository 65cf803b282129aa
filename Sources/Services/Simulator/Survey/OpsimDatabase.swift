internal import GRDB
public import Observing
public import SkyMath

/// Reads the visits of an opsim database: SQLite with a table `observations`, as `rubin_sim` and Rubin write it.
public struct OpsimDatabase: Sendable {
    /// As it was given.
    public let path: String
    private let queue: DatabaseQueue
    private let table: String
    /// The first and the last start of an exposure, MJD, in the database's own time scale.
    public let mjd: ClosedRange<Double>
    private let timeColumn: String

    private static let timeColumns = ["observationStartMJD", "exp_midpt_mjd"]

    /// - Throws: `SimulatorError` where the file is no such database, or holds no visit.
    public init(path: String) throws(SimulatorError) {
        self.path = path
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            self.queue = queue
            (table, timeColumn, mjd) = try queue.read { db in try Self.extent(of: db) }
        } catch let error as SimulatorError {
            throw SimulatorError("\(path): \(error)")
        } catch let error as DatabaseError {
            throw SimulatorError("\(path) cannot be read as an opsim database: \(error.message ?? "\(error)").")
        } catch {
            throw SimulatorError("\(path) cannot be read as an opsim database: \(error).")
        }
    }

    private static func extent(of db: Database) throws -> (String, String, ClosedRange<Double>) {
        let names = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        let found = names.first { $0.lowercased() == "observations" } ?? (names.count == 1 ? names[0] : nil)
        guard let table = found else {
            throw SimulatorError("there is no table 'observations' among its \(names.count) tables.")
        }
        let columns = try db.columns(in: table).map(\.name)
        guard let time = timeColumns.first(where: columns.contains) else {
            throw SimulatorError("table \(table) has none of the columns \(timeColumns.joined(separator: ", ")).")
        }
        let (column, name) = (time.quotedDatabaseIdentifier, table.quotedDatabaseIdentifier)
        guard let row = try Row.fetchOne(db, sql: "SELECT min(\(column)), max(\(column)) FROM \(name)"),
            let first = Double.fromDatabaseValue(row[0]), let last = Double.fromDatabaseValue(row[1]), first <= last
        else { throw SimulatorError("table \(table) holds no visit.") }
        return (table, time, first...last)
    }

    /// The visits that begin in a span of time, MJD TAI, ascending. Complexity: O(rows of the table).
    ///
    /// - Throws: `SimulatorError` that names file, row and column of the first visit which makes no sense.
    public func visits(mjdTai span: Range<Double>, firstNight: ObservingNight) throws(SimulatorError) -> [Visit] {
        let reader = OpsimReader(firstNight: firstNight)
        do {
            let visits = try queue.read { db in
                // Half an hour more on both sides, for UTC, and for the middle of an exposure.
                let sql = """
                    SELECT rowid AS opsim_row, * FROM \(table.quotedDatabaseIdentifier)
                    WHERE \(timeColumn.quotedDatabaseIdentifier) BETWEEN ? AND ?
                    """
                let rows = try Row.fetchCursor(
                    db, sql: sql, arguments: [span.lowerBound - 0.02, span.upperBound + 0.02])
                var visits: [Visit] = []
                while let row = try rows.next() {
                    visits.append(try reader.visit(row: Int(row["opsim_row"] as Int64)) { Self.value(row, $0) })
                }
                return visits
            }
            return visits.filter { span.contains($0.startMjdTai) }
                .sorted { ($0.startMjdTai, $0.id) < ($1.startMjdTai, $1.id) }
        } catch {
            throw SimulatorError("\(path): \(error)")
        }
    }

    private static func value(_ row: Row, _ column: String) -> OpsimValue? {
        guard row.hasColumn(column) else { return nil }
        switch (row[column] as DatabaseValue).storage {
        case .null, .blob: return .null
        case .int64(let value): return .integer(value)
        case .double(let value): return .real(value)
        case .string(let value): return .text(value)
        }
    }
}
