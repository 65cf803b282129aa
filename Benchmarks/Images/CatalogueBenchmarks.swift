import Detection
import Imaging
import PromptProcessing

/// Catalogues of one image on one thread, beside sep's.
enum CatalogueBenchmarks {
    private static let rounds = 3

    private struct Case {
        /// As the peer's program calls it.
        var name: String
        var words: String
        var measures: SourceCatalogue.Measures
    }

    private static let cases = [
        Case(name: "apertures", words: "sky, sources, blends divided, three apertures", measures: []),
        Case(name: "kron", words: "the same, windowed places and Kron fluxes", measures: [.windowed, .kron]),
        Case(name: "all", words: "the same, adaptive moments and PSF fits", measures: .all),
    ]

    static func run(_ exposure: Exposure, path: String) throws {
        let peer = Peer.run("sep_bench", [path])
        let theirs = peer?["seconds"] as? [String: Double] ?? [:]
        let name = peer?["peer"] as? String ?? "sep not found"
        let count = (peer?["sources"] as? Int).map { "\($0) sources" } ?? "-"
        print("| catalogue on one thread, s (median of \(rounds)) | ours | \(name) | ratio |\n|---|---|---|---|")
        for item in cases {
            let (seconds, sources) = try measure(exposure, item.measures)
            let other = theirs[item.name]
            let ratio = other.map { ImageBenchmarks.ratio($0 / seconds) } ?? "-"
            print(
                "| \(item.words) | \(ImageBenchmarks.text(seconds)), \(sources) sources | "
                    + "\(other.map { "\(ImageBenchmarks.text($0)), \(count)" } ?? "-") | \(ratio) |")
        }
        print("")
    }

    private static func measure(_ exposure: Exposure, _ measures: SourceCatalogue.Measures) throws -> (Double, Int) {
        var settings = SourceCatalogue.Settings()
        settings.apertureRadii = [3, 6, 12]
        settings.measures = measures
        settings.detection.threshold = 5
        var seconds: [Double] = []
        var count = 0
        let psf = measures.contains(.psf) ? try AnalyticPSF(.moffat(beta: 3.5), fwhm: 4.6) : nil
        for _ in 0..<rounds {
            let began = ContinuousClock.now
            count = try SourceCatalogue(of: exposure.pixels, psf: psf, settings: settings, threads: 1).sources.count
            seconds.append((ContinuousClock.now - began) / .seconds(1))
        }
        return (median(seconds), count)
    }
}
