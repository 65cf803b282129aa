internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A Gaussian weight of an image's pixels, 1 at its centre.
struct GaussianWindow {
    var x: Double
    var y: Double
    /// Second moments in pixels squared.
    var shape: Shape

    struct Shape: Sendable, Hashable {
        var xx: Double
        var xy: Double
        var yy: Double

        init(xx: Double, xy: Double, yy: Double) { (self.xx, self.xy, self.yy) = (xx, xy, yy) }

        init(sigma: Double) { self.init(xx: sigma * sigma, xy: 0, yy: sigma * sigma) }

        var determinant: Double { xx * yy - xy * xy }

        /// Whether these are the moments of an ellipse.
        var isPositive: Bool { xx > 0 && yy > 0 && determinant > 1e-9 * xx * yy }

        var inverse: Shape { Shape(xx: yy / determinant, xy: -xy / determinant, yy: xx / determinant) }

        func minus(_ other: Shape) -> Shape { Shape(xx: xx - other.xx, xy: xy - other.xy, yy: yy - other.yy) }

        func scaled(by factor: Double) -> Shape { Shape(xx: xx * factor, xy: xy * factor, yy: yy * factor) }
    }

    /// Weighted sums of the light and of its products with the distances from the centre.
    struct Sums {
        var light = 0.0
        var x = 0.0
        var y = 0.0
        var xx = 0.0
        var xy = 0.0
        var yy = 0.0

        /// Second moments about the centre of light.
        var shape: Shape {
            let (mx, my) = (x / light, y / light)
            return Shape(xx: xx / light - mx * mx, xy: xy / light - mx * my, yy: yy / light - my * my)
        }
    }

    /// Sums over the pixels within 5 sigma along each axis, at most `radius`, as far as they lie in the image.
    func sums(_ image: Image<Float>, radius: Int) -> Sums {
        let box = box(radius).intersection(image.bounds)
        let form = shape.inverse
        let step = exp(-form.xx)
        var sums = Sums()
        image.withUnsafePixels { pixels in
            for row in box.rows {
                let (dx, dy) = (Double(box.x) - x, Double(row) - y)
                var weight = exp(-(form.xx * dx * dx + 2 * form.xy * dx * dy + form.yy * dy * dy) / 2)
                var ratio = exp(-(form.xx * (2 * dx + 1) + 2 * form.xy * dy) / 2)
                var (light, along, square) = (0.0, 0.0, 0.0)
                for column in box.columns {
                    let value = weight * Double(pixels[row * image.width + column])
                    let distance = Double(column) - x
                    light += value
                    along += value * distance
                    square += value * distance * distance
                    weight *= ratio
                    ratio *= step
                }
                sums.add(light, along, square, dy)
            }
        }
        return sums
    }

    /// `body` with the distances of each pixel within 3.5 sigma, its variance times the square of the weight, and the square
    /// of its distance in units of sigma.
    func forEachSquare(of variance: Image<Float>, _ body: (Double, Double, Double, Double) -> Void) {
        let inverse = shape.inverse
        let reach = Int(3.5 * max(shape.xx, shape.yy).squareRoot()) + 1
        let box = box(reach).intersection(variance.bounds)
        variance.withUnsafePixels { variances in
            for row in box.rows {
                for column in box.columns {
                    let (dx, dy) = (Double(column) - x, Double(row) - y)
                    let form = inverse.xx * dx * dx + 2 * inverse.xy * dx * dy + inverse.yy * dy * dy
                    let noise = Double(variances[row * variance.width + column])
                    if noise > 0, noise.isFinite { body(dx, dy, noise * exp(-form), form) }
                }
            }
        }
    }

    func box(_ radius: Int) -> PixelBox {
        let reach = (min(Double(radius), 5 * shape.xx.squareRoot()), min(Double(radius), 5 * shape.yy.squareRoot()))
        let (left, top) = (Int((x - reach.0).rounded(.up)), Int((y - reach.1).rounded(.up)))
        return PixelBox(
            x: left, y: top, width: Int((x + reach.0).rounded(.down)) - left + 1,
            height: Int((y + reach.1).rounded(.down)) - top + 1)
    }
}

extension GaussianWindow.Sums {
    /// A row's sums.
    fileprivate mutating func add(_ light: Double, _ along: Double, _ square: Double, _ dy: Double) {
        self.light += light
        x += along
        y += light * dy
        xx += square
        xy += along * dy
        yy += light * dy * dy
    }
}
