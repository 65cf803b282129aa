internal import AlertModel
internal import GRDB

extension ObjectRow {
    static let columns = """
        o.survey, o.kind, o.key, o.ra, o.dec, o.first_mjd, o.last_mjd, o.detections, o.alerts, o.band, o.flux, o.flux_err,
        o.magnitude, o.reliability, c.name, o.designation
        """

    init(row: Row) {
        self.init(id: ObjectID(row: row), ra: row[3], dec: row[4])
        firstMjdTai = row[5]
        lastMjdTai = row[6]
        detectionCount = row[7]
        alertCount = row[8]
        latestBand = Band(rawValue: row[9]) ?? .unknown
        latestFlux = row[10]
        latestFluxErr = row[11]
        latestMagnitude = row[12]
        reliability = row[13]
        classification = row[14]
        designation = row[15]
    }
}

extension ObjectID {
    /// From the columns survey, kind, key.
    init(row: Row) {
        self.init(survey: Survey(rawValue: row[0]) ?? .lsst, kind: Kind(rawValue: row[1]) ?? .diaObject, key: row[2])
    }
}

extension PacketReference {
    /// From the columns topic name, partition, offset.
    init(row: Row) { self.init(row: row, from: 0) }

    /// The same three from column `first` on.
    init(row: Row, from first: Int) {
        self.init(topic: row[first], partition: row[first + 1], offset: row[first + 2])
    }
}

extension AlertStore {
    /// Reads one consistent snapshot.
    func snapshot<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        do {
            return try await pool.read(body)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw StoreError(error, file: path)
        }
    }
}
