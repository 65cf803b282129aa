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
        let row = PSFWidths.place(of: fwhm)
        let (below, left) = (Int(row.rounded(.down)), Int(column))
        let (up, right) = (row - Double(below), column - Double(left))
        func value(_ row: Int) -> Double {
            let start = row * columns + left
            return (1 - right) * table[start] + right * table[start + 1]
        }
        return up > 0 ? (1 - up) * value(below) + up * value(below + 1) : value(below)
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

    /// Among `fits`; 0 ... the last.
    static func place(of fwhm: Double) -> Double {
        min(max((fwhm - narrowest) / step, 0), Double(fits.count - 1))
    }
}
