import Detection
import Imaging
import SkyMath
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct CatalogueTests {
    private let psf = try? AnalyticPSF(.gaussian, fwhm: 2.354_82 * (1.7 * 1.7 - 1.0 / 12).squareRoot())

    private func field(_ side: Int = 320) -> SyntheticField {
        var field = SyntheticField.grid(side, spacing: 32, fluxes: 1500...60_000)
        (field.sigma, field.noise, field.gain) = (1.7, 10, 1)
        field.sky = { x, y in 300 + 0.02 * x - 0.01 * y }
        return field
    }

    /// Sources with the stars that they are of.
    private func matched(_ sources: [Source], _ stars: [SyntheticField.Star]) -> [(Source, SyntheticField.Star)] {
        stars.compactMap { star in
            sources.first { abs($0.position.x - star.x) < 1 && abs($0.position.y - star.y) < 1 }.map { ($0, star) }
        }
    }

    @Test func `every star is found once, and measured within its errors`() throws {
        let field = field()
        let catalogue = try SourceCatalogue(of: field.masked(), psf: psf)
        let pairs = matched(catalogue.sources, field.stars)
        #expect(pairs.count == field.stars.count)
        #expect(catalogue.sources.count <= field.stars.count + 1)
        #expect(catalogue.sources.map(\.id) == Array(1...catalogue.sources.count))
        var pulls = [String: [Double]]()
        for (source, star) in pairs {
            let (fit, window) = (try #require(source.psf), try #require(source.windowed))
            let (moments, errors) = (try #require(source.moments), try #require(source.momentErrors))
            pulls["psf flux", default: []].append((fit.flux - star.flux) / fit.fluxError)
            pulls["psf place", default: []].append((fit.x - star.x) / fit.xError)
            pulls["window", default: []] += [(window.x - star.x) / window.xError, (window.y - star.y) / window.yError]
            pulls["aperture", default: []].append(
                (source.apertures[1].flux / (1 - exp(-18 / 2.89)) - star.flux) / source.apertures[1].error)
            let truth = 2.89
            pulls["moments", default: []] += [(moments.xx - truth) / errors.xx, (moments.yy - truth) / errors.yy]
            pulls["moments", default: []].append(moments.xy / errors.xy)
            let flags = source.flags
            #expect(flags.isEmpty)
        }
        for (name, values) in pulls {
            let spread = rms(values)
            #expect(abs(spread - 1) < 0.25, "\(name)")
        }
    }

    @Test func `one thread gives what two give`() throws {
        var image = try field(200).masked()
        for n in 0..<28 { image.mask[n * 7, n * 5 + 20] = .bad }
        let one = try SourceCatalogue(of: image, psf: psf, threads: 1)
        #expect(try SourceCatalogue(of: image, psf: psf, threads: 2) == one)
        #expect(one.sources.count > 10)
    }

    @Test func `any filter finds the stars, with the S-N that a matched filter gives`() throws {
        var field = field(200)
        field.sky = { _, _ in 0 }
        let (image, psf) = (try field.masked(), try #require(psf))
        let kernel = try psf.kernel(atX: 0, y: 0, side: 15)
        for filter in [MatchedFilter.gaussian(sigma: 1.7), .kernel(kernel), .psf(side: 15)] {
            for noise in [NoiseSource.sky, .variances] {
                var settings = SourceCatalogue.Settings()
                (settings.filter, settings.noise) = (filter, noise)
                let catalogue = try SourceCatalogue(of: image, psf: psf, settings: settings)
                let pairs = matched(catalogue.sources, field.stars)
                #expect(pairs.count == field.stars.count)
                for (source, star) in pairs where noise == .sky {
                    let expected = star.flux / (10 * (4 * Double.pi * 2.89).squareRoot())
                    #expect(abs(source.significance / expected - 1) < 0.06 + 3 / expected)
                }
            }
        }
    }

    @Test func `sources below 0 are measured with their sign`() throws {
        var field = field(200)
        field.sky = { _, _ in 0 }
        let positive = try field.masked()
        var negative = positive
        negative.image = positive.image.map { -$0 }
        var settings = SourceCatalogue.Settings()
        (settings.sky, settings.noise, settings.detection.polarity) = (.none, .variances, .both)
        let up = try SourceCatalogue(of: positive, psf: psf, settings: settings).sources
        let down = try SourceCatalogue(of: negative, psf: psf, settings: settings).sources
        #expect(up.count == down.count && up.count >= field.stars.count)
        for (a, b) in zip(up, down) {
            #expect(a.flags.symmetricDifference(b.flags) == .negative)
            #expect(abs(a.position.x - b.position.x) < 1e-3 && abs(a.significance + b.significance) < 1e-3)
            #expect(abs((a.psf?.flux ?? 0) + (b.psf?.flux ?? 0)) < 0.1)
            #expect(abs(a.apertures[0].flux + b.apertures[0].flux) < 0.1)
            #expect(abs((a.kron?.flux ?? 0) + (b.kron?.flux ?? 0)) < 0.1)
            #expect(abs((a.moments?.flux ?? 0) + (b.moments?.flux ?? 0)) < 0.1)
        }
    }

    @Test func `flags tell what the mask has under a source`() throws {
        let field = field(200)
        var image = try field.masked()
        let (a, b, c) = (field.stars[0], field.stars[5], field.stars[10])
        image.mask[Int(a.x.rounded()), Int(a.y.rounded())] = .saturated
        image.mask[Int(b.x.rounded()) + 2, Int(b.y.rounded())] = [.cosmicRay, .streak]
        image.mask[Int(c.x.rounded()), Int(c.y.rounded())] = .bad
        let pairs = matched(try SourceCatalogue(of: image, psf: psf).sources, [a, b, c])
        #expect(pairs.count == 3)
        #expect(pairs[0].0.flags.isSuperset(of: [.saturated, .saturatedCenter, .apertureTruncated]))
        #expect(pairs[1].0.flags.isSuperset(of: [.cosmicRay, .streak, .interpolated]))
        #expect(pairs[1].0.flags.isDisjoint(with: [.cosmicRayCenter, .bad, .edge]))
        #expect(pairs[2].0.flags.isSuperset(of: [.bad, .interpolatedCenter]))
        #expect(SourceFlags.names.count == 17 && SourceFlags(rawValue: 1 << 16) == .kronFailed)
        let edge = try SourceCatalogue(of: image.cropped(to: PixelBox(x: Int(a.x), y: 0, width: 80, height: 200)))
        #expect(matched(edge.sources, [.init(x: 0.4, y: a.y, flux: 1)]).allSatisfy { $0.0.flags.contains(.edge) })
    }

    @Test func `what cannot be measured is refused`() throws {
        let image = try field(200).masked()
        var settings = SourceCatalogue.Settings()
        settings.filter = .psf(side: 15)
        #expect(throws: DetectionError.self) { try SourceCatalogue(of: image, settings: settings) }
        settings = .init()
        settings.apertureRadii = [-1]
        #expect(throws: DetectionError.self) { try SourceCatalogue(of: image, settings: settings) }
        let nothing = MaskedImage(image: Image(width: 64, height: 64, repeating: .nan), variance: 1)
        #expect(throws: DetectionError.self) { try SourceCatalogue(of: nothing) }
        settings = .init()
        settings.sky = .none
        #expect(try SourceCatalogue(of: nothing, psf: psf, settings: settings).sources.isEmpty)
    }
}
