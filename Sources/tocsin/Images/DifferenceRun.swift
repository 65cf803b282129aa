import ArgumentParser
import Differencing
import FITS
import Foundation
import PromptProcessing
import RealBogus

/// One subtraction, with its files.
struct DifferenceRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Subtract, find, and write catalogue, images and report.",
        discussion: """
            Written to --out: difference.fits (IMAGE, VARIANCE, MASK, SNR, PSF), detections.csv and detections.fits, and \
            report.html with stamps, maps of residuals, pulls and timings. Fluxes are in the template's unit, science less \
            template; positions are counted from 0.

            With --packets every detection becomes an LSST alert packet besides: its measurements in nJy, a diaObject of its \
            own, and stamps cut from these images with variance, mask, PSF and coordinates. Visit, detector, time, band and \
            zero point are read from the science image's header; what it lacks is asked for by name.

            Examples:
              tocsin difference --science visit.fits --template coadd.fits --out night/
              tocsin difference --science visit.fits --template coadd.fits --out night/ --packets night/alerts.avro
              tocsin difference --science visit.fits --template coadd.fits --out night/ --packets night/alerts.avro \\
                --visit 1412 --detector 3 --midpoint 2026-02-25T03:14:15 --band r --zero-point 31.4
              tocsin packet inspect night/alerts.avro
              tocsin replay night/alerts.avro --to mine
            """)

    @OptionGroup var pair: PairOptions
    @Option(help: "A folder for what is written; made where there is none.")
    var out: String
    @Flag(help: "Features of every detection, flagged or not, as CSV: what real/bogus models are trained on.")
    var candidates = false
    @Flag(help: "Only the catalogue, no images and no report.")
    var catalogueOnly = false
    @OptionGroup(title: "Packets") var packets: DetectionPacketOptions

    func run() throws {
        try checkOutput()
        let scorer = try TreeScorer.standard()
        var (run, facts) = try subtracted(scorer)
        for (name, value) in DifferenceReport(run).facts { Console.print("\(name)  \(value)") }
        let files = try ResultFolder(out)
        if !catalogueOnly { try run.writeImages(path: files.path("difference.fits")) }
        // Packets tell of footprints in it.
        if facts == nil { run.giveUpSignificance() }
        try run.takeImages { try pair.image(ofTemplate: $0) }
        let candidates = try run.candidates()
        let reliability = try scorer.reliabilities(of: candidates)
        try files.write(run.catalogue(reliability: reliability), "detections")
        if self.candidates { try files.write(table(run.result.detections, candidates), "candidates.csv") }
        if let facts {
            try packets.write(run, facts, reliability: reliability, threads: pair.threads.count)
        }
        guard !catalogueOnly else { return }
        try files.write(DifferenceReport(run).html, "report.html")
        Console.note("page with stamps and plots: \(files.path("report.html"))")
    }
}

extension DifferenceRun {
    /// What is written must not be what is read.
    private func checkOutput() throws {
        func place(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
        let written = out + "/difference.fits"
        for input in [pair.science, pair.template] where place(ImagePath(input).path) == place(written) {
            throw CommandFailure.misused("\(written) is an input and would be written over: give --out another folder")
        }
    }

    /// What packets show is kept; else pixels are given up as soon as they are not needed.
    private func subtracted(_ scorer: TreeScorer) throws -> (SubtractionRun, PacketFacts?) {
        let science = try pair.scienceExposure()
        let template = try pair.templateExposure()
        let (options, threads) = (pair.differencerOptions, pair.threads.count)
        guard let facts = try packets.facts(science, template, scorer) else {
            let run = try SubtractionRun(
                givingUp: consume science, consume template, options: options, threads: threads)
            return (run, nil)
        }
        let run = try SubtractionRun(science: science, template: template, options: options, threads: threads)
        return (run, facts)
    }

    private func table(_ detections: [DifferenceDetection], _ candidates: [Candidate]) -> String {
        let lines = zip(detections, candidates).map { CandidateTable.line(for: $0, $1.features) }
        return ([CandidateTable.header] + lines).joined(separator: "\n") + "\n"
    }
}

/// A folder of results.
struct ResultFolder {
    let folder: String

    init(_ folder: String) throws {
        self.folder = folder
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch { throw CommandFailure.impossible("\(folder): the folder cannot be made") }
    }

    func path(_ name: String) -> String { folder + "/" + name }

    func write(_ text: String, _ name: String) throws {
        do { try Data(text.utf8).write(to: URL(filePath: path(name)), options: .atomic) } catch {
            throw CommandFailure.impossible("\(path(name)): cannot be written")
        }
    }

    /// As CSV and as a FITS table.
    func write(_ catalogue: Catalogue, _ name: String) throws {
        try write(catalogue.csv, name + ".csv")
        try catalogue.fits().write(path: path(name + ".fits"))
    }
}
