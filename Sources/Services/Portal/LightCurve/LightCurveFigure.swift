import AlertModel
import AlertStore

/// A light curve as SVG that is whole without script, and as an HTML table of the same points.
///
/// Detections are filled marks, forced photometry hollow ones, upper limits arrows towards the fainter side. Each band has
/// its colour and a shape of its own. Complexity: O(points).
struct LightCurveFigure {
    enum Unit: String, CaseIterable, Sendable {
        /// nJy.
        case flux
        /// AB, fainter below.
        case magnitude
    }

    enum Axis: String, CaseIterable, Sendable {
        /// MJD TAI.
        case tai
        /// Calendar, UTC.
        case utc
        /// JD, UTC.
        case jd
    }

    struct Options: Sendable {
        var unit: Unit = .flux
        var axis: Axis = .tai
        var title: String
        /// The alert whose point is marked.
        var highlight: Int64?
    }

    let options: Options
    let points: [CurveMark]
    /// Points that cannot be shown in this unit.
    let omitted: Int
    /// Points whose packet gives them no usable flux or time.
    let unusable: Int

    init(curve: LightCurve, options: Options) {
        self.options = options
        let all = CurveMark.all(curve)
        points = all.filter { $0.value(options.unit) != nil }
        omitted = all.count - points.count
        unusable = curve.detections.count + curve.forced.count + curve.upperLimits.count - all.count
    }

    var svg: String {
        guard !points.isEmpty else { return "<p class=\"note\">There is no point to draw in this unit.</p>" + note }
        let frame = CurveFrame(points: points, options: options)
        return CurveDrawing(figure: self, frame: frame).svg + note
    }

    /// What is not drawn, and why.
    private var note: String {
        let why = options.unit == .magnitude ? "a flux that is not above zero" : "a flux beyond any that can be drawn"
        let sentences = [Self.sentence(unusable, "no flux"), Self.sentence(omitted, why)]
        let text = sentences.compactMap(\.self).joined(separator: " ")
        return text.isEmpty ? "" : "<p class=\"note\">\(text)</p>"
    }

    private static func sentence(_ count: Int, _ why: String) -> String? {
        guard count > 0 else { return nil }
        return count == 1 ? "1 point has \(why) and is not drawn." : "\(count) points have \(why) and are not drawn."
    }

    /// The points as a table, oldest first.
    var tableHTML: String {
        let rows = points.map(\.tableRow).joined(separator: "\n")
        return """
            <table><thead><tr><th scope="col">MJD TAI</th><th scope="col">UTC</th><th scope="col">band</th>\
            <th scope="col">kind</th><th scope="col" class="n">flux, nJy</th><th scope="col" class="n">error</th>\
            <th scope="col" class="n">mag, AB</th><th scope="col" class="n">id</th></tr></thead><tbody>
            \(rows)
            </tbody></table>
            """
    }
}
