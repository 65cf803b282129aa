import AlertModel
import AlertStore
import AlertTesting
import Foundation
import SkyMath
import Testing

@testable import Portal

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct SkyMapFigureTests {
    private static func points(_ count: Int, key: Int64 = 170_059_286_935_240_883) -> [SkyPoint] {
        var generator = SplitMix(seed: 5)
        return (0..<count).map { index in
            let place = generator.place()
            return SkyPoint(
                objectID: ObjectID(survey: .lsst, kind: .diaObject, key: key + Int64(index)), ra: place.ra,
                dec: place.dec, midpointMjdTai: 61000 + Double(index), band: Band.allCases[index % Band.allCases.count])
        }
    }

    /// Whether an XML reader takes the text.
    private static func isWellFormed(_ text: String) -> Bool { XMLParser(data: Data(text.utf8)).parse() }

    @Test func `each alert is a dot that leads to its object, in the class of its band`() throws {
        let points = Self.points(70)
        let svg = SkyMapFigure(points: points, title: "Alerts").svg
        #expect(svg.count { $0 == "\n" } > 5 && svg.matches(of: /<circle\b/).count == 70)
        for point in points { #expect(svg.contains("<a href=\"/objects/\(point.objectID)\">")) }
        for band in ["u", "g", "r", "i", "z", "y", "unknown"] { #expect(svg.contains("sky-dots band-\(band)\"")) }
        #expect(
            svg.contains("role=\"img\"") && svg.contains("aria-label=\"Alerts\"") && svg.contains("<desc>70 alerts"))
    }

    @Test(arguments: [0, 1, 2500, 2501, 100_000]) func `a page stays below 400 kB`(count: Int) {
        let figure = SkyMapFigure(points: Self.points(count, key: .max - 100_000), title: "Alerts")
        #expect(figure.html.utf8.count < 400_000)
        #expect(Self.isWellFormed(figure.html))
    }

    @Test func `alerts that were counted by cells make the map that they make one by one`() {
        let points = Self.points(30_000)
        let healpix = HEALPix(order: SkyCount.order)
        let counts = Dictionary(grouping: points) { healpix.pixel(ra: $0.ra, dec: $0.dec) }
            .map { SkyCount(cell: $0.key, alerts: $0.value.count) }
        let figure = SkyMapFigure(counts: counts, title: "Alerts")
        #expect(figure.svg == SkyMapFigure(points: points, title: "Alerts").svg)
        #expect(figure.note.hasPrefix("30,000 alerts on the whole sky"))
    }

    @Test func `every alert is counted in a cell`() {
        let figure = SkyMapFigure(points: Self.points(100_000), title: "Alerts")
        let counts = figure.svg.matches(of: /<title>(\d+) alerts?</).compactMap { Int($0.output.1) }
        #expect(counts.reduce(0, +) == 100_000)
        #expect(counts.count <= SkyMapCells.limit && counts.count > 500)
        #expect(
            figure.note.contains("100,000 alerts") && figure.note.contains("the fullest holds \(counts.max() ?? 0)"))
    }

    @Test func `cells stay small where alerts are close together`() {
        let near = Self.points(5000).map { point in
            var point = point
            point.ra = 160 + point.ra / 360
            point.dec = -43 + point.dec / 180
            return point
        }
        let cells = SkyMapCells(frame: SkyMapFrame(centreRA: 180), points: near)
        #expect(cells.healpix.order == 6 && cells.counts.values.reduce(0, +) == 5000)
    }

    @Test(arguments: [5000, 100_000]) func `each cell leads to a cone that holds all its alerts`(count: Int) throws {
        let points = Self.points(count)
        let cells = SkyMapCells(frame: SkyMapFrame(centreRA: 180), points: points)
        var cones: [Int64: Cone] = [:]
        for match in cells.svg.matches(of: /<a href="\/objects\?([^"]*)">/) {
            let cone = try #require(try Query(text: String(match.output.1).replacing("&amp;", with: "&")).cone())
            cones[cells.healpix.pixel(ra: cone.ra, dec: cone.dec)] = cone
        }
        #expect(cones.count == cells.counts.count)
        for point in points {
            let cone = try #require(cones[cells.healpix.pixel(ra: point.ra, dec: point.dec)])
            let distance = SkyPosition(ra: cone.ra, dec: cone.dec).separation(
                to: SkyPosition(ra: point.ra, dec: point.dec))
            #expect(distance * 3600 <= cone.radiusArcsec)
        }
    }

    @Test(arguments: [0.0, 45, 180, 200]) func `no cell is stretched over the map`(centre: Double) {
        let cells = SkyMapCells(frame: SkyMapFrame(centreRA: centre), points: Self.points(50_000))
        for match in cells.svg.matches(of: /d="M([^"]*)Z"/) {
            let numbers = match.output.1.split(whereSeparator: { $0 == "L" || $0 == " " }).compactMap { Double($0) }
            let xs = stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }
            #expect((xs.max() ?? 0) - (xs.min() ?? 0) < 100, "\(match.output.1)")
        }
    }

    @Test func `alerts without a place are left out and counted`() {
        var points = Self.points(5)
        points[0].ra = .nan
        points[1].dec = 91
        points[2].ra = .infinity
        let figure = SkyMapFigure(points: points, centreRA: .nan, title: "Alerts")
        #expect(figure.centreRA == 180)
        #expect(figure.svg.matches(of: /<circle\b/).count == 2)
        #expect(figure.note.contains("3 without a place"))
        #expect(!figure.svg.contains("nan") && !figure.svg.contains("inf"))
    }

    @Test func `alerts of one object at one place are one dot, its newest`() {
        var points = [Self.points(1)[0], Self.points(1)[0]]
        points[1].midpointMjdTai += 1
        points[1].band = .y
        let svg = SkyMapFigure(points: points, title: "Alerts").svg
        #expect(svg.matches(of: /<circle\b/).count == 1)
        #expect(svg.contains("band-y") && svg.contains(", 2 alerts</title>"))
    }

    @Test func `a title cannot break out of its attribute`() {
        let html = SkyMapFigure(points: [], title: "\"><script>alert('x')</script>&\u{0}").html
        #expect(!html.contains("<script") && Self.isWellFormed(html))
    }

    @Test(arguments: [
        (0.0, "0"), (-0.04, "0"), (12.34, "12.3"), (-0.5, "-0.5"), (99.96, "100"), (.nan, "0"), (1e300, "0"),
    ])
    func `numbers are short`(value: Double, text: String) {
        #expect(SVGNumber.text(value) == text)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (100_000, "100,000"), (1_002_030, "1,002,030")])
    func `counts are grouped by thousands`(count: Int, text: String) { #expect(SVGNumber.grouped(count) == text) }
}
