import FITS
import Foundation
import Imaging
import PromptProcessing
import SkyMath

/// A science image and a template, as files with IMAGE, VARIANCE and MASK.
struct BenchmarkPair {
    var name: String
    var science: String
    var template: String

    func exposures() throws -> (science: Exposure, template: Exposure) {
        (try ExposureSource(ImagePath(science)).exposure(), try ExposureSource(ImagePath(template)).exposure())
    }

    /// A pair of one field: 715 stars and 596 galaxies to 1024 x 1024 pixels, as many as the generator of docs/images.md has,
    /// by a power law of flux; Moffat profiles of FWHM 4.5 and 3.5 pixels that widen by a tenth to the corners, science
    /// image the wider; the noise of sky and light. One source in a hundred is only in the science image.
    static func made(side: Int, seed: UInt64, folder: String) throws -> BenchmarkPair {
        var draws = Draws(seed: seed, UInt64(side))
        var science = Image<Float>(width: side, height: side, repeating: 0)
        var template = science
        let count = side * side / 800
        for n in 0..<count {
            let source = PaintedSource(&draws, side: side, isGalaxy: n * 11 / 5 % 2 == 1)
            try source.add(to: &science, fwhm: 4.5)
            if n % 100 != 0 { try source.add(to: &template, fwhm: 3.5) }
        }
        let pair = BenchmarkPair(
            name: "\(side) x \(side), made, seed \(seed)", science: "\(folder)/science-\(side).fits",
            template: "\(folder)/template-\(side).fits")
        try observed(science, sky: 1200, &draws).write(to: pair.science)
        try observed(template, sky: 300, &draws).write(to: pair.template)
        return pair
    }

    private static func observed(_ light: Image<Float>, sky: Float, _ draws: inout Draws) -> MaskedImage {
        var result = MaskedImage(image: light, variance: sky)
        for y in 0..<light.height {
            for x in 0..<light.width {
                let variance = sky + light[x, y]
                result.variance[x, y] = variance
                result.image[x, y] = light[x, y] + sky + variance.squareRoot() * Float(draws.normal())
            }
        }
        return result
    }
}

/// A star or galaxy of a made field.
private struct PaintedSource {
    let x: Double
    let y: Double
    let flux: Double
    /// FWHM of a galaxy in pixels, 0 for a star.
    let size: Double
    /// Distance from the middle, 0 to 1 in the corners.
    private let distance: Double

    init(_ draws: inout Draws, side: Int, isGalaxy: Bool) {
        x = draws.uniform() * Double(side)
        y = draws.uniform() * Double(side)
        flux = min(4e6, 900 * pow(1 - draws.uniform(), -1.3))
        size = isGalaxy ? 2 + 5 * draws.uniform() : 0
        let middle = Double(side) / 2
        let square = ((x - middle) * (x - middle) + (y - middle) * (y - middle)) / (2 * middle * middle)
        distance = square.squareRoot()
    }

    func add(to image: inout Image<Float>, fwhm: Double) throws {
        let width = fwhm * (1 + 0.1 * distance)
        let psf = try AnalyticPSF(.moffat(beta: 3.5), fwhm: (width * width + size * size).squareRoot())
        let (column, row) = (Int(x), Int(y))
        let stamp = psf.image(
            atX: x, y: y, side: flux > 1e5 ? 91 : 41, offsetX: x - Double(column), offsetY: y - Double(row))
        for j in 0..<stamp.height {
            for i in 0..<stamp.width {
                let (u, v) = (column + i - stamp.width / 2, row + j - stamp.height / 2)
                if image.bounds.contains(x: u, y: v) { image[u, v] += Float(flux) * stamp[i, j] }
            }
        }
    }
}

extension MaskedImage {
    /// IMAGE, VARIANCE and MASK.
    fileprivate func write(to path: String) throws {
        func hdu(_ name: String, _ values: [Float]) -> HDU {
            HDU(floats: values, width: width, height: height, cards: [Card("EXTNAME", .string(name))])
        }
        let file = FITSFile(hdus: [
            hdu("IMAGE", image.pixels), hdu("VARIANCE", variance.pixels),
            HDU(
                integers: [Int16](repeating: 0, count: width * height), width: width, height: height,
                cards: [Card("EXTNAME", .string("MASK"))]),
        ])
        try file.write(path: path)
    }
}
