import AlertStore
import Hummingbird

extension Pages {
    /// Counters, the account of each stage, and the night's sky.
    func landing() async throws -> Response {
        let counts = try await portal.sampler.counts()
        let newest = counts.totals.newestMjdTai
        let (points, title) = try await skyToShow(newest)
        let context: [String: Any] = [
            "alerts": PageText.count(counts.totals.alerts), "objects": PageText.count(counts.totals.objects),
            "perSecond": PageText.number(counts.perSecond, digits: 1),
            "newest": PageText.time(mjdTai: newest), "isEmpty": counts.totals.alerts == 0,
            "accounts": counts.accounts.map(\.row), "sky": SkyMapFigure(points: points, title: title).html,
            "skyTitle": title, "skyCount": PageText.count(points.count),
        ]
        return .html(try templates.page("landing", title: "Tonight", section: "home", context))
    }
}

extension Pages {
    /// The newest night's alerts, or, where these are few, the newest of all times.
    fileprivate func skyToShow(_ newest: Double?) async throws -> ([SkyPoint], String) {
        let night = try await portal.store.skyPoints(sinceMjdTai: newest.map { $0 - 1 } ?? 0, limit: 20_000)
        if night.count >= 100 { return (night, "The sky of the newest night") }
        return (try await portal.store.skyPoints(sinceMjdTai: -1e6, limit: 2000), "The newest alerts on the sky")
    }
}

extension StageAccount {
    var row: [String: Any] {
        [
            "stage": stage, "received": PageText.count(received), "stored": PageText.count(stored),
            "duplicate": PageText.count(duplicate), "quarantined": PageText.count(quarantined),
            "inFlight": PageText.count(inFlight), "hasBad": quarantined > 0,
        ]
    }
}
