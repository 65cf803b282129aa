public import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Template {
    /// Magnitude (AB) of a point source whose flux is `significance` standard deviations of a PSF fit, at each pixel.
    ///
    /// From the pixel's variance, the noise correlation and the PSF's effective area; NaN where the template has no data. On
    /// a source it is what could be seen on top of that source. Complexity: O(pixels).
    public func depth(significance: Double = 5) -> Image<Float> {
        let areas = psfAreas()
        let zero = frame.zeroPoint - 2.5 * log10(significance)
        let grid = psf.grid
        return image.variance.mapPlaces { x, y, variance in
            guard variance > 0 else { return .nan }
            let area = grid.shares(atX: Double(x), y: Double(y)).reduce(0) { $0 + $1.share * areas[$1.place] }
            return Float(zero - 1.25 * log10(Double(variance) * noiseCorrelation * area))
        }
    }

    /// 1 / sum of p^2 of the PSF at the grid's places; the mean of the others where a place has no exposure.
    private func psfAreas() -> [Double] {
        let known = (0..<psf.grid.count).map { n -> Double? in
            let place = psf.grid.place(n)
            let squares = psf.values(atX: Double(place.x), y: Double(place.y)).pixels
                .reduce(0.0) { $0 + Double($1) * Double($1) }
            return squares > 0 ? 1 / squares : nil
        }
        let all = known.compactMap { $0 }
        let mean = all.reduce(0, +) / Double(max(1, all.count))
        return known.map { $0 ?? mean }
    }
}

extension Image<Float> {
    fileprivate func mapPlaces(_ body: (Int, Int, Float) -> Float) -> Image {
        var result = self
        for y in 0..<height {
            for x in 0..<width { result[x, y] = body(x, y, self[x, y]) }
        }
        return result
    }
}
