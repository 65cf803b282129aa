internal import AlertStore
internal import SkyMath

/// Too many alerts for dots: equal-area cells of the sky (HEALPix), the more opaque the more alerts are in them.
struct SkyMapCells {
    /// Cells that a page of less than 400 kB has room for.
    static let limit = 2000

    let frame: SkyMapFrame
    let healpix: HEALPix
    let counts: [Int64: Int]

    /// Takes the finest cells of which at most `limit` are filled. Complexity: O(points).
    init(frame: SkyMapFrame, points: [SkyPoint]) {
        self.frame = frame
        var healpix = HEALPix(order: 6)
        var counts: [Int64: Int] = [:]
        for point in points { counts[healpix.pixel(ra: point.ra, dec: point.dec), default: 0] += 1 }
        while counts.count > Self.limit {
            healpix = HEALPix(order: healpix.order - 1)
            counts = Dictionary(counts.map { ($0.key >> 2, $0.value) }, uniquingKeysWith: +)
        }
        self.healpix = healpix
        self.counts = counts
    }

    /// Side of a cell, degrees.
    var side: Double { (41252.96 / Double(healpix.pixelCount)).squareRoot() }

    var largest: Int { counts.values.max() ?? 0 }

    var svg: String {
        let cells = counts.sorted { $0.key < $1.key }.map { cell($0.key, count: $0.value) }
        return "<g class=\"sky-cells\">\(cells.joined())</g>"
    }

    private func cell(_ pixel: Int64, count: Int) -> String {
        let title = "<title>\(count) \(count == 1 ? "alert" : "alerts")</title>"
        let opacity = SVGNumber.text(opacity(count), digits: 2)
        return "<path d=\"\(outline(pixel))\" fill-opacity=\"\(opacity)\">\(title)</path>"
    }

    /// Grows with the square root of the count, so that cells of few alerts stay visible.
    private func opacity(_ count: Int) -> Double {
        0.15 + 0.85 * (Double(count) / Double(max(largest, 1))).squareRoot()
    }

    /// The cell's corners; those beyond the map's edge are drawn at the edge that the cell's centre is nearer to.
    private func outline(_ pixel: Int64) -> String {
        let east = frame.projection.offset(of: healpix.centre(of: pixel).ra)
        let corners = healpix.corners(of: pixel).map { corner in
            let offset = frame.projection.offset(of: corner.ra)
            let point = frame.point(corner)
            let isBeyond = abs(offset) > 90 && offset * east < 0
            return PlanePoint(x: isBeyond ? SkyMapFrame.width - point.x : point.x, y: point.y)
        }
        return "M" + corners.map { "\(SVGNumber.text($0.x)) \(SVGNumber.text($0.y))" }.joined(separator: "L") + "Z"
    }
}
