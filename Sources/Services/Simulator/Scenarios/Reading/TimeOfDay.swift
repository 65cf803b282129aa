internal import SkyMath

/// A time of the day as people write it: `23:59`, `23:59:30`.
enum TimeOfDay {
    /// Seconds since 00:00, below 86,400; nil where the text is no such time.
    static func seconds(_ text: String) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count, (0..<24).contains(numbers[0]),
            numbers.dropFirst().allSatisfy({ (0..<60).contains($0) })
        else { return nil }
        return Double(numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0))
    }

    /// Of a time, MJD TAI.
    static func text(utcOf mjdTai: Double) -> String {
        let mjd = TimeScale.mjdUtc(fromMjdTai: mjdTai)
        return text(((mjd - mjd.rounded(.down)) * 86_400).rounded())
    }

    static func text(_ seconds: Double) -> String {
        let whole = Int(exactly: seconds.rounded(.down)) ?? 0
        let parts = [whole / 3600, whole / 60 % 60, whole % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return parts.joined(separator: ":")
    }
}
