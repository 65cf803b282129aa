import Bytes
import CRDKafka
import Dispatch
import Synchronization

/// A writer to a Kafka topic. All topics of one `KafkaStream` share one idempotent client.
final class KafkaProducer: StreamProducer {
    private let client: KafkaClient
    /// Serves the client's reports as long as somebody sends.
    private let lobby: KafkaLobby
    private let topic: String
    private let isClosed = Mutex(false)
    let maxRecordBytes: Int

    /// How long records of a cancelled task may still take to the brokers.
    static let grace: Duration = .seconds(1)

    init(_ client: KafkaClient, _ lobby: KafkaLobby, topic: String, maxRecordBytes: Int) {
        self.maxRecordBytes = maxRecordBytes
        self.client = client
        self.lobby = lobby
        self.topic = topic
    }

    @discardableResult
    func send(_ records: [OutgoingRecord]) async throws -> [RecordPosition] {
        guard !isClosed.withLock({ $0 }), !client.refusesRecords else { throw StreamError.closed("producer") }
        guard !records.isEmpty else { return [] }
        let call = SendCall(count: records.count)
        for (index, record) in records.enumerated() {
            let code = try await enqueue(record, PendingRecord(call, index, record.value))
            if code != RD_KAFKA_RESP_ERR_NO_ERROR { call.finish(index, .failure(.init(code))) }
        }
        let outcomes = await withTaskCancellationHandler {
            await call.positions()
        } onCancel: {
            let end = DispatchTime.now() + .milliseconds(Int(Self.grace.milliseconds))
            DispatchQueue.global().asyncAfter(deadline: end) { call.giveUp() }
        }
        return try outcomes.map { result in
            switch result {
            case .success(let position): return position
            case .failure(let failure):
                if failure.code == SendCall.givenUp { try Task.checkCancellation() }
                if failure.code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE {
                    throw StreamError.recordTooLarge("The cluster takes no record of this size for '\(topic)'.")
                }
                throw client.error(failure.code, "send to '\(topic)'")
            }
        }
    }

    /// Hands a record to the library, waiting while its queue is full.
    private func enqueue(_ record: OutgoingRecord, _ pending: PendingRecord) async throws -> rd_kafka_resp_err_t {
        while true {
            let code = produce(record, pending)
            guard code == RD_KAFKA_RESP_ERR__QUEUE_FULL else { return code }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    private func produce(_ record: OutgoingRecord, _ pending: PendingRecord) -> rd_kafka_resp_err_t {
        let headers = Self.makeHeaders(PacketDigest.adding(to: record.headers, for: record.value))
        let opaque = Unmanaged.passRetained(pending)
        let code = record.value.withPointer { value in
            Self.withKey(record.key) { key, keyCount in
                tocsin_kafka_produce(
                    client.handle, topic, record.partition ?? -1, key, keyCount, value, record.value.count,
                    record.timestampMs ?? 0, headers, opaque.toOpaque())
            }
        }
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            rd_kafka_headers_destroy(headers)
            opaque.release()
        }
        return code
    }

    private static func withKey<R>(_ key: Bytes?, _ body: (UnsafeRawPointer?, Int) -> R) -> R {
        guard let key else { return body(nil, 0) }
        return key.withPointer { body($0, key.count) }
    }

    private static func makeHeaders(_ headers: [RecordHeader]) -> OpaquePointer? {
        let list = rd_kafka_headers_new(headers.count)
        for header in headers {
            _ = header.value.withPointer { value in
                rd_kafka_header_add(list, header.name, -1, value, header.value.count)
            }
        }
        return list
    }

    func flush() async throws {
        // `send` returns only after the brokers' acknowledgement, so nothing of ours waits here.
    }

    func close() async throws { isClosed.withLock { $0 = true } }
}

extension Bytes {
    /// The memory's address, never nil: the library takes nil for "no value", which is not the same as an empty one.
    func withPointer<R>(_ body: (UnsafeRawPointer) -> R) -> R {
        withUnsafeBytes { memory in
            withUnsafePointer(to: 0 as UInt8) { body(memory.baseAddress ?? UnsafeRawPointer($0)) }
        }
    }
}

/// A record on its way: keeps the value's memory until the library reports.
final class PendingRecord: Sendable {
    private let call: SendCall
    private let index: Int
    private let value: Bytes

    init(_ call: SendCall, _ index: Int, _ value: Bytes) {
        (self.call, self.index, self.value) = (call, index, value)
    }

    func delivered(_ message: UnsafePointer<rd_kafka_message_t>) {
        let message = message.pointee
        guard message.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
            return call.finish(index, .failure(.init(message.err)))
        }
        call.finish(index, .success(RecordPosition(partition: message.partition, offset: message.offset)))
    }
}

struct DeliveryFailure: Error {
    let code: rd_kafka_resp_err_t
    init(_ code: rd_kafka_resp_err_t) { self.code = code }
}

/// One call of `send`, waiting for its records' reports.
final class SendCall: Sendable {
    typealias Outcome = Result<RecordPosition, DeliveryFailure>

    private struct State {
        var outcomes: [Outcome?]
        var left: Int
        var waiter: CheckedContinuation<[Outcome], Never>?
    }

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(outcomes: Array(repeating: nil, count: count), left: count)) }

    /// What the library says of records that were purged from its queue.
    static let givenUp = RD_KAFKA_RESP_ERR__PURGE_QUEUE

    /// Waits for no more reports: those that come later are not heard.
    func giveUp() {
        let missing = state.withLock { state in state.outcomes.indices.filter { state.outcomes[$0] == nil } }
        for index in missing { finish(index, .failure(.init(Self.givenUp))) }
    }

    func finish(_ index: Int, _ outcome: Outcome) {
        let (waiter, outcomes) = state.withLock { state -> (CheckedContinuation<[Outcome], Never>?, [Outcome]) in
            guard state.outcomes[index] == nil else { return (nil, []) }
            state.outcomes[index] = outcome
            state.left -= 1
            guard state.left == 0 else { return (nil, []) }
            return (state.waiter, state.outcomes.compactMap { $0 })
        }
        waiter?.resume(returning: outcomes)
    }

    /// In the records' order, once all are known.
    func positions() async -> [Outcome] {
        await withCheckedContinuation { continuation in
            let done = state.withLock { state -> [Outcome]? in
                if state.left == 0 { return state.outcomes.compactMap { $0 } }
                state.waiter = continuation
                return nil
            }
            if let done { continuation.resume(returning: done) }
        }
    }
}
