import AlertStore
import Hummingbird

extension Pages {
    /// Counters, the account of each stage, and the night's sky.
    func landing() async throws -> Response {
        let counts = try await portal.sampler.counts()
        let newest = counts.totals.newestMjdTai
        let (points, total, title) = try await skyToShow(newest)
        let context: [String: Any] = [
            "alerts": PageText.count(counts.totals.alerts), "objects": PageText.count(counts.totals.objects),
            "perSecond": PageText.number(counts.perSecond, digits: 1),
            "newest": PageText.time(mjdTai: newest), "isEmpty": counts.totals.alerts == 0,
            "accounts": counts.accounts.map(\.row), "sky": SkyMapFigure(points: points, of: total, title: title).html,
            "skyTitle": title, "skyCount": PageText.count(total),
        ]
        return .html(try templates.page("landing", title: "Tonight", section: "home", context))
    }
}

extension Pages {
    private static let mostPoints = 20_000

    /// The newest night's alerts, as many as a map can be made of at once, and how many there are; where these are few,
    /// the newest of all times.
    fileprivate func skyToShow(_ newest: Double?) async throws -> ([SkyPoint], Int, String) {
        let dusk = newest.map { $0 - 1 } ?? 0
        let night = try await portal.store.skyPoints(sinceMjdTai: dusk, limit: Self.mostPoints)
        if night.count >= 100 {
            let isAll = night.count < Self.mostPoints
            let total = isAll ? night.count : try await portal.store.alertCount(sinceMjdTai: dusk)
            return (night, total, "The sky of the newest night")
        }
        let points = try await portal.store.skyPoints(sinceMjdTai: -1e6, limit: 2000)
        return (points, points.count, "The newest alerts on the sky")
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
