import SkyMath
import SkyModel
import Testing

/// Light curves that objects of the sky draw for themselves.
@Suite struct ObjectLightCurveTests {
    static let magnitudes = VariableSamples.magnitudes

    private func star(_ variability: VariabilityClass, index: Int = 1) -> Star {
        Star(
            id: SkyObjectID(kind: .star, cell: 7, block: 2, index: index), position: SkyPosition(ra: 10, dec: -20),
            properMotionRA: 0, properMotionDec: 0, parallax: 1, radialVelocity: 0, component: .thinDisc,
            sequence: .mainSequence, variability: variability, absoluteMagnitude: 4, effectiveTemperature: 6000,
            extinction: 0.1, magnitudes: Self.magnitudes)
    }

    private func event(_ kind: TransientClass, extinction: Double = 0, index: Int = 1) -> TransientEvent {
        let host = Galaxy(
            id: SkyObjectID(kind: .galaxy, cell: 7, block: 3, index: 2), position: SkyPosition(ra: 10, dec: -20),
            type: .spiral, redshift: 0.08, absoluteMagnitude: -21, halfLightRadius: 2, sersicIndex: 1, axisRatio: 0.7,
            positionAngle: 20, logStellarMass: 10.5, logStarFormationRate: 0.2, extinction: extinction,
            magnitudes: Self.magnitudes)
        return TransientEvent(
            id: SkyObjectID(kind: .transient, cell: 7, block: 9, index: index), kind: kind, host: host,
            position: host.position, hostOffset: 0, redshift: 0.08, explosionMjdTai: 60_000)
    }

    @Test func `a constant star has no light curve, all others have one about their magnitudes`() throws {
        #expect(star(.constant).lightCurve(seed: 1) == nil)
        for variability in VariabilityClass.allCases where variability != .constant {
            let curve = try #require(star(variability).lightCurve(seed: 1))
            let fluxes = (0..<3000).map { curve.flux(.r, mjdTai: 60_000 + 1.237 * Double($0)) }
            let middle = fluxes.sorted()[1500] / ABMagnitude.nJy(Double(Float(Self.magnitudes[.r])))
            #expect(middle > 0.3 && middle < 3, "\(variability): \(middle)")
            #expect(Set(fluxes).count > 100, "\(variability) varies")
        }
    }

    @Test func `the identifier and the seed make the curve`() throws {
        for variability in VariabilityClass.allCases where variability != .constant {
            let flux = { (index: Int, seed: UInt64) -> [Double]? in
                let curve = star(variability, index: index).lightCurve(seed: seed)
                return curve.map { curve in (0..<400).map { curve.flux(.g, mjdTai: 60_000 + 0.317 * Double($0)) } }
            }
            #expect(flux(1, 5) == flux(1, 5))
            #expect(flux(1, 5) != flux(2, 5))
            #expect(flux(1, 5) != flux(1, 6))
        }
    }

    @Test(arguments: TransientClass.allCases) func `an event is dark until it begins, then bright, then gone`(
        _ kind: TransientClass
    ) {
        let curve = event(kind).lightCurve(seed: 3)
        #expect(curve.flux(.r, mjdTai: 59_999.9) == 0)
        #expect((1..<100).contains { curve.flux(.r, mjdTai: 60_000 + Double($0)) > 0 })
        #expect(curve.flux(.r, mjdTai: 65_000) == 0)
        let other = event(kind, index: 2).lightCurve(seed: 3)
        #expect(
            (1..<100).contains {
                curve.flux(.r, mjdTai: 60_000 + Double($0)) != other.flux(.r, mjdTai: 60_000 + Double($0))
            })
    }

    @Test func `dust of our Galaxy dims by its law, more in the blue`() {
        let (clear, dim) = (
            event(.tidalDisruption).lightCurve(seed: 3), event(.tidalDisruption, extinction: 1).lightCurve(seed: 3)
        )
        let dimming = PerBand { band in
            ABMagnitude.magnitude(nJy: clear.flux(band, mjdTai: 60_030) / dim.flux(band, mjdTai: 60_030)) - 31.4
        }
        for band in Passband.allCases {
            #expect(abs(-dimming[band] - ExtinctionLaw.galacticPerBand[band] / 3.1) < 0.05, "\(band): \(dimming[band])")
        }
    }

    @Test func `a type Ia supernova peaks nineteen days at rest after it begins`() {
        let curve = event(.supernovaIa).lightCurve(seed: 3)
        let peak = (0..<60).max {
            curve.flux(.g, mjdTai: 60_000 + Double($0)) < curve.flux(.g, mjdTai: 60_000 + Double($1))
        }
        #expect(abs(Double(peak ?? 0) - SupernovaIa.riseTime * 1.08) < 4)
    }

    @Test func `a lens magnifies its source at the event's peak`() {
        let event = MicrolensingEvent(
            id: SkyObjectID(kind: .microlensing, cell: 1, block: 1, index: 1), source: star(.constant),
            peakMjdTai: 60_100, einsteinTime: 20, impact: 0.2)
        let ratio = event.lightCurve(seed: 1).flux(.i, mjdTai: 60_100) / ABMagnitude.nJy(Self.magnitudes[.i])
        #expect(abs(ratio / Microlensing.magnification(separation: 0.2) - 1) < 1e-5)
    }
}
