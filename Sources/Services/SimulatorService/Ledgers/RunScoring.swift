import AlertStreams
import Foundation
import HTTPTypes
import Portal
import Simulator
import Transports

/// Whom a run's ledger is compared with.
struct ScoreRequest: Sendable {
    /// Place in the scenario; the first is 0.
    var transport = 0
    /// Of the transport's topic; empty for the topic itself.
    var groups: [String] = []
    /// Identifiers, one a line, with times of receipt or without; nil for the topic or its groups.
    var identifiers: String?
    /// Seconds of the survey from issue after which a packet is late.
    var lateAfter = 60.0
}

extension SimulatorService {
    private static let longest = Duration.seconds(300)

    /// - Throws: `Failure` where there is nothing to compare.
    func score(_ id: String, _ request: ScoreRequest) async throws -> ScoreReport {
        let state = try await registry.record(id).state
        guard !state.isUnderWay else {
            throw Failure(.conflict, "run '\(id)' is \(state.rawValue): its score can be told when it is over")
        }
        return try await scoring.with("scores") {
            let slow = Failure(.gatewayTimeout, "the score took too long: use 'tocsin simulate score'")
            return try await limited(to: Self.longest, else: slow) {
                try await elsewhere { try await report(id, request) }
            }
        }
    }

    private func report(_ id: String, _ request: ScoreRequest) async throws -> ScoreReport {
        let place = registry.place(id)
        guard FileManager.default.fileExists(atPath: place.ledger) else {
            throw Failure(.conflict, "run '\(id)' has no ledger: it ended before it sent anything")
        }
        let scorer: Scorer
        do {
            scorer = try StoredLedger(place.ledger)
                .scorer(transport: request.transport, lateAfterSeconds: request.lateAfter)
        } catch is SimulatorServiceError {
            throw Failure(.conflict, "nothing was sent by transport \(request.transport) of run '\(id)'")
        }
        return ScoreReport(title: "Score of \(id)", scores: try await scores(scorer, place, request))
    }

    private func scores(_ scorer: Scorer, _ place: RunFolder, _ request: ScoreRequest) async throws -> [Score] {
        if let identifiers = request.identifiers {
            do { return [scorer.score(try Receipt.identifiers(identifiers), subscriber: "identifiers")] } catch {
                throw Failure(.badRequest, "\(error)")
            }
        }
        let transport = try transport(request.transport, place)
        let (stream, isOwner) = try streams.open(transport)
        do {
            let scores = try await scorer.scores(
                ofTopic: transport.topicName, in: stream, groups: request.groups, isOwn: true)
            if isOwner { await stream.close() }
            return scores
        } catch {
            if isOwner { await stream.close() }
            throw Failure(.badGateway, "the topic '\(transport.topicName)' cannot be read: \(error)")
        }
    }

    private func transport(_ number: Int, _ place: RunFolder) throws -> TransportSetting {
        guard let scenario = try place.text(at: place.scenario).map({ try Scenario(yaml: $0) }),
            scenario.transports.indices.contains(number)
        else { throw Failure(.badRequest, "the run has no transport \(number); the first is 0") }
        let transport = scenario.transports[number]
        guard transport.kind.isPartitioned else {
            throw Failure(
                .badRequest,
                "what \(transport.words) received cannot be looked at: POST the identifiers that your subscriber has")
        }
        return transport
    }
}
