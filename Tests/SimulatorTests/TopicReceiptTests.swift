import AlertStreams
import Bytes
import Simulator
import Testing

/// A topic of one partition that gives ten records a poll.
private actor TenAtATime: StreamConsumer {
    private let records: [StreamRecord]
    private var place = 0

    init(_ records: [StreamRecord]) { self.records = records }

    func poll(maxRecords: Int, timeout: Duration) async throws -> RecordBatch {
        let end = min(records.count, place + 10)
        defer { place = end }
        return RecordBatch(records: Array(records[place..<end]))
    }
    func commit(_ next: [Int32: Int64]) async throws {}
    func assignment() async throws -> [Int32] { [0] }
    func endOffsets() async throws -> [Int32: Int64] { [0: Int64(records.count) - 5] }
    func seek(partition: Int32, to offset: Int64) async throws {}
    func close() async {}
}

@Suite struct TopicReceiptTests {
    @Test func `a topic is read up to the end that it had at first`() async throws {
        let packets = visitPackets(40)
        let records = packets.enumerated().map { offset, packet in
            StreamRecord(
                position: RecordPosition(partition: 0, offset: Int64(offset)), timestampMs: 5, value: packet.bytes)
        }
        let receipts = try await Receipt.all(from: TenAtATime(records))
        #expect(receipts.map(\.alertID) == packets.prefix(35).map(\.alertID))
    }

    @Test func `a record's time is that of sending where it is the sender's stamp, else that of receipt`() async throws
    {
        let packets = visitPackets(40)
        let records = packets.enumerated().map { offset, packet in
            let time = offset < 20 ? [RecordHeader("producer_timestamp", Bytes(utf8: offset < 10 ? "5" : "4"))] : []
            return StreamRecord(
                position: RecordPosition(partition: 0, offset: Int64(offset)), timestampMs: 5, value: packet.bytes,
                headers: time)
        }
        let receipts = try await Receipt.all(from: TenAtATime(records))
        #expect(receipts.map { $0.timeOf == .sending } == (0..<35).map { $0 < 10 })
    }
}
