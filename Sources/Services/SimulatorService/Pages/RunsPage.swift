import Hummingbird
import Portal

extension ServicePages {
    /// All runs, newest first.
    func runs() async throws -> Response {
        let records = await service.registry.all
        let underWay = records.filter(\.state.isUnderWay).count
        var rows: [[String: Any]] = []
        for record in records { rows.append(row(record)) }
        return page(
            "runs", title: "Runs", section: "runs", refreshes: underWay > 0,
            [
                "rows": rows, "isEmpty": rows.isEmpty, "underWay": underWay,
                "most": service.registry.limits.atOnce,
            ])
    }

    private func row(_ record: RunRecord) -> [String: Any] {
        [
            "id": record.id, "state": record.state.rawValue, "isBad": record.state.isBad,
            "began": PageText.time(unixMs: record.beganMs), "visits": PageText.count(record.counts.visits),
            "sent": PageText.count(record.counts.sent), "withheld": PageText.count(record.counts.withheld),
            "bytes": PageText.bytes(record.counts.bytes), "error": record.error ?? "",
        ]
    }
}

extension RunState {
    /// It did not come to the end that was meant.
    var isBad: Bool { self == .failed || self == .brokenOff }
}

extension PageText {
    /// `1.4 GB`; decimal units.
    static func bytes(_ count: Int64) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var (value, unit) = (Double(count), 0)
        while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
        return "\(number(value, digits: unit == 0 ? 0 : 1))\u{2009}\(units[unit])"
    }
}
