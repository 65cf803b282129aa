import Foundation

/// What a demo shows.
enum DemoSource {
    case packets(paths: [String], words: String)
    case simulated(DemoNight)

    var words: String {
        switch self {
        case .packets(_, let words): words
        case .simulated(let night): night.words
        }
    }

    static func choose(paths: [String], folder: String) throws -> DemoSource {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if !paths.isEmpty { return .packets(paths: paths, words: "packets of \(paths.joined(separator: ", "))") }
        let data = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] ?? ""
        let found = ["lsst-alerts", "ztf-alerts"].map { data + "/" + $0 }.filter {
            !data.isEmpty && FileManager.default.fileExists(atPath: $0)
        }
        if !found.isEmpty { return .packets(paths: found, words: "real packets of \(data)") }
        return .simulated(DemoNight(folder: folder))
    }
}
