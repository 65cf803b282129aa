import Ephemerides
import SkyMath
import Testing

@Suite struct PlanetTests {
    private static let system = Result { try SolarSystem(span: 56000...60600) }

    /// Barycentric places (au) of the ephemeris DE440 at times in MJD TDB.
    static let de440: [(Double, Body, Vector3)] = [
        (56000.25, .sun, Vector3(-0.002908399, -0.001509434, -0.000662657)),
        (56000.25, .mercury, Vector3(-0.293608116, 0.150649079, 0.110757073)),
        (56000.25, .earth, Vector3(-0.991540628, 0.095600381, 0.041438152)),
        (56000.25, .moon, Vector3(-0.992247719, 0.093410436, 0.040511507)),
        (56000.25, .jupiter, Vector3(3.360365098, 3.410743181, 1.380041515)),
        (56000.25, .neptune, Vector3(26.126489619, -13.403334041, -6.136517915)),
        (58123.5, .sun, Vector3(0.001775604, 0.005692481, 0.002337773)),
        (58123.5, .mercury, Vector3(-0.391009478, -0.120763059, -0.024496234)),
        (58123.5, .earth, Vector3(-0.250222317, 0.877740105, 0.380373300)),
        (58123.5, .moon, Vector3(-0.252395206, 0.878773707, 0.380893320)),
        (58123.5, .jupiter, Vector3(-4.238753090, -3.150054135, -1.247070576)),
        (58123.5, .neptune, Vector3(28.685585395, -7.677501054, -3.856615174)),
        (60500.75, .sun, Vector3(-0.006904976, -0.003845425, -0.001452105)),
        (60500.75, .mercury, Vector3(-0.390386641, -0.175896567, -0.053616181)),
        (60500.75, .earth, Vector3(0.301686532, -0.892628181, -0.386731077)),
        (60500.75, .moon, Vector3(0.299330610, -0.891525629, -0.386095048)),
        (60500.75, .jupiter, Vector3(2.307173390, 4.120690117, 1.710107624)),
        (60500.75, .neptune, Vector3(29.860970804, -0.829873453, -1.083105025)),
    ]

    @Test(arguments: de440)
    func `Bodies are where DE440 has them within 20 kilometres, the Moon within a hundred`(
        mjdTdb: Double, body: Body, place: Vector3
    ) throws {
        let kilometres = (try Self.system.get().position(of: body, mjdTdb: mjdTdb) - place).length * 149_597_870.7
        #expect(kilometres < (body == .moon ? 100 : 20))
    }

    @Test func `Velocities are the slopes of places`() throws {
        let system = try Self.system.get()
        for body in [Body.sun, .mercury, .jupiter, .neptune] {
            let after = try system.position(of: body, mjdTdb: 58500.001)
            let before = try system.position(of: body, mjdTdb: 58499.999)
            let slope = (after - before) * 500
            #expect((slope - (try system.velocity(of: body, mjdTdb: 58500))).length < 1e-9)
        }
    }

    @Test(arguments: [55000.0, 60700, .nan, .infinity])
    func `A time outside of the span is an error`(mjdTdb: Double) throws {
        let system = try Self.system.get()
        #expect(throws: EphemerisError.self) { try system.position(of: .mars, mjdTdb: mjdTdb) }
    }

    @Test func `A span outside of what was checked is an error`() {
        #expect(throws: EphemerisError.self) { try SolarSystem(span: -1e9...0) }
    }

    @Test func `The Sun's gravity alone moves a planet that weighs nothing as two-body motion does, nearly`() throws {
        // Over a month Jupiter and the rest move a main-belt asteroid by less than 1e-5 au.
        let orbit = OrbitalElements(
            q: 2.3, eccentricity: 0.1, inclination: 7, node: 50, perihelionArgument: 60, perihelionMjdTdb: 58400,
            epochMjdTdb: 58400)
        let system = try Self.system.get()
        let path = try Trajectory(orbit.state(), span: 58400...58430, in: system)
        let heliocentric = path.position(mjdTdb: 58430) - (try system.position(of: .sun, mjdTdb: 58430))
        let apart = (heliocentric - (try orbit.state(atMjdTdb: 58430).position)).length
        #expect(apart < 1e-5)
        #expect(apart > 1e-8)
    }

    @Test func `An integrated orbit that goes and comes back is where it began`() throws {
        let orbit = OrbitalElements(
            q: 0.9, eccentricity: 0.6, inclination: 7, node: 50, perihelionArgument: 60, perihelionMjdTdb: 58400,
            epochMjdTdb: 58300)
        let system = try Self.system.get()
        let start = try orbit.state()
        let path = try Trajectory(start, span: 58300...58700, in: system)
        let far = StateVector(
            position: path.position(mjdTdb: 58700) - (try system.position(of: .sun, mjdTdb: 58700)),
            velocity: path.velocity(mjdTdb: 58700) - (try system.velocity(of: .sun, mjdTdb: 58700)), mjdTdb: 58700)
        let back = try Trajectory(far, span: 58300...58700, in: system).position(mjdTdb: 58300)
        #expect((back - path.position(mjdTdb: 58300)).length < 1e-9)
    }
}
