import ArgumentParser
import PromptProcessing

/// The requirement's curves.
struct DifferenceEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Completeness and purity against S/N, by sources added to the science image.",
        discussion: """
            The pair is subtracted as it is and, --rounds times, with other sources added. What is found with them and not \
            without them counts: completeness by the S/N that a source has in the difference, purity by the measured one, \
            each with binomial errors; fluxes by their errors. Written to --out: curves.html, matches.csv.

            Example:
              tocsin difference evaluate --science visit.fits --template coadd.fits --out curves/ --rounds 5
            """)

    @OptionGroup var pair: PairOptions
    @OptionGroup var injection: InjectionOptions
    @Option(help: "How often, each time with another seed.")
    var rounds = 1
    @Flag(help: "Detections with flags count too.")
    var withFlagged = false
    @Option(help: "A folder for curves.html and matches.csv; made where there is none.")
    var out: String?

    func validate() throws {
        guard (1...1000).contains(rounds) else { throw ValidationError("--rounds is 1 to 1000") }
    }

    func run() throws {
        let trial = InjectionTrial(
            science: try pair.scienceExposure(), template: try pair.templateExposure(),
            options: pair.differencerOptions, plan: injection.plan, rounds: rounds, withFlagged: withFlagged,
            threads: pair.threads.count)
        let score = try trial.score { Progress.show($0) }
        Console.print(score.text, terminator: "")
        guard let out else { return }
        let files = try ResultFolder(out)
        try files.write(score.catalogue, "matches")
        try files.write(score.html(title: "\(pair.science) less \(pair.template)"), "curves.html")
        Console.note("page with curves: \(files.path("curves.html"))")
    }
}
