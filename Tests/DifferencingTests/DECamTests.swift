import Detection
import FITS
import Foundation
import Imaging
import Testing

@testable import Differencing

/// Two DECam epochs in i of 256 x 256 pixels without their sky, with a matching kernel, the difference and that difference
/// with a decorrelation, all by another program (sfft's test data).
private enum DECam {
    static let folder: String = {
        if let path = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] { return path + subfolder }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/data").path + subfolder
    }()
    private static let subfolder = "/fits-difference-imaging/decam-sfft/"
    static let isPresent = FileManager.default.fileExists(atPath: folder + "FinalMatchKernel.fits")
    static let reason: Comment = "the DECam epochs are not in TOCSIN_TEST_DATA"

    static func plane(_ name: String) throws -> Image<Float> {
        let image = try ExposureFile(path: folder + name).floats()
        return try Image(width: image.width, height: image.height, pixels: image.pixels)
    }

    static func kernel(_ name: String) throws -> ConvolutionKernel {
        let image = try plane(name)
        return try ConvolutionKernel(side: image.width, weights: image.pixels)
    }

    static func science() throws -> Image<Float> { try plane("4check/Stack-DEC-OBS04.fits") }
    static func template() throws -> Image<Float> { try plane("4check/Stack-DEC-OBS18.fits") }

    /// Pixel values at least `margin` away from the edge.
    static func inner(_ image: Image<Float>, _ margin: Int) -> [Float] {
        (margin..<image.height - margin).flatMap { y in (margin..<image.width - margin).map { image[$0, y] } }
    }
}

@Suite(.enabled(if: DECam.isPresent, DECam.reason)) struct DECamTests {
    @Test func `the published kernel gives the published difference`() throws {
        let (science, template) = (try DECam.science(), try DECam.template())
        let matched = template.convolved(with: try DECam.kernel("FinalMatchKernel.fits"))
        let ours = zip(DECam.inner(science, 12), DECam.inner(matched, 12)).map(-)
        let theirs = DECam.inner(try DECam.plane("4check/FinalDifference.fits"), 12)
        let most = zip(ours, theirs).map { abs($0 - $1) }.max() ?? .infinity
        #expect(most < 0.01, "\(most) in a scatter of \(scatter(theirs))")
    }

    @Test func `the published decorrelation gives the published white difference`() throws {
        let difference = try DECam.plane("4check/FinalDifference.fits")
        let ours = DECam.inner(difference.convolved(with: try DECam.kernel("4check/DeCorrKernel.fits")), 30)
        let theirs = DECam.inner(try DECam.plane("4check/FinalDifference.DeCorr.fits"), 30)
        let most = zip(ours, theirs).map { abs($0 - $1) }.max() ?? .infinity
        #expect(most < 0.01, "\(most) in a scatter of \(scatter(theirs))")
    }

    @Test func `a kernel fitted to the epochs leaves as little as the published one`() throws {
        let fit = try Self.fit()
        let kernel = try fit.field.kernel(atX: 128, y: 128)
        let published = try DECam.kernel("FinalMatchKernel.fits")
        #expect(abs(kernel.sum / published.sum - 1) < 0.02, "\(kernel.sum), published \(published.sum)")
        let (science, template) = (try DECam.science(), try DECam.template())
        let ours = zip(DECam.inner(science, 16), DECam.inner(template.convolved(with: kernel), 16)).map(-)
        let theirs = DECam.inner(try DECam.plane("4check/FinalDifference.fits"), 16)
        #expect(scatter(ours) < 1.03 * scatter(theirs), "\(scatter(ours)), published \(scatter(theirs))")
        let apart = scatter(zip(ours, theirs).map(-))
        #expect(apart < 0.35 * scatter(theirs), "\(apart) apart")
    }

    private static func fit() throws -> KernelFit {
        let (science, template) = (try DECam.science(), try DECam.template())
        let mask = Image<MaskPlanes>(width: science.width, height: science.height, repeating: [])
        func matching(_ image: Image<Float>, gain: Double) throws -> MatchingImage {
            let sky = pow(scatter(image.pixels), 2)
            return try MatchingImage(image: image, mask: mask, variance: VarianceModel(sky: sky, gain: 1 / gain))
        }
        let pair = try ImagePair(
            science: try matching(science, gain: 3.98), template: try matching(template, gain: 4.15),
            convolving: .template)
        var options = SyntheticPair.options
        options.order = 0
        return try KernelFit(pair, stamps: stars(of: template), options: options, threads: 2)
    }

    /// The sixteen highest peaks, at least 20 pixels from the edge and 8 from each other.
    private static func stars(of image: Image<Float>) -> [StampPosition] {
        let smooth = image.smoothed(sigma: 1.5)
        var places: [(height: Float, x: Int, y: Int)] = []
        for y in 20..<image.height - 20 {
            for x in 20..<image.width - 20 {
                let height = smooth[x, y]
                let isPeak = (-7...7).allSatisfy { j in (-7...7).allSatisfy { smooth[x + $0, y + j] <= height } }
                if isPeak { places.append((height, x, y)) }
            }
        }
        return places.sorted { $0.height > $1.height }.prefix(16).map { StampPosition(x: $0.x, y: $0.y) }
    }
}
