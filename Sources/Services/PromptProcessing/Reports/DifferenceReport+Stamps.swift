internal import Differencing
internal import Imaging
internal import Reports

extension DifferenceReport {
    private static let side = 51

    /// The brightest detections, three stamps each: science, template, difference.
    var stamps: String {
        let chosen = run.result.detections.sorted { abs($0.signalToNoise) > abs($1.signalToNoise) }.prefix(mostStamps)
        guard !chosen.isEmpty else { return "" }
        let rows = chosen.map { detection in
            let flags = detection.flags.isEmpty ? "" : " (\(detection.flags))"
            let words =
                "S/N \(rounded(detection.signalToNoise, 1)) at \(rounded(detection.x, 2)), \(rounded(detection.y, 2))"
            return "<figure style=\"display:inline-block;margin:.4em\">\(triplet(detection))<figcaption>"
                + "\(HTML.escaped(words + flags))</figcaption></figure>"
        }
        return "<h3>Science, template and difference of the \(chosen.count) most significant</h3><div>"
            + rows.joined(separator: "\n") + "</div>"
    }

    private func triplet(_ detection: DifferenceDetection) -> String {
        let box = PixelBox(aroundX: Int(detection.x.rounded()), y: Int(detection.y.rounded()), radius: Self.side / 2)
        let images = [run.images.science, run.images.template, run.result.difference.image]
        let names = ["science", "template", "difference"]
        return zip(images, names).map { image, name in
            let part = image.cropped(to: box, filledWith: .nan)
            let (black, white) = Self.limits(part.pixels)
            let picture = GreyPicture(part.pixels, width: part.width, height: part.height, black: black, white: white)
            return picture.element(scale: 2, title: name)
        }.joined()
    }

    /// From three scatters below the median to twelve above, or a fifth of the brightest.
    static func limits(_ values: [Float]) -> (black: Float, white: Float) {
        let finite = values.filter(\.isFinite)
        guard !finite.isEmpty else { return (0, 1) }
        let spread = MedianDeviation(of: finite)
        let scatter = max(spread.scatter, 1e-6)
        let top = finite.max() ?? 1
        return (spread.median - 3 * scatter, spread.median + max(12 * scatter, (top - spread.median) / 5))
    }
}
