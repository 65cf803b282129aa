import Foundation
import SkyMath
import Testing

@testable import SkyModel

/// Bright stars by latitude against Gaia DR3's, from the sample of all with G < 7.5.
@Suite struct GaiaCountTests {
    static let file = {
        let set = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"].map { URL(fileURLWithPath: $0) }
        let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../../shared/data")
        return (set ?? beside).appending(path: "catalogues/gaia_dr3_merged_G_lt_7.5.bin")
    }()

    /// Places and G of records of 36 bytes that follow 16 bytes of header: an Int64, two Doubles and three Floats.
    private static func stars() throws -> [(b: Double, g: Double)] {
        let data = try Data(contentsOf: file)
        return data.withUnsafeBytes { bytes in
            stride(from: 16, to: data.count - 35, by: 36).map { start in
                let ra = bytes.loadUnaligned(fromByteOffset: start + 8, as: Double.self)
                let dec = bytes.loadUnaligned(fromByteOffset: start + 16, as: Double.self)
                let g = bytes.loadUnaligned(fromByteOffset: start + 24, as: Float.self)
                return (SkyPosition(ra: ra, dec: dec).galactic.b, Double(g))
            }
        }
    }

    /// Model: 5.5 <= r < 7.5. Of stars as bright as these, G and r differ by less than 0.1 mag but for the reddest
    /// (`GaiaPhotometry`).
    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: file.path), "TOCSIN_TEST_DATA has no Gaia sample"),
        arguments: [2.5...7.5, 25...35, 60...90])
    func `stars of 5.5 to 7.5 mag at 5, 30 and 75 degrees are as many as Gaia's within 30 %`(band: ClosedRange<Double>)
        throws
    {
        let area = 41_253 * (sin(band.upperBound * .pi / 180) - sin(band.lowerBound * .pi / 180))
        let seen = try Self.stars().count { band.contains(abs($0.b)) && (5.5..<7.5).contains($0.g) }
        let middle = asin((sin(band.lowerBound * .pi / 180) + sin(band.upperBound * .pi / 180)) / 2) * 180 / .pi
        let model = stride(from: 15.0, to: 360, by: 30).map { l -> Double in
            let table = SightlineTable(GalacticPosition(l: l, b: middle), area: 1)
            return (2..<10).reduce(0) { $0 + table.counts(bin: $1).reduce(0, +) }
        }
        let expected = model.reduce(0, +) / Double(model.count)
        #expect(abs(expected / (Double(seen) / area) - 1) < 0.3, "\(expected) and \(Double(seen) / area)")
    }
}
