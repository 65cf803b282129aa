internal import Imaging

/// One part of a model of an image's pixels: its light, and how that changes with each of its parameters.
struct FitComponent {
    let box: PixelBox
    let parameterCount: Int
    /// The light, then its derivative by each parameter; each row after row of the box.
    var planes: [Float]

    init(box: PixelBox, parameterCount: Int) {
        (self.box, self.parameterCount) = (box, parameterCount)
        planes = Array(repeating: 0, count: (1 + parameterCount) * box.area)
    }

    /// A point source by its flux, x and y.
    init(_ psf: SampledPSF, flux: Double, x: Double, y: Double) {
        let stamp = psf.stamp(x: x, y: y)
        self.init(box: stamp.box, parameterCount: 3)
        let (flux, area) = (Float(flux), stamp.box.area)
        for n in 0..<area {
            planes[n] = flux * stamp.planes[n]
            planes[area + n] = stamp.planes[n]
            planes[2 * area + n] = flux * stamp.planes[area + n]
            planes[3 * area + n] = flux * stamp.planes[2 * area + n]
        }
    }
}

/// The pixels that a model is fitted to.
struct FitPixels {
    let box: PixelBox
    /// 0 where not usable.
    let values: [Float]
    let variances: [Float]
    /// 1 for a usable pixel, else 0.
    let weights: [Float]
    let usableCount: Int

    /// Those of `box` that lie in the image.
    init(_ image: MaskedImage, _ box: PixelBox) {
        let part = box.intersection(image.bounds)
        var values = Array(repeating: Float(0), count: part.area)
        var (variances, weights, count) = (values, values, 0)
        image.withPlanes { planes in
            var place = 0
            for y in part.rows {
                for n in y * image.width + part.x..<y * image.width + part.endX {
                    if planes.isUsable(n) {
                        (values[place], variances[place], weights[place]) = (planes.values[n], planes.variances[n], 1)
                        count += 1
                    }
                    place += 1
                }
            }
        }
        (self.box, self.values, self.variances, self.weights, usableCount) = (part, values, variances, weights, count)
    }

    /// Mean variance of the usable pixels; 0 where there are none.
    var meanVariance: Double {
        usableCount > 0 ? variances.reduce(0) { $0 + Double($1) } / Double(usableCount) : 0
    }
}
