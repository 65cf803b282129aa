import AlertStreams
import Bytes
import Foundation

/// Append and read rates of the embedded log beside `dd` on the same disk, and the time from sending to receiving.
enum StreamBenchmarks {
    static let packetCount = 139_056

    struct Rates {
        var dd: [Double] = []
        var append: [Double] = []
        var read: [Double] = []
        var handOut: [Double] = []
        var appendCached: [Double] = []
        var readCached: [Double] = []
    }

    /// Runs everything in `folder`, which must be on the disk to be measured. `megabytes` is written each time.
    static func run(folder: String, megabytes: Int = 4000, rounds: Int = 3) async throws {
        var rates = Rates()
        for round in 0..<rounds {
            rates.dd.append(try dd("\(folder)/dd.bin", megabytes))
            let directory = "\(folder)/log-\(round)"
            defer { try? FileManager.default.removeItem(atPath: directory) }
            rates.append.append(try await append(directory, megabytes))
            rates.read.append(try await read(directory, touching: true))
            rates.handOut.append(try await read(directory, touching: false))
            try FileManager.default.removeItem(atPath: directory)
            rates.appendCached.append(try await append(directory, megabytes, cachedBytes: nil))
            rates.readCached.append(try await read(directory, touching: true))
        }
        report(rates, megabytes, rounds)
        try await latency("\(folder)/latency")
        if let bootstrap = ProcessInfo.processInfo.environment["TOCSIN_KAFKA_BOOTSTRAP"] { try await kafka(bootstrap) }
    }

    /// Producing to and consuming from a broker, acks=all, without compression.
    private static func kafka(_ bootstrap: String) async throws {
        var configuration = KafkaConfiguration(bootstrap: bootstrap)
        configuration.compression = .none
        let stream = KafkaStream(configuration: configuration)
        let topic = "bench-\(UInt32.random(in: 0...UInt32.max))"
        try await stream.createTopic(topic, partitions: 1)
        let (count, packet) = (4000, Bytes([UInt8](repeating: 7, count: packetCount)))
        let producer = try await stream.producer(to: topic)
        let sending = try await time {
            for _ in 0..<count / 200 {
                try await producer.send((0..<200).map { _ in OutgoingRecord(value: packet) })
            }
        }
        let consumer = try await stream.consumer(of: topic, start: .earliest)
        var got = 0
        let receiving = try await time {
            while got < count { got += try await consumer.poll(maxRecords: 500, timeout: .seconds(5)).records.count }
        }
        await consumer.close()
        await stream.close()
        let megabytes = Double(count * packetCount) / 1e6
        print(
            "  Kafka produce          \(rounded(megabytes / sending)) MB/s, \(rounded(Double(count) / sending)) records/s"
        )
        print(
            "  Kafka consume          \(rounded(megabytes / receiving)) MB/s, \(rounded(Double(count) / receiving)) records/s"
        )
    }

    private static func report(_ rates: Rates, _ megabytes: Int, _ rounds: Int) {
        let (dd, append) = (median(rates.dd), median(rates.append))
        print("embedded log, \(packetCount)-byte packets, \(megabytes) MB, flushed each 100 ms, medians of \(rounds)")
        print("  dd bs=1M conv=fsync    \(rounded(dd)) MB/s \(rates.dd.map(rounded))")
        print("newest \((EmbeddedOptions().cachedBytes ?? 0) >> 20) MiB kept in the file cache (the default)")
        print("  append                 \(rounded(append)) MB/s \(rates.append.map(rounded))")
        print("  append / dd            \(rounded(100 * append / dd)) %")
        print("  read, every byte used  \(rounded(median(rates.read))) MB/s \(rates.read.map(rounded))")
        print("  read, batch + digest   \(rounded(median(rates.handOut))) MB/s \(rates.handOut.map(rounded))")
        print("all left in the file cache")
        print("  append                 \(rounded(median(rates.appendCached))) MB/s \(rates.appendCached.map(rounded))")
        print("  append / dd            \(rounded(100 * median(rates.appendCached) / dd)) %")
        print("  read, every byte used  \(rounded(median(rates.readCached))) MB/s \(rates.readCached.map(rounded))")
    }

    private static func dd(_ path: String, _ megabytes: Int) throws -> Double {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["dd", "if=/dev/zero", "of=\(path)", "bs=1M", "count=\(megabytes)", "conv=fsync"]
        process.standardError = FileHandle.nullDevice
        defer { try? FileManager.default.removeItem(atPath: path) }
        let seconds = try time {
            try process.run()
            process.waitUntilExit()
        }
        return Double(megabytes) * 1.048576 / seconds
    }

    private static func append(
        _ directory: String, _ megabytes: Int, cachedBytes: Int? = EmbeddedOptions().cachedBytes
    ) async throws -> Double {
        let packets = (0..<64).map { seed in
            Bytes((0..<packetCount).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ seed) })
        }
        let calls = megabytes * 1_000_000 / packetCount / 50
        var options = EmbeddedOptions()
        options.cachedBytes = cachedBytes
        let stream = EmbeddedStream(directory: directory, options: options)
        try await stream.createTopic("bench", partitions: 1)
        let producer = try await stream.producer(to: "bench")
        let seconds = try await time {
            for call in 0..<calls {
                try await producer.send((0..<50).map { OutgoingRecord(value: packets[(call * 50 + $0) % 64]) })
            }
            try await producer.flush()
        }
        await stream.close()
        return Double(calls * 50 * packetCount) / 1e6 / seconds
    }

    private static func read(_ directory: String, touching: Bool) async throws -> Double {
        let stream = EmbeddedStream(directory: directory)
        let consumer = try await stream.consumer(of: "bench", start: .earliest)
        var (bytes, sum) = (0, UInt32(0))
        let seconds = try await time {
            while true {
                let batch = try await consumer.poll(maxRecords: 500, timeout: .zero)
                if batch.records.isEmpty { break }
                for record in batch.records {
                    bytes += record.value.count
                    if touching { sum ^= CRC32C.checksum(record.value) }
                }
            }
        }
        await stream.close()
        return Double(bytes) / 1e6 / seconds
    }

    private static func latency(_ directory: String) async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let stream = EmbeddedStream(directory: directory)
        try await stream.createTopic("latency", partitions: 4)
        let producer = try await stream.producer(to: "latency")
        let consumer = try await EmbeddedStream(directory: directory).consumer(of: "latency", start: .latest)
        let packet = Bytes([UInt8](repeating: 7, count: packetCount))
        var (arrivals, fetches): ([Double], [Double]) = ([], [])
        for round in 0..<200 {
            async let received = consumer.poll(maxRecords: 1, timeout: .seconds(5))
            try await Task.sleep(for: .milliseconds(7 + round % 5))
            let begin = ContinuousClock.now
            let position = try await producer.send([OutgoingRecord(value: packet)])[0]
            _ = try await received
            arrivals.append(milliseconds(since: begin))
            let fetchBegin = ContinuousClock.now
            _ = try await stream.fetch(topic: "latency", at: position)
            fetches.append(milliseconds(since: fetchBegin))
        }
        await stream.close()
        print("  send to receive, ms    median \(rounded(median(arrivals))), worst \(rounded(arrivals.max() ?? 0))")
        print("  fetch by position, ms  median \(rounded(median(fetches))), worst \(rounded(fetches.max() ?? 0))")
    }

    private static func milliseconds(since begin: ContinuousClock.Instant) -> Double {
        Double((ContinuousClock.now - begin).components.attoseconds) / 1e15
    }

    private static func time(_ body: () throws -> Void) rethrows -> Double {
        let begin = ContinuousClock.now
        try body()
        return (ContinuousClock.now - begin) / .seconds(1)
    }

    private static func time(_ body: () async throws -> Void) async rethrows -> Double {
        let begin = ContinuousClock.now
        try await body()
        return (ContinuousClock.now - begin) / .seconds(1)
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
