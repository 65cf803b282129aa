import CRDKafka
import Dispatch
import Logging
import Synchronization

/// A handle of librdkafka. The library's functions may be called from any thread; the handle is destroyed with the last
/// reference, which messages hold too.
final class KafkaClient: Sendable {
    nonisolated(unsafe) let handle: OpaquePointer  // reason: librdkafka is thread-safe
    let configuration: KafkaConfiguration
    let events: KafkaEvents
    private let isRefusing = Mutex(false)

    init(_ configuration: KafkaConfiguration, _ kind: rd_kafka_type_t, _ settings: [(String, String)]) throws {
        let events = KafkaEvents(configuration)
        let conf = try Self.makeConf(configuration, settings, events)
        if kind == RD_KAFKA_PRODUCER { events.installReports(in: conf) }
        var text = [CChar](repeating: 0, count: 512)
        guard let handle = rd_kafka_new(kind, conf, &text, text.count) else {
            rd_kafka_conf_destroy(conf)
            let files =
                configuration.tls.map { [$0.authorityPath, $0.certificatePath, $0.keyPath].compactMap { $0 } } ?? []
            let hint = files.isEmpty ? "" : " Check \(files.joined(separator: ", "))."
            throw StreamError(.kafka, "Cannot start the Kafka client for \(configuration): \(Self.text(text)).\(hint)")
        }
        self.handle = handle
        self.configuration = configuration
        self.events = events
    }

    deinit {
        nonisolated(unsafe) let handle = handle  // reason: librdkafka is thread-safe
        let events = events
        // Destroying waits for the library's threads, and they may call back until it is done.
        DispatchQueue.global().async { withExtendedLifetime(events) { rd_kafka_destroy(handle) } }
    }

    private static func makeConf(
        _ configuration: KafkaConfiguration, _ settings: [(String, String)], _ events: KafkaEvents
    ) throws -> OpaquePointer {
        guard let conf = rd_kafka_conf_new() else { throw StreamError(.kafka, "The Kafka client has no memory.") }
        let extra = configuration.extra.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        for (name, value) in configuration.common + settings + extra {
            var text = [CChar](repeating: 0, count: 512)
            guard rd_kafka_conf_set(conf, name, value, &text, text.count) == RD_KAFKA_CONF_OK else {
                rd_kafka_conf_destroy(conf)
                let shown = name.contains("password") ? "" : " '\(value)'"
                throw StreamError(
                    .invalidArgument, "Kafka setting \(name)\(shown) is not accepted: \(Self.text(text)).")
            }
        }
        events.install(in: conf)
        return conf
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Set when the client is about to go: nobody would serve a later record's report.
    var refusesRecords: Bool { isRefusing.withLock { $0 } }

    func refuseRecords() { isRefusing.withLock { $0 = true } }

    /// The library's error as ours, with what the connection's own trouble was.
    func error(_ code: rd_kafka_resp_err_t, _ action: String) -> StreamError {
        .kafka(code, action, configuration, trouble: events.lastTrouble)
    }
}

extension StreamError {
    static func kafka(
        _ code: rd_kafka_resp_err_t, _ action: String, _ configuration: KafkaConfiguration, trouble: String? = nil
    ) -> StreamError {
        let reason = String(cString: rd_kafka_err2str(code))
        let more = trouble.map { " Last trouble: \($0)." } ?? ""
        let text = "\(configuration): cannot \(action): \(reason).\(more)"
        switch code {
        case RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
            return StreamError(.authentication, text + " Check user, password and mechanism.")
        case RD_KAFKA_RESP_ERR__SSL:
            let certificates = configuration.tls?.authorityPath ?? "the system's certificates"
            return StreamError(
                .authentication, text + " Check \(certificates), and that the address is one the certificate names.")
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
            RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
            return StreamError(.authentication, text + " Ask the cluster's operator for the right.")
        case RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN,
            RD_KAFKA_RESP_ERR__MSG_TIMED_OUT:
            let wish = configuration.lacks.map { " It may ask for \($0), which is not set." } ?? ""
            return StreamError(.timedOut, text + " Check the address, and that the broker runs." + wish)
        default: return StreamError(.kafka, text)
        }
    }
}

/// What librdkafka tells from its own threads.
final class KafkaEvents: Sendable {
    private struct State {
        var lastTrouble: String?
        var refusal: rd_kafka_resp_err_t?
    }

    private let configuration: KafkaConfiguration
    private let state = Mutex(State())

    init(_ configuration: KafkaConfiguration) { self.configuration = configuration }

    var lastTrouble: String? { state.withLock { $0.lastTrouble } }
    /// Why the connection was refused for good: the log-in failed, or the broker's certificate is not trusted.
    var refusal: rd_kafka_resp_err_t? { state.withLock { $0.refusal } }

    func install(in conf: OpaquePointer) {
        rd_kafka_conf_set_opaque(conf, Unmanaged.passUnretained(self).toOpaque())
        rd_kafka_conf_set_error_cb(conf) { _, code, reason, opaque in
            let code = rd_kafka_resp_err_t(rawValue: code)
            KafkaEvents.from(opaque)?.trouble(code, reason.map { String(cString: $0) } ?? "")
        }
        // What failed comes through the error callback too, once.
        rd_kafka_conf_set_log_cb(conf) { client, level, facility, text in
            guard let client, let text else { return }
            KafkaEvents.from(rd_kafka_opaque(client))?.log(
                facility.map { String(cString: $0) } == "FAIL" ? 7 : level, String(cString: text))
        }
    }

    func installReports(in conf: OpaquePointer) {
        rd_kafka_conf_set_dr_msg_cb(conf) { _, message, _ in
            guard let message, let opaque = message.pointee._private else { return }
            Unmanaged<PendingRecord>.fromOpaque(opaque).takeRetainedValue().delivered(message)
        }
    }

    private static func from(_ opaque: UnsafeMutableRawPointer?) -> KafkaEvents? {
        opaque.map { Unmanaged<KafkaEvents>.fromOpaque($0).takeUnretainedValue() }
    }

    private func trouble(_ code: rd_kafka_resp_err_t, _ reason: String) {
        state.withLock { state in
            // That all brokers are down says less than the trouble which took them down.
            if code != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN || state.lastTrouble == nil { state.lastTrouble = reason }
            if Self.isRefusal(code, reason) { state.refusal = code }
        }
        guard let tell = configuration.onTrouble else {
            return configuration.logger.warning("\(configuration): \(reason)")
        }
        tell(.kafka(code, "reach the cluster", configuration, trouble: reason))
    }

    private static func isRefusal(_ code: rd_kafka_resp_err_t, _ reason: String) -> Bool {
        code == RD_KAFKA_RESP_ERR__AUTHENTICATION || code == RD_KAFKA_RESP_ERR__SSL && reason.contains("certificate")
    }

    private func log(_ level: Int32, _ text: String) {
        switch level {
        case ...3: configuration.logger.error("\(text)")
        case 4: configuration.logger.warning("\(text)")
        case 5: configuration.logger.notice("\(text)")
        default: configuration.logger.debug("\(text)")
        }
    }
}
