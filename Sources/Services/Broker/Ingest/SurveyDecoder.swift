public import AlertModel
public import AlertStore
public import AlertStreams
internal import Avro
internal import Bytes
public import Logging

/// The surveys' own packets.
struct SurveyDecoder: PacketDecoder {
    private let decoder: AlertDecoder

    init(_ schemas: SchemaDirectory, _ cache: SchemaCache) {
        decoder = AlertDecoder(schemas: schemas, cache: cache)
    }

    func decode(_ packet: Bytes) throws(PacketRefusal) -> [Alert] {
        do throws(AlertModelError) {
            return try decoder.decode(packet)
        } catch {
            throw PacketRefusal(reason: error.reason, description: error.description)
        }
    }
}

extension IngestService {
    /// A service for packets of the mapped surveys in any framing. `schemas` are those known by their registry numbers.
    public convenience init(
        stream: any AlertStream, topic: String, store: AlertStore, schemas: SchemaDirectory = SchemaDirectory(),
        options: IngestOptions = IngestOptions(), metrics: BrokerMetrics = BrokerMetrics(),
        logger: Logger = Logger(label: "tocsin.broker")
    ) {
        let cache = SchemaCache()
        self.init(stream: stream, topic: topic, store: store, options: options, metrics: metrics, logger: logger) {
            SurveyDecoder(schemas, cache)
        }
    }
}
