internal import FITS

extension Exposure {
    /// Right ascension and declination of places in pixels, in degrees; no column where the header has no coordinates.
    func skyColumns(x: [Double], y: [Double]) -> [NewColumn] {
        guard let sky = world?.sky(x: x, y: y) else { return [] }
        return [
            NewColumn("ra", .doubles(sky.ra), unit: "deg", comment: "by the image's header"),
            NewColumn("dec", .doubles(sky.dec), unit: "deg", comment: "by the image's header"),
        ]
    }
}
