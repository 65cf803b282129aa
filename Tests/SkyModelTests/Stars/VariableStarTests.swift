import SkyMath
import Testing

@testable import SkyModel

@Suite struct VariableStarTests {
    private func share(_ kind: VariabilityClass, _ star: VariabilityCase) -> Double {
        Double((0..<10_000).count { star.pick((Double($0) + 0.5) / 10_000) == kind }) / 10_000
    }

    private func dwarf(_ m: Double, height: Double = 0) -> VariabilityCase {
        VariabilityCase(component: .thinDisc, sequence: .mainSequence, absoluteMagnitude: m, height: height)
    }

    @Test func `1.1 % of Sun-like stars eclipse, a quarter of these in contact`() {
        #expect(abs(share(.eclipsingDetached, dwarf(4.6)) - 0.008) < 2e-4)
        #expect(abs(share(.eclipsingContact, dwarf(4.6)) - 0.0026) < 2e-4)
    }

    @Test func `delta Scuti stars are in the strip, flares among M dwarfs near the plane`() {
        #expect(abs(share(.deltaScuti, dwarf(2)) - 0.5) < 1e-3)
        #expect(share(.deltaScuti, dwarf(5)) == 0)
        #expect(share(.flareDwarf, dwarf(13)) > 0.4 && share(.flareDwarf, dwarf(9.5)) < 0.06)
        #expect(share(.flareDwarf, dwarf(13, height: 0.5)) < 0.1)
        #expect(share(.flareDwarf, dwarf(5)) == 0)
    }

    @Test func `no kind of star has shares beyond one`() {
        for component in GalacticComponent.allCases {
            for sequence in [StellarSequence.mainSequence, .giant] {
                for m in stride(from: -6.0, to: 18, by: 0.5) {
                    let star = VariabilityCase(
                        component: component, sequence: sequence, absoluteMagnitude: m, height: 0)
                    #expect(star.shares.reduce(0) { $0 + $1.1 } <= 1)
                }
            }
        }
    }

    /// Expected stars of one sequence in a square degree, r in a range.
    private func expected(_ sequence: StellarSequence, _ component: GalacticComponent, l: Double, b: Double) -> Double {
        let table = SightlineTable(GalacticPosition(l: l, b: b), area: 1)
        return StellarPopulation.all.enumerated().reduce(0) { sum, pair in
            guard pair.element.sequence == sequence, pair.element.component == component else { return sum }
            let start = pair.offset * SightlineTable.modulusCount
            return (0..<MagnitudeLayers.binCount).reduce(sum) {
                $0 + table.counts(bin: $1)[start..<start + SightlineTable.modulusCount].reduce(0, +)
            }
        }
    }

    /// Stripe 82 has 483 within 300 square degrees, a good part of them in streams and clouds that the model lacks:
    /// Sesar et al. 2010, doi:10.1088/0004-637X/708/1/717.
    @Test func `there are half to one and a half RR Lyrae stars of the halo in a square degree at high latitude`() {
        let density = expected(.horizontalBranch, .halo, l: 120, b: -55)
        #expect((0.4...1.6).contains(density), "\(density)")
    }

    @Test func `Cepheids are in the plane, dwarf novae rare, and halo RR Lyrae stars everywhere`() {
        #expect(expected(.cepheid, .thinDisc, l: 300, b: 1) > 50 * expected(.cepheid, .thinDisc, l: 300, b: 30))
        #expect((0.05...3).contains(expected(.cataclysmic, .thinDisc, l: 90, b: 30)))
    }

    @Test func `classes drawn agree with what the stars are`() {
        let cone = SkyCone(centre: SkyPosition(GalacticPosition(l: 300, b: 8)), radius: 0.7)
        let stars = SyntheticSky(seed: 2).stars(in: cone, brighterThan: 20)
        for star in stars {
            switch star.variability {
            case .rrLyraeAB, .rrLyraeC: #expect(star.sequence == .horizontalBranch)
            case .cepheid: #expect(star.sequence == .cepheid)
            case .longPeriod: #expect(star.sequence == .giant && star.absoluteMagnitude < -1)
            case .dwarfNova: #expect(star.sequence == .cataclysmic)
            case .deltaScuti: #expect((1...3).contains(star.absoluteMagnitude))
            default: break
            }
        }
        let dwarfs = stars.filter { $0.sequence == .mainSequence && (3...8).contains($0.absoluteMagnitude) }
        let eclipsing = dwarfs.count { [.eclipsingContact, .eclipsingDetached].contains($0.variability) }
        let share = Double(eclipsing) / Double(dwarfs.count)
        #expect(abs(share - 0.0106) < 5 * (0.0106 / Double(dwarfs.count)).squareRoot())
    }
}
