import Foundation
import HTTPTypes
import Hummingbird
import Portal

extension ServicePages {
    /// One run: counters, where it looks, its faults, what it leaves.
    func run(_ id: String) async throws -> Response {
        let record = try await service.registry.record(id)
        let rate = await service.registry.rate(id)
        var context = counters(record, rate: rate)
        context["faults"] = record.faults.enumerated().map { number, fault in
            [
                "number": number, "name": fault.fault, "details": fault.details,
                "probability": "\(fault.probability)", "isUnderWay": record.state.isUnderWay,
            ] as [String: Any]
        }
        if let error = record.error { context["error"] = error }
        if let ended = record.endedMs { context["ended"] = PageText.time(unixMs: ended) }
        if let most = record.mostVisits { context["mostVisits"] = PageText.count(most) }
        if record.changes > 0 { context["changes"] = record.changes }
        context["hasFaults"] = !record.faults.isEmpty
        context["sky"] = PointingMap(pointings: record.pointings).html
        context["results"] = results(record)
        return page(
            "run", title: id, section: "runs", refreshes: record.state.isUnderWay, context)
    }

    private func counters(_ record: RunRecord, rate: Double) -> [String: Any] {
        let counts = record.counts
        return [
            "id": record.id, "state": record.state.rawValue, "isBad": record.state.isBad,
            "isUnderWay": record.state.isUnderWay, "isPaused": record.state == .paused,
            "isStopping": record.state == .stopping,
            "isPlanning": record.state == .running && counts.issued == 0, "seed": "\(record.seed)",
            "began": PageText.time(unixMs: record.beganMs),
            "visits": PageText.count(counts.visits),
            "sent": PageText.count(counts.sent), "perSecond": PageText.number(rate, digits: 1),
            "withheld": PageText.count(counts.withheld), "waiting": PageText.count(counts.waiting),
            "unheard": PageText.count(counts.unheard ?? 0), "refused": PageText.count(counts.refused ?? 0),
            "refusedAttempts": PageText.count(counts.refusedAttempts ?? 0), "bytes": PageText.bytes(counts.bytes),
            "lanes": counts.lanes.map { lane in
                [
                    "name": lane.name, "sent": PageText.count(lane.sent), "bytes": PageText.bytes(lane.bytes),
                    "waiting": PageText.count(lane.waiting),
                ] as [String: Any]
            },
        ]
    }

    private func results(_ record: RunRecord) -> [String: Any] {
        let place = service.registry.place(record.id)
        let files = FileManager.default
        return [
            "hasLedger": files.fileExists(atPath: place.ledger),
            "hasManifest": files.fileExists(atPath: place.manifest),
            "hasRegistry": files.fileExists(atPath: place.registry),
            "isOver": !record.state.isUnderWay, "outputs": record.outputs ?? "", "id": record.id,
        ]
    }

    /// The map alone, which a page asks for while the run goes on.
    func sky(_ id: String) async throws -> Response {
        .html(PointingMap(pointings: try await service.registry.record(id).pointings).svg)
    }

    /// Buttons and fields of a run's page.
    func control(_ id: String, _ form: Query) async throws -> Response {
        switch form.text("action") {
        case "pause": _ = try await service.registry.pause(id)
        case "resume": _ = try await service.registry.resume(id)
        case "stop": _ = try await service.registry.stop(id)
        case "fault":
            guard let number = try form.integer("number", in: 0...1000),
                let probability = try form.number("probability", in: 0...1)
            else { throw Failure(.badRequest, "a fault has a number, and a probability from 0 to 1") }
            let more = try FaultChanges(line: form.text("more") ?? "").pairs
            let changes = [(key: "probability", value: "\(probability)")] + more
            _ = try await service.registry.change(fault: number, by: changes, id)
        case "remove":
            try await service.registry.remove(id)
            return Self.redirect("/")
        default: throw Failure(.badRequest, "action is pause, resume, stop, fault or remove")
        }
        return Self.redirect("/runs/\(Query.encoded(id))")
    }
}
