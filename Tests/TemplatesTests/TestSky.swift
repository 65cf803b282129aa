import Imaging
import SkyMath
import Templates

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A static sky in a patch's pixels, and exposures of it that are shifted, turned, of other seeing and other zero points.
struct TestSky: Sendable {
    struct Star: Sendable {
        var x: Double
        var y: Double
        /// In the template's unit.
        var flux: Double
    }

    /// Adds light to an exposure, whose pixels it gets with the place of each in the template's pixels.
    typealias Extra = @Sendable (_ n: Int, _ canvas: inout Canvas) -> Void

    var side = 200
    var margin = 12
    var stars: [Star] = []
    var seeing: [Double] = [3.6, 4.4, 3.9, 4.8, 3.5, 4.1, 4.6, 3.7, 4.3, 4.0]
    /// Standard deviation of blank sky in the template's unit, for each exposure.
    var noise: [Double] = (0..<10).map { 10 + 0.4 * Double($0) }
    /// Variance of light, in the template's unit.
    var gain = 0.5
    /// Sky of the exposures, in the template's unit.
    var level = 900.0
    var seed: UInt64 = 1
    var extra: Extra?
    /// What each star's flux is multiplied by.
    var flux: @Sendable (_ star: Int, _ exposure: Int) -> Double = { _, _ in 1 }

    /// Stars on a grid of `spacing` with fluxes that grow by a factor from one to the next.
    static func grid(side: Int = 200, spacing: Int = 40, flux: Double = 3000, factor: Double = 1.35) -> TestSky {
        var sky = TestSky(side: side)
        var draws = Draws(seed: 9)
        var height = flux
        for y in stride(from: 26, to: side - 20, by: spacing) {
            for x in stride(from: 26, to: side - 20, by: spacing) {
                sky.stars.append(Star(x: Double(x) + draws.uniform(), y: Double(y) + draws.uniform(), flux: height))
                height *= factor
            }
        }
        return sky
    }

    /// Template units in a unit of exposure `n`.
    func scale(_ n: Int) -> Double { pow(10, 0.4 * (31.4 - zeroPoint(n))) }

    func zeroPoint(_ n: Int) -> Double { 31.4 - 0.2 * Double(n % 4) }

    func map(_ n: Int) -> CoordinateMap {
        let angle = (Double(n) * 1.7 - 6) * .pi / 180
        let (c, s) = (cos(angle), sin(angle))
        let shift = (x: 0.37 * Double(n) - 2, y: 1.3 - 0.61 * Double(n))
        let (middle, margin) = (Double(side - 1) / 2, Double(margin))
        return { x, y in
            let (u, v) = (x - middle, y - middle)
            return (middle + margin + shift.x + c * u - s * v, middle + margin + shift.y + s * u + c * v)
        }
    }

    func exposure(_ n: Int) throws -> TemplateExposure {
        var canvas = Canvas(side + 2 * margin, fwhm: seeing[n])
        let map = map(n)
        for (i, star) in stars.enumerated() {
            let place = map(star.x, star.y)
            canvas.add(flux: star.flux * flux(i, n), x: place.x, y: place.y)
        }
        extra?(n, &canvas)
        var draws = Draws(seed: seed, UInt64(n))
        let (scale, own) = (scale(n), noise[n] * noise[n])
        var variance = canvas.image
        for i in canvas.pixels.indices {
            let total = own + gain * max(0, Double(canvas.pixels[i]))
            canvas.pixels[i] = Float((Double(canvas.pixels[i]) + total.squareRoot() * draws.normal() + level) / scale)
            variance[i % canvas.side, i / canvas.side] = Float(total / scale / scale)
        }
        return TemplateExposure(
            id: "exposure-\(n)", checksum: "sum-\(n)", band: "r", mjdTai: 60_000 + Double(n), zeroPoint: zeroPoint(n),
            image: try MaskedImage(
                image: Image(width: canvas.side, height: canvas.side, pixels: canvas.pixels), variance: variance,
                mask: Image(width: canvas.side, height: canvas.side, repeating: [])),
            psf: try AnalyticPSF(.gaussian, fwhm: seeing[n]))
    }

    func frame(target: TargetPSF? = TargetPSF(fwhm: 5.2), skyCell: Int? = 112) throws -> TemplateFrame {
        var options = WarpOptions()
        (options.target, options.skyCell, options.psfSpacing) = (target, skyCell, 100)
        options.psfSide = 31
        return try TemplateFrame(width: side, height: side, band: "r", options: options)
    }

    func warps(_ numbers: Range<Int> = 0..<10, frame: TemplateFrame? = nil) throws -> [PatchWarp] {
        let frame = try frame ?? self.frame()
        return try numbers.map { try PatchWarp(of: exposure($0), onto: frame, map: map($0)) }
    }

    func coadd(_ numbers: Range<Int> = 0..<10, frame: TemplateFrame? = nil) throws -> Coadd {
        var coadd = Coadd(try frame ?? self.frame())
        for warp in try warps(numbers, frame: frame) { try coadd.add(warp) }
        return coadd
    }
}

/// Light on its way into an exposure, in the template's unit.
struct Canvas: Sendable {
    let side: Int
    let sigma: Double
    var pixels: [Float]

    init(_ side: Int, fwhm: Double) {
        self.side = side
        sigma = fwhm / 2.354_820_045
        pixels = Array(repeating: 0, count: side * side)
    }

    var image: Image<Float> {
        (try? Image(width: side, height: side, pixels: pixels)) ?? Image(width: 0, height: 0, repeating: 0)
    }

    /// A point, as a Gaussian averaged over pixels.
    mutating func add(flux: Double, x: Double, y: Double) {
        let reach = Int(6 * sigma) + 2
        let (column, row) = (Int(x.rounded()), Int(y.rounded()))
        let (across, down) = (profile(column, x, reach), profile(row, y, reach))
        for v in max(0, row - reach)..<max(0, min(side, row + reach + 1)) {
            for u in max(0, column - reach)..<max(0, min(side, column + reach + 1)) {
                pixels[v * side + u] += Float(flux * across[u - column + reach] * down[v - row + reach])
            }
        }
    }

    private func profile(_ middle: Int, _ place: Double, _ reach: Int) -> [Double] {
        let factor = 1 / (sigma * 2.0.squareRoot())
        return (middle - reach...middle + reach).map { pixel -> Double in
            let low = (Double(pixel) - 0.5 - place) * factor
            return 0.5 * (erf(low + factor) - erf(low))
        }
    }

    /// A line through the exposure of `level` per pixel in its middle, as wide as the PSF.
    mutating func addTrail(level: Double, fromX x: Double, y: Double, direction: Double) {
        let (c, s) = (cos(direction), sin(direction))
        for n in pixels.indices {
            let away = -(Double(n % side) - x) * s + (Double(n / side) - y) * c
            if abs(away) < 6 * sigma { pixels[n] += Float(level * exp(-away * away / (2 * sigma * sigma))) }
        }
    }

    /// A ring-like ghost: `level` per pixel between two radii, with soft edges.
    mutating func addGhost(level: Double, x: Double, y: Double, inner: Double, outer: Double) {
        for n in pixels.indices {
            let (dx, dy) = (Double(n % side) - x, Double(n / side) - y)
            let r = (dx * dx + dy * dy).squareRoot()
            guard r > inner - 10, r < outer + 10 else { continue }
            let (outside, inside) = (1 + exp(r - outer), 1 + exp(inner - r))
            pixels[n] += Float(level / outside / inside)
        }
    }
}

/// Standard deviation of numbers about 0.
func rms(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))).squareRoot()
}

extension Template {
    /// Values by their own standard deviations, where there are any.
    func pulls(less other: Image<Float>? = nil) -> [Double] {
        image.image.pixels.indices.compactMap { n in
            let variance = image.variance.pixels[n]
            guard variance > 0 else { return nil }
            return Double((image.image.pixels[n] - (other?.pixels[n] ?? 0)) / variance.squareRoot())
        }
    }
}
