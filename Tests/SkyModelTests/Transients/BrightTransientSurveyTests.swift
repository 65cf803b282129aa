import Foundation
import SkyMath
import SkyModel
import Testing

/// The model against real supernovae of ZTF's Bright Transient Survey: each with its time, brightness, x1 and c fitted.
@Suite(
    .enabled(
        if: SampleData.exists("light-curves/ztf_bts_snia_380_objects.csv.gz"), "no light curves in the test data"))
struct BrightTransientSurveyTests {
    struct Point {
        let band: Passband
        let mjd: Double
        let magnitude: Double
        let error: Double
    }

    struct Event {
        var redshift = 0.0
        var peak = 0.0
        var magnitude = 0.0
        var dust = 0.0
        var points: [Point] = []
    }

    /// Well-sampled events with a redshift, in order of name.
    static let events: [Event] = {
        var events: [Substring: Event] = [:]
        let named = ["ZTFID", "type", "redshift", "peakt", "peakmag", "A_V"]
        for row in (try? SampleData.rows("light-curves/ztf_bts_snia_table.csv", columns: named)) ?? [] {
            guard row[1] == "SN Ia", let redshift = Double(row[2]), let peak = Double(row[3]),
                let bright = Double(row[4])
            else { continue }
            let dust = (Double(row[5]) ?? 0) / 3.1
            events[row[0]] = Event(redshift: redshift, peak: peak + 57_999.5, magnitude: bright, dust: dust)
        }
        let columns = ["objectId", "band", "time", "mag", "magerr"]
        for row in (try? SampleData.rows("light-curves/ztf_bts_snia_380_objects.csv.gz", columns: columns)) ?? [] {
            guard let peak = events[row[0]]?.peak, let mjd = Double(row[2]), mjd > peak - 12, mjd < peak + 40,
                let magnitude = Double(row[3]), let error = Double(row[4]), error < 0.12
            else { continue }
            let band = row[1] == "g" ? Passband.g : .r
            events[row[0]]?.points.append(Point(band: band, mjd: mjd, magnitude: magnitude, error: error))
        }
        let rich = events.filter { event in
            event.value.points.count { $0.band == .g } >= 8 && event.value.points.count { $0.band == .r } >= 8
        }
        return rich.sorted { $0.key < $1.key }.map(\.value)
    }()

    @Test func `real supernovae lie within 0.065 mag of the model, their errors counted in`() {
        let fitted = Self.events.prefix(24).map { fit($0) }
        #expect(fitted.count == 24)
        let residuals = fitted.flatMap(\.residuals).map(abs).sorted()
        #expect(1.48 * residuals[residuals.count / 2] < 0.065, "scatter \(1.48 * residuals[residuals.count / 2])")
        let x1 = fitted.map { $0.parameters[2] }.sorted()
        #expect(abs(x1[12]) < 1.2, "median x1 \(x1[12])")
    }

    /// Gauss and Newton's method on peak time, magnitude, x1 and c, with weak priors on the last two.
    private func fit(_ event: Event) -> (parameters: [Double], residuals: [Double]) {
        var parameters = [event.peak, event.magnitude, 0, 0]
        for _ in 0..<5 {
            let base = residuals(event, parameters)
            let slopes = [0.3, 0.05, 0.2, 0.03].enumerated().map { index, step -> [Double] in
                var moved = parameters
                moved[index] += step
                return zip(residuals(event, moved), base).map { ($0 - $1) / step }
            }
            parameters = zip(parameters, step(event, base, slopes, parameters)).map { $0 + $1 }
            parameters[0] = max(event.peak - 8, min(event.peak + 8, parameters[0]))
        }
        return (parameters, residuals(event, parameters))
    }

    private func residuals(_ event: Event, _ parameters: [Double]) -> [Double] {
        let frame = EventFrame(mjdTai: parameters[0], redshift: event.redshift, galacticReddening: event.dust)
        let model = SupernovaIa(frame: frame, x1: parameters[2], c: parameters[3], peakMagnitude: parameters[1])
        return event.points.map { point in
            let flux = max(1e-3, model.flux(point.band, mjdTai: point.mjd))
            return max(-1, min(1, point.magnitude - ABMagnitude.magnitude(nJy: flux)))
        }
    }

    private func step(_ event: Event, _ base: [Double], _ slopes: [[Double]], _ parameters: [Double]) -> [Double] {
        let weights = event.points.map { 1 / ($0.error * $0.error + 0.0025) }
        var matrix = (0..<4).map { row in
            (0..<4).map { column in
                zip(weights, zip(slopes[row], slopes[column])).reduce(0) { $0 + $1.0 * $1.1.0 * $1.1.1 }
            }
        }
        var right = (0..<4).map { row in -zip(weights, zip(slopes[row], base)).reduce(0) { $0 + $1.0 * $1.1.0 * $1.1.1 }
        }
        for (index, width) in [(2, 1.5), (3, 0.15)] {
            matrix[index][index] += 1 / (width * width)
            right[index] -= parameters[index] / (width * width)
        }
        return solved(matrix, right)
    }

    /// Gauss's elimination of a positive definite system.
    private func solved(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var (matrix, right) = (matrix, right)
        for pivot in 0..<4 {
            for row in 0..<4 where row != pivot {
                let factor = matrix[row][pivot] / matrix[pivot][pivot]
                for column in pivot..<4 { matrix[row][column] -= factor * matrix[pivot][column] }
                right[row] -= factor * right[pivot]
            }
        }
        return (0..<4).map { right[$0] / matrix[$0][$0] }
    }
}
