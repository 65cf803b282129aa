import AlertModel
import Observing
import SkyMath

/// ZTF's numbers of nights, images and detections.
///
/// As in ZTF's own, the digits of an image's `pid` are its night (4) and the hundred-thousandths of a day since the night
/// began (5), and a `candid` is the pid with six digits after it. The pid's last four digits are here the detector and
/// 0, and the candid's last six the diaSourceId's counter: visit and diaSourceId can be worked
/// out again from both.
enum ZTFNumbers {
    /// Julian day on whose noon, UTC, night 0 began. A night at Rubin lies within one Julian day, as one at Palomar
    /// does but for an hour.
    private static let firstJulianDay = 2_457_754.0

    /// Of the night in which `jd`, UTC, falls.
    static func nid(jd: Double) -> Int64 { Int64(jd.rounded(.down) - firstJulianDay) }

    /// 13 digits for the nights up to 2044.
    static func pid(jd: Double, detector: Int) -> Int64 {
        let part = Int64((jd - jd.rounded(.down)) * 1e5)
        return (nid(jd: jd) * 100_000 + part) * 10_000 + Int64(detector) * 10
    }

    /// Of the detection that LSST's packets call `diaSourceId`.
    static func candid(pid: Int64, diaSourceID: Int64) -> Int64 { pid * 1_000_000 + (diaSourceID & 0x7FFFF) }
}
