internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Draws the events of one class in one cell and window.
struct TransientDraw {
    let kind: TransientClass
    let window: Int

    private static let weights: [HostWeights] = TransientClass.allCases.map { kind in
        HostWeights(
            perVolume: { kind.rate(redshift: $0) / (1 + $0) },
            share: { kind.redshifts.contains($0.middleRedshift) ? kind.share($1, $0.type) : 0 })
    }

    /// Class and window in the 16 bits of an identifier.
    private var block: Int { window * 8 + Int(kind.rawValue) }

    private var hosts: HostWeights { Self.weights[Int(kind.rawValue)] }

    func events(_ cell: GalaxyCell) -> [TransientEvent] {
        let choice = WeightedChoice(hosts.total(cell))
        var draws = Draws(
            seed: cell.seed, UInt64(SkyObjectID.Kind.transient.rawValue), UInt64(bitPattern: cell.cell), UInt64(block))
        let count = draws.poisson(choice.total * TimeWindow.days / 365.25)
        return (0..<count).compactMap { event(cell, choice, index: $0) }
    }

    private func event(_ cell: GalaxyCell, _ choice: WeightedChoice, index: Int) -> TransientEvent? {
        let id = SkyObjectID(kind: .transient, cell: cell.cell, block: block, index: index)
        var draws = Draws(seed: cell.seed, id.rawValue)
        guard var drawn = hosts.pick(cell, choice, &draws) else { return nil }
        let host = drawn.galaxy(drawn.position, extinction: cell.extinction)
        let position = place(in: host, &draws)
        return TransientEvent(
            id: id, kind: kind, host: host, position: position,
            hostOffset: host.position.separation(to: position) * 3600, redshift: host.redshift,
            explosionMjdTai: TimeWindow.time(in: window, &draws))
    }

    /// Disruptions in the nucleus, explosions where the stars are, kilonovae also far out (Fong et al. 2013,
    /// doi:10.1088/0004-637X/776/1/18).
    private func place(in host: Galaxy, _ draws: inout Draws) -> SkyPosition {
        if kind == .tidalDisruption { return host.position }
        let reach = kind == .kilonova ? 1.5 : 1.0
        let radius = reach * host.halfLightRadius * Self.radius(host.sersicIndex, draws.uniform())
        let angle = 2 * .pi * draws.uniform()
        let (along, across) = (radius * cos(angle), radius * host.axisRatio * sin(angle))
        let distance = (along * along + across * across).squareRoot() / 3600
        return host.position.offset(by: distance, positionAngle: host.positionAngle + atan2(across, along) * 180 / .pi)
    }

    /// The radius, in half-light radii, within which a share of a galaxy's light lies: exact for an exponential disc,
    /// stretched for other indices so that the half stays.
    private static func radius(_ sersicIndex: Double, _ share: Double) -> Double {
        let target = min(share, 0.995)
        var x = 1.678 * target * 2
        for _ in 0..<20 { x -= (1 - exp(-x) * (1 + x) - target) / max(x * exp(-x), 1e-3) }
        return pow(max(x, 0) / 1.678, min(max(sersicIndex, 0.7), 3))
    }
}
