internal import Detection
public import Differencing
public import Imaging

/// A template subtracted from a science image: from files to detections.
public struct SubtractionRun: Sendable {
    /// The image that the template was subtracted from.
    public var science: Exposure
    /// On the pixels of the science image.
    public var template: Exposure
    /// What was subtracted from what, on the pixels of the science image.
    public var images: (science: Image<Float>, template: Image<Float>)
    /// The difference and what was found in it.
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
        images = (science.pixels.image, self.template.pixels.image)
        clock.note("put on one grid")
        result = try Self.subtract(
            science.pixels, self.template.pixels, "\(science.name) less \(template.name)", options, threads, &clock)
        timings = clock.steps
    }

    /// The same in less memory, where the caller keeps neither exposure: their pixels are given up. `science`, `template`
    /// and `images` have one pixel then, until `takeImages` gives the latter back; a template that was warped is kept.
    public init(
        givingUp science: consuming Exposure, _ template: consuming Exposure, options: DifferencerOptions,
        threads: Int = .max
    ) throws {
        var clock = StepClock()
        let isKept = try template.needsWarp(onto: science)
        template = try template.aligned(to: science, threads: threads)
        let kept = isKept ? template.pixels.image : nil
        clock.note("put on one grid")
        let names = "\(science.name) less \(template.name)"
        result = try Self.subtract(
            science.givingUpPixels(), template.givingUpPixels(), names, options, threads, &clock)
        images = (science.pixels.image, kept ?? template.pixels.image)
        timings = clock.steps
        (self.science, self.template) = (science, template)
    }

    private static func subtract(
        _ science: consuming MaskedImage, _ template: consuming MaskedImage, _ names: String,
        _ options: DifferencerOptions, _ threads: Int, _ clock: inout StepClock
    ) throws -> DifferencingResult {
        do {
            return try ImageDifferencer(options: options).run(
                science: consume science, template: consume template, threads: threads
            ) { clock.note("\($0)") }
        } catch { throw PromptProcessingError(error, path: names) }
    }

    /// Takes images that were given up, from what reads that of an exposure as it was. Throws what that throws.
    public mutating func takeImages(_ image: (_ ofTemplate: Bool) throws -> Image<Float>) throws {
        if images.science.bounds != result.difference.image.bounds { images.science = try image(false) }
        if images.template.bounds != result.difference.image.bounds { images.template = try image(true) }
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
