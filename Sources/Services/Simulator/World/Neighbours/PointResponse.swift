import Observing
import Rendering

/// What a fit of the PSF finds of a point beside the place of the fit, as a share of the point's flux.
enum PointResponse {
    /// To 0.5 % of a share near the middle. Complexity: O(1).
    ///
    /// - Parameters:
    ///   - fwhm: of the PSF, arcsec; what is narrower than 0.3 and wider than 3.15 counts as that.
    ///   - distance: arcsec; 0 beyond 16.
    static func share(fwhm: Double, distance: Double) -> Double {
        let column = max(distance, 0) / spacing
        guard column < Double(columns - 1) else { return 0 }
        let left = Int(column)
        let right = column - Double(left)
        return PSFWidths.between(fwhm) { row in
            let start = row * columns + left
            return (1 - right) * table[start] + right * table[start + 1]
        }
    }

    /// Arcsec.
    private static let spacing = 0.05
    private static let columns = 321
    /// A row for each width, from the middle outwards.
    private static let table: [Double] = PSFWidths.fits.flatMap { fit in
        (0..<columns).map { fit.flux(of: .point, beside: (Double($0) * spacing / LSSTCamera.arcsecPerPixel, 0)) }
    }
}

/// Fits of PSFs of many widths, between which what they find is interpolated.
enum PSFWidths {
    /// Arcsec, at half maximum.
    private static let (narrowest, step) = (0.3, 0.15)
    static let fits = (0..<20).map {
        PointSpreadFit(PointSpread(fwhm: (narrowest + step * Double($0)) / LSSTCamera.arcsecPerPixel))
    }

    /// What `value` gives for the two of `fits` beside a width, interpolated. Complexity: O(1).
    @inline(__always)
    static func between(_ fwhm: Double, _ value: (_ fit: Int) -> Double) -> Double {
        let place = min(max((fwhm - narrowest) / step, 0), Double(fits.count - 1))
        let below = min(Int(place), fits.count - 2)
        let part = place - Double(below)
        return (1 - part) * value(below) + part * value(below + 1)
    }
}
