/// How alerts are counted by place and time, so that a map of a night needs none of them.
enum SkyCells {
    /// HEALPix pixels of order 29 by bits to those of `SkyCount.order`.
    private static let shift: Int64 = 2 * (29 - Int64(SkyCount.order))

    static func cell(healpix: Int64) -> Int64 { healpix >> shift }

    /// Hours of MJD TAI, towards zero as SQLite's CAST.
    static func hour(_ mjdTai: Double) -> Int64 { Int64(max(-1e15, min(1e15, mjdTai * 24))) }

    /// Both as columns of `alerts`.
    static let grouping = "CAST(mjd * 24 AS INTEGER) AS hour, healpix >> \(shift) AS cell"
}
