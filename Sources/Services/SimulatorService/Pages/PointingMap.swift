import Portal
import SkyMath

/// Where visits looked, on a map of the whole sky, as SVG that needs no script.
struct PointingMap {
    let pointings: [Pointing]
    private let frame = SkyMapFrame(centreRA: 180)

    init(pointings: [Pointing]) { self.pointings = pointings }

    /// Complexity: O(pointings).
    var svg: String {
        """
        <svg class="skymap" viewBox="0 0 1000 520" xmlns="http://www.w3.org/2000/svg" role="group" \
        aria-label="Where the visits looked" data-skymap="" data-centre-ra="180">
        <g role="img" class="sky-lines" aria-label="The whole sky"><desc>\(note)</desc>
        \(SkyMapGraticule(frame: frame).svg)</g>
        <g class="sky-dots pointings">\(dots)</g>
        </svg>
        """
    }

    /// The map with a line for the position under the pointer.
    var html: String {
        """
        <figure class="skymap">
        \(svg)
        <p class="sky-readout" data-sky-readout="" hidden=""></p>
        <figcaption>\(note)</figcaption>
        </figure>
        """
    }

    private var note: String {
        let count = pointings.count
        let visits = count == 0 ? "No visit yet" : count == 1 ? "The first visit" : "The newest \(count) visits"
        return "\(visits), the last one ringed; north up, east to the left; the solid line is the galactic plane, the "
            + "dashed one the ecliptic."
    }

    private var dots: String {
        pointings.enumerated().map { index, pointing in
            let place = frame.point(SkyPosition(ra: pointing.ra, dec: pointing.dec))
            let isLast = index == pointings.count - 1
            return "<circle\(isLast ? " class=\"newest\"" : "") cx=\"\(SVGNumber.text(place.x))\" "
                + "cy=\"\(SVGNumber.text(place.y))\" r=\"\(isLast ? 8 : 5)\">"
                + "<title>visit \(pointing.visit)</title></circle>"
        }.joined()
    }
}
