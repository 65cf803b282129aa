internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Draws the microlensing events of one layer of stars in one cell.
struct LensingDraw {
    /// Mean Einstein time, days, and the standard deviation of its natural logarithm: near those of events towards
    /// the bulge, Mroz et al. 2019, doi:10.3847/1538-4365/ab426b.
    static let meanEinsteinTime = 24.0
    private static let einsteinSpread = 0.8

    private let cell: StarCell
    private let layer: Int
    private let count: Int
    /// Events in a year by distance bin, for impacts up to 1: 2 tau / (pi t_E).
    private let rates: [Double]
    private let mean: Double
    private let largest: Double

    init(cell: StarCell, layer: Int) {
        self.cell = cell
        self.layer = layer
        count = cell.counts[layer]
        rates = cell.table.lensingDepth.map { 2 * $0 / .pi * 365.25 / Self.meanEinsteinTime }
        (mean, largest) = cell.mean(rates, layer: layer)
    }

    /// Expected events in a year.
    var expected: Double { Double(count) * mean }

    func events(window: Int) -> [MicrolensingEvent] {
        let kind = UInt64(SkyObjectID.Kind.microlensing.rawValue)
        var draws = Draws(seed: cell.seed, kind, UInt64(bitPattern: cell.cell), UInt64(window), UInt64(layer))
        let number = draws.poisson(expected * TimeWindow.days / 365.25)
        return (0..<number).compactMap { event(window, $0) }
    }

    private func event(_ window: Int, _ number: Int) -> MicrolensingEvent? {
        let id = SkyObjectID(kind: .microlensing, cell: cell.cell, block: window, index: layer << 20 | number)
        var draws = Draws(seed: cell.seed, id.rawValue)
        guard let source = source(&draws) else { return nil }
        let spread = Self.einsteinSpread
        let time = Self.meanEinsteinTime * exp(spread * draws.normal() - spread * spread / 2)
        return MicrolensingEvent(
            id: id, source: source, peakMjdTai: TimeWindow.time(in: window, &draws), einsteinTime: time,
            impact: draws.uniform())
    }

    /// A star by its chance of being lensed.
    private func source(_ draws: inout Draws) -> Star? {
        for _ in 0..<100_000 where largest > 0 {
            let index = Int(draws.uniform() * Double(count))
            let id = SkyObjectID(kind: .star, cell: cell.cell, block: layer, index: index)
            guard let step = cell.step(of: id), draws.uniform() < rates[step] / largest else { continue }
            return cell.star(id)
        }
        return nil
    }
}
