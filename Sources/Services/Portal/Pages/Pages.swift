import AlertModel
import AlertStore
import Foundation
import Hummingbird
import SkyMath

/// The pages for people.
struct Pages: Sendable {
    let portal: Portal
    let templates: Templates

    func failure(_ failure: Failure) throws -> Response {
        var context: [String: Any] = ["code": failure.status.code, "message": failure.message]
        if let reference = failure.reference { context["reference"] = reference }
        return .html(
            try templates.page("failure", title: failure.status.reasonPhrase, section: "", context),
            status: failure.status)
    }

    func about() throws -> Response {
        .html(try templates.page("about", title: "About", section: "about", ["version": portal.configuration.version]))
    }

    func quarantine(_ query: Query) async throws -> Response {
        let offset = try query.integer("offset", in: 0...100_000_000) ?? 0
        let packets = try await portal.store.quarantine(limit: 51, offset: offset)
        let rows = packets.prefix(50).map { packet -> [String: Any] in
            [
                "id": packet.id, "reason": packet.reason, "detail": packet.detail, "size": packet.byteCount,
                "place":
                    "\(packet.reference.topic), partition \(packet.reference.partition), offset \(packet.reference.offset)",
                "time": PageText.time(unixMs: packet.storedAtMs),
            ]
        }
        var context: [String: Any] = ["rows": rows, "isEmpty": rows.isEmpty]
        if packets.count > 50 { context["next"] = "offset=\(offset + 50)" }
        if offset > 0 { context["previous"] = "offset=\(max(0, offset - 50))" }
        return .html(try templates.page("quarantine", title: "Quarantine", section: "quarantine", context))
    }
}

/// Numbers and times as a page shows them.
package enum PageText {
    package static func number(_ value: Double?, digits: Int) -> String {
        guard let value, value.isFinite else { return "–" }
        return String(format: "%.\(digits)f", value)
    }

    /// With thin spaces between thousands.
    package static func count(_ value: some BinaryInteger) -> String {
        var text = ""
        for (index, digit) in String(value.magnitude).reversed().enumerated() {
            if index > 0 && index % 3 == 0 { text = "\u{2009}" + text }
            text = String(digit) + text
        }
        return value < 0 ? "−" + text : text
    }

    /// `2026-02-24 03:14:15` UTC.
    static func time(mjdTai: Double?) -> String {
        guard let mjdTai, mjdTai.isFinite, let time = CalendarTime(mjdTai: mjdTai) else { return "–" }
        return "\(time.date) \(time.time.prefix(8))"
    }

    package static func time(unixMs: Int64) -> String { time(mjdTai: TimeScale.mjdTai(fromUnixMs: unixMs)) }
}
