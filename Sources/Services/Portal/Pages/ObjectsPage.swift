import AlertModel
import AlertStore
import Foundation
import HTTPTypes
import Hummingbird
import SkyMath

extension Pages {
    private static let columns: [(sort: ObjectSort, title: String)] = [
        (.id, "object"), (.ra, "RA"), (.dec, "Dec"), (.lastSeen, "last seen (UTC)"), (.firstSeen, "first seen (UTC)"),
        (.detections, "detections"), (.magnitude, "latest mag"), (.reliability, "reliability"),
    ]

    /// The table of objects; a name in place of a position goes straight to the object, or with a radius to what is around it.
    func objects(_ query: Query) async throws -> Response {
        if query.text("radius") == nil, let name = query.text("position"), let id = ObjectID(name),
            try await portal.store.object(id) != nil
        {
            return Response(status: .seeOther, headers: [.location: "/objects/\(id)"])
        }
        let wanted = try await query.placed(in: portal.store).objects(now: API(portal: portal).now)
        let page = try await portal.store.objects(wanted)
        var context = form(query)
        context["columns"] = headings(query, wanted)
        context["hasCone"] = wanted.cone != nil
        context["rows"] = page.rows.enumerated().map { index, row in
            objectRow(
                row, separation: page.separationsArcsec.indices.contains(index) ? page.separationsArcsec[index] : nil)
        }
        context["isEmpty"] = page.rows.isEmpty
        context.merge(paging(query, wanted, page)) { _, new in new }
        return .html(try templates.page("objects", title: "Objects", section: "objects", context))
    }

    /// What the form shows again.
    private func form(_ query: Query) -> [String: Any] {
        var context: [String: Any] = [:]
        for name in ["position", "radius", "class", "magMin", "magMax", "maxAgeDays"] {
            context[name] = query.text(name) ?? ""
        }
        let survey = query.text("survey")?.uppercased()
        context["surveys"] = Survey.allCases.map { ["name": $0.name, "chosen": $0.name == survey] as [String: Any] }
        return context
    }

    private func headings(_ query: Query, _ wanted: ObjectQuery) -> [[String: Any]] {
        Self.columns.map { column in
            let isSorted = wanted.sort == column.sort
            let descending = isSorted ? !wanted.descending : column.sort == .lastSeen || column.sort == .detections
            let address = query.address([
                "sort": column.sort.rawValue, "order": descending ? "desc" : "asc", "offset": nil,
            ])
            return [
                "title": column.title, "address": address, "isSorted": isSorted,
                "direction": isSorted ? (wanted.descending ? "descending" : "ascending") : "none",
                "arrow": isSorted ? (wanted.descending ? "▼" : "▲") : "",
            ]
        }
    }

    private func objectRow(_ row: ObjectRow, separation: Double?) -> [String: Any] {
        [
            "id": "\(row.id)", "survey": row.id.survey.name, "ra": PageText.number(row.ra, digits: 5),
            "dec": PageText.number(row.dec, digits: 5), "last": PageText.time(mjdTai: row.lastMjdTai),
            "first": PageText.time(mjdTai: row.firstMjdTai), "detections": PageText.count(row.detectionCount),
            "band": row.latestBand.letter, "magnitude": PageText.number(row.latestMagnitude, digits: 2),
            "reliability": PageText.number(row.reliability, digits: 2), "class": row.classification,
            "designation": row.designation ?? "", "separation": PageText.number(separation, digits: 2),
            "hasSeparation": separation != nil,
        ]
    }

    private func paging(_ query: Query, _ wanted: ObjectQuery, _ page: ObjectPage) -> [String: Any] {
        let last = wanted.offset + page.rows.count
        var context: [String: Any] = [
            "total": PageText.count(page.total), "firstRow": PageText.count(page.rows.isEmpty ? 0 : wanted.offset + 1),
            "lastRow": PageText.count(last),
        ]
        if last < page.total { context["next"] = query.address(["offset": "\(last)"]) }
        if wanted.offset > 0 {
            context["previous"] = query.address(["offset": "\(max(0, wanted.offset - wanted.limit))"])
        }
        return context
    }
}
