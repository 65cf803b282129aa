internal import Imaging

/// The PSF of an image on squares of 256 pixels, of those that places lie in.
struct PSFSamples: Sendable {
    private let samples: [Int: SampledPSF]
    private let columns: Int
    private static let cell = 256

    init(_ psf: any PSFModel, side: Int, _ bounds: PixelBox, places: [(x: Int, y: Int)], threads: Int) {
        let columns = max(1, bounds.width / Self.cell + 1)
        self.columns = columns
        let cells = Set(places.map { $0.y / Self.cell * columns + $0.x / Self.cell }).sorted()
        let made = mapped(cells.count, threads: threads) { n in
            let (x, y) = (cells[n] % columns * Self.cell, cells[n] / columns * Self.cell)
            return SampledPSF(psf, x: Double(x + Self.cell / 2), y: Double(y + Self.cell / 2), side: side)
        }
        samples = Dictionary(uniqueKeysWithValues: zip(cells, made))
    }

    /// That of the square that a place lies in.
    func psf(atX x: Int, y: Int) -> SampledPSF? { samples[y / Self.cell * columns + x / Self.cell] }
}
