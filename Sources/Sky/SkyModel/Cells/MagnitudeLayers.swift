/// Layers of r magnitude, drawn one by one, so that a query for bright objects leaves the faint ones alone.
///
/// Bins of 0.25 mag from r = 5 to 28.
enum MagnitudeLayers {
    static let brightest = 5.0
    static let faintest = 28.0
    static let binWidth = 0.25
    static let binCount = 92

    /// First bin of each layer and, last, the number of bins: 5, 14, 16, 18, 19 ... 28 mag.
    static let firstBins = [0, 36, 44, 52, 56, 60, 64, 68, 72, 76, 80, 84, 88, 92]

    static var count: Int { firstBins.count - 1 }

    static func bins(_ layer: Int) -> Range<Int> { firstBins[layer]..<firstBins[layer + 1] }

    /// Bright end of a bin.
    static func magnitude(bin: Int) -> Double { brightest + Double(bin) * binWidth }

    /// Layers that hold anything brighter than `limit`.
    static func layers(brighterThan limit: Double) -> Range<Int> {
        0..<(0..<count).count { magnitude(bin: firstBins[$0]) < limit }
    }
}
