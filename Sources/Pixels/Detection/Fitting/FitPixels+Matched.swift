internal import Imaging

extension FitPixels {
    /// Of each pixel of the box the sum of the pixels around it times a PSF there, over the PSF's inner pixels.
    func matched(to psf: SampledPSF, reach: Int) -> [Float] {
        let stamp = psf.stamp(x: 0, y: 0)
        let reach = min(reach, psf.side / 2)
        var result = Array(repeating: Float(0), count: box.area)
        for y in box.rows {
            for v in max(box.y, y - reach)..<min(box.endY, y + reach + 1) {
                let from = place(0, box.x, v, box)
                for u in -reach...reach {
                    let weight = stamp.planes[place(0, u, v - y, stamp.box)]
                    let to = place(0, box.x, y, box)
                    for x in max(0, -u)..<max(max(0, -u), min(box.width, box.width - u)) {
                        result[to + x] += weight * values[from + x + u]
                    }
                }
            }
        }
        return result
    }
}
