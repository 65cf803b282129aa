import AlertModel
import AlertStore
import Foundation

extension BrokerBenchmarks {
    /// Times of pages and counts in a store of `objects` objects.
    static func queries(folder: String, objects: Int) async throws {
        let path = "\(folder)/queries"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let store = try AlertStore(path: path + "/alerts.sqlite")
        try fill(store, objects, .scattered)
        for sort in ObjectSort.allCases where sort != .separation {
            var query = ObjectQuery()
            query.sort = sort
            try await time("first page by \(sort.rawValue)", store, query)
        }
        var query = ObjectQuery()
        query.offset = objects / 2
        try await time("page in the middle", store, query)
        query.sort = .magnitude
        try await time("page in the middle by magnitude", store, query)
        query = ObjectQuery()
        query.magnitude = 20...24
        query.survey = .lsst
        try await time("filtered by magnitude and survey", store, query)
        query.lastSeenSinceMjdTai = 61_000.5
        try await time("filtered by magnitude, survey and age", store, query)
        for radius in [60.0, 3600, 36_000] {
            query = ObjectQuery()
            query.cone = Cone(ra: 180, dec: -30, radiusArcsec: radius)
            try await time("cone of \(Int(radius)) arcsec", store, query)
        }
        try store.close()
    }

    private static func time(_ name: String, _ store: AlertStore, _ query: ObjectQuery) async throws {
        var times: [Double] = []
        var total = 0
        for _ in 0..<5 {
            let began = ContinuousClock.now
            total = try await store.objects(query).total
            times.append(began.duration(to: .now) / .milliseconds(1))
        }
        print("query, \(name): \(String(format: "%.1f", times.sorted()[2])) ms, \(total) objects in all")
    }
}
