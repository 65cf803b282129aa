import AlertModel
import Foundation
import Reports
import SkyMath

/// Writes the SVG of a light curve.
struct CurveDrawing {
    let figure: LightCurveFigure
    let frame: CurveFrame

    var svg: String {
        var out = ""
        out.reserveCapacity(400 * figure.points.count + 4000)
        out += opening
        out += "<g class=\"axes\">" + CurveAxes(frame: frame).svg + "</g>"
        out +=
            "<svg class=\"plot\" x=\"\(n(CurveFrame.left))\" y=\"\(n(CurveFrame.top))\" width=\"\(n(frame.plotWidth))\" "
            + "height=\"\(n(frame.plotHeight))\" viewBox=\"\(n(CurveFrame.left)) \(n(CurveFrame.top)) \(n(frame.plotWidth)) "
            + "\(n(frame.plotHeight))\" preserveAspectRatio=\"none\">"
        for kind in [CurveMark.Kind.limit, .forced, .detection] {
            for point in figure.points where point.kind == kind { append(point, to: &out) }
        }
        out += "</svg></svg></div>" + legend
        return out
    }

    private var opening: String {
        let title = HTML.escaped("Light curve of \(figure.options.title)")
        let window =
            "data-t0=\"\(frame.times.lowerBound)\" data-t1=\"\(frame.times.upperBound)\" "
            + "data-v0=\"\(frame.values.lowerBound)\" data-v1=\"\(frame.values.upperBound)\" data-unit=\"\(frame.unit.rawValue)\" "
            + "data-axis=\"\(frame.axis.rawValue)\" data-per=\"\(frame.unit == .flux ? frame.fluxUnit.nanojanskys : 1)\""
        return
            "<div class=\"scroller\"><svg class=\"curve\" viewBox=\"0 0 \(n(CurveFrame.width)) \(n(CurveFrame.height))\" role=\"img\" "
            + "aria-labelledby=\"curve-name\" aria-describedby=\"curve-words\" \(window)>"
            + "<title id=\"curve-name\">\(title)</title><desc id=\"curve-words\">\(HTML.escaped(summary))</desc>"
    }

    /// The drawing in words, for those who do not see it.
    private var summary: String {
        let counts = bands.map { band in "\(figure.points.count { $0.band == band }) in \(band.letter)" }
        let times = figure.points.map(\.mjdTai)
        let values = figure.points.compactMap { $0.value(frame.unit) }
        let digits = frame.unit == .flux ? 1 : 2
        let ends = [values.min(), values.max()].map { SVGNumber.fixed($0, digits: digits) }.joined(separator: " to ")
        return
            "\(figure.points.count) points: \(counts.joined(separator: ", ")). From \(PageText.time(mjdTai: times.first)) "
            + "to \(PageText.time(mjdTai: times.last)) UTC; \(ends) \(frame.unit == .flux ? "nJy" : "mag AB")."
    }

    private var bands: [Band] { Band.allCases.filter { band in figure.points.contains { $0.band == band } } }

    /// Bands in the order of wavelength, with how many points each has; `lightcurve.js` makes buttons of them.
    private var legend: String {
        let items = bands.map { band -> String in
            let count = figure.points.count { $0.band == band }
            return "<li class=\"band-key\" data-band=\"\(band.letter)\">"
                + "<svg viewBox=\"-9 -9 18 18\" width=\"16\" height=\"16\" class=\"band-\(band.letter)\" aria-hidden=\"true\">"
                + "\(CurveShape.path(band, radius: 6))</svg> \(band.letter) <small>\(count)</small></li>"
        }
        return "<ul class=\"legend\" aria-label=\"Bands\">\(items.joined())</ul>"
    }

    private func append(_ point: CurveMark, to out: inout String) {
        guard let value = point.value(frame.unit) else { return }
        let isShown = point.id != nil && point.id == figure.options.highlight && point.kind == .detection
        out += "<g class=\"point \(point.kind.rawValue) band-\(point.band.letter)\(isShown ? " shown" : "")\" "
        out += "data-band=\"\(point.band.letter)\" data-kind=\"\(point.kind.rawValue)\" data-t=\"\(point.mjdTai)\" "
        let words = HTML.escaped(point.words)
        out += "data-jd=\"\(SVGNumber.fixed(TimeScale.jdUtc(fromMjdTai: point.mjdTai), digits: 5))\" "
        out += "data-v=\"\(value)\" data-words=\"\(words)\""
        if let id = point.id { out += " data-id=\"\(id)\"" }
        let x = frame.x(point.mjdTai)
        if let (low, high) = point.range(frame.unit) {
            out += " data-low=\"\(low)\" data-high=\"\(high)\"><line class=\"bar\" x1=\"\(n(x))\" x2=\"\(n(x))\" "
            out += "y1=\"\(n(frame.y(low)))\" y2=\"\(n(frame.y(high)))\"/>"
        } else {
            out += ">"
        }
        out +=
            "<g class=\"mark\" transform=\"translate(\(n(x)) \(n(frame.y(value))))\"><title>\(words)</title>"
        if isShown { out += "<circle class=\"ring\" r=\"11\"/>" }
        out +=
            point.kind == .limit
            ? CurveShape.arrow : CurveShape.path(point.band, radius: point.kind == .forced ? 4 : 5.5)
        out += "</g></g>\n"
    }

    private func n(_ value: Double) -> String { SVGNumber.text(value, digits: 2) }
}

/// The marks: one shape a band, so that colour is not all that tells them apart.
enum CurveShape {
    static func path(_ band: Band, radius r: Double) -> String {
        switch band {
        case .u: "<path d=\"M0 \(n(-r))L\(n(r)) \(n(r * 0.8))H\(n(-r))z\"/>"
        case .g: "<circle r=\"\(n(r * 0.92))\"/>"
        case .r:
            "<rect x=\"\(n(-r * 0.82))\" y=\"\(n(-r * 0.82))\" width=\"\(n(r * 1.64))\" height=\"\(n(r * 1.64))\"/>"
        case .i: "<path d=\"M0 \(n(-r * 1.15))L\(n(r * 1.15)) 0L0 \(n(r * 1.15))L\(n(-r * 1.15)) 0z\"/>"
        case .z: "<path d=\"M0 \(n(r))L\(n(r)) \(n(-r * 0.8))H\(n(-r))z\"/>"
        case .y:
            "<path d=\"M\(n(-r)) 0L\(n(-r / 2)) \(n(-r * 0.87))H\(n(r / 2))L\(n(r)) 0L\(n(r / 2)) \(n(r * 0.87))H\(n(-r / 2))z\"/>"
        case .unknown: "<circle r=\"\(n(r * 0.6))\"/>"
        }
    }

    /// From the limit downwards: fainter.
    static let arrow = "<path class=\"arrow\" d=\"M-5 0H5M0 0V12M-3.5 8L0 12L3.5 8\"/>"

    private static func n(_ value: Double) -> String { SVGNumber.text(value, digits: 2) }
}
