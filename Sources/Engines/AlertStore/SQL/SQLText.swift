/// The statements of the hot path. Parameters are numbered in the order of the columns.
enum SQLText {
    static let alertObject = "SELECT object FROM alerts WHERE survey = ? AND id = ?"
    static let insertAlert = """
        INSERT INTO alerts (survey, id, object, mjd, ra, dec, healpix, band, flux, topic, partition, position)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let objectByKey = """
        SELECT id, ra, dec, first_mjd, last_mjd, newest_mjd, newest_alert, detections, alerts, band, flux, flux_err,
            magnitude, reliability, class, designation
        FROM objects WHERE survey = ? AND kind = ? AND key = ?
        """
    static let insertObject = """
        INSERT INTO objects (id, ra, dec, healpix, first_mjd, last_mjd, newest_mjd, newest_alert, detections, alerts,
            band, flux, flux_err, magnitude, reliability, class, designation, survey, kind, key)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let updateObject = """
        UPDATE objects SET ra = ?2, dec = ?3, healpix = ?4, first_mjd = ?5, last_mjd = ?6, newest_mjd = ?7,
            newest_alert = ?8, detections = ?9, alerts = ?10, band = ?11, flux = ?12, flux_err = ?13,
            magnitude = ?14, reliability = ?15, class = ?16, designation = ?17
        WHERE id = ?1
        """
    static let nextObject = "SELECT coalesce(max(id), 0) + 1 FROM objects"

    static let slicesOfObject =
        "SELECT id, start_mjd, points, fingerprint FROM light_curve_slices WHERE id >= ? AND id < ?"
    static let sliceBody = "SELECT body FROM light_curve_slices WHERE id = ?"
    static let sliceBodies = "SELECT id, body FROM light_curve_slices WHERE id >= ? AND id < ?"
    static let putSlice = """
        INSERT INTO light_curve_slices (id, start_mjd, points, fingerprint, body) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET start_mjd = excluded.start_mjd, points = excluded.points,
            fingerprint = excluded.fingerprint, body = excluded.body
        """

    static let topic = "SELECT id FROM topics WHERE name = ?"
    static let insertTopic = "INSERT INTO topics (name) VALUES (?) RETURNING id"
    static let offsets = "SELECT partition, next FROM offsets WHERE topic = ?"
    static let putOffset = """
        INSERT INTO offsets (topic, partition, next) VALUES (?, ?, ?)
        ON CONFLICT (topic, partition) DO UPDATE SET next = max(next, excluded.next)
        """
    static let addToStage = """
        INSERT INTO stages (name, stored, duplicate, quarantined, in_flight, updated_ms, received, missing)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET stored = stored + excluded.stored, duplicate = duplicate + excluded.duplicate,
            quarantined = quarantined + excluded.quarantined, in_flight = excluded.in_flight,
            updated_ms = excluded.updated_ms, received = received + excluded.received,
            missing = missing + excluded.missing
        """
    static let addCounts = """
        INSERT INTO object_counts (survey, class, objects, alerts) VALUES (?, ?, ?, ?)
        ON CONFLICT (survey, class) DO UPDATE SET objects = objects + excluded.objects,
            alerts = alerts + excluded.alerts
        """
    static let addSkyCount = """
        INSERT INTO sky_counts (hour, cell, alerts) VALUES (?, ?, ?)
        ON CONFLICT (hour, cell) DO UPDATE SET alerts = alerts + excluded.alerts
        """
    static let insertQuarantine = """
        INSERT INTO quarantine (topic, partition, position, reason, detail, byte_count, stored_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
        """
    static let insertQuarantineBytes = "INSERT INTO quarantine_bytes (id, bytes) VALUES (?, ?)"
}
