internal import Differencing
internal import Imaging
internal import Reports

/// Plots of what a subtraction leaves over.
struct ResidualPlots {
    let run: SubtractionRun

    private static let cell = 64

    init(_ run: SubtractionRun) { self.run = run }

    /// Histogram of difference by its standard deviation on one pixel in 16, beside the normal distribution.
    var pulls: String {
        let (difference, scene) = (run.result.difference, run.result.scene)
        var values: [Float] = []
        let quiet = Self.quiet(scene)
        for y in stride(from: 0, to: difference.height, by: 4) {
            for x in stride(from: 0, to: difference.width, by: 4)
            where difference.isUsable(x: x, y: y) && abs(scene[x, y]) < quiet {
                values.append(difference.image[x, y] / difference.variance[x, y].squareRoot())
            }
        }
        guard values.count > 100 else { return "<p>No blank sky.</p>" }
        let scatter = MedianDeviation(of: values).scatter
        var counts = [Int](repeating: 0, count: 60)
        for value in values where abs(value) < 6 { counts[min(59, Int((value + 6) * 5))] += 1 }
        let most = Double(max(1, counts.max() ?? 1))
        let bars = counts.enumerated().map { n, count in
            BarChart.Bar(height: Double(count) / most, title: "from \(rounded(Double(n) / 5 - 6, 1)): \(count)")
        }
        return BarChart(bars: bars, low: "-6", high: "6", top: "\(Int(most))").svg
            + "<p>Scatter of \(values.count) pixels: \(rounded(Double(scatter), 4)) (1 is right).</p>"
    }

    /// A limit of the scene's brightness below which a pixel counts as blank.
    private static func quiet(_ scene: Image<Float>) -> Float {
        let sample = stride(from: 0, to: scene.pixels.count, by: 101).map { scene.pixels[$0] }.filter(\.isFinite)
        return sample.isEmpty ? 0 : max(1e-3, 2 * MedianDeviation(of: sample).scatter)
    }

    /// The difference in means of cells, and the scatter of its pulls in each.
    var maps: String {
        let difference = run.result.difference
        let (columns, rows) = ((difference.width - 1) / Self.cell + 1, (difference.height - 1) / Self.cell + 1)
        var (means, scatters) = ([Float](), [Float]())
        for row in 0..<rows {
            for column in 0..<columns {
                let (mean, scatter) = cell(column, row)
                means.append(mean)
                scatters.append(scatter)
            }
        }
        let scale = max(2, 320 / max(columns, rows))
        return GreyPicture(means, width: columns, height: rows, black: -0.2, white: 0.2)
            .element(scale: scale, title: "mean pull, -0.2 to 0.2") + " "
            + GreyPicture(scatters, width: columns, height: rows, black: 0.8, white: 1.6)
            .element(scale: scale, title: "scatter of pulls, 0.8 to 1.6")
            + "<p>Mean pull in cells of \(Self.cell) pixels (-0.2 black, 0.2 white); scatter of pulls (0.8 black, 1.6 "
            + "white).</p>"
    }

    /// The kernel's sum over the image, and kernel and PSF of the difference in the middle and the corners.
    var kernel: String {
        let psfs = places.map { x, y in picture(run.result.psf.image(atX: x, y: y, side: 31), "PSF of the difference") }
        let shown = "<p>\(psfs.joined(separator: " "))</p>"
        guard let field = run.result.kernelField else {
            return shown + "<p>The PSF of the difference in the middle, the lower and the upper corners.</p>"
        }
        let sums = (try? field.sums(forBlocks: Self.cell)) ?? Image(width: 0, height: 0, repeating: 0)
        let mean = Float(run.result.kernel.kernelSum)
        let scale = max(2, 320 / max(1, sums.width, sums.height))
        let map = GreyPicture(
            sums.pixels, width: sums.width, height: sums.height, black: 0.97 * mean, white: 1.03 * mean
        ).element(scale: scale, title: "the kernel's sum, 3 % below to 3 % above its mean")
        let kernels = places.map { x, y in
            (try? field.kernel(atX: x, y: y)).map { picture($0.weights, "kernel") } ?? ""
        }
        return "<p>\(map)</p><p>\(kernels.joined(separator: " "))</p>" + shown
            + "<p>The kernel's sum over the image, from 3 % below (black) to 3 % above its mean (white); the kernel, and below "
            + "it the PSF of the difference, in the middle, the lower and the upper corners.</p>"
    }

    private var places: [(Double, Double)] {
        let (width, height) = (Double(run.result.difference.width - 1), Double(run.result.difference.height - 1))
        return [(0.5, 0.5), (0, 0), (1, 0), (0, 1), (1, 1)].map { ($0 * width, $1 * height) }
    }

    private func picture(_ image: Image<Float>, _ title: String) -> String {
        let top = image.pixels.max() ?? 1
        return GreyPicture(image.pixels, width: image.width, height: image.height, black: -top / 10, white: top / 2)
            .element(scale: 3, title: title)
    }

    private func cell(_ column: Int, _ row: Int) -> (Float, Float) {
        let difference = run.result.difference
        let box = PixelBox(x: column * Self.cell, y: row * Self.cell, width: Self.cell, height: Self.cell)
        var values: [Float] = []
        let part = box.intersection(difference.bounds)
        for y in stride(from: part.y, to: part.endY, by: 2) {
            for x in part.columns where difference.isUsable(x: x, y: y) {
                values.append(difference.image[x, y] / difference.variance[x, y].squareRoot())
            }
        }
        guard values.count > 20 else { return (.nan, .nan) }
        let spread = MedianDeviation(of: values)
        return (spread.median, spread.scatter)
    }
}
