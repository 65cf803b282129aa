import AlertModel
import AlertStore
import AlertStreams
import Broker
import Bytes
import Distribution
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

extension BrokerBenchmarks {
    /// The way from a sender to the store, at one size of the store after another.
    struct EndToEnd {
        var folder: String
        var maker: BrokerPackets
        var packets: Int
        var partitions = 4
        var flush = EmbeddedOptions.Flush.interval(.milliseconds(100))
        /// Where the packets of a round come from.
        enum Sender {
            /// Made in memory while the broker reads.
            case memory
            /// Files of this folder, replayed in loops while the broker reads.
            case files(String)
            /// In the topic before the broker begins.
            case writtenBefore
        }

        /// Number of the next packet, so that no two rounds send the same.
        private var next: Int

        /// Nil where the template is not fit.
        init?(
            folder: String, template: Bytes, packets: Int, history: Int, first: Int, layout: BenchmarkSky
        ) throws {
            guard let maker = try BrokerPackets(template: template, history: history, layout: layout) else {
                print("end to end: skipped, the template is no Confluent-framed LSST packet")
                return nil
            }
            self.folder = folder
            self.maker = maker
            self.packets = packets
            next = first
        }

        /// Writes packets of new objects to a new topic while a broker reads them into the store at `path`, in this
        /// process, and tells how many alerts a second it took from the first packet sent to the last one committed;
        /// where they were written before, the broker's part alone.
        mutating func round(_ name: String, store path: String, from sender: Sender = .memory) async throws -> Double {
            let topics = folder + "/topics"
            defer { try? FileManager.default.removeItem(atPath: topics) }
            let store = try AlertStore(path: path)
            let stream = EmbeddedStream(directory: topics, options: EmbeddedOptions(flush: flush))
            try await stream.createTopic("alerts", partitions: partitions)
            try store.forgetOffsets(topic: "alerts")
            try await warm(store, path)
            let first = next
            next += packets
            if case .writtenBefore = sender { try await send(packets, to: stream, first: first) }
            // What earlier rounds have left to be written is not this round's load.
            sync()
            try Machine.touchMemory(in: folder, bytes: packets * maker.byteCount)
            MemoryFigures.resetPeak()
            let service = IngestService(stream: stream, topic: "alerts", store: store)
            let began = ContinuousClock.now
            let cpuBefore = Machine.processorSeconds
            let broker = Task { try await service.run() }
            switch sender {
            case .memory: try await send(packets, to: stream, first: first)
            case .files(let files): try await replay(files, to: stream)
            case .writtenBefore: break
            }
            while service.metrics.snapshot().counts.stored < packets { try await Task.sleep(for: .milliseconds(5)) }
            let rate = Double(packets) / (began.duration(to: .now) / .seconds(1))
            let cpu = (Machine.processorSeconds - cpuBefore) / Double(packets)
            let memory = MemoryFigures.now()
            broker.cancel()
            try await broker.value
            await stream.close()
            try store.close()
            print("\(name): \(Int(rate))/s stored, \(Int(cpu * 1e6)) µs of processor an alert, \(memory.text)")
            fflush(nil)
            return rate
        }

        /// A broker that has been running has its file in the system's cache and the upper pages of its indexes in its own:
        /// reads the file through, and stores a thousand alerts.
        private mutating func warm(_ store: AlertStore, _ path: String) async throws {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            while let piece = try file.read(upToCount: 8 << 20), !piece.isEmpty {}
            try file.close()
            let topics = folder + "/warming"
            defer { try? FileManager.default.removeItem(atPath: topics) }
            let stream = EmbeddedStream(directory: topics)
            try await stream.createTopic("warming", partitions: partitions)
            try store.forgetOffsets(topic: "warming")
            try await send(1000, to: stream, topic: "warming", first: next)
            next += 1000
            try await IngestService(stream: stream, topic: "warming", store: store).runUntilCaughtUp()
            await stream.close()
        }

        /// Sends `count` packets from number `first` on, 50 at a time.
        private func send(
            _ count: Int, to stream: EmbeddedStream, topic: String = "alerts", first: Int
        ) async throws {
            let producer = try await stream.producer(to: topic)
            for start in stride(from: first, to: first + count, by: 50) {
                let records = (start..<min(start + 50, first + count)).map {
                    OutgoingRecord(value: maker.packet($0))
                }
                try await producer.send(records)
            }
            try await producer.close()
        }

        /// Writes `count` packets of new objects as files into `files`, to be replayed.
        mutating func write(_ count: Int, to files: String) throws {
            try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
            for number in next..<(next + count) {
                try Data(maker.packet(number).array).write(to: URL(filePath: "\(files)/\(number).bin"))
            }
            next += count
        }

        /// As `tocsin replay --loop forever --limit` does.
        private func replay(_ files: String, to stream: EmbeddedStream) async throws {
            let plan = ReplayPlan(name: "bench", loops: nil, limit: packets)
            _ = try await Replay(paths: [files], plan: plan).run(to: stream, topic: "alerts")
        }
    }

    /// So that the memory of filling is not counted as the broker's.
    static func fillInAnotherProcess(_ path: String, _ count: Int, _ layout: BenchmarkSky) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["fill", path, String(count), layout.rawValue]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
