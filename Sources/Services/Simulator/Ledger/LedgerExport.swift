internal import Avro
internal import SkyMath

/// Rows as lines of text for other programs.
public struct LedgerExport: Sendable {
    /// The first line of CSV, and the keys of JSON lines.
    public static let columns = [
        "alertId", "objectId", "visit", "visitNumber", "detector", "band", "trueClass", "ra", "dec",
        "midpointMjdTai", "trueFlux", "issuedDigest", "sentDigest", "sentBytes", "copy", "transport", "faults",
        "corrupt", "withheld", "issuedMs", "dueMs", "sentMs", "partition", "offset",
    ]

    /// Of the ledger that the rows are from.
    public let labels: [String]

    /// `labels`: of the scenario's faults, in its order.
    public init(labels: [String]) { self.labels = labels }

    /// A line without its end; faults are joined by `;`, what is unknown is empty.
    public func csv(_ row: LedgerRow) -> String {
        values(row).map { value in
            guard value.text.utf8.contains(where: { [34, 44, 10, 13].contains($0) }) else { return value.text }
            return "\"" + value.text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                + "\""
        }.joined(separator: ",")
    }

    /// A JSON object without a line's end; what is unknown is null.
    public func json(_ row: LedgerRow) -> String {
        let pairs = zip(Self.columns, values(row)).map { key, value in
            "\"\(key)\":" + (value.isText ? JSON.string(value.text).text() : value.text.isEmpty ? "null" : value.text)
        }
        return "{\(pairs.joined(separator: ","))}"
    }

    private func values(_ row: LedgerRow) -> [(text: String, isText: Bool)] {
        let names = row.faults.indices.map { labels.indices.contains($0) ? labels[$0] : "\($0)" }
        let numbers = { (text: String) in (text, false) }
        let real = { (value: Double) in (value.isFinite ? "\(value)" : "", false) }
        return [
            numbers("\(row.alertID)"), numbers("\(row.objectID)"), numbers("\(row.visit)"),
            numbers("\(row.visitNumber)"), numbers("\(row.detector)"), (row.band.description, true),
            (row.trueClass, true), real(row.position.ra), real(row.position.dec), real(row.midpointMjdTai),
            real(row.trueFlux), (hex(row.issuedDigest), true), (hex(row.sentDigest), true),
            numbers("\(row.sentBytes)"), numbers("\(row.copy)"), numbers("\(row.transport)"),
            (names.joined(separator: ";"), true), numbers("\(row.isCorrupt)"), numbers("\(row.isWithheld)"),
            numbers("\(row.issuedMs)"), numbers("\(row.dueMs)"), numbers(row.sentMs.map { "\($0)" } ?? ""),
            numbers(row.partition.map { "\($0)" } ?? ""), numbers(row.offset.map { "\($0)" } ?? ""),
        ]
    }

    private func hex(_ digest: UInt32) -> String {
        let digits = String(digest, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
