import Foundation
import SkyMath

/// Grid, marks and titles of a light curve's axes.
struct CurveAxes {
    let frame: CurveFrame

    var svg: String {
        let right = CurveFrame.width - CurveFrame.right
        let base = CurveFrame.height - CurveFrame.bottom
        var out =
            "<rect class=\"ground\" x=\"\(n(CurveFrame.left))\" y=\"\(n(CurveFrame.top))\" width=\"\(n(frame.plotWidth))\" "
            + "height=\"\(n(frame.plotHeight))\"/><g class=\"values\">"
        for (value, text) in valueTicks {
            let y = n(frame.y(value))
            out +=
                "<line class=\"\(value == 0 && frame.unit == .flux ? "zero" : "grid")\" x1=\"\(n(CurveFrame.left))\" x2=\"\(n(right))\" "
                + "y1=\"\(y)\" y2=\"\(y)\"/><text x=\"\(n(CurveFrame.left - 8))\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">\(text)</text>"
        }
        out += "</g><g class=\"times\">"
        for (time, text) in timeTicks {
            let x = n(frame.x(time))
            out +=
                "<line class=\"grid\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(n(CurveFrame.top))\" y2=\"\(n(base))\"/>"
                + "<text x=\"\(x)\" y=\"\(n(base + 18))\" text-anchor=\"middle\">\(text)</text>"
        }
        return out + "</g>" + titles(base: base)
    }

    private func titles(base: Double) -> String {
        let time = ["tai": "MJD TAI, days", "utc": "UTC", "jd": "JD UTC, days"][frame.axis.rawValue] ?? ""
        let value = frame.unit == .flux ? "PSF flux, \(frame.fluxUnit.name)" : "magnitude, AB"
        let middle = CurveFrame.top + frame.plotHeight / 2
        return
            "<text class=\"title\" x=\"\(n(CurveFrame.left + frame.plotWidth / 2))\" y=\"\(n(base + 40))\" text-anchor=\"middle\">\(time)</text>"
            + "<text class=\"title\" transform=\"translate(16 \(n(middle))) rotate(-90)\" text-anchor=\"middle\">\(value)</text>"
    }

    private var valueTicks: [(Double, String)] {
        let unit = frame.unit == .flux ? frame.fluxUnit.nanojanskys : 1
        let range = frame.values.lowerBound / unit...frame.values.upperBound / unit
        let digits = CurveTicks.digits(CurveTicks.step(range.upperBound - range.lowerBound, count: 6))
        return CurveTicks.round(range, count: 6).map { ($0 * unit, PageText.number($0 == 0 ? 0 : $0, digits: digits)) }
    }

    /// Times in MJD TAI with what is written there: each scale has its own round numbers.
    private var timeTicks: [(Double, String)] {
        switch frame.axis {
        case .tai: return ticks(offset: { $0 }, back: { $0 })
        case .jd:
            return ticks(offset: { TimeScale.jdUtc(fromMjdTai: $0) }, back: { TimeScale.mjdTai(fromJdUtc: $0) })
        case .utc: return dateTicks
        }
    }

    private func ticks(offset: (Double) -> Double, back: (Double) -> Double) -> [(Double, String)] {
        let range = offset(frame.times.lowerBound)...offset(frame.times.upperBound)
        let step = CurveTicks.step(range.upperBound - range.lowerBound, count: 7)
        return CurveTicks.round(range, count: 7).map {
            (back($0), PageText.number($0, digits: CurveTicks.digits(step)))
        }
    }

    private var dateTicks: [(Double, String)] {
        CurveCalendar.ticks(
            TimeScale.mjdUtc(fromMjdTai: frame.times.lowerBound)...TimeScale.mjdUtc(fromMjdTai: frame.times.upperBound)
        ).map { (TimeScale.mjdTai(fromMjdUtc: $0), $1) }
    }

    private func n(_ value: Double) -> String { SVGNumber.text(value, digits: 2) }
}
