internal import FITS
internal import SkyMath

/// When an exposure was taken, by its header.
///
/// The middle is MJD-AVG or DATE-AVG; else the beginning (MJD-BEG, DATE-BEG, MJD-OBS, DATE-OBS with TIME-OBS where it has no
/// time of day) and half the exposure time. TIMESYS is UTC, TAI or TT; without it times are UTC, as the FITS standard
/// recommends (doi:10.1051/0004-6361/201424653).
enum ExposureTime {
    /// By EXPTIME, EXPOSURE or XPOSURE; nil where the header does not say.
    static func seconds(_ header: Header) -> Double? {
        header.firstReal(["EXPTIME", "EXPOSURE", "XPOSURE"]).flatMap { (0..<1e7).contains($0.value) ? $0.value : nil }
    }

    /// MJD TAI; nil where the header does not say.
    ///
    /// - Parameter seconds: the exposure time; nil where it is not known.
    /// - Throws: `PromptProcessingError` where TIMESYS is of another kind.
    static func midpointMjdTai(_ header: Header, seconds: Double?) throws -> Double? {
        let scale = try Scale(header)
        if let middle = scale.time(header, mjd: "MJD-AVG", date: "DATE-AVG") { return middle }
        let start =
            scale.time(header, mjd: "MJD-BEG", date: "DATE-BEG") ?? scale.time(header, mjd: "MJD-OBS", date: "DATE-OBS")
        guard let start, let seconds else { return nil }
        return start + seconds / 172_800
    }

    private enum Scale {
        case utc, tai, tt

        init(_ header: Header) throws {
            let name = header.string("TIMESYS")?.uppercased().filter { $0 != " " } ?? "UTC"
            switch name {
            case "UTC", "UT", "": self = .utc
            case "TAI": self = .tai
            case "TT", "TDT": self = .tt
            default:
                throw PromptProcessingError(
                    .argument, "times of the system '\(name.prefix(20))' (TIMESYS) are not understood: --midpoint")
            }
        }

        func time(_ header: Header, mjd: String, date: String) -> Double? {
            if let value = header.real(mjd), (1..<200_000).contains(value) { return mjdTai(value) }
            guard var text = header.string(date) else { return nil }
            if !text.contains("T"), !text.contains(":") {
                guard let clock = header.string("TIME-OBS") ?? header.string("UTC-OBS") else { return nil }
                text += "T" + clock
            }
            return self.text(text)
        }

        private func mjdTai(_ mjd: Double) -> Double {
            switch self {
            case .utc: TimeScale.mjdTai(fromMjdUtc: mjd)
            case .tai: mjd
            case .tt: TimeScale.mjdTai(fromMjdTT: mjd)
            }
        }

        private func text(_ text: String) -> Double? {
            guard let asUtc = CalendarTime.mjdTai(iso: text.filter { $0 != " " }) else { return nil }
            guard self != .utc else { return asUtc }
            // The digits alone: what UTC added at this day's beginning is taken away again.
            guard let day = GregorianDate(text.prefix(10)) else { return nil }
            return mjdTai(asUtc - TimeScale.taiMinusUtc(atMjdUtc: Double(day.mjd)) / 86_400)
        }
    }
}
