import AlertModel
import AlertStore
import AlertTesting
import SkyMath
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct QueryTests {
    private let folder: TemporaryFolder
    private let store: AlertStore
    private let alerts: [Alert]

    init() throws {
        folder = try TemporaryFolder()
        store = try AlertStore(path: folder.store)
        var random = SplitMix(seed: 77)
        alerts = (0..<3000).map { Self.alert($0, using: &random) }
        let items = alerts.enumerated().map {
            IngestItem($0.element, at: PacketReference(topic: "t", partition: 0, offset: Int64($0.offset)))
        }
        _ = try store.ingest(IngestBatch(stage: "s", items: items))
    }

    /// Some near the poles, some near RA 0, many with equal times and without a flux.
    private static func alert(_ number: Int, using random: inout SplitMix) -> Alert {
        let survey: Survey = number % 4 == 0 ? .ztf : .lsst
        let kind: ObjectID.Kind = number % 6 == 1 ? .solarSystem : .diaObject
        let z = Double.random(in: -1...1, using: &random)
        let ra =
            number % 5 == 0
            ? Double.random(in: -0.01...0.01, using: &random) : Double.random(in: 0..<360, using: &random)
        let dec = number % 7 == 0 ? 89.99 * (z < 0 ? -1 : 1) : z * 90
        var source = Detection(
            id: Int64(number), midpointMjdTai: 61_000 + Double(number % 20), band: .g, ra: ra < 0 ? ra + 360 : ra,
            dec: dec)
        source.psfFlux = number % 3 == 0 ? nil : Double.random(in: -100...5000, using: &random)
        if number % 50 == 1 { source.psfFlux = pow(10, Double.random(in: 4...14.5, using: &random)) }
        source.reliability = number % 8 == 0 ? nil : Double.random(in: 0...1, using: &random)
        return Alert(
            survey: survey, schemaVersion: "t", objectID: ObjectID(survey: survey, kind: kind, key: Int64(number)),
            source: source)
    }

    @Test(arguments: [(0.0, 0.0), (359.999, 12), (10, 90), (200, -90), (123.4, -45.6)])
    func `a cone holds what brute force finds`(ra: Double, dec: Double) async throws {
        for radius in [0.5, 36, 400, 3600, 36_000, 400_000] {
            var query = ObjectQuery()
            query.cone = Cone(ra: ra, dec: dec, radiusArcsec: radius)
            query.sort = .separation
            query.descending = false
            query.limit = 5000
            let page = try await store.objects(query)
            let centre = SkyPosition(ra: ra, dec: dec)
            let expected = alerts.filter {
                centre.separation(to: SkyPosition(ra: $0.source.ra, dec: $0.source.dec)) * 3600 <= radius
            }
            #expect(Set(page.rows.map(\.id)) == Set(expected.map(\.objectID)))
            #expect(page.total == expected.count)
            #expect(page.separationsArcsec == page.separationsArcsec.sorted())
        }
    }

    @Test(arguments: [(0.0, 0.0), (359.999, 12), (10, 90), (123.4, -45.6)])
    func `alerts are found where and when they were seen`(ra: Double, dec: Double) async throws {
        for radius in [36.0, 3600, 400_000] {
            for (since, until, survey) in [(nil, nil, nil), (61_003, 61_008, nil), (61_010, nil, Survey.ztf)]
                as [(Double?, Double?, Survey?)]
            {
                var query = AlertQuery()
                query.cone = Cone(ra: ra, dec: dec, radiusArcsec: radius)
                (query.sinceMjdTai, query.untilMjdTai, query.survey, query.limit) = (since, until, survey, 5000)
                let rows = try await store.alerts(query)
                let centre = SkyPosition(ra: ra, dec: dec)
                let expected = alerts.filter {
                    centre.separation(to: SkyPosition(ra: $0.source.ra, dec: $0.source.dec)) * 3600 <= radius
                        && $0.source.midpointMjdTai >= since ?? 0 && $0.source.midpointMjdTai < until ?? 1e9
                        && $0.survey == survey ?? $0.survey
                }
                #expect(Set(rows.map(\.id)) == Set(expected.map(\.source.id)))
                #expect(rows.allSatisfy { $0.separationArcsec ?? .infinity <= radius })
                #expect(rows.map(\.midpointMjdTai) == rows.map(\.midpointMjdTai).sorted(by: >))
            }
        }
    }

    @Test func `without a place the newest alerts come first, each with its packet`() async throws {
        var query = AlertQuery()
        (query.limit, query.untilMjdTai) = (40, 61_015)
        let rows = try await store.alerts(query)
        #expect(rows.count == 40 && rows.allSatisfy { $0.midpointMjdTai == 61_014 && $0.separationArcsec == nil })
        for row in rows {
            let alert = alerts[Int(row.id)]
            #expect(row.objectID == alert.objectID && row.survey == alert.survey && row.band == alert.source.band)
            #expect(row.psfFlux == alert.source.psfFlux && row.ra == alert.source.ra && row.dec == alert.source.dec)
            #expect(row.packet == PacketReference(topic: "t", partition: 0, offset: row.id))
        }
    }

    @Test(arguments: ObjectSort.allCases, [true, false])
    func `pages together hold each object once`(sort: ObjectSort, descending: Bool) async throws {
        var query = ObjectQuery()
        query.sort = sort
        query.descending = descending
        query.limit = 170
        var seen: [ObjectID] = []
        while seen.count < 3000 {
            query.offset = seen.count
            let page = try await store.objects(query)
            #expect(page.total == 3000)
            guard !page.rows.isEmpty else { break }
            seen += page.rows.map(\.id)
        }
        #expect(seen.count == 3000 && Set(seen).count == 3000)
    }

    @Test(arguments: [true, false], [nil, 20.05...22.35, -5.02...30.0] as [ClosedRange<Double>?])
    func `magnitudes are in order to the last digit, objects without one last`(
        descending: Bool, range: ClosedRange<Double>?
    ) async throws {
        var query = ObjectQuery()
        (query.sort, query.descending, query.magnitude, query.limit) = (.magnitude, descending, range, 5000)
        let page = try await store.objects(query)
        let all = alerts.map { alert in alert.source.psfFlux.flatMap { $0 > 0 ? 31.4 - 2.5 * log10($0) : nil } }
        let expected = all.compactMap { $0 }.filter { range?.contains($0) ?? true }.sorted()
        let found = page.rows.map(\.latestMagnitude)
        #expect(found.prefix(expected.count).map { $0 ?? .nan } == (descending ? expected.reversed() : expected))
        #expect(found.dropFirst(expected.count).allSatisfy { $0 == nil })
        #expect(page.total == (range == nil ? 3000 : expected.count) && found.count == page.total)
    }

    @Test(arguments: [true, false]) func `reliabilities are in order, objects without one last`(
        descending: Bool
    ) async throws {
        var query = ObjectQuery()
        (query.sort, query.descending, query.limit) = (.reliability, descending, 5000)
        let found = try await store.objects(query).rows.map(\.reliability)
        let expected = alerts.compactMap(\.source.reliability).sorted()
        #expect(expected.count > 1000 && found.count == 3000)
        #expect(found.prefix(expected.count).map { $0 ?? .nan } == (descending ? expected.reversed() : expected))
        #expect(found.dropFirst(expected.count).allSatisfy { $0 == nil })
    }

    @Test func `filters leave what they say`() async throws {
        var query = ObjectQuery()
        query.limit = 5000
        query.survey = .lsst
        query.classification = "sso"
        query.magnitude = 22...24
        query.lastSeenSinceMjdTai = 61_010
        let page = try await store.objects(query)
        let expected = alerts.filter { alert in
            guard alert.survey == .lsst, alert.objectID.kind == .solarSystem, let flux = alert.source.psfFlux, flux > 0
            else { return false }
            return (22...24).contains(31.4 - 2.5 * log10(flux)) && alert.source.midpointMjdTai >= 61_010
        }
        #expect(page.total == page.rows.count)
        #expect(page.total == expected.count && page.total > 0)
        query.classification = "no such class"
        #expect(try await store.objects(query).total == 0)
    }

    @Test func `newest points of the sky come first and no older than asked for`() async throws {
        let points = try await store.skyPoints(sinceMjdTai: 61_015, limit: 400)
        #expect(points.count == 400)
        #expect(points.allSatisfy { $0.midpointMjdTai >= 61_015 })
        #expect(points.map(\.midpointMjdTai) == points.map(\.midpointMjdTai).sorted(by: >))
        #expect(try await store.totals().newestMjdTai == 61_019)
    }

    @Test(arguments: [-1e300, 61_010.3, 61_015, 1e300])
    func `every alert since an hour is counted in its cell of the sky`(since: Double) async throws {
        let counts = try await store.skyCounts(sinceMjdTai: since)
        let healpix = HEALPix(order: SkyCount.order)
        let night = alerts.map(\.source).filter { floor($0.midpointMjdTai * 24) >= floor(since * 24) }
        let wanted = Dictionary(grouping: night) { healpix.pixel(ra: $0.ra, dec: $0.dec) }.mapValues(\.count)
        #expect(Dictionary(uniqueKeysWithValues: counts.map { ($0.cell, $0.alerts) }) == wanted)
        #expect(wanted.isEmpty == (since > 61_100))
    }
}
