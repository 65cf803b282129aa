public import AlertModel
internal import GRDB

/// An alert as a line of a list.
public struct AlertListing: Sendable, Hashable {
    /// The one that was asked for.
    public var survey: Survey
    /// diaSourceId or candid.
    public var id: Int64
    /// Middle of the exposure, MJD TAI; of ZTF its start.
    public var midpointMjdTai: Double
    /// Where the alert's packet lies.
    public var reference: PacketReference
}

extension AlertStore {
    /// Alerts of `survey` with identifiers above `id`, in the order of their identifiers, at most `limit`: the pages of a
    /// list of all that the store holds.
    public func alerts(survey: Survey, after id: Int64?, limit: Int) async throws -> [AlertListing] {
        try await snapshot { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT t.name, a.partition, a.position, a.id, a.mjd FROM alerts a JOIN topics t ON t.id = a.topic
                    WHERE a.survey = ? AND a.id > ? ORDER BY a.id LIMIT ?
                    """, arguments: [survey.rawValue, id ?? Int64.min, max(limit, 0)]
            ).map { row in
                AlertListing(survey: survey, id: row[3], midpointMjdTai: row[4], reference: PacketReference(row: row))
            }
        }
    }
}
