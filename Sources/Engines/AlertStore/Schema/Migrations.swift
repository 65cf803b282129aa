internal import GRDB

/// The numbered steps that bring a file to the present schema; a step once released is never changed.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 objects, alerts, light curves, accounts") { db in
            try db.execute(sql: version1)
        }
        migrator.registerMigration("2 alerts by position") { db in
            try db.execute(sql: "CREATE INDEX alerts_by_position ON alerts (healpix)")
        }
        migrator.registerMigration("3 magnitude and reliability by bins") { db in
            try db.execute(sql: version3)
        }
        migrator.registerMigration("4 packets read and packets missing") { db in
            try db.execute(sql: version4)
        }
        migrator.registerMigration("5 alerts counted by hour and place") { db in
            try db.execute(sql: version5)
        }
        return migrator
    }

    /// `objects_by_last` and `objects_by_magnitude` hold all that a query can filter by, so that neither counting nor
    /// paging reads the table. Light-curve slices have the object's number times 65536 plus a running number as their id, so that an
    /// object's slices lie together.
    private static let version1 = """
        CREATE TABLE classes (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        INSERT INTO classes VALUES (0, 'unclassified'), (1, 'SSO');

        CREATE TABLE objects (
            id INTEGER PRIMARY KEY, survey INTEGER NOT NULL, kind INTEGER NOT NULL, key INTEGER NOT NULL,
            ra REAL NOT NULL, dec REAL NOT NULL, healpix INTEGER NOT NULL,
            first_mjd REAL NOT NULL, last_mjd REAL NOT NULL,
            newest_mjd REAL NOT NULL, newest_alert INTEGER NOT NULL,
            detections INTEGER NOT NULL, alerts INTEGER NOT NULL,
            band INTEGER NOT NULL, flux REAL, flux_err REAL, magnitude REAL, reliability REAL,
            class INTEGER NOT NULL REFERENCES classes (id), designation TEXT);
        CREATE UNIQUE INDEX objects_by_key ON objects (survey, kind, key);
        CREATE INDEX objects_by_position ON objects (healpix);
        CREATE INDEX objects_by_last ON objects (last_mjd, id, survey, class, magnitude);
        CREATE INDEX objects_by_first ON objects (first_mjd);
        CREATE INDEX objects_by_magnitude ON objects (magnitude, id, survey, class, last_mjd);
        CREATE INDEX objects_by_reliability ON objects (reliability, id);
        CREATE INDEX objects_by_detections ON objects (detections);
        CREATE TABLE object_counts (
            survey INTEGER NOT NULL, class INTEGER NOT NULL, objects INTEGER NOT NULL, alerts INTEGER NOT NULL,
            PRIMARY KEY (survey, class)) WITHOUT ROWID;

        CREATE TABLE topics (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE offsets (
            topic INTEGER NOT NULL REFERENCES topics (id), partition INTEGER NOT NULL, next INTEGER NOT NULL,
            PRIMARY KEY (topic, partition)) WITHOUT ROWID;

        CREATE TABLE alerts (
            survey INTEGER NOT NULL, id INTEGER NOT NULL, object INTEGER NOT NULL, mjd REAL NOT NULL,
            ra REAL NOT NULL, dec REAL NOT NULL, healpix INTEGER NOT NULL, band INTEGER NOT NULL, flux REAL,
            topic INTEGER NOT NULL, partition INTEGER NOT NULL, position INTEGER NOT NULL,
            PRIMARY KEY (survey, id)) WITHOUT ROWID;
        CREATE INDEX alerts_by_object ON alerts (object, mjd);
        CREATE INDEX alerts_by_time ON alerts (mjd);

        CREATE TABLE light_curve_slices (
            id INTEGER PRIMARY KEY, start_mjd REAL NOT NULL, points INTEGER NOT NULL,
            fingerprint INTEGER NOT NULL, body BLOB NOT NULL);

        CREATE TABLE stages (
            name TEXT PRIMARY KEY, stored INTEGER NOT NULL, duplicate INTEGER NOT NULL,
            quarantined INTEGER NOT NULL, in_flight INTEGER NOT NULL, updated_ms INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY, topic INTEGER NOT NULL, partition INTEGER NOT NULL, position INTEGER NOT NULL,
            reason TEXT NOT NULL, detail TEXT NOT NULL, byte_count INTEGER NOT NULL, stored_ms INTEGER NOT NULL);
        CREATE TABLE quarantine_bytes (id INTEGER PRIMARY KEY REFERENCES quarantine (id), bytes BLOB NOT NULL);
        """

    /// Sorted by exact value, the objects of a batch would each touch another page of these indexes, and a store would take in
    /// the slower the more it holds. Sorted by bin and row number, new objects meet at the ends of the bins: some hundred
    /// pages, however large the store. Within a bin SQLite sorts as it reads.
    private static let version3 = """
        DROP INDEX objects_by_magnitude;
        DROP INDEX objects_by_reliability;
        CREATE INDEX objects_by_magnitude
            ON objects (\(SortBin.magnitude), id, magnitude, survey, class, last_mjd);
        CREATE INDEX objects_by_reliability ON objects (\(SortBin.reliability), id, reliability);
        """

    /// What was read is counted apart from what became of it, so that an account can be seen not to add up. Of what was
    /// read before, only the sum is known.
    private static let version4 = """
        ALTER TABLE stages ADD COLUMN received INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE stages ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;
        UPDATE stages SET received = stored + duplicate + quarantined;
        """

    private static let version5 = """
        CREATE TABLE sky_counts (
            hour INTEGER NOT NULL, cell INTEGER NOT NULL, alerts INTEGER NOT NULL, PRIMARY KEY (hour, cell)) WITHOUT ROWID;
        INSERT INTO sky_counts
            SELECT hour, cell, count(*) FROM (SELECT \(SkyCells.grouping) FROM alerts) GROUP BY hour, cell;
        """
}

/// The bins that lead an index, as SQL; queries must use the same words. Rising with the value, NULL where it is NULL.
enum SortBin {
    /// A twentieth of a magnitude.
    static let magnitude = "CAST(magnitude * 20 AS INTEGER)"
    /// A fiftieth.
    static let reliability = "CAST(reliability * 50 AS INTEGER)"
}
