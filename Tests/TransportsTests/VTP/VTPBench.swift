import Bytes
import Synchronization
import Testing
import Transports
import VOEvent

/// Parts for the tests of VTP, all on loopback.
enum VTPBench {
    static let anywhere = HostPort("127.0.0.1", 0)

    static func event(_ number: Int, snr: Double = 20) throws -> Bytes {
        var event = VOEvent(ivorn: "ivo://org.tocsin.test/alerts#\(number)", role: .test)
        event.what = What(parameters: [Parameter("SNR", snr)])
        return try event.xml()
    }

    /// Limits that are short enough for tests.
    static var options: VTPBroadcasterOptions {
        var options = VTPBroadcasterOptions()
        options.answerLimit = .seconds(60)
        options.authenticationLimit = .seconds(60)
        return options
    }

    /// Calls `body` with a broadcaster that is closed afterwards.
    static func withBroadcaster<R: Sendable>(
        _ options: VTPBroadcasterOptions = options, _ body: @Sendable (VTPBroadcaster) async throws -> R
    ) async throws -> R {
        let broadcaster = try await VTPBroadcaster.listen(at: anywhere, options: options)
        do {
            let result = try await body(broadcaster)
            await broadcaster.close()
            return result
        } catch {
            await broadcaster.close()
            throw error
        }
    }

    /// Calls `body` while a subscriber runs.
    static func withSubscriber<R: Sendable>(
        to place: HostPort, filters: [String] = [], _ hand: @escaping VTPHandler, _ body: () async throws -> R
    ) async throws -> R {
        let wishes = try filters.map { try XPathFilter($0) }
        let subscriber = try VTPSubscriber(to: place, options: VTPSubscriberOptions(filters: wishes))
        let running = Task { try await subscriber.run(hand) }
        defer { running.cancel() }
        return try await body()
    }

    /// Waits until `condition` holds.
    static func until(_ words: String, within limit: Duration = .seconds(60), _ condition: () async throws -> Bool)
        async throws
    {
        let deadline = ContinuousClock.now + limit
        while try await !condition() {
            try #require(ContinuousClock.now < deadline, "not within \(limit): \(words)")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// The places of those that some subscriber has acknowledged.
    static func acknowledged(_ outcomes: [VTPBroadcaster.Outcome]) -> [Int] {
        outcomes.indices.filter { outcomes[$0].deliveries.values.contains(.acknowledged) }
    }

    static func untilReady(_ broadcaster: VTPBroadcaster) async throws {
        try await until("a subscriber is ready") { await broadcaster.readiness().state == .ready }
    }
}

/// The names of the events that came.
final class Inbox: Sendable {
    private let names = Mutex<[String]>([])

    var ivorns: [String] { names.withLock { $0 } }

    var handler: VTPHandler { { event in self.add(event.event.ivorn) } }

    func add(_ name: String) { names.withLock { $0.append(name) } }
}
