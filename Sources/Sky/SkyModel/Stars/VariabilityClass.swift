/// How a star varies.
public enum VariabilityClass: UInt8, Sendable, Hashable, CaseIterable {
    case constant
    case rrLyraeAB, rrLyraeC
    case cepheid
    case deltaScuti
    case eclipsingDetached, eclipsingContact
    case longPeriod
    case flareDwarf
    case dwarfNova
    /// Rotating, with spots.
    case active
}

/// What the choice of a class depends on.
struct VariabilityCase {
    var component: GalacticComponent
    var sequence: StellarSequence
    /// M_r.
    var absoluteMagnitude: Double
    /// From the Galactic plane, kpc.
    var height: Double

    /// The class for an even draw 0 ..< 1.
    @inline(__always)
    func pick(_ uniform: Double) -> VariabilityClass {
        switch sequence {
        case .mainSequence: dwarf(uniform)
        case .giant: uniform < longPeriodShare ? .longPeriod : .constant
        case .horizontalBranch: uniform < Self.rrLyraeABShare ? .rrLyraeAB : .rrLyraeC
        case .cepheid: .cepheid
        case .cataclysmic: uniform < 0.5 ? .dwarfNova : .constant
        case .whiteDwarf: .constant
        }
    }

    private func dwarf(_ uniform: Double) -> VariabilityClass {
        var rest = uniform
        func isWithin(_ share: Double) -> Bool {
            if rest < share { return true }
            rest -= share
            return false
        }
        if isWithin(contactShare) { return .eclipsingContact }
        if isWithin(detachedShare) { return .eclipsingDetached }
        if isWithin(deltaScutiShare) { return .deltaScuti }
        if isWithin(activeShare) { return .active }
        return isWithin(flareShare) ? .flareDwarf : .constant
    }

    /// Of RR Lyrae stars, ab: Sesar et al. 2010, doi:10.1088/0004-637X/708/1/717.
    static let rrLyraeABShare = 0.76

    /// Shares of all stars of this kind, which do not add up to more than 1.
    var shares: [(VariabilityClass, Double)] {
        guard sequence == .mainSequence else { return [(.longPeriod, longPeriodShare)] }
        return [
            (.eclipsingContact, contactShare), (.eclipsingDetached, detachedShare), (.deltaScuti, deltaScutiShare),
            (.active, activeShare), (.flareDwarf, flareShare),
        ]
    }
}

extension VariabilityCase {
    /// 1.2 % of Kepler's targets eclipse, a fifth of these in contact: Prsa et al. 2011,
    /// doi:10.1088/0004-6256/141/3/83.
    private var contactShare: Double { (2...8).contains(absoluteMagnitude) ? 0.0026 : 0 }
    private var detachedShare: Double { absoluteMagnitude < 9 ? 0.008 : 0.004 }

    /// Half of the stars in the middle of the strip pulsate: Murphy et al. 2019, doi:10.1093/mnras/stz590.
    private var deltaScutiShare: Double {
        guard component == .thinDisc, (1.0...3.0).contains(absoluteMagnitude) else { return 0 }
        return (1.5...2.6).contains(absoluteMagnitude) ? 0.5 : 0.2
    }

    /// Active M dwarfs by subtype, fewer away from the plane: West et al. 2011, doi:10.1088/0004-6256/141/3/97.
    private var flareShare: Double {
        guard component == .thinDisc, absoluteMagnitude > 8.5 else { return 0 }
        return Self.activeByMagnitude(absoluteMagnitude) * max(0.1, 1 - abs(height) / 0.4)
    }

    private static let activeByMagnitude = PointTable([
        (8.5, 0.02), (9.5, 0.04), (10.5, 0.08), (11.5, 0.2), (12.5, 0.45), (13.5, 0.6), (15, 0.7), (19, 0.7),
    ])

    /// A quarter of the dwarfs in Kepler's field show rotation (McQuillan et al. 2014, doi:10.1088/0067-0049/211/2/24), of
    /// those below 0.55 solar masses 63 % (McQuillan et al. 2013, doi:10.1093/mnras/stt536).
    private var activeShare: Double {
        guard component == .thinDisc, (3.5...12).contains(absoluteMagnitude) else { return 0 }
        return Self.rotatingByMagnitude(absoluteMagnitude)
    }

    private static let rotatingByMagnitude = PointTable([(3.5, 0.2), (6, 0.25), (8.5, 0.63), (12, 0.63)])

    /// Bright giants nearly all pulsate: Jorissen et al. 1997 (A&A 324, 578); Soszynski et al. 2009 (AcA 59, 239).
    private var longPeriodShare: Double { absoluteMagnitude < -2 ? 0.8 : absoluteMagnitude < -1.2 ? 0.3 : 0 }
}
