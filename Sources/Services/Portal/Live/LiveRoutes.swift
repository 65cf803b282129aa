import AlertStore
import Avro
import HTTPTypes
import Hummingbird
import NIOCore

/// What changes while one looks: events, health, metrics.
struct LiveRoutes: Sendable {
    let portal: Portal

    /// Server-sent events: the counts each second, as JSON, until the reader goes.
    func events() -> Response {
        let sampler = portal.sampler
        let body = ResponseBody { writer in
            while !Task.isCancelled {
                let counts = try await sampler.counts()
                try await writer.write(ByteBuffer(string: "event: counts\ndata: \(counts.json.text())\n\n"))
                try await Task.sleep(for: .seconds(1))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }

    /// 200 where the store answers, else 503 with the reason.
    func health() async -> Response {
        do {
            let totals = try await portal.store.totals()
            return .json(
                .object([
                    .init("status", .string("ok")), .init("alerts", .integer(Int64(totals.alerts))),
                    .init("objects", .integer(Int64(totals.objects))),
                ]))
        } catch {
            let failure = Failure.logged(
                error, "the store does not answer", status: .serviceUnavailable, path: "/health", logger: portal.logger)
            return .json(
                .object([
                    .init("status", .string("failing")), .init("error", .string(failure.message)),
                    .init("reference", .string(failure.reference ?? "")),
                ]), status: failure.status)
        }
    }

    /// Prometheus text exposition format 0.0.4.
    func metrics() async throws -> Response {
        let counts = try await portal.sampler.counts()
        var lines = [
            "# HELP tocsin_alerts Alerts in the store.", "# TYPE tocsin_alerts gauge",
            "tocsin_alerts \(counts.totals.alerts)", "# HELP tocsin_objects Objects in the store.",
            "# TYPE tocsin_objects gauge", "tocsin_objects \(counts.totals.objects)",
            "# HELP tocsin_alerts_per_second Alerts stored a second, over ten seconds.",
            "# TYPE tocsin_alerts_per_second gauge", "tocsin_alerts_per_second \(counts.perSecond)",
            "# HELP tocsin_stage_packets_total Packets by stage: received = stored + duplicate + quarantined + those in flight; "
                + "missing were gone before they were read.",
            "# TYPE tocsin_stage_packets_total counter",
        ]
        for account in counts.accounts {
            for (fate, count) in account.fates {
                let labels = "stage=\"\(Self.label(account.stage))\",fate=\"\(fate)\""
                lines.append("tocsin_stage_packets_total{\(labels)} \(count)")
            }
        }
        lines += [
            "# HELP tocsin_stage_packets_in_flight Packets read and not yet accounted for.",
            "# TYPE tocsin_stage_packets_in_flight gauge",
        ]
        for account in counts.accounts {
            lines.append("tocsin_stage_packets_in_flight{stage=\"\(Self.label(account.stage))\"} \(account.inFlight)")
        }
        return .text(lines.joined(separator: "\n") + "\n", type: "text/plain; version=0.0.4")
    }

    private static func label(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

extension StageAccount {
    var fates: [(String, Int64)] {
        [
            ("received", received), ("stored", stored), ("duplicate", duplicate), ("quarantined", quarantined),
            ("missing", missing),
        ]
    }

    var json: JSON {
        .object([
            .init("stage", .string(stage)), .init("received", .integer(received)), .init("stored", .integer(stored)),
            .init("duplicate", .integer(duplicate)), .init("quarantined", .integer(quarantined)),
            .init("inFlight", .integer(inFlight)), .init("missing", .integer(missing)),
        ])
    }
}

extension LiveCounts {
    var json: JSON {
        .object([
            .init("alerts", .integer(Int64(totals.alerts))), .init("objects", .integer(Int64(totals.objects))),
            .init("alertsPerSecond", .number(perSecond)), .init("alertsPerMinute", .number(perMinute)),
            .init("newestMjdTai", totals.newestMjdTai.map { .number($0) } ?? .null),
            .init("oldestMjdTai", totals.oldestMjdTai.map { .number($0) } ?? .null),
            .init("stages", .array(accounts.map(\.json))),
        ])
    }
}
