import Ephemerides
import Testing

@Suite struct OrbitalElementsTests {
    @Test func `elements are compared field by field`() {
        let ceres = OrbitalElements(
            q: 2.55, eccentricity: 0.0785, inclination: 10.6, node: 80.3, perihelionArgument: 73.6,
            perihelionMjdTdb: 59_919.8, epochMjdTdb: 59_000)
        var later = ceres
        later.epochMjdTdb += 1
        #expect(later != ceres)
    }
}
