import HTTPTypes
import Hummingbird
import Portal
import Simulator

extension ServicePages {
    /// The score of the run's own topic, of a group, or of identifiers that were sent.
    func score(_ id: String, _ query: Query, _ identifiers: String?) async throws -> Response {
        var request = try ScoreRequest(query)
        request.identifiers = identifiers
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
            "rows": score.facts(count: PageText.count).map { ["name": $0.name, "value": $0.value] },
            "remarks": score.remarks,
            "tables": [table(score, score.classes, "true class"), table(score, score.visits, "visit")],
        ]
    }

    private func table(_ score: Score, _ groups: [Score.Group], _ name: String) -> [String: Any] {
        let table = score.table(groups, named: name)
        return [
            "name": name, "heads": Array(table.heads.dropFirst()), "isOpen": name != "visit",
            "rows": table.rows.map { row in
                ["name": row.cells[0], "cells": Array(row.cells.dropFirst()), "isBad": row.isBad] as [String: Any]
            },
        ]
    }
}
