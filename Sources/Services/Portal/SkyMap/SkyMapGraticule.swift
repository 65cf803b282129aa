internal import SkyMath

/// The lines of the map that do not depend on the alerts: outline, grid with labels, galactic plane, ecliptic.
package struct SkyMapGraticule {
    let frame: SkyMapFrame

    package init(frame: SkyMapFrame) { self.frame = frame }

    package var svg: String {
        """
        <ellipse class="sky-outline" cx="500" cy="260" rx="480" ry="240" fill="none"/>
        <path class="sky-grid" fill="none" d="\(grid)"/>
        <path class="sky-ecliptic" fill="none" d="\(frame.path(SkyCurves.ecliptic))"><title>Ecliptic</title></path>
        <path class="sky-galactic" fill="none" d="\(frame.path(SkyCurves.galacticPlane))"><title>Galactic plane</title></path>
        <g class="sky-labels">\(hourLabels)\(degreeLabels)</g>
        """
    }

    private var centre: Double { frame.projection.centreRA }

    private var grid: String {
        let meridians = stride(from: 0.0, to: 360, by: 30).filter { abs(frame.projection.offset(of: $0)) < 180 }.map {
            frame.path(SkyCurves.meridian(ra: $0))
        }
        let parallels = [-60.0, -30, 0, 30, 60].map { frame.path(SkyCurves.parallel(dec: $0, centreRA: centre)) }
        return (meridians + parallels).joined()
    }

    /// Hours of right ascension along the equator, none where the text would leave the map.
    private var hourLabels: String {
        stride(from: 0, to: 24, by: 2).map { hour in
            let point = frame.point(SkyPosition(ra: Double(hour) * 15, dec: 0))
            let isInside = abs(point.x - SkyMapFrame.width / 2) < SkyMapFrame.radius - 15
            return isInside ? label("\(hour)h", x: point.x, y: point.y + 13, anchor: "middle") : ""
        }.joined()
    }

    /// Degrees of declination at the left edge.
    private var degreeLabels: String {
        [-60.0, -30, 0, 30, 60].map { dec in
            let point = frame.point(SkyPosition(ra: centre + 179.999, dec: dec))
            let text = "\(dec > 0 ? "+" : dec < 0 ? "\u{2212}" : "")\(Int(abs(dec)))°"
            return label(text, x: point.x - 4, y: point.y + 4 - dec / 8, anchor: "end")
        }.joined()
    }

    private func label(_ text: String, x: Double, y: Double, anchor: String) -> String {
        let place = "x=\"\(SVGNumber.text(x))\" y=\"\(SVGNumber.text(y))\""
        return "<text \(place) text-anchor=\"\(anchor)\">\(text)</text>"
    }
}
