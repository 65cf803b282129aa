internal import AlertModel
internal import AlertStore
internal import Reports
internal import SkyMath

/// Alerts one by one: each a dot that leads to its object, in groups by band.
struct SkyMapDots {
    /// Dots that a page of less than 400 kB has room for.
    static let limit = 2500

    let frame: SkyMapFrame
    let points: [SkyPoint]

    var svg: String {
        Band.allCases.map { band in
            let dots = spots.filter { $0.point.band == band }.map(dot).joined()
            return dots.isEmpty ? "" : "<g class=\"sky-dots band-\(Self.name(band))\">\(dots)</g>"
        }.joined(separator: "\n")
    }

    /// Alerts of each band, as a list that goes with the drawing.
    var legend: String {
        let counts = Dictionary(grouping: points, by: \.band).mapValues(\.count)
        let items = Band.allCases.compactMap { band in counts[band].map { (Self.name(band), $0) } }.map { name, count in
            "<li><span class=\"band-\(name)\" aria-hidden=\"true\">●</span> \(name) \(SVGNumber.grouped(count))</li>"
        }
        return items.isEmpty ? "" : "<ul class=\"sky-legend\">\(items.joined())</ul>"
    }

    /// The end of a band's class.
    static func name(_ band: Band) -> String { band == .unknown ? "unknown" : band.letter }

    private struct Spot {
        var point: SkyPoint
        var place: PlanePoint
        var count = 1
    }

    private struct Key: Hashable {
        var id: ObjectID
        var x: Int
        var y: Int
    }

    /// Alerts of one object that fall on one dot are drawn as the newest of them.
    private var spots: [Spot] {
        var spots: [Spot] = []
        var indexes: [Key: Int] = [:]
        for point in points {
            let place = frame.point(SkyPosition(ra: point.ra, dec: point.dec))
            let key = Key(id: point.objectID, x: Int(place.x * 2), y: Int(place.y * 2))
            if let index = indexes[key] {
                spots[index].count += 1
                if point.midpointMjdTai > spots[index].point.midpointMjdTai { spots[index].point = point }
            } else {
                indexes[key] = spots.count
                spots.append(Spot(point: point, place: place))
            }
        }
        return spots
    }

    private func dot(_ spot: Spot) -> String {
        let id = HTML.escaped(spot.point.objectID.description)
        let place = "cx=\"\(SVGNumber.text(spot.place.x))\" cy=\"\(SVGNumber.text(spot.place.y))\""
        let title = "\(id) \(spot.point.band.letter)\(spot.count > 1 ? ", \(spot.count) alerts" : "")"
        return "<a href=\"/objects/\(id)\"><circle \(place) r=\"3\"><title>\(title)</title></circle></a>"
    }
}
