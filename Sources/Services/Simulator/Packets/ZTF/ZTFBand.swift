import SkyMath

/// ZTF's filters. LSST's other bands have none, and what they detect is no ZTF alert.
enum ZTFBand {
    /// 1 for g, 2 for r, 3 for i; nil for u, z and y.
    static func fid(_ band: Passband) -> Int64? {
        switch band {
        case .g: 1
        case .r: 2
        case .i: 3
        case .u, .z, .y: nil
        }
    }
}
