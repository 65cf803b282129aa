extension KernelReport {
    /// Stars that shifts, flux ratio and their noise should be known by where there is no kernel.
    private static let leastPairs = 20

    /// What speaks against the subtraction by its numbers.
    var doubts: SubtractionQuality {
        var quality: SubtractionQuality = []
        if stampsUsed < Self.leastPairs { quality.insert(.fewStamps) }
        if !(0.5...1.6).contains(reducedChiSquare) { quality.insert(.poorFit) }
        if uncertainty.isLarge { quality.insert(.uncertainKernel) }
        if kernelSumScatter > 0.1 * abs(kernelSum) { quality.insert(.unevenScale) }
        if [significanceCalibration, pixelCalibration].contains(where: { abs($0 - 1) > 0.1 }) {
            quality.insert(.poorNoise)
        }
        if psfStars < 20 { quality.insert(.fewStars) }
        return quality
    }
}

extension KernelUncertainty {
    /// Whether stars are shifted by more than 0.1 pixels or their fluxes are off by more than 3 % at most points.
    fileprivate var isLarge: Bool {
        Robust.median(grid.map { max($0.x, $0.y) }) > 0.1 || Robust.median(grid.map(\.flux)) > 0.03
    }

    /// The same everywhere.
    init(width: Int, height: Int, constant: Widths) {
        self.init(points: 2, width: width, height: height, grid: Array(repeating: constant, count: 4))
    }
}
