import AlertModel
import SkyMath
import SkyModel

/// The objectId of an object: a year and seven letters.
///
/// The year is that of an explosion, and of what is seen once that of its detection; what has always been there was seen in
/// the survey's first year.
///
/// The letters are a number that no other object of the night has, by a map that loses nothing. Sources of the sky are
/// numbered by cell and `ObjectSerials`, for ever; what is seen once (artefacts, and each detection of a small body) by
/// night, visit, and its place among those of the visit. Of what is seen once, names come back after five nights at the
/// earliest, and in visits with more than 1,024 artefacts on a detector, or 68,608 small bodies, some share one.
enum ZTFObjectName {
    private static let letters: UInt64 = 8_031_810_176  // 26^7
    private static let visits: UInt64 = 2048
    private static let singles: UInt64 = 1 << 18
    private static let nights: UInt64 = 5
    private static let artefacts = 1024
    private static let detectors = 189
    /// Coprime to 26; the product with any number of the letters has 64 bits.
    private static let mixer: UInt64 = 1_618_033_987

    /// Of an alert of `season`.
    static func objectID(_ alert: AlertTruth, _ season: Season) -> ObjectID {
        let isSingle = alert.moving != nil || alert.artefact != nil
        let number =
            isSingle
            ? single(season.number(alert.epoch.visit), alert.serial)
            : source(cell: alert.key >> 40 & 0x3FFFF, alert.serial)
        let year = isSingle ? season.number(alert.epoch.visit).dayObs / 10_000 : year(explosion: alert.explosionMjdTai)
        return name(number, year: year % 100)
    }

    private static let firstYear = 2018

    private static func year(explosion mjdTai: Double?) -> Int {
        mjdTai.map { max(firstYear, GregorianDate(mjd: Int($0.rounded(.down))).year) } ?? firstYear
    }

    static func name(_ number: UInt64, year: Int) -> ObjectID {
        ObjectID(
            survey: .ztf, kind: .diaObject,
            key: Int64(year) * Int64(letters) + Int64(number % letters * mixer % letters))
    }

    static func source(cell: UInt64, _ serial: Int) -> UInt64 {
        cell * UInt64(ObjectSerials.slots) + UInt64(truncatingIfNeeded: serial)
    }

    static func single(_ visit: (dayObs: Int, sequence: Int), _ serial: Int) -> UInt64 {
        let date = GregorianDate(year: visit.dayObs / 10_000, month: visit.dayObs / 100 % 100, day: visit.dayObs % 100)
        let night = UInt64(max(date.mjd, 0)) % nights
        let sequence = UInt64(max(visit.sequence, 0)) % visits
        return source(cell: UInt64(SkyCells.grid.pixelCount), 0)
            + ((night * visits + sequence) * singles + UInt64(max(serial, 0)) % singles)
    }

    /// The serial of an artefact, from 0, on its detector.
    static func artefact(_ number: Int, detector: Int) -> Int { detector * artefacts + number % artefacts }

    /// The serial of a small body, from 0, among those of a visit.
    static func body(_ number: Int) -> Int { detectors * artefacts + number }
}
