import SkyMath
import Testing

@testable import SkyModel

@Suite struct KinematicsTests {
    /// Mean velocity of nearby thin-disc stars in one direction, km/s, east, north and away.
    private func mean(l: Double, b: Double) -> (east: Double, north: Double, radial: Double) {
        let direction = SkyPosition(GalacticPosition(l: l, b: b))
        let place = Sightline(GalacticPosition(l: l, b: b)).place(kpc: 0.05)
        var (draws, sum) = (Draws(seed: 5, UInt64(l), UInt64(b + 90)), (0.0, 0.0, 0.0))
        for _ in 0..<4000 {
            let velocity = GalacticMotion.velocity(.thinDisc, at: place, &draws)
            let motion = SkyDirections(direction).motion(velocity, kpc: 0.05)
            let scale = 4.740470446 * 0.05 / 4000
            sum = (sum.0 + motion.ra * scale, sum.1 + motion.dec * scale, sum.2 + motion.radial / 4000)
        }
        return sum
    }

    @Test(arguments: [0.0, -37, 61, 89.8, -90])
    func `directions by the field of a place are those of each place alone`(dec: Double) {
        let field = DirectionField(SkyPosition(ra: 359.9, dec: dec))
        let velocity = GalacticVelocity(u: 40, v: -200, w: 15)
        for (ra, offset) in [(359.9, 0.0), (0.2, 0.3), (359.5, -0.4), (120, 0.1), (354.1, 0.05)] {
            let place = SkyPosition(ra: ra, dec: min(max(dec + offset, -90), 90))
            let (near, exact) = (field.directions(place), SkyDirections(place))
            let (a, b) = (near.motion(velocity, kpc: 1), exact.motion(velocity, kpc: 1))
            #expect(abs(a.ra - b.ra) < 1e-6 && abs(a.dec - b.dec) < 1e-6 && abs(a.radial - b.radial) < 1e-6)
            #expect(abs(near.outward.x - exact.outward.x) < 1e-8 && abs(near.outward.z - exact.outward.z) < 1e-8)
        }
    }

    @Test func `stars ahead of the Sun's motion approach and those behind recede`() {
        // Apex of the motion through stars that lag 15 km/s behind: (11.1, 27.2, 7.25) km/s.
        let speed = (11.1 * 11.1 + 27.24 * 27.24 + 7.25 * 7.25).squareRoot()
        #expect(abs(mean(l: 67.8, b: 13.8).radial + speed) < 2.5)
        #expect(abs(mean(l: 247.8, b: -13.8).radial - speed) < 2.5)
    }

    @Test func `stars across the Sun's motion stream away from the apex`() {
        let away = mean(l: 157.8, b: 0)
        let apex = SkyPosition(GalacticPosition(l: 67.8, b: 13.8))
        let here = SkyPosition(GalacticPosition(l: 157.8, b: 0))
        let towardsApex = SkyMotion(ra: away.east, dec: away.north, radial: 0).positionAngle
        let turn = (towardsApex - here.positionAngle(to: apex)).remainder(dividingBy: 360)
        #expect(abs(abs(turn) - 180) < 12)
    }

    @Test func `rotation gives the Galactic centre the proper motion of Sagittarius A*`() {
        // 6.4 mas/yr along the plane: Reid and Brunthaler 2020, doi:10.3847/1538-4357/ab76cd.
        let here = SkyPosition(GalacticPosition(l: 0, b: 0))
        let still = GalacticVelocity(
            u: -GalacticMotion.sun.u, v: -GalacticMotion.circularSpeed - GalacticMotion.sun.v, w: -GalacticMotion.sun.w)
        let motion = SkyDirections(here).motion(still, kpc: Sightline.sunRadius)
        #expect(abs((motion.ra * motion.ra + motion.dec * motion.dec).squareRoot() - 6.41) < 0.1)
        #expect(abs(motion.ra + 3.15) < 0.15 && abs(motion.dec + 5.59) < 0.15)
    }

    @Test func `halo stars move faster across the sky than disc stars at the same distance`() {
        let stars = SyntheticSky(seed: 8).stars(
            in: SkyCone(centre: SkyPosition(GalacticPosition(l: 90, b: 60)), radius: 1.2), brighterThan: 21)
        func typical(_ component: GalacticComponent) -> Double {
            let speeds = stars.filter { $0.component == component }.map {
                4.74 * ($0.properMotionRA * $0.properMotionRA + $0.properMotionDec * $0.properMotionDec).squareRoot()
                    / $0.parallax
            }.sorted()
            return speeds[speeds.count / 2]
        }
        #expect(typical(.halo) > 2 * typical(.thickDisc))
        #expect(typical(.thickDisc) > 1.3 * typical(.thinDisc))
        #expect((150...350).contains(typical(.halo)))
    }

    @Test func `a star's place moves by its proper motion`() {
        var star = SyntheticSky(seed: 8).stars(
            in: SkyCone(centre: SkyPosition(ra: 30, dec: -40), radius: 0.5), brighterThan: 18)[0]
        (star.properMotionRA, star.properMotionDec, star.parallax) = (300, -400, 0)
        let later = star.position(mjdTai: 57388.5 + 3652.5)
        #expect(abs(star.position.separation(to: later) * 3600 - 5) < 1e-6)
        #expect(abs(star.position.positionAngle(to: later) - 143.1301) < 1e-3)
        #expect(star.position(mjdTai: 57388.5).separation(to: star.position) < 1e-12)
    }

    /// Places by ERFA's `pmpx` with the Earth's barycentric places of its `epv00`.
    @Test(arguments: [
        (217.42, -62.68, -3781.7, 769.8, 768.07, 61000.0, 217.397509662395, -62.677750941957),
        (217.42, -62.68, -3781.7, 769.8, 768.07, 61091.3, 217.397203013093, -62.677930022241),
        (217.42, -62.68, -3781.7, 769.8, 768.07, 62000.7, 217.390668565584, -62.677210885835),
        (10, 30, 0, 0, 100, 61000, 9.999978581391, 30.000000839107),
        (10, 30, 0, 0, 100, 61091.3, 9.999981550563, 29.999984645281),
        (10, 30, 0, 0, 100, 61200, 10.000027711243, 30.000004381406),
        (200, -89.9, 50, -20, 50, 61091.3, 200.086318233576, -89.900065519793),
        (200, -89.9, 50, -20, 50, 62000.7, 200.094279106652, -89.900061733643),
        (359.9999, 5, -300, 10, 20, 61200, 359.999032173315, 5.000031077199),
    ])
    func `a star's place is moved by its parallax, to a hundredth of it`(
        ra: Double, dec: Double, motionRA: Double, motionDec: Double, parallax: Double, mjdTai: Double, toRA: Double,
        toDec: Double
    ) {
        var star = SyntheticSky(seed: 8).stars(
            in: SkyCone(centre: SkyPosition(ra: 30, dec: -40), radius: 0.5), brighterThan: 18)[0]
        star.position = SkyPosition(ra: ra, dec: dec)
        (star.properMotionRA, star.properMotionDec, star.parallax) = (motionRA, motionDec, parallax)
        let off = star.position(mjdTai: mjdTai).separation(to: SkyPosition(ra: toRA, dec: toDec))
        #expect(off * 3.6e6 < 0.012 * parallax)
    }
}
