import AlertModel

/// What only LSST's earlier schemas have of a small body.
enum OlderFields {
    /// Versions 7: the body itself. Nil in others.
    static func ssObject(_ writer: LSSTPacketWriter, _ body: MovingBody) throws(AlertModelError) -> EncodedRecord? {
        guard let layout = writer.layout("ssObject") else { return nil }
        let values = RecordValues(layout)
        values.set("ssObjectId", body.ssObjectID)
        return try EncodedRecord(values)
    }

    /// Versions 8.0 and 9.0: the number by which an orbit is told to be the body's.
    static func write(_ body: MovingBody, _ orbit: RecordValues) { orbit.set("ssObjectId", body.ssObjectID) }
}
