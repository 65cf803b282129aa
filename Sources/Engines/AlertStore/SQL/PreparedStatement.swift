internal import Bytes
internal import GRDB
internal import GRDBSQLite

/// A statement used through SQLite's own calls, for the path where each alert runs several of them.
///
/// Lives no longer than the transaction in which it was made. Columns count from 0, parameters from 1.
struct PreparedStatement {
    private let statement: Statement
    private let handle: OpaquePointer
    private let file: String

    init(_ db: Database, _ sql: String, file: String) throws(StoreError) {
        do {
            statement = try db.cachedStatement(sql: sql)
        } catch {
            throw StoreError(error, file: file)
        }
        handle = statement.sqliteStatement
        self.file = file
    }

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }
    func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(handle, index, Int64(value)) }
    func bind(_ index: Int32, _ value: Double) { sqlite3_bind_double(handle, index, value) }

    func bind(_ index: Int32, _ value: Double?) {
        if let value { sqlite3_bind_double(handle, index, value) } else { sqlite3_bind_null(handle, index) }
    }

    func bind(_ index: Int32, _ text: String?) {
        guard let text else { return bindNull(index) }
        sqlite3_bind_text(handle, index, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }

    /// The memory is copied.
    func bind(_ index: Int32, _ memory: UnsafeRawBufferPointer) {
        guard let base = memory.baseAddress else {
            sqlite3_bind_zeroblob(handle, index, 0)
            return
        }
        sqlite3_bind_blob64(
            handle, index, base, UInt64(memory.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }

    private func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

    /// Takes the next row; false after the last, when the statement is ready for new values.
    func step() throws(StoreError) -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE {
            sqlite3_reset(handle)
            return false
        }
        let connection = sqlite3_db_handle(handle)
        let error = StoreError(
            sqliteCode: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)),
            file: file, sql: statement.sql)
        sqlite3_reset(handle)
        throw error
    }

    func run() throws(StoreError) { while try step() {} }

    /// Leaves the rest of the rows, so that the statement is ready for new values.
    func reset() { sqlite3_reset(handle) }

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    func optionalDouble(_ column: Int32) -> Double? { isNull(column) ? nil : double(column) }
    func text(_ column: Int32) -> String? { sqlite3_column_text(handle, column).map { String(cString: $0) } }

    /// Calls `body` with the column's bytes, which are valid until the next step.
    func withBlob<R>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws(StoreError) -> R) throws(StoreError) -> R
    {
        let base = sqlite3_column_blob(handle, column)
        return try body(UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(handle, column))))
    }
}
