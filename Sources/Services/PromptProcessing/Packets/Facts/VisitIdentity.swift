internal import AlertModel
internal import FITS
internal import SkyMath

/// Which visit and detector an exposure is of, and the numbers of its detections.
struct VisitIdentity: Sendable, Hashable {
    let visit: Int64
    let detector: Int
    private let day: Int
    private let sequence: Int

    /// A visit of LSST's form (2026022500167: night and number in it) is taken apart; any other number counts in the night
    /// of the exposure by its remainder of 32,768.
    init(visit: Int64, detector: Int, midpointMjdTai: Double) throws {
        (self.visit, self.detector) = (visit, detector)
        if let (night, number) = Self.parts(visit) {
            (day, sequence) = (night - DiaSourceID.firstDayMjd, number)
        } else {
            let night = ObservingNight(mjdTai: midpointMjdTai)?.mjd ?? -1
            (day, sequence) = (night - DiaSourceID.firstDayMjd, Int(((visit % 32_768) + 32_768) % 32_768))
        }
        guard id(counter: 0) != nil else {
            throw PromptProcessingError(
                .argument,
                "no diaSourceId can be made of detector \(detector) (0 to 255) and a night of MJD "
                    + "\(day + DiaSourceID.firstDayMjd) (2010 to 2054): --detector, --visit, --midpoint")
        }
    }

    /// The diaSourceId of the detection with this number in its image; nil from 524,288 on. Release 0 is none of LSST's,
    /// so that these numbers are none of theirs.
    func id(counter: Int) -> Int64? {
        DiaSourceID(
            release: 0, isOneToOne: false, day: day, sequence: sequence, detector: detector, counter: counter
        ).packed
    }

    private static func parts(_ visit: Int64) -> (night: Int, number: Int)? {
        let (date, number) = (Int(clamping: visit / 100_000), Int(visit % 100_000))
        let words = "\(date)"
        guard visit > 0, words.count == 8, number < 32_768 else { return nil }
        return GregorianDate("\(words.prefix(4))-\(words.dropFirst(4).prefix(2))-\(words.suffix(2))").map {
            ($0.mjd, number)
        }
    }

    static let visitKeywords = ["VISIT", "EXPNUM", "EXPID"]
    static let detectorKeywords = ["DETECTOR", "CCDNUM", "CCDID"]

    /// From the header; nil where it does not say. LSST's DAYOBS and SEQNUM make a visit too.
    static func visit(_ header: Header) -> Int64? {
        if let visit = header.firstInteger(visitKeywords) { return visit }
        let night = header.integer("DAYOBS") ?? header.string("DAYOBS").flatMap { Int64($0) }
        guard let night, let number = header.integer("SEQNUM"), night > 0, night < 100_000_000 else { return nil }
        return night * 100_000 + number
    }

    static func detector(_ header: Header) -> Int? { header.firstInteger(detectorKeywords).map { Int(clamping: $0) } }
}

extension Header {
    /// The value of the first of these keywords that has an integer, also one that is written as text.
    func firstInteger(_ keywords: [String]) -> Int64? {
        keywords.lazy.compactMap { self.integer($0) ?? self.string($0).flatMap { Int64($0) } }.first
    }

    /// The value of the first of these keywords that has a finite number, with the keyword.
    func firstReal(_ keywords: [String]) -> (value: Double, keyword: String)? {
        keywords.lazy.compactMap { keyword in
            self.real(keyword).flatMap { $0.isFinite ? ($0, keyword) : nil }
        }.first
    }
}
