internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The fluxes of one event in six bands at a few times, from which any other time is had at once.
///
/// Times are even in the logarithm of the time since the start plus a scale; between them the logarithm of flux is a
/// cubic, before the first it goes with the square of time, and outside the span the flux is 0.
struct FluxTable: Sendable {
    private let grid: TimeGrid
    private var count: Int { grid.count }
    /// ln nJy by band and time; -200 for none.
    private let logarithms: [Float]

    /// Where a table's times lie, in days at rest.
    struct Span {
        /// Of the first light, from the frame's time.
        let start: Double
        /// From the start to the end.
        let length: Double
        /// Below this after the start times are nearly even, above it nearly logarithmic.
        let scale: Double
        var count = 56

        /// Days at rest since the start of all times.
        var times: [Double] {
            (1...count).map { scale * expm1(Double($0) / Double(count) * log1p(length / scale)) }
        }
    }

    /// The flux in one band at one time, where nothing else is wanted of a table.
    struct Moment {
        var band: Passband
        var mjdTai: Double
    }

    /// The bands and the times of a table that are worked out; it has no light elsewhere.
    struct Part {
        var bands = 0..<Passband.allCases.count
        var times: Range<Int>

        /// - Parameter moment: nil for the whole.
        init(_ frame: EventFrame, _ span: Span, _ moment: Moment?) {
            times = 0..<span.count
            guard let moment else { return }
            bands = Int(moment.band.rawValue)..<Int(moment.band.rawValue) + 1
            times = TimeGrid(frame, span).rows(mjdTai: moment.mjdTai)
        }

        var nodes: Range<Int> {
            bands.lowerBound * EventFrame.nodesPerBand..<bands.upperBound * EventFrame.nodesPerBand
        }
    }

    /// - Parameter spectrum: puts the flux densities at 10 pc, in nJy, at the frame's rest wavelengths of the part and
    ///   the time of a number into the array, which holds zeros. O(times * nodes).
    init(frame: EventFrame, span: Span, part: Part, spectrum: (Int, inout [Double]) -> Void) {
        let (dilution, factors) = (frame.dilution, frame.nodeFactors(part.nodes))
        var densities = [Double](repeating: 0, count: factors.count)
        var logarithms = [Float](repeating: -200, count: Passband.allCases.count * span.count)
        for time in part.times {
            for index in densities.indices { densities[index] = 0 }
            spectrum(time, &densities)
            for (place, band) in part.bands.enumerated() {
                var sum = 0.0
                for node in (place * EventFrame.nodesPerBand)..<((place + 1) * EventFrame.nodesPerBand) {
                    sum += densities[node] * factors[node]
                }
                let logarithm = log(sum * dilution)
                logarithms[band * span.count + time] = logarithm.isFinite ? Float(max(-200, logarithm)) : -200
            }
        }
        grid = TimeGrid(frame, span)
        self.logarithms = logarithms
    }

    /// nJy. O(1).
    func flux(_ band: Passband, mjdTai: Double) -> Double {
        guard let place = grid.place(mjdTai: mjdTai) else { return 0 }
        let row = Int(band.rawValue) * count
        guard place >= 0 else {
            let share = grid.shareOfFirst(mjdTai: mjdTai)
            return exp(Double(logarithms[row])) * share * share
        }
        let index = min(Int(place), count - 2)
        return interpolated(row: row, index: index, share: place - Double(index))
    }

    /// Catmull and Rom's cubic through four neighbours; the straight line of two at the ends and beside times without
    /// light.
    private func interpolated(row: Int, index: Int, share: Double) -> Double {
        let (low, high) = (Double(logarithms[row + index]), Double(logarithms[row + index + 1]))
        if low <= -200 || high <= -200 { return 0 }
        var (before, after) = (2 * low - high, 2 * high - low)
        if index > 0, logarithms[row + index - 1] > -200 { before = Double(logarithms[row + index - 1]) }
        if index + 2 < count, logarithms[row + index + 2] > -200 { after = Double(logarithms[row + index + 2]) }
        let cubic = 3 * (low - high) + after - before
        let square = 2 * before - 5 * low + 4 * high - after
        return exp(low + share / 2 * (high - before + share * (square + share * cubic)))
    }
}
