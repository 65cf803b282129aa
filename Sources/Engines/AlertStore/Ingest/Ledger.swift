internal import AlertModel
internal import Bytes
internal import GRDB

/// How far a topic has been accounted for, before and during a batch.
struct TopicProgress {
    let id: Int64
    private let committed: [Int32: Int64]
    private var seen: Set<Place> = []
    private(set) var next: [Int32: Int64] = [:]

    private struct Place: Hashable {
        var partition: Int32
        var offset: Int64
    }

    init(id: Int64, committed: [Int32: Int64]) {
        self.id = id
        self.committed = committed
    }

    /// False where the packet lies before the committed offset, or came earlier in this batch.
    mutating func take(_ reference: PacketReference) -> Bool {
        guard reference.offset >= committed[reference.partition] ?? .min else { return false }
        let place = Place(partition: reference.partition, offset: reference.offset)
        guard seen.insert(place).inserted else { return false }
        next[reference.partition] = max(next[reference.partition] ?? 0, reference.offset + 1)
        return true
    }

    /// How many offsets of `gap` lie at or behind the committed one.
    func unread(of gap: MissingOffsets) -> Int {
        Int(max(0, gap.offsets.upperBound - max(gap.offsets.lowerBound, committed[gap.partition] ?? .min)))
    }

    mutating func advance(to offsets: [Int32: Int64]) {
        next.merge(offsets) { max($0, $1) }
    }
}

/// Offsets, accounts, counts and quarantine: what makes the sums agree.
struct Ledger {
    private let topic: PreparedStatement
    private let insertTopic: PreparedStatement
    private let offsets: PreparedStatement
    private let putOffset: PreparedStatement
    private let addToStage: PreparedStatement
    private let addCounts: PreparedStatement
    private let addSkyCount: PreparedStatement
    private let insertQuarantine: PreparedStatement
    private let insertBytes: PreparedStatement

    init(_ db: Database, file: String) throws(StoreError) {
        topic = try PreparedStatement(db, SQLText.topic, file: file)
        insertTopic = try PreparedStatement(db, SQLText.insertTopic, file: file)
        offsets = try PreparedStatement(db, SQLText.offsets, file: file)
        putOffset = try PreparedStatement(db, SQLText.putOffset, file: file)
        addToStage = try PreparedStatement(db, SQLText.addToStage, file: file)
        addCounts = try PreparedStatement(db, SQLText.addCounts, file: file)
        addSkyCount = try PreparedStatement(db, SQLText.addSkyCount, file: file)
        insertQuarantine = try PreparedStatement(db, SQLText.insertQuarantine, file: file)
        insertBytes = try PreparedStatement(db, SQLText.insertQuarantineBytes, file: file)
    }

    func progress(of name: String) throws(StoreError) -> TopicProgress {
        let id = try topicID(name)
        offsets.bind(1, id)
        var committed: [Int32: Int64] = [:]
        while try offsets.step() { committed[Int32(truncatingIfNeeded: offsets.int(0))] = offsets.int(1) }
        return TopicProgress(id: id, committed: committed)
    }

    private func topicID(_ name: String) throws(StoreError) -> Int64 {
        topic.bind(1, name)
        defer { topic.reset() }
        if try topic.step() { return topic.int(0) }
        return try firstInteger(insertTopic) { $0.bind(1, name) }
    }

    func write(_ progress: TopicProgress) throws(StoreError) {
        for (partition, next) in progress.next {
            putOffset.bind(1, progress.id)
            putOffset.bind(2, Int64(partition))
            putOffset.bind(3, next)
            try putOffset.run()
        }
    }

    /// - Parameter read: packets that were read and had not been accounted for, as the reader counted them.
    func add(_ outcome: IngestOutcome, stage: String, inFlight: Int, read: Int) throws(StoreError) {
        addToStage.bind(1, stage)
        addToStage.bind(2, outcome.stored)
        addToStage.bind(3, outcome.duplicate)
        addToStage.bind(4, outcome.quarantined)
        addToStage.bind(5, inFlight)
        addToStage.bind(6, nowMs())
        addToStage.bind(7, read)
        addToStage.bind(8, outcome.missing)
        try addToStage.run()
    }

    func addCounts(survey: Survey, classCode: Int64, _ objects: Int, _ alerts: Int) throws(StoreError) {
        addCounts.bind(1, Int64(survey.rawValue))
        addCounts.bind(2, classCode)
        addCounts.bind(3, objects)
        addCounts.bind(4, alerts)
        try addCounts.run()
    }

    func addSkyCount(hour: Int64, cell: Int64, _ alerts: Int) throws(StoreError) {
        addSkyCount.bind(1, hour)
        addSkyCount.bind(2, cell)
        addSkyCount.bind(3, alerts)
        try addSkyCount.run()
    }

    func quarantine(_ rejection: Rejection, _ reference: PacketReference, topic: Int64) throws(StoreError) {
        let id = try firstInteger(insertQuarantine) {
            $0.bind(1, topic)
            $0.bind(2, Int64(reference.partition))
            $0.bind(3, reference.offset)
            $0.bind(4, rejection.reason)
            $0.bind(5, rejection.detail)
            $0.bind(6, rejection.bytes.count)
            $0.bind(7, nowMs())
        }
        insertBytes.bind(1, id)
        rejection.bytes.withUnsafeBytes { insertBytes.bind(2, $0) }
        try insertBytes.run()
    }

    private func firstInteger(
        _ statement: PreparedStatement, _ bind: (PreparedStatement) -> Void
    ) throws(StoreError) -> Int64 {
        bind(statement)
        var result: Int64 = 0
        while try statement.step() { result = statement.int(0) }
        return result
    }
}
