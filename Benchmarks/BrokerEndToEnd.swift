import AlertModel
import AlertStore
import AlertStreams
import Broker
import Bytes
import Foundation

extension BrokerBenchmarks {
    /// Writes packets to a topic while a broker reads them into a store, in this process, and tells how long it took from
    /// the first packet sent to the last one committed; or, `isWrittenBefore`, the broker's part alone. Alerts stored a
    /// second; nil where the template is not fit.
    static func endToEnd(
        folder: String, template: Bytes, prefill: Int, packets: Int, history: Int, partitions: Int = 4,
        flush: EmbeddedOptions.Flush = .interval(.milliseconds(100)), isWrittenBefore: Bool = false
    ) async throws -> Double? {
        guard let maker = try BrokerPackets(template: template, history: history) else {
            print("end to end: skipped, the template is no Confluent-framed LSST packet")
            return nil
        }
        let path = "\(folder)/end-to-end"
        try? FileManager.default.removeItem(atPath: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        if prefill > 0 { try fillInAnotherProcess(path + "/alerts.sqlite", prefill) }
        let store = try AlertStore(path: path + "/alerts.sqlite")
        let stream = EmbeddedStream(directory: path + "/topics", options: EmbeddedOptions(flush: flush))
        try await stream.createTopic("alerts", partitions: partitions)
        if isWrittenBefore { try await replay(maker, to: stream, count: packets, first: prefill) }
        // What earlier rounds have left to be written is not this round's load.
        sync()
        try Machine.touchMemory(in: path, bytes: packets * maker.byteCount)
        MemoryFigures.resetPeak()
        let service = IngestService(stream: stream, topic: "alerts", store: store)
        let began = ContinuousClock.now
        let cpuBefore = Machine.processorSeconds
        let broker = Task { try await service.run() }
        if !isWrittenBefore { try await replay(maker, to: stream, count: packets, first: prefill) }
        let sent = isWrittenBefore ? nil : began.duration(to: .now) / .seconds(1)
        while service.metrics.snapshot().counts.stored < packets { try await Task.sleep(for: .milliseconds(5)) }
        let stored = began.duration(to: .now) / .seconds(1)
        let memory = MemoryFigures.now()
        let cpu = (Machine.processorSeconds - cpuBefore) / Double(packets)
        broker.cancel()
        try await broker.value
        let name = isWrittenBefore ? "topic to store" : "end to end"
        print(
            "\(name), \(maker.byteCount)-byte packets, \(history) points of history, \(prefill) sources before: "
                + report(packets, stored: stored, sent: sent) + "\(Int(cpu * 1e6)) µs of processor an alert, "
                + memory.text)
        await stream.close()
        try store.close()
        return Double(packets) / stored
    }

    /// So that the memory of filling is not counted as the broker's.
    private static func fillInAnotherProcess(_ path: String, _ count: Int) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["fill", path, String(count)]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private static func report(_ packets: Int, stored: Double, sent: Double?) -> String {
        let send = sent.map { "\(Int(Double(packets) / $0))/s sent, " } ?? ""
        return "\(Int(Double(packets) / stored))/s stored, \(send)"
    }

    /// Sends `count` packets, 50 at a time.
    private static func replay(
        _ maker: BrokerPackets, to stream: EmbeddedStream, count: Int, first: Int
    ) async throws {
        let producer = try await stream.producer(to: "alerts")
        for start in stride(from: 0, to: count, by: 50) {
            let records = (start..<min(start + 50, count)).map { OutgoingRecord(value: maker.packet(first + $0)) }
            try await producer.send(records)
        }
        try await producer.close()
    }
}
