import Foundation
import SkyMath
import SkyModel
import Testing

/// The model against the stars of SDSS Stripe 82 (Sesar and others 2010): every 6th of the catalogue.
@Suite(
    .enabled(
        if: SampleData.exists("light-curves/sdss_s82_rrlyrae_121_objects.csv.gz"), "no light curves in the test data"))
struct RRLyraeSampleTests {
    struct Star {
        var mode: RRLyrae.Mode
        var period: Double
        var points: [Passband: [(mjd: Double, magnitude: Double)]] = [:]
    }

    static let stars: [Star] = {
        do {
            var stars: [Substring: Star] = [:]
            let folder = "light-curves/sdss_s82_rrlyrae_"
            for row in try SampleData.rows(folder + "periods.csv", columns: ["Num", "Type", "Per"]) {
                guard let period = Double(row[2]) else { continue }
                stars[row[0]] = Star(mode: row[1] == "ab" ? .ab : .c, period: period)
            }
            let columns = ["objectId", "band", "time", "mag"]
            for row in try SampleData.rows(folder + "121_objects.csv.gz", columns: columns) where row[1] != "u" {
                guard let band = Passband(row[1]), let mjd = Double(row[2]), let magnitude = Double(row[3]) else {
                    continue
                }
                stars[row[0]]?.points[band, default: []].append((mjd, magnitude))
            }
            return stars.values.filter { ($0.points[.g]?.count ?? 0) >= 40 }.sorted { $0.period < $1.period }
        } catch { return [] }
    }()

    @Test func `the templates fit real stars to a few hundredths of a magnitude`() {
        var residuals: [RRLyrae.Mode: [Double]] = [:]
        for star in Self.stars.enumerated().filter({ $0.offset % 2 == 0 }).map(\.element) {
            residuals[star.mode, default: []].append(residual(star))
        }
        let fundamental = (residuals[.ab] ?? []).sorted()
        #expect(fundamental.count >= 30)
        let median = fundamental[fundamental.count / 2]
        #expect(median < 0.06, "median of scatter in g, ab: \(median)")
        let overtone = (residuals[.c] ?? []).sorted()
        #expect(overtone.count >= 4)
        #expect(overtone[overtone.count / 2] < 0.05, "median of scatter in g, c: \(overtone[overtone.count / 2])")
    }

    @Test func `drawn periods and amplitudes are those of the sample`() {
        var draws = Draws(seed: 9)
        let drawn = (0..<4000).map { _ in
            RRLyrae.drawn(from: &draws, mode: .ab, meanMagnitudes: VariableSamples.magnitudes)
        }
        let real = Self.stars.filter { $0.mode == .ab }.map { log10($0.period) }
        let periods = drawn.map { log10($0.period) }
        #expect(abs(mean(real) - mean(periods)) < 0.03)
        #expect(abs(mean(drawn.map(\.amplitude)) - 1.0) < 0.1)
    }

    /// Robust scatter in g about the template, after the best phase, amplitude and mean.
    private func residual(_ star: Star) -> Double {
        let points = star.points[.g] ?? []
        let model = RRLyrae(
            mode: star.mode, period: star.period, amplitude: 1, epochMjdTai: 0,
            meanMagnitudes: PerBand { _ in 20 })
        let shape = (0..<100).map { step in
            ABMagnitude.magnitude(nJy: model.flux(.g, mjdTai: star.period * Double(step) / 100))
        }
        var best = Double.infinity
        for shift in 0..<100 {
            let pairs = points.map { point -> (Double, Double) in
                let cycles = point.mjd / star.period
                let bin = (Int((cycles - cycles.rounded(.down)) * 100) + shift) % 100
                return (shape[bin], point.magnitude)
            }
            best = min(best, scatter(pairs))
        }
        return best
    }

    /// 1.48 times the median of the distances from the line fitted by least squares.
    private func scatter(_ pairs: [(Double, Double)]) -> Double {
        let (x, y) = (mean(pairs.map(\.0)), mean(pairs.map(\.1)))
        let covariance = pairs.reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) }
        let variance = pairs.reduce(0) { $0 + ($1.0 - x) * ($1.0 - x) }
        let slope = max(0.1, covariance / variance)
        let distances = pairs.map { abs($0.1 - y - slope * ($0.0 - x)) }.sorted()
        return 1.48 * distances[distances.count / 2]
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
