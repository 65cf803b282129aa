import AlertModel
import AlertStore
import AlertStreams
import Foundation
import Synchronization

/// The port that a portal listens on, once it does.
final class PortalAddress: Sendable {
    private let value = Mutex<Int?>(nil)

    func set(_ port: Int) { value.withLock { $0 = port } }

    func port() async throws -> Int {
        for _ in 0..<600 {
            if let port = value.withLock({ $0 }) { return port }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw CommandFailure.impossible("the portal did not come up within 30 s")
    }
}

/// Files and records that a demo's replay left out.
final class Refusals: Sendable {
    private let count = Mutex(0)

    func note(_ refused: Int) { count.withLock { $0 += refused } }

    /// Throws where input was bad: left out, or set aside by the broker.
    func check(setAside: Int64) throws {
        let refused = count.withLock { $0 }
        guard refused > 0 || setAside > 0 else { return }
        throw CommandFailure.someInputWasBad(
            "\(refused) files or records were left out, \(setAside) packets were set aside")
    }
}

/// Whether a demo did all it should.
struct DemoCheck {
    let store: AlertStore
    let stream: EmbeddedStream

    /// Packets in quarantine.
    func setAside() async throws -> Int64 { try await store.accounts().reduce(0) { $0 + $1.quarantined } }

    /// Returns when the store has read the topic to its end.
    func waitUntilDrained() async throws {
        while true {
            try Task.checkCancellation()
            let committed = try await store.committedOffsets(topic: DemoCommand.topic)
            let partitions = try await stream.topics().first { $0.name == DemoCommand.topic }?.partitions ?? []
            if partitions.allSatisfy({ ($0.nextOffset == $0.firstOffset) || committed[$0.id] == $0.nextOffset }) {
                return
            }
            let left = partitions.reduce(0) { $0 + $1.nextOffset - (committed[$1.id] ?? 0) }
            Progress.show("the broker has \(left) packets left")
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Compares the accounts with the topic, and asks for each kind of page.
    func checkPages(port: Int) async throws {
        let held =
            try await stream.topics().first { $0.name == DemoCommand.topic }?.partitions
            .reduce(0) { $0 + $1.nextOffset } ?? 0
        let accounts = try await store.accounts()
        let received = accounts.reduce(0) { $0 + $1.received + $1.missing }
        guard received == held, accounts.allSatisfy({ $0.inFlight == 0 && $0.unaccounted == 0 }) else {
            throw CommandFailure.impossible("the topic has held \(held) packets, \(received) are accounted for")
        }
        var pages = [
            "/", "/objects", "/quarantine", "/about", "/api/v1/status", "/api/v1/openapi.json", "/health", "/metrics",
        ]
        var query = ObjectQuery()
        query.limit = 20
        for object in try await store.objects(query).rows {
            pages += ["/objects/\(object.id)", "/api/v1/objects/\(object.id)/lightcurve"]
        }
        for page in pages {
            let answer = try LoopbackGet.status(port: port, path: page)
            guard answer.code == 200 else { throw CommandFailure.impossible("\(page) answers \(answer.code)") }
        }
        Console.note("all \(held) packets of the topic are accounted for; \(pages.count) pages answer")
    }
}
