import Detection
import Imaging
import SkyMath
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct KronTests {
    /// Light that falls with the distance in units of an ellipse, on 201 x 201 pixels.
    private func image(_ ellipse: Ellipse, _ profile: (Double) -> Double) -> MaskedImage {
        var image = Image<Float>(width: 201, height: 201, repeating: 0)
        let (c, s) = (cos(ellipse.angle * .pi / 180), sin(ellipse.angle * .pi / 180))
        for y in 0..<201 {
            for x in 0..<201 {
                let (dx, dy) = (Double(x) - 100.3, Double(y) - 99.6)
                let (u, v) = ((dx * c + dy * s) / ellipse.major, (dy * c - dx * s) / ellipse.minor)
                image[x, y] = Float(profile((u * u + v * v).squareRoot()))
            }
        }
        return MaskedImage(image: image, variance: 4)
    }

    @Test func `of a Gaussian radius and flux are those of the integrals`() {
        let ellipse = Ellipse(major: 5, minor: 3, angle: 30)
        let image = image(ellipse) { 1e5 * exp(-$0 * $0 / 2) / (2 * .pi * 15) }
        let kron = KronFlux(of: image, x: 100.3, y: 99.6, ellipse: ellipse)
        #expect(abs(kron.radius - (Double.pi / 2).squareRoot()) < 1e-3)
        let reach = 2.5 * (Double.pi / 2).squareRoot()
        #expect(abs(kron.flux / 1e5 - (1 - exp(-reach * reach / 2))) < 3e-4)
        #expect(abs(kron.coverage - 1) < 1e-6)
        let area = Double.pi * 15 * reach * reach
        #expect(abs(kron.error / (2 * area.squareRoot()) - 1) < 0.05)
    }

    @Test func `of an exponential disc the radius is two scale lengths`() {
        let ellipse = Ellipse(major: 4, minor: 2.5, angle: -60)
        let image = image(ellipse) { exp(-$0) }
        let kron = KronFlux(of: image, x: 100.3, y: 99.6, ellipse: ellipse, settings: .init(reach: 14))
        #expect(abs(kron.radius - 2) < 0.01)
        #expect(abs(kron.flux / (2 * .pi * 10) - (1 - 6 * exp(-5))) < 0.01)
    }

    @Test func `an ellipse on a flat image has its area, wherever it lies`() {
        let image = MaskedImage(image: Image(width: 80, height: 80, repeating: 3), variance: 1)
        var draws = Draws(seed: 4, 8)
        for _ in 0..<300 {
            let major = 0.3 + 15 * draws.uniform()
            let ellipse = Ellipse(
                major: major, minor: major * (0.1 + 0.9 * draws.uniform()), angle: 180 * draws.uniform() - 90)
            let sum = KronFlux.sum(
                of: image, x: 30 + 20 * draws.uniform(), y: 30 + 20 * draws.uniform(), ellipse: ellipse)
            #expect(abs(sum.area / ellipse.area - 1) < 1e-9 && abs(sum.flux / ellipse.area - 3) < 1e-8)
        }
    }

    @Test func `moments give the ellipse they are of`() throws {
        let ellipse = try #require(Ellipse(xx: 25 * 0.75 + 9 * 0.25, xy: 16 * 0.4330127, yy: 25 * 0.25 + 9 * 0.75))
        #expect(abs(ellipse.major - 5) < 1e-6 && abs(ellipse.minor - 3) < 1e-6 && abs(ellipse.angle - 30) < 1e-5)
        #expect(Ellipse(xx: 1, xy: 2, yy: 1) == nil && Ellipse(xx: .nan, xy: 0, yy: 1) == nil)
    }

    @Test func `what has no light has no radius`() {
        let image = MaskedImage(image: Image(width: 40, height: 40, repeating: 0), variance: 1)
        for place in [20.0, .nan, 1e300, -500] {
            let kron = KronFlux(of: image, x: place, y: 20, ellipse: Ellipse(major: 2, minor: 2, angle: 0))
            #expect(kron.radius.isNaN && kron.flux.isNaN && kron.ellipse == nil)
        }
        let bad = KronFlux(of: image, x: 20, y: 20, ellipse: Ellipse(major: .nan, minor: -1, angle: 0))
        #expect(bad.flux.isNaN && bad.coverage == 0)
    }
}

extension SepOracleTests {
    @Test func `Kron radii and elliptical sums agree`() throws {
        var field = SyntheticField.grid(300, spacing: 52, fluxes: 20_000...90_000)
        (field.sigma, field.noise) = (2, 1)
        let image = try field.masked()
        let ellipses = field.stars.indices.map {
            Ellipse(
                major: 2.2 + 0.1 * Double($0 % 5), minor: 1.5 + 0.1 * Double($0 % 4), angle: Double($0 * 23 % 170) - 85)
        }
        let arguments = zip(field.stars, ellipses).flatMap { [$0.x, $0.y, $1.major, $1.minor, $1.angle] }
        let theirs = try Python.numbers(
            """
            x, y, a, b, t = numbers.reshape(-1, 5).T
            t = t * np.pi / 180
            r, _ = sep.kron_radius(planes[0], x, y, a, b, t, 6.0)
            flux, err, _ = sep.sum_ellipse(planes[0], x, y, a, b, t, 2.5 * r, err=1.0, subpix=0)
            for row in zip(r, flux, err): print(*row)
            """, [image.image], arguments)
        for (n, star) in field.stars.enumerated() {
            let ours = KronFlux(
                of: image, x: star.x, y: star.y, ellipse: ellipses[n], settings: .init(leastRadius: 0))
            #expect(abs(ours.radius / theirs[n][0] - 1) < 1e-3)
            #expect(abs(ours.flux / theirs[n][1] - 1) < 1e-3)
            #expect(abs(ours.error / theirs[n][2] - 1) < 0.03)
        }
    }
}
