internal import GRDB

/// What went wrong with a store, where, and what to do about it.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    enum Code: Sendable {
        case cannotOpen, locked, full, readOnly, corrupt, busy, newerSchema, damagedCurve, invalidAlert, other
    }

    let code: Code
    /// The database file.
    public let file: String
    /// The statement that failed, where one did.
    public let sql: String?
    let detail: String

    init(_ code: Code, file: String, sql: String? = nil, detail: String) {
        self.code = code
        self.file = file
        self.sql = sql
        self.detail = detail
    }

    /// True where waiting may help: a full disk, a busy file.
    public var isTransient: Bool {
        switch code {
        case .full, .busy: true
        case .other, .cannotOpen, .locked, .readOnly, .corrupt, .newerSchema, .damagedCurve, .invalidAlert: false
        }
    }

    public var description: String {
        let statement = sql.map { " Statement: \($0)." } ?? ""
        return "Store \(file): \(summary) \(remedy)\(detail.isEmpty ? "" : " (\(detail))")\(statement)"
    }

    private var summary: String {
        switch code {
        case .cannotOpen: "it cannot be opened."
        case .locked: "another process is writing to it."
        case .full: "the disk is full."
        case .readOnly: "the file or its folder is read-only."
        case .corrupt: "the database file is damaged."
        case .busy: "another connection holds the database."
        case .newerSchema: "it was made by a newer version of Tocsin."
        case .damagedCurve: "a stored light curve is damaged."
        case .invalidAlert: "an alert has no finite time or position."
        case .other: "a statement failed."
        }
    }

    private var remedy: String {
        switch code {
        case .cannotOpen: "Check that the folder exists and may be read and written."
        case .locked: "Stop the other broker, or give this one a folder of its own with --data."
        case .full: "Free some space; nothing that was committed is lost."
        case .readOnly: "Make the folder writable for this user, or choose another with --data."
        case .corrupt: "Move the file away; a new store fills itself from the topic's records."
        case .busy: "Wait, or close programs that hold it open."
        case .newerSchema: "Upgrade Tocsin, or choose another folder with --data."
        case .damagedCurve: "Move the store away; a new one fills itself from the topic's records."
        case .invalidAlert: "Send it to quarantine instead."
        case .other: "Please report this with the text below."
        }
    }
}

extension StoreError {
    /// What a result code of SQLite means for a person.
    init(sqliteCode: Int32, message: String, file: String, sql: String? = nil) {
        let code: Code =
            switch sqliteCode & 0xFF {
            case 5, 6: .busy
            case 8: .readOnly
            case 10 where sqliteCode == 778: .full  // SQLITE_IOERR_WRITE: what a quota gives
            case 11, 26: .corrupt
            case 13: .full
            case 14, 3: .cannotOpen
            default: .other
            }
        self.init(code, file: file, sql: sql, detail: "SQLite \(sqliteCode): \(message)")
    }

    /// `error` itself where it is a `StoreError`, else what it means.
    init(_ error: any Error, file: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            self.init(
                sqliteCode: error.extendedResultCode.rawValue, message: error.message ?? "", file: file, sql: error.sql)
        default: self.init(.other, file: file, detail: "\(error)")
        }
    }
}
