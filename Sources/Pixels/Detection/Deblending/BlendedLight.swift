internal import Imaging

/// How much of the light of a footprint belongs to each of its sources.
///
/// Each source has a template: its PSF where all of them are fitted well by PSFs, else the light that it has on both sides
/// alike, as the deblender of SDSS does. Templates share the pixels' light.
struct BlendedLight {
    /// The light of one source, row after row of its box.
    private struct Share {
        let box: PixelBox
        var light: [Float]

        init(_ box: PixelBox) {
            self.box = box
            light = Array(repeating: 0, count: box.area)
        }
    }

    private let box: PixelBox
    private var shares: [Share] = []
    /// Of all sources, row after row of the box.
    private var total: [Float]

    private init(_ box: PixelBox) {
        self.box = box
        total = Array(repeating: 0, count: box.area)
    }

    /// Templates of point sources that were fitted.
    init(_ fits: [PSFFit], _ psf: SampledPSF, box: PixelBox) {
        self.init(box)
        for fit in fits {
            guard fit.flux.isFinite else {
                shares.append(Share(PixelBox(x: box.x, y: box.y, width: 0, height: 0)))
                continue
            }
            let component = FitComponent(psf, flux: fit.flux, x: fit.x, y: fit.y)
            var share = Share(component.box)
            share.light = Array(component.planes[..<component.box.area])
            append(share)
        }
    }

    /// Symmetric templates about centres, of the smoothed light above 0, or below for a sign of -1, of the pixels within `reach` of
    /// each along both axes.
    init(_ image: Image<Float>, _ box: PixelBox, centres: [(x: Double, y: Double)], reach: Int, sign: Float) {
        self.init(box)
        let wide = box.grown(by: 4).intersection(image.bounds)
        let kernel = try? SeparableKernel.gaussian(sigma: 0.8)
        let part = image.cropped(to: wide)
        let smooth = kernel.map { part.convolved(with: $0, threads: 1) } ?? part
        let templates = centres.map { Self.template(smooth, wide, box, $0, reach, sign) }
        var sums = total
        for template in templates { Self.add(template, to: &sums, box) }
        for var template in templates {
            for y in template.box.rows {
                for x in template.box.columns {
                    let (n, sum) = (place(0, x, y, template.box), sums[place(0, x, y, box)])
                    template.light[n] = sum > 0 ? image[x, y] * template.light[n] / sum : 0
                }
            }
            append(template)
        }
    }

    /// The lesser of each pixel of a smoothed part of the image and the place opposite to it.
    private static func template(
        _ smooth: Image<Float>, _ part: PixelBox, _ box: PixelBox, _ centre: (x: Double, y: Double), _ reach: Int,
        _ sign: Float
    ) -> Share {
        let own = PixelBox(aroundX: Int(centre.x.rounded()), y: Int(centre.y.rounded()), radius: reach)
        var share = Share(own.intersection(box).intersection(part))
        func value(_ x: Int, _ y: Int) -> Float {
            part.contains(x: x, y: y) ? max(0, sign * smooth[x - part.x, y - part.y]) : 0
        }
        let (left, below) = ((2 * centre.x).rounded(.down), (2 * centre.y).rounded(.down))
        let (s, t) = (Float(2 * centre.x - left), Float(2 * centre.y - below))
        for y in share.box.rows {
            for x in share.box.columns {
                let (u, v) = (Int(left) - x, Int(below) - y)
                let lower = value(u, v) + s * (value(u + 1, v) - value(u, v))
                let upper = value(u, v + 1) + s * (value(u + 1, v + 1) - value(u, v + 1))
                share.light[place(0, x, y, share.box)] = min(value(x, y), lower + t * (upper - lower))
            }
        }
        return share
    }

    private mutating func append(_ share: Share) {
        Self.add(share, to: &total, box)
        shares.append(share)
    }

    private static func add(_ share: Share, to sum: inout [Float], _ box: PixelBox) {
        let part = share.box.intersection(box)
        for y in part.rows {
            let (from, to) = (place(0, part.x, y, share.box), place(0, part.x, y, box))
            for x in 0..<part.width { sum[to + x] += share.light[from + x] }
        }
    }

    /// A part of an image with the light of source `n` alone, with that of none of them for nil.
    func alone(_ n: Int?, in image: MaskedImage, _ part: PixelBox) -> MaskedImage {
        var result = image.cropped(to: part)
        let origin = part.intersection(image.bounds)
        let shared = origin.intersection(box)
        let own = n.map { shares[$0] } ?? Share(PixelBox(x: 0, y: 0, width: 0, height: 0))
        let kept = own.box.intersection(shared)
        result.image.withUnsafeMutablePixels { pixels in
            for y in shared.rows {
                let (from, to) = (place(0, shared.x, y, box), place(0, shared.x, y, origin))
                for x in 0..<shared.width { pixels[to + x] -= total[from + x] }
            }
            for y in kept.rows {
                let (from, to) = (place(0, kept.x, y, own.box), place(0, kept.x, y, origin))
                for x in 0..<kept.width { pixels[to + x] += own.light[from + x] }
            }
        }
        return result
    }
}
