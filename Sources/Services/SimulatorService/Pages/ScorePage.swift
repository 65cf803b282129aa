import HTTPTypes
import Hummingbird
import Portal
import Simulator

extension ServicePages {
    /// The score of the run's own topic, of a group, or of identifiers that were sent.
    func score(_ id: String, _ query: Query, _ identifiers: String?) async throws -> Response {
        var request = try ScoreRequest(query)
        request.identifiers = identifiers?.replacing("\r\n", with: "\n")
        let record = try await service.registry.record(id)
        let names = record.counts.lanes.enumerated().map { number, lane in
            ["number": number, "name": lane.name, "chosen": number == request.transport] as [String: Any]
        }
        var context: [String: Any] = [
            "id": id, "transports": names, "group": query.text("group") ?? "", "ids": identifiers ?? "",
            "lateAfter": PageText.number(request.lateAfter, digits: 0), "isFromForm": identifiers != nil,
        ]
        if identifiers == nil { context["page"] = page(of: id, request) }
        var status = HTTPResponse.Status.ok
        do { context["scores"] = try await service.score(id, request).scores.map(table) } catch let failure as Failure {
            guard failure.status != .internalServerError else { throw failure }
            context["problem"] = failure.message
            status = failure.status
        }
        return page("score", title: "Score of \(id)", section: "runs", context, status: status)
    }

    /// The address of the page with plots.
    private func page(of id: String, _ request: ScoreRequest) -> String {
        let group = request.groups.first.map { "&group=\(Query.encoded($0))" } ?? ""
        let rest = "transport=\(request.transport)&lateAfter=\(request.lateAfter)\(group)"
        return "/api/runs/\(Query.encoded(id))/score.html?\(rest)"
    }

    private func table(_ score: Score) -> [String: Any] {
        [
            "subscriber": score.subscriber, "isPerfect": score.isPerfect,
            "rows": Self.rows(score).map { ["name": $0.0, "value": $0.1] },
            "visits": score.visits.map { group($0) }, "classes": score.classes.map { group($0) },
        ]
    }

    private static func rows(_ score: Score) -> [(String, String)] {
        let tally = score.total
        let counts = [
            ("issued", tally.issued), ("expected", tally.expected), ("received", tally.received),
            ("missing", tally.missing), ("duplicate", tally.duplicates),
            ("duplicate beyond those sent", tally.duplicatesBeyondSent), ("out of order", score.outOfOrder),
            ("corrupt but accepted", tally.corruptAccepted), ("corrupt and rejected", tally.corruptRejected),
            ("intact but rejected", tally.intactRejected), ("late", tally.late), ("unknown", score.unknown),
        ]
        let latency = tally.latencyMs.map { "\($0.p50) / \($0.p95) / \($0.p99) ms" } ?? "unknown"
        return counts.map { ($0.0, PageText.count($0.1)) } + [("latency p50 / p95 / p99", latency)]
    }

    private func group(_ group: Score.Group) -> [String: Any] {
        [
            "name": group.name, "expected": PageText.count(group.tally.expected),
            "received": PageText.count(group.tally.received), "missing": PageText.count(group.tally.missing),
            "isBad": group.tally.missing > 0,
        ]
    }
}
