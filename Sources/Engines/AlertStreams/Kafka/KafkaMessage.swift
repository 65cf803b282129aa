import Bytes
import CRDKafka

/// A received message, kept by the views of its value and destroyed with the last of them.
final class KafkaMessage {
    private let message: UnsafeMutablePointer<rd_kafka_message_t>
    private let client: KafkaClient

    init(_ message: UnsafeMutablePointer<rd_kafka_message_t>, _ client: KafkaClient) {
        self.message = message
        self.client = client
    }

    deinit { rd_kafka_message_destroy(message) }

    var error: rd_kafka_resp_err_t { message.pointee.err }

    /// Why `error` is there, in the broker's words.
    var errorText: String { String(cString: rd_kafka_message_errstr(message)) }

    var record: StreamRecord {
        let content = message.pointee
        return StreamRecord(
            position: RecordPosition(partition: content.partition, offset: content.offset),
            timestampMs: rd_kafka_message_timestamp(message, nil),
            key: content.key.map { view($0, content.key_len) },
            value: content.payload.map { view($0, content.len) } ?? Bytes(), headers: headers)
    }

    private func view(_ memory: UnsafeRawPointer, _ count: Int) -> Bytes {
        Bytes(owner: self, memory: UnsafeRawBufferPointer(start: memory, count: count))
    }

    private var headers: [RecordHeader] {
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
        var found: [RecordHeader] = []
        var (name, value, count) = (UnsafePointer<CChar>?.none, UnsafeRawPointer?.none, 0)
        while rd_kafka_header_get_all(list, found.count, &name, &value, &count) == RD_KAFKA_RESP_ERR_NO_ERROR {
            guard let name else { break }
            found.append(RecordHeader(String(cString: name), value.map { view($0, count) } ?? Bytes()))
        }
        return found
    }
}

/// A list of partitions with offsets, as librdkafka takes it.
final class KafkaPartitionList {
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(_ topic: String, _ offsets: [Int32: Int64]) throws {
        guard let list = rd_kafka_topic_partition_list_new(Int32(offsets.count)) else {
            throw StreamError(.kafka, "The Kafka client has no memory.")
        }
        pointer = list
        for (id, offset) in offsets.sorted(by: { $0.key < $1.key }) {
            rd_kafka_topic_partition_list_add(list, topic, id).pointee.offset = offset
        }
    }

    init(taking pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) { self.pointer = pointer }

    deinit { rd_kafka_topic_partition_list_destroy(pointer) }

    var elements: UnsafeMutableBufferPointer<rd_kafka_topic_partition_t> {
        UnsafeMutableBufferPointer(start: pointer.pointee.elems, count: Int(pointer.pointee.cnt))
    }

    /// Offsets by partition.
    var offsets: [Int32: Int64] {
        Dictionary(elements.map { ($0.partition, $0.offset) }, uniquingKeysWith: { $1 })
    }

    /// The first failure of a single partition.
    var error: (partition: Int32, code: rd_kafka_resp_err_t)? {
        elements.first { $0.err != RD_KAFKA_RESP_ERR_NO_ERROR }.map { ($0.partition, $0.err) }
    }
}
