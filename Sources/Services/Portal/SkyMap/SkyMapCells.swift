internal import AlertStore
internal import SkyMath

/// Too many alerts for dots: equal-area cells of the sky (HEALPix), the more opaque the more alerts are in them.
struct SkyMapCells {
    /// Cells that a page of less than 400 kB has room for.
    static let limit = 2048

    let frame: SkyMapFrame
    let healpix: HEALPix
    let counts: [Int64: Int]
    /// Alerts in the fullest cell.
    let largest: Int

    /// Complexity: O(points).
    init(frame: SkyMapFrame, points: [SkyPoint]) {
        let healpix = HEALPix(order: SkyCount.order)
        var counts: [Int64: Int] = [:]
        for point in points { counts[healpix.pixel(ra: point.ra, dec: point.dec), default: 0] += 1 }
        self.init(frame: frame, counts: counts.map { SkyCount(cell: $0.key, alerts: $0.value) })
    }

    /// Takes the finest cells of which at most `limit` are filled. Complexity: O(counts).
    init(frame: SkyMapFrame, counts cells: [SkyCount]) {
        self.frame = frame
        var healpix = HEALPix(order: SkyCount.order)
        var counts = Dictionary(cells.map { ($0.cell, $0.alerts) }, uniquingKeysWith: +)
        while counts.count > Self.limit {
            healpix = HEALPix(order: healpix.order - 1)
            counts = Dictionary(counts.map { ($0.key >> 2, $0.value) }, uniquingKeysWith: +)
        }
        self.healpix = healpix
        self.counts = counts
        largest = counts.values.max() ?? 0
    }

    /// Side of a cell, degrees.
    var side: Double { (41252.96 / Double(healpix.pixelCount)).squareRoot() }

    /// Cells of like density share a group, ten in all.
    var svg: String {
        let groups = Dictionary(grouping: counts.sorted { $0.key < $1.key }) { level($0.value) }
        return groups.sorted { $0.key < $1.key }.map { level, cells in
            let opacity = SVGNumber.text(0.08 * Double(level), digits: 2)
            let paths = cells.map { cell($0.key, count: $0.value) }.joined()
            return "<g class=\"sky-cells\" fill-opacity=\"\(opacity)\">\(paths)</g>"
        }.joined(separator: "\n")
    }

    private func cell(_ pixel: Int64, count: Int) -> String {
        "<a href=\"/objects?\(cone(around: pixel))\"><path d=\"\(outline(pixel))\">"
            + "<title>\(count) \(count == 1 ? "alert" : "alerts")</title></path></a>"
    }

    /// A circle that holds the whole cell, as parameters of the table of objects.
    private func cone(around pixel: Int64) -> String {
        let exact = healpix.centre(of: pixel)
        let centre = SkyPosition(ra: (exact.ra * 10).rounded() / 10, dec: (exact.dec * 10).rounded() / 10)
        let reach = healpix.corners(of: pixel).map { centre.separation(to: $0) }.max() ?? side
        // The edges of a cell bend outwards a little between the corners.
        let radius = Int((reach * 1.1 * 3600).rounded(.up))
        return "ra=\(SVGNumber.text(centre.ra))&amp;dec=\(SVGNumber.text(centre.dec))&amp;radius=\(radius)"
    }

    /// 1 ... 10, in proportion to the count.
    private func level(_ count: Int) -> Int { max(1, (count * 10 + largest - 1) / max(largest, 1)) }

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
