internal import Imaging

extension FitComponent {
    /// A trail by its flux, the x and y of its middle and the vector from end to end.
    ///
    /// The light is that of points along it, two for each pixel of its length by Gauss's quadrature.
    init(trail psf: SampledPSF, _ values: [Double]) {
        let (flux, x, y, dx, dy) = (values[0], values[1], values[2], values[3], values[4])
        let reach = (psf.side / 2 + 1 + Int(abs(dx) / 2), psf.side / 2 + 1 + Int(abs(dy) / 2))
        let (column, row) = (Int(x.rounded()), Int(y.rounded()))
        self.init(
            box: PixelBox(
                columns: column - reach.0..<column + reach.0 + 1, rows: row - reach.1..<row + reach.1 + 1),
            parameterCount: 5)
        let pieces = max(1, min(2000, Int((dx * dx + dy * dy).squareRoot().rounded(.up))))
        for n in 0..<2 * pieces {
            let side = n % 2 == 0 ? -1.0 : 1.0
            let t = (Double(n / 2) + 0.5 + side / 12.0.squareRoot()) / Double(pieces) - 0.5
            let stamp = psf.stamp(x: x + t * dx, y: y + t * dy)
            add(stamp, Float(0.5 / Double(pieces)), Float(flux), Float(t))
        }
    }

    private mutating func add(_ stamp: PSFStamp, _ share: Float, _ flux: Float, _ t: Float) {
        let part = stamp.box.intersection(box)
        let (area, stampArea) = (box.area, stamp.box.area)
        for row in part.rows {
            let (from, to) = (place(0, part.x, row, stamp.box), place(0, part.x, row, box))
            for k in 0..<part.width {
                let value = share * stamp.planes[from + k]
                let slope = (
                    x: share * flux * stamp.planes[from + k + stampArea],
                    y: share * flux * stamp.planes[from + k + 2 * stampArea]
                )
                planes[to + k] += flux * value
                planes[to + k + area] += value
                planes[to + k + 2 * area] += slope.x
                planes[to + k + 3 * area] += slope.y
                planes[to + k + 4 * area] += t * slope.x
                planes[to + k + 5 * area] += t * slope.y
            }
        }
    }
}
