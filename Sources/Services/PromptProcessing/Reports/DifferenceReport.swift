internal import Differencing
internal import Imaging
internal import Reports

/// A page about a subtraction: how it was made, how well, and what was found.
public struct DifferenceReport: Sendable {
    /// The subtraction that the page is about.
    public let run: SubtractionRun
    /// Stamps of so many detections are shown, the brightest first.
    public var mostStamps = 40

    /// Works out nothing yet; `html` does.
    public init(_ run: SubtractionRun) { self.run = run }

    /// A page that needs nothing else. Complexity: O(pixels).
    public var html: String {
        let title = "\(run.science.name) less \(run.template.name)"
        let body =
            "<h1>\(HTML.escaped(title))</h1>" + list(facts) + notes
            + "<h2>How well it was subtracted</h2>" + list(fitFacts)
            + "<h3>Pixels of the difference by their noise, away from sources</h3>" + ResidualPlots(run).pulls
            + "<h3>Residuals over the image</h3>" + ResidualPlots(run).maps
            + "<h3>Kernel and PSF</h3>" + ResidualPlots(run).kernel
            + "<h2>Detections</h2>" + histogram + stamps
            + "<h2>Time</h2>" + list(run.timings.map { ($0.step, "\(rounded($0.seconds, 2)) s") })
        return HTML.page(title: title, body: body)
    }

    /// The numbers of the page, a name and a value each.
    public var facts: [(String, String)] {
        let (kernel, counts) = (run.result.kernel, run.result.counts)
        let found = run.result.detections
        let pixels = run.result.difference.width * run.result.difference.height
        return [
            (
                "size",
                "\(run.result.difference.width) x \(run.result.difference.height) pixels, "
                    + "\(rounded(100 * Double(counts.usablePixels) / Double(pixels), 1)) % usable"
            ),
            ("seeing", "science \(rounded(kernel.scienceFWHM, 2)), template \(rounded(kernel.templateFWHM, 2)) pixels"),
            ("method", kernel.method.rawValue),
            ("convolved", convolved),
            (
                "detections",
                "\(found.count), \(found.count { $0.isNegative }) negative, "
                    + "\(found.count { !$0.flags.isEmpty }) flagged; of \(counts.peaks) peaks"
            ),
            ("doubts", kernel.quality.isEmpty ? "none" : kernel.quality.description),
        ]
    }

    private var convolved: String {
        let kernel = run.result.kernel
        if kernel.method == .zogy { return "both images, by each other's PSF" }
        return kernel.convolved == .template ? "the template" : "the science image"
    }

    private var fitFacts: [(String, String)] {
        let kernel = run.result.kernel
        return kernel.method == .zogy ? matchFacts : kernelFacts + restFacts
    }

    private var matchFacts: [(String, String)] {
        let kernel = run.result.kernel
        return [
            ("stars", "\(kernel.stars) of \(kernel.candidates) sources; PSFs of \(kernel.psfStars)"),
            ("stars for shift and flux ratio", "\(kernel.stampsUsed) used, \(kernel.stampsDropped) dropped"),
            (
                "flux ratio",
                "\(rounded(kernel.kernelSum, 5)), scatter over the image \(rounded(kernel.kernelSumScatter, 5))"
            ),
            (
                "chi^2 around these stars",
                "median \(rounded(kernel.reducedChiSquare, 3)) a pixel, without what is known of registration"
            ),
        ] + restFacts
    }

    private var kernelFacts: [(String, String)] {
        let kernel = run.result.kernel
        let centre = kernel.uncertainty.widths(
            atX: Double(run.result.difference.width) / 2, y: Double(run.result.difference.height) / 2)
        let corner = kernel.uncertainty.widths(atX: 0, y: 0)
        return [
            ("stars", "\(kernel.stars) of \(kernel.candidates) sources; PSF of \(kernel.psfStars)"),
            (
                "stamps of the kernel",
                "\(kernel.stampsUsed) used, \(kernel.stampsDropped) dropped, "
                    + "median chi^2 \(rounded(kernel.reducedChiSquare, 3)) a pixel"
            ),
            (
                "kernel's sum",
                "\(rounded(kernel.kernelSum, 5)), scatter over the image \(rounded(kernel.kernelSumScatter, 5))"
            ),
            (
                "kernel's freedom",
                "\(kernel.modes) modes, \(rounded(kernel.effectiveCoefficients, 0)) coefficients told by the data"
            ),
            (
                "kernel's uncertainty",
                "middle \(rounded(centre.x, 4)) pixels and \(rounded(100 * centre.flux, 3)) % of flux, "
                    + "corner \(rounded(corner.x, 4)) and \(rounded(100 * corner.flux, 3)) %"
            ),
        ]
    }

    private var restFacts: [(String, String)] {
        let kernel = run.result.kernel
        let left = kernel.residuals
        return [
            ("stars against each other", "shifted by \(rounded(kernel.shift, 4)) pixels along an axis"),
            (
                "left of stars",
                "x \(rounded(left.widths.x, 4)), y \(rounded(left.widths.y, 4)) pixels, flux "
                    + "\(rounded(100 * left.widths.flux, 3)) %, unexplained \(rounded(100 * left.fraction, 2)) % of a pixel's light"
            ),
            (
                "noise by the variance",
                "significance \(rounded(kernel.significanceCalibration, 4)), pixels "
                    + "\(rounded(kernel.pixelCalibration, 4)); divided out"
            ),
        ]
    }

    private var notes: String {
        let all =
            run.science.notes.map { "\(run.science.name): \($0)" }
            + run.template.notes.map { "\(run.template.name): \($0)" }
        return all.map { "<p>\(HTML.escaped($0))</p>" }.joined()
    }

    private func list(_ facts: [(String, String)]) -> String {
        "<dl>" + facts.map { "<dt>\(HTML.escaped($0))</dt><dd>\(HTML.escaped($1))</dd>" }.joined() + "</dl>"
    }

    private var histogram: String {
        let values = run.result.detections.map { abs($0.signalToNoise) }.filter { $0 < 30 }
        guard !values.isEmpty else { return "<p>None.</p>" }
        var counts = [Int](repeating: 0, count: 25)
        for value in values { counts[max(0, min(24, Int(value) - 5))] += 1 }
        let most = max(1, counts.max() ?? 1)
        let bars = counts.enumerated().map {
            BarChart.Bar(height: Double($1) / Double(most), title: "S/N \($0 + 5) to \($0 + 6): \($1)")
        }
        return BarChart(bars: bars, low: "S/N 5", high: "30", top: "\(most)").svg
    }
}
