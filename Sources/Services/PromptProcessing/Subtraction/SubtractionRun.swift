internal import Detection
public import Differencing
internal import Imaging

/// A template subtracted from a science image: from files to detections.
public struct SubtractionRun: Sendable {
    public var science: Exposure
    /// On the pixels of the science image.
    public var template: Exposure
    public var result: DifferencingResult
    /// What each step took on the clock, in their order.
    public var timings: [(step: String, seconds: Double)]

    /// Subtracts. The template is put on the pixels of the science image first.
    ///
    /// - Parameter threads: at most so many; the result is the same for any number.
    /// - Throws: `PromptProcessingError` with both names.
    public init(
        science: Exposure, template: Exposure, options: DifferencerOptions = DifferencerOptions(), threads: Int = .max
    ) throws {
        var clock = StepClock()
        self.science = science
        self.template = try template.aligned(to: science, threads: threads)
        clock.note("put on one grid")
        do {
            result = try ImageDifferencer(options: options).run(
                science: science.pixels, template: self.template.pixels, threads: threads
            ) { clock.note("\($0)") }
        } catch { throw PromptProcessingError(error, path: "\(science.name) less \(template.name)") }
        timings = clock.steps
    }

    /// Science units in one unit of the template, the mean over the image.
    public var scienceUnits: Double {
        let kernel = result.kernel
        return kernel.convolved == .template ? kernel.kernelSum : 1 / kernel.kernelSum
    }
}

/// What steps take on the clock.
struct StepClock {
    private(set) var steps: [(step: String, seconds: Double)] = []
    private var last = ContinuousClock.now

    mutating func note(_ step: String) {
        let now = ContinuousClock.now
        steps.append((step, (now - last) / .seconds(1)))
        last = now
    }
}
