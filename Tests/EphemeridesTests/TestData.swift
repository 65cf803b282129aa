import Ephemerides
import Foundation
import SkyMath

/// Real orbits and JPL's tables, found by TOCSIN_TEST_DATA.
enum TestData {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] { return URL(fileURLWithPath: path) }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/data")
    }()
    static let isPresent = FileManager.default.fileExists(atPath: root.appending(path: "asteroids").path)

    static func text(_ name: String) throws -> String {
        try String(contentsOf: root.appending(path: "asteroids/\(name)"), encoding: .utf8)
    }

    /// A gzipped text, unpacked by the system's gzip.
    static func gunzipped(_ name: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", root.appending(path: "asteroids/\(name)").path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}

/// A line of JPL's table of 28 objects.
struct HorizonsRow: Sendable {
    var orbit: Int
    var mjdTai: Double
    var isRubin: Bool
    var h: Double?
    var g: Double?
    var position: SkyPosition
    var raRate: Double
    var decRate: Double
    var magnitude: Double?
    var r: Double
    var delta: Double
    var elongation: Double
    var phase: Double

    static func table() throws -> [HorizonsRow] {
        let lines = try TestData.gunzipped("jpl_horizons_ephemeris_28x90.csv.gz").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let names = lines.first ?? []
        return lines.dropFirst().compactMap { fields in
            func number(_ name: String) -> Double? { names.firstIndex(of: name).flatMap { Double(fields[$0]) } }
            guard let orbit = number("orbit_id"), let mjd = number("mjd_utc"), let ra = number("RA"),
                let dec = number("DEC"), let raRate = number("RA_rate"), let decRate = number("DEC_rate"),
                let r = number("r"), let delta = number("delta"), let elongation = number("elong"),
                let phase = number("alpha")
            else { return nil }
            return HorizonsRow(
                orbit: Int(orbit), mjdTai: TimeScale.mjdTai(fromMjdUtc: mjd), isRubin: fields.contains("X05"),
                h: number("H"), g: number("G"), position: SkyPosition(ra: ra, dec: dec), raRate: raRate,
                decRate: decRate, magnitude: number("V"), r: r, delta: delta, elongation: elongation, phase: phase)
        }
    }
}
