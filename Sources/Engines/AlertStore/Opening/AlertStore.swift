internal import Dispatch
internal import GRDB

/// Objects, alerts, light curves and accounts in one SQLite file.
///
/// Many may read while one writes. A file has at most one writer at a time, in this process or another. The tables hold
/// what is searched for and refer to packets, which stay in the topic's log.
///
/// Durability: write-ahead log with `synchronous = NORMAL`. A killed process loses nothing that was committed. A power
/// cut may undo the last transactions, each as a whole: rows and offsets go back together, and the broker reads these
/// packets again. `docs/formats/store.md` has the tables.
public final class AlertStore: AlertStoreReader {
    /// The database file.
    public let path: String
    let pool: DatabasePool
    private let lock: WriterLock?

    /// What a store is opened for.
    public enum Access: Sendable {
        /// Makes the file where it is missing, brings its schema up to date, and is its only writer.
        case readWrite
        /// For a portal beside a broker: the file must exist.
        case readOnly
    }

    /// Opens `path`.
    ///
    /// - Throws: `StoreError` where the folder cannot be written, another process writes, the file is damaged, or a newer
    ///   version made it.
    public init(path: String, access: Access = .readWrite, options: StoreOptions = StoreOptions()) throws(StoreError) {
        self.path = path
        if access == .readWrite {
            lock = try WriterLock(path: path)
        } else {
            lock = nil
            guard FileAccess.isReadable(path) else {
                throw StoreError(.cannotOpen, file: path, detail: "there is no such file")
            }
        }
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(access, options))
            try Self.prepare(pool, access)
        } catch {
            throw StoreError(error, file: path)
        }
    }

    /// Closes all connections. The store is of no use afterwards.
    ///
    /// A writer first copies the write-ahead log into the file, so that the file alone holds everything and the next
    /// opening has no log to read; where another process reads at that moment, or the disk is full, the log stays and
    /// nothing is lost.
    public func close() throws(StoreError) {
        if lock != nil { foldLog() }
        do { try pool.close() } catch { throw StoreError(error, file: path) }
        lock?.release()
    }

    private func foldLog() {
        try? pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA busy_timeout = 1000")
            try db.checkpoint(.truncate)
        }
    }

    private static func configuration(_ access: Access, _ options: StoreOptions) -> Configuration {
        var configuration = Configuration()
        configuration.label = "tocsin.store"
        configuration.readonly = access == .readOnly
        configuration.maximumReaderCount = options.readers
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            let mebibytes = db.configuration.readonly ? options.readerCacheMiB : options.writerCacheMiB
            try db.execute(sql: "PRAGMA cache_size = \(-1024 * mebibytes)")
            guard !db.configuration.readonly else { return }
            if let pages = options.mostPages { try db.execute(sql: "PRAGMA max_page_count = \(pages)") }
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = \(options.walPages)")
            try db.execute(sql: "PRAGMA journal_size_limit = \(options.walPages * 4096 * 2)")
        }
        return configuration
    }

    private static func prepare(_ pool: DatabasePool, _ access: Access) throws {
        let migrator = Migrations.migrator
        if try pool.read(migrator.hasBeenSuperseded) {
            throw StoreError(.newerSchema, file: pool.path, detail: "")
        }
        guard access == .readWrite else { return }
        try migrator.migrate(pool)
    }
}

/// How much memory a store may take, and how far its write-ahead log may grow.
public struct StoreOptions: Sendable {
    /// Connections that read at the same time.
    public var readers = 4
    /// Page cache of the connection that writes, MiB.
    public var writerCacheMiB = 96
    /// Page cache of each connection that reads, MiB.
    public var readerCacheMiB = 8
    /// Pages of 4 KiB in the write-ahead log after which they are copied into the database: 256 MiB. Beside millions of
    /// objects every alert touches other pages of the indexes; a long log copies each of them once for many changes.
    public var walPages = 65_536
    /// The file grows to no more pages than this; nil for no limit. A full store behaves as on a full disk.
    public var mostPages: Int?

    /// The usual values.
    public init() {}
}
