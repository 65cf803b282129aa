import Foundation
import Observing
import SkyMath

/// Lines of words.
func table(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
}

func sampleVisit(_ id: Int64 = 7, band: Passband = .r, depth: Double = 24.4) -> Visit {
    Visit(
        id: id, position: SkyPosition(ra: 150, dec: -30), rotSkyPos: 35, startMjdTai: 61_000.1, exposureSeconds: 30,
        exposures: 1, band: band, airmass: 1.1, seeingFwhmEff: 0.9, seeingFwhmGeom: 0.79, skyBrightness: 21,
        fiveSigmaDepth: depth, night: 1)
}

func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

func deviation(_ values: [Double]) -> Double {
    let middle = mean(values)
    return (values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / Double(values.count - 1)).squareRoot()
}

enum RealVisits {
    static let folder =
        (ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"]
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data").path)
        + "/survey-visits/"

    static func text(_ name: String) -> String? { try? String(contentsOfFile: folder + name, encoding: .utf8) }
    static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + name) }
}
