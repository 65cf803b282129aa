public import AlertStore
internal import Reports
internal import SkyMath

/// Alerts on a map of the whole sky, as SVG that needs no script.
///
/// Equal-area projection (Hammer) of ICRS, north up, east to the left. Up to 2500 alerts are dots in the class of their
/// band (`band-u` ... `band-y`, `band-unknown`) that lead to `/objects/ID`; more are cells whose opacity is their
/// density and that lead to a cone of `/objects`. Alerts without a place on the sky are left out and counted in `note`. The page
/// stays below 400 kB whatever the number of alerts.
public struct SkyMapFigure: Sendable {
    /// Right ascension of the middle, degrees.
    public let centreRA: Double
    /// What the drawing is called for those who do not see it.
    public let title: String
    let points: [SkyPoint]
    let counts: [SkyCount]
    let misplaced: Int

    /// Alerts one by one. `centreRA`: degrees; 180 where nil or not finite.
    public init(points: [SkyPoint], centreRA: Double? = nil, title: String) {
        self.title = title
        self.centreRA = Self.middle(centreRA)
        self.points = points.filter { $0.ra.isFinite && abs($0.ra) <= 720 && abs($0.dec) <= 90 }
        counts = []
        misplaced = points.count - self.points.count
    }

    /// Alerts as they were counted by cells.
    public init(counts: [SkyCount], centreRA: Double? = nil, title: String) {
        self.title = title
        self.centreRA = Self.middle(centreRA)
        self.counts = counts
        (points, misplaced) = ([], 0)
    }

    private static func middle(_ centreRA: Double?) -> Double { centreRA.flatMap { $0.isFinite ? $0 : nil } ?? 180 }

    private var total: Int { points.count + counts.reduce(0) { $0 + $1.alerts } }

    /// The drawing. Complexity: O(points).
    public var svg: String { drawing(content) }

    /// The drawing with a line for the position under the pointer, which `skymap.js` fills, and `note`.
    public var html: String {
        let content = content
        return """
            <figure class="skymap">
            \(drawing(content))
            \(content.legend)
            <p class="sky-readout" data-sky-readout="" hidden=""></p>
            <figcaption>\(HTML.escaped(note(content)))</figcaption>
            </figure>
            """
    }

    /// What is drawn, and how, in words.
    public var note: String { note(content) }

    enum Content {
        case dots(SkyMapDots)
        case cells(SkyMapCells)

        var svg: String {
            switch self {
            case .dots(let dots): dots.svg
            case .cells(let cells): cells.svg
            }
        }

        /// Cells would hide the lines, lines would be in the way of the dots.
        var isBelowLines: Bool { if case .cells = self { true } else { false } }

        var legend: String { if case .dots(let dots) = self { dots.legend } else { "" } }
    }

    var frame: SkyMapFrame { SkyMapFrame(centreRA: centreRA) }

    private var content: Content {
        if !counts.isEmpty { return .cells(SkyMapCells(frame: frame, counts: counts)) }
        return points.count > SkyMapDots.limit
            ? .cells(SkyMapCells(frame: frame, points: points)) : .dots(SkyMapDots(frame: frame, points: points))
    }

    private func drawing(_ content: Content) -> String {
        """
        <svg class="skymap" viewBox="0 0 1000 520" xmlns="http://www.w3.org/2000/svg" role="group" \
        aria-label="\(HTML.escaped(title))" data-skymap="" data-centre-ra="\(centreRA)">
        \(content.isBelowLines ? content.svg : "")
        <g role="img" class="sky-lines" aria-label="\(HTML.escaped(title))">\
        <desc>\(HTML.escaped(note(content)))</desc>
        \(SkyMapGraticule(frame: frame).svg)</g>
        \(content.isBelowLines ? "" : content.svg)
        </svg>
        """
    }

    private func note(_ content: Content) -> String {
        let alerts = "\(SVGNumber.grouped(total)) \(total == 1 ? "alert" : "alerts") on the whole sky"
        let lines = "north up, east to the left; the solid line is the galactic plane, the dashed one the ecliptic."
        let left = misplaced == 0 ? "" : " \(SVGNumber.grouped(misplaced)) without a place on the sky are left out."
        guard case .cells(let cells) = content else {
            return "\(alerts), \(lines) Each dot leads to its object.\(left)"
        }
        let size = "\(SVGNumber.grouped(cells.counts.count)) cells of \(SVGNumber.text(cells.side))° a side"
        return
            "\(alerts), \(lines) They are counted in \(size); the fullest holds \(SVGNumber.grouped(cells.largest)). "
            + "Each cell leads to the objects in and around it.\(left)"
    }
}
