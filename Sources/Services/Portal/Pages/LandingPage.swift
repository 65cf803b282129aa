import AlertStore
import Hummingbird

extension Pages {
    /// Counters, the account of each stage, and the night's sky.
    func landing() async throws -> Response {
        let counts = try await portal.sampler.counts()
        let newest = counts.totals.newestMjdTai
        let (sky, count) = try await skyToShow(newest)
        let context: [String: Any] = [
            "alerts": PageText.count(counts.totals.alerts), "objects": PageText.count(counts.totals.objects),
            "perSecond": PageText.number(counts.perSecond, digits: 1),
            "newest": PageText.time(mjdTai: newest), "isEmpty": counts.totals.alerts == 0,
            "accounts": counts.accounts.map(\.row), "sky": sky.html, "skyTitle": sky.title,
            "skyCount": PageText.count(count),
        ]
        return .html(try templates.page("landing", title: "Tonight", section: "home", context))
    }
}

extension Pages {
    /// The newest night's alerts, one by one or, where there are many, counted by cells, and how many there are; where these
    /// are few, the newest of all times.
    fileprivate func skyToShow(_ newest: Double?) async throws -> (SkyMapFigure, Int) {
        let dusk = newest.map { $0 - 1 } ?? 0
        let title = "The sky of the newest night"
        let night = try await portal.store.skyPoints(sinceMjdTai: dusk, limit: SkyMapDots.limit + 1)
        if night.count > SkyMapDots.limit {
            let counts = try await portal.store.skyCounts(sinceMjdTai: dusk)
            return (SkyMapFigure(counts: counts, title: title), counts.reduce(0) { $0 + $1.alerts })
        }
        if night.count >= 100 { return (SkyMapFigure(points: night, title: title), night.count) }
        let points = try await portal.store.skyPoints(sinceMjdTai: -1e6, limit: 2000)
        return (SkyMapFigure(points: points, title: "The newest alerts on the sky"), points.count)
    }
}

extension StageAccount {
    var row: [String: Any] {
        [
            "stage": stage, "received": PageText.count(received), "stored": PageText.count(stored),
            "duplicate": PageText.count(duplicate), "quarantined": PageText.count(quarantined),
            "inFlight": PageText.count(inFlight), "missing": PageText.count(missing), "hasBad": quarantined > 0,
            "hasMissing": missing > 0, "isWrong": unaccounted != 0, "unaccounted": "\(unaccounted)",
        ]
    }
}
