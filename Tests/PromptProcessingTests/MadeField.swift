import Differencing
import FITS
import Foundation
import Imaging
import SkyMath

/// A field of round stars with white noise on a sloping sky, made here.
struct MadeField {
    static let side = 352
    static let sky: Float = 200
    var image: Image<Float>
    var stars: [(x: Double, y: Double, flux: Double)] = []

    /// - Parameters:
    ///   - fwhm: of a Gaussian, in pixels.
    ///   - noise: standard deviation of a pixel.
    ///   - added: places and fluxes of what is in this image only.
    ///   - shift: pixels by which the stars lie further right and up.
    init(
        seed: UInt64, fwhm: Double = 3.5, noise: Double = 5, added: [(Double, Double, Double)] = [],
        shift: (x: Double, y: Double) = (0, 0)
    ) {
        image = Image(width: Self.side, height: Self.side, repeating: 0)
        var draws = Draws(seed: 77)
        for row in 0..<9 {
            for column in 0..<9 {
                let x = 30 + 34.5 * Double(column) + 6 * draws.uniform()
                let y = 30 + 34.5 * Double(row) + 6 * draws.uniform()
                stars.append((x + shift.x, y + shift.y, 3000 * pow(20, draws.uniform())))
            }
        }
        for (x, y, flux) in stars.map({ ($0.x, $0.y, $0.flux) }) + added { add(x, y, flux, fwhm) }
        var noises = Draws(seed: seed, 1)
        for n in 0..<Self.side * Self.side {
            let (x, y) = (n % Self.side, n / Self.side)
            image[x, y] += Self.sky + 0.05 * Float(x) + Float(noise * noises.normal())
        }
    }

    private mutating func add(_ x: Double, _ y: Double, _ flux: Double, _ fwhm: Double) {
        let variance = fwhm * fwhm / 5.545_177
        for row in max(0, Int(y) - 15)...min(Self.side - 1, Int(y) + 15) {
            for column in max(0, Int(x) - 15)...min(Self.side - 1, Int(x) + 15) {
                let (dx, dy) = (Double(column) - x, Double(row) - y)
                image[column, row] += Float(flux / (2 * .pi * variance) * exp(-(dx * dx + dy * dy) / 2 / variance))
            }
        }
    }

    /// A kernel that is fitted quickly.
    static let options: DifferencerOptions = {
        var options = DifferencerOptions()
        let components = [(0.8, 2), (1.6, 2), (3.2, 0)].map { KernelBasis.Component(sigma: $0.0, degree: $0.1) }
        if let basis = try? KernelBasis(components: components, radius: 9) { options.fit.basis = basis }
        (options.fit.order, options.fit.stampRadius, options.fit.passes) = (1, 9, 3)
        options.fit.uncertaintyPoints = 3
        return options
    }()

    static let coordinates = WCS(
        referenceX: 175, referenceY: 175, ra: 53, dec: -27, cd11: -5.5e-5, cd12: 0, cd21: 0, cd22: 5.5e-5)

    /// IMAGE with coordinates, VARIANCE and MASK.
    func write(
        _ path: String, noise: Double = 5, coordinates: WCS = coordinates, extra: [Card] = []
    ) throws {
        let (w, h) = (image.width, image.height)
        let hdus = [
            HDU(
                floats: image.pixels, width: w, height: h,
                cards: [Card("EXTNAME", .string("IMAGE"))] + coordinates.cards + extra),
            HDU(
                floats: image.pixels.map { max(0, $0 - Self.sky) * 0.02 + Float(noise * noise) }, width: w, height: h,
                cards: [Card("EXTNAME", .string("VARIANCE"))]),
            HDU(
                integers: [Int32](repeating: 0, count: w * h), width: w, height: h,
                cards: [Card("EXTNAME", .string("MASK"))]),
        ]
        try FITSFile(hdus: hdus).write(path: path)
    }
}
