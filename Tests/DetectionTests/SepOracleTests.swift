import Detection
import Imaging
import SkyMath
import Testing

/// Against sep (Barbary 2016, doi:10.21105/joss.00058), SExtractor's algorithms as a library.
@Suite(.enabled(if: Python.hasSep, Python.reason)) struct SepOracleTests {
    private func field() throws -> (SyntheticField, MaskedImage) {
        var field = SyntheticField.grid(300, spacing: 36, fluxes: 3000...50_000)
        field.noise = 5
        return (field, try field.masked())
    }

    @Test func `aperture fluxes and areas agree, masked pixels left out`() throws {
        var (field, image) = try field()
        var draws = Draws(seed: 1, 9)
        for _ in 0..<300 { image.mask[Int(300 * draws.uniform()), Int(300 * draws.uniform())] = .bad }
        let mask = try Image(width: 300, height: 300, pixels: image.mask.pixels.map { Float($0.rawValue) })
        let radii = field.stars.map { _ in 0.3 + 12 * draws.uniform() }
        let arguments = zip(field.stars, radii).flatMap { [$0.x, $0.y, $1] }
        let theirs = try Python.numbers(
            """
            x, y, r = numbers.reshape(-1, 3).T
            mask = planes[1] > 0
            flux, _, _ = sep.sum_circle(np.where(mask, 0, planes[0]), x, y, r, subpix=0)
            area, _, _ = sep.sum_circle(np.where(mask, 0, 1).astype("f4"), x, y, r, subpix=0)
            for row in zip(flux, area): print(*row)
            """, [image.image, mask], arguments)
        #expect(theirs.count == field.stars.count)
        for (n, star) in field.stars.enumerated() {
            let ours = ApertureFlux(of: image, x: star.x, y: star.y, radius: radii[n])
            #expect(abs(ours.flux - theirs[n][0]) < 1e-5 * abs(theirs[n][0]) + 1e-3)
            #expect(abs(ours.area - theirs[n][1]) < 1e-5)
        }
    }

    @Test func `windowed centres agree`() throws {
        let (field, image) = try field()
        let theirs = try Python.numbers(
            """
            x, y = numbers.reshape(-1, 2).T
            for row in zip(*sep.winpos(planes[0], np.round(x), np.round(y), 1.5)[:2]): print(*row)
            """, [image.image], field.stars.flatMap { [$0.x, $0.y] })
        for (n, star) in field.stars.enumerated() {
            let ours = WindowedCentroid(of: image.image, nearX: star.x.rounded(), y: star.y.rounded(), sigma: 1.5)
            #expect(abs(ours.x - theirs[n][0]) < 2e-3 && abs(ours.y - theirs[n][1]) < 2e-3)
        }
    }

    @Test func `regions have the same pixels`() throws {
        let (_, image) = try field()
        let theirs = try Python.numbers(
            """
            for o in sorted(sep.extract(planes[0], 7.5, minarea=3, filter_kernel=None, deblend_cont=1.0, clean=False)["npix"]):
                print(o)
            """, [image.image])
        let ours = FootprintSet(
            of: image.image, settings: .init(threshold: 7.5, polarity: .positive, leastArea: 3))
        #expect(ours.footprints.count > 50)
        #expect(ours.footprints.map(\.area).sorted() == theirs.map { Int($0[0]) })
    }

    @Test func `sky and noise agree on a field of stars`() throws {
        var field = SyntheticField.grid(512, spacing: 48, fluxes: 1000...20_000)
        field.sky = { x, y in 300 + 0.02 * x - 1e-4 * (y - 256) * (y - 256) }
        let image = try field.masked()
        let theirs = try Python.numbers(
            """
            b = sep.Background(planes[0], bw=64, bh=64, fw=1, fh=1)
            print(b.globalrms)
            for row in b.back()[4::36, 4::36]: print(*row)
            """, [image.image])
        let ours = try Background(of: image, settings: .init(cell: 64))
        #expect(abs(ours.noise.typical / theirs[0][0] - 1) < 0.02)
        var (differences, errors) = ([Double](), [Double]())
        for (j, row) in theirs.dropFirst().enumerated() {
            for (i, value) in row.enumerated() {
                let (x, y) = (Double(4 + 36 * i), Double(4 + 36 * j))
                differences.append(ours.level.value(atX: x, y: y) - value)
                errors.append(ours.level.value(atX: x, y: y) - field.sky(x, y))
            }
        }
        #expect(rms(differences) < 0.6)
        #expect(rms(errors) < 0.5)
    }
}
