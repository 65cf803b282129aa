public import Differencing

/// A pair of images subtracted without and with added sources.
public struct InjectionTrial: Sendable {
    /// The image that sources are added to.
    public let science: Exposure
    /// Put on the pixels of `science` before it is subtracted.
    public let template: Exposure
    /// Of the subtractions without and with added sources.
    public let options: DifferencerOptions
    /// Of the first round; later rounds take the seeds after its own.
    public let plan: InjectionPlan
    /// How often sources are added.
    public let rounds: Int
    /// Whether flagged detections count.
    public let withFlagged: Bool
    /// At most so many.
    public let threads: Int

    /// - Parameter rounds: each adds other sources: the plan's seed, and those after it.
    public init(
        science: Exposure, template: Exposure, options: DifferencerOptions, plan: InjectionPlan, rounds: Int = 1,
        withFlagged: Bool = false, threads: Int = .max
    ) {
        (self.science, self.template, self.options, self.plan) = (science, template, options, plan)
        (self.rounds, self.withFlagged, self.threads) = (max(0, rounds), withFlagged, threads)
    }

    /// - Parameter progress: told what goes on.
    /// - Throws: what `SubtractionRun` and `Injector` throw.
    public func score(progress: (String) -> Void = { _ in }) throws -> InjectionScore {
        let aligned = try template.aligned(to: science, threads: threads)
        progress("subtracting without added sources")
        let before = try SubtractionRun(science: science, template: aligned, options: options, threads: threads)
        let scene = try InjectionScene(science, threads: threads)
        var scores: [InjectionScore] = []
        for round in 0..<rounds {
            progress("round \(round + 1) of \(rounds)")
            var plan = plan
            plan.seed &+= UInt64(round)
            let (exposure, sources) = try Injector(plan).injected(into: science, scene: scene)
            let run = try SubtractionRun(science: exposure, template: aligned, options: options, threads: threads)
            scores.append(
                InjectionScore(
                    run, sources: sources, before: before.result.detections, withFlagged: withFlagged, threads: threads)
            )
        }
        return InjectionScore(scores)
    }
}
