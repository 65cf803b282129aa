#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The times of a `FluxTable` as seen from the Earth.
struct TimeGrid: Sendable {
    let count: Int
    private let startMjdTai: Double
    private let scale: Double
    private let inverseStep: Double

    init(_ frame: EventFrame, _ span: FluxTable.Span) {
        let stretch = 1 + frame.redshift
        startMjdTai = frame.mjdTai + span.start * stretch
        scale = span.scale * stretch
        inverseStep = Double(span.count) / log1p(span.length / span.scale)
        count = span.count
    }

    /// A time as a number of the table's, -1 being the start; nil outside the span.
    func place(mjdTai: Double) -> Double? {
        let days = mjdTai - startMjdTai
        guard days > 0 else { return nil }
        let place = log1p(days / scale) * inverseStep - 1
        return place <= Double(count - 1) ? place : nil
    }

    /// The time since the start over that of the table's first.
    func shareOfFirst(mjdTai: Double) -> Double { (mjdTai - startMjdTai) / (scale * expm1(1 / inverseStep)) }

    /// The numbers that a cubic through a time's neighbours takes.
    func rows(mjdTai: Double) -> Range<Int> {
        guard let place = place(mjdTai: mjdTai) else { return 0..<0 }
        guard place >= 0 else { return 0..<1 }
        let index = min(Int(place), count - 2)
        return max(index - 1, 0)..<min(index + 3, count)
    }
}
