import SkyModel
import Testing

@Suite struct CosmologyTests {
    /// astropy 8.0.2, FlatLambdaCDM(67.66, 0.3111), Mpc.
    @Test(arguments: [
        (0.01, 44.6471330580225), (0.1, 475.82523298426577), (0.5, 2919.7238109412638), (1, 6791.734247385122),
        (2, 15926.5879798456), (4, 36666.814033974166), (6, 58991.98430428106),
    ])
    func `luminosity distances are astropy's`(redshift: Double, distance: Double) {
        let ours = Cosmology.planck2018.luminosityDistance(redshift: redshift)
        #expect(abs(ours / distance - 1) < 1e-6, "\(ours / distance - 1)")
    }

    @Test func `a universe of matter alone has the closed form`() {
        let cosmology = Cosmology(hubbleConstant: 70, matterDensity: 1)
        for redshift in [0.1, 1, 5] {
            let expected = 2 * 299_792.458 / 70 * (1 - 1 / (1 + redshift).squareRoot())
            #expect(abs(cosmology.comovingDistance(redshift: redshift) / expected - 1) < 1e-9)
        }
    }

    @Test func `nothing is nearer than 0`() {
        #expect(Cosmology.planck2018.comovingDistance(redshift: -0.1) == 0)
        #expect(Cosmology.planck2018.luminosityDistance(redshift: 0) == 0)
    }
}
