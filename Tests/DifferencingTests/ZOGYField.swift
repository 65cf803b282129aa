import Detection
import Differencing
import Imaging

/// Two images of one field with known PSFs, white noise and sources drawn by these PSFs.
struct ZOGYField {
    typealias Source = (x: Double, y: Double, flux: Double)

    var side = 256
    var psfs: (science: AnalyticPSF, template: AnalyticPSF)
    /// Standard deviations of the noise.
    var noise = (science: 10.0, template: 6.0)
    var gains = (science: 0.0, template: 0.0)
    /// Science units in one of the template.
    var ratio = 1.0
    /// Place on the science image less that on the template, of all stars.
    var shift = (x: 0.0, y: 0.0)
    /// Standard deviation of each star's own shift.
    var jitter = 0.0
    /// What both images show, and what only one does; fluxes in the template's unit.
    var stars: [Source] = []
    var new: [Source] = []
    var gone: [Source] = []
    var seed: UInt64 = 1

    init(fwhm science: Double = 4.2, _ template: Double = 3.2) throws {
        psfs = (
            try AnalyticPSF(.moffat(beta: 4), fwhm: science, axisRatio: 0.9, angle: 20),
            try AnalyticPSF(.moffat(beta: 4), fwhm: template)
        )
    }

    static var options: ProperOptions {
        var options = ProperOptions()
        (options.tiles.size, options.tiles.core, options.tiles.calibrationStep) = (192, 128, 1)
        return options
    }

    /// Places on a grid, each moved by up to two pixels.
    static func grid(_ count: Int, side: Int, seed: UInt64, flux: (inout Draw) -> Double) -> [Source] {
        var draw = Draw(seed: seed)
        let step = Double(side) / Double(count)
        return (0..<count * count).map { n in
            let (column, row) = (Double(n % count), Double(n / count))
            let x = step * (column + 0.5) + 4 * draw.uniform() - 2
            let y = step * (row + 0.5) + 4 * draw.uniform() - 2
            return (x: x, y: y, flux: flux(&draw))
        }
    }

    func images() throws -> (science: Image<Float>, template: Image<Float>) {
        var draw = Draw(seed: seed)
        var science = Image<Float>(width: side, height: side, repeating: 0)
        var template = science
        for star in stars {
            let (dx, dy) = (shift.x + jitter * draw.normal(), shift.y + jitter * draw.normal())
            science.add(psfs.science, star.x + dx, star.y + dy, star.flux * ratio)
            template.add(psfs.template, star.x, star.y, star.flux)
        }
        for source in new { science.add(psfs.science, source.x, source.y, source.flux * ratio) }
        for source in gone { template.add(psfs.template, source.x, source.y, source.flux) }
        science.addNoise(sky: noise.science * noise.science, &draw)
        template.addNoise(sky: noise.template * noise.template, &draw)
        return (science, template)
    }

    /// - Parameter masks: of science image and template.
    func inputs(
        _ masks: (Image<MaskPlanes>, Image<MaskPlanes>)? = nil
    ) throws -> (science: ProperImage, template: ProperImage) {
        let (science, template) = try images()
        let empty = Image<MaskPlanes>(width: side, height: side, repeating: [])
        func input(
            _ image: Image<Float>, _ mask: Image<MaskPlanes>, _ noise: Double, _ gain: Double, _ psf: AnalyticPSF
        ) throws -> ProperImage {
            let variance = VarianceModel(sky: max(noise * noise, 1e-4), gain: gain)
            return try ProperImage(MatchingImage(image: image, mask: mask, variance: variance), psf: psf)
        }
        return (
            try input(science, masks?.0 ?? empty, noise.science, gains.science, psfs.science),
            try input(template, masks?.1 ?? empty, noise.template, gains.template, psfs.template)
        )
    }

    func difference(_ match: StarMatch? = nil, threads: Int = 2) throws -> ProperDifference {
        let (science, template) = try inputs()
        return try ProperDifference(
            science: science, template: template, match: match ?? StarMatch(ratio: ratio), options: Self.options,
            threads: threads)
    }

    func match() throws -> StarMatch {
        let (science, template) = try inputs()
        return try StarMatch(science: science, template: template, stars: positions, order: 1, threads: 2)
    }

    var positions: [StampPosition] {
        stars.map { StampPosition(x: Int($0.x.rounded()), y: Int($0.y.rounded())) }
    }
}

extension Image<Float> {
    mutating func add(_ psf: AnalyticPSF, _ x: Double, _ y: Double, _ flux: Double) {
        let (profile, box) = psf.placed(atX: x, y: y, side: 41)
        let part = box.intersection(bounds)
        for row in part.rows {
            for column in part.columns { self[column, row] += Float(flux) * profile[column - box.x, row - box.y] }
        }
    }
}
