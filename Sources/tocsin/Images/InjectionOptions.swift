import ArgumentParser
import PromptProcessing

/// What is added to an image.
struct InjectionOptions: ParsableArguments {
    @Option(help: "Point sources to add.")
    var count = 200
    @Option(help: "Least S/N of them, optimal and on blank sky of the image.")
    var minSnr = 4.0
    @Option(help: "Greatest S/N; they are even in its logarithm.")
    var maxSnr = 50.0
    @Option(help: "Share of them put near the image's own sources, 0 to 1.")
    var nearSources = 0.5
    @Option(help: "Share of them that is taken away instead of added, 0 to 1.")
    var negative = 0.0
    @Option(help: "The same seed adds the same sources.")
    var seed: UInt64 = 1

    func validate() throws {
        guard (1...1_000_000).contains(count) else { throw ValidationError("--count is 1 to 1000000") }
        guard minSnr > 0, maxSnr > minSnr, maxSnr < 1e6 else {
            throw ValidationError("--min-snr is above zero and below --max-snr")
        }
        guard (0...1).contains(nearSources), (0...1).contains(negative) else {
            throw ValidationError("--near-sources and --negative are 0 to 1")
        }
    }

    var plan: InjectionPlan {
        var plan = InjectionPlan()
        (plan.count, plan.signalToNoise, plan.seed) = (count, minSnr...maxSnr, seed)
        (plan.nearSources, plan.negative) = (nearSources, negative)
        return plan
    }
}
