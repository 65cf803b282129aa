import Detection
import Imaging
import SkyMath
import Testing

@Suite struct VarianceModelTests {
    @Test func `sky and gain are recovered, whichever way the plane was made`() throws {
        var field = SyntheticField.grid(512, spacing: 32, fluxes: 3000...200_000)
        (field.gain, field.noise) = (0.5, 20)
        var image = try field.masked()
        for makes in [{ max($0, 0) }, { $0 }] as [(Float) -> Float] {
            image.variance = image.image.map { 400 + 0.5 * makes($0) }
            let model = try VarianceModel(of: image)
            #expect(abs(model.sky - 400) < 2)
            #expect(abs(model.gain - 0.5) < 0.01)
        }
        #expect(VarianceModel(sky: 4, gain: 2).variance(of: -3) == 4)
        #expect(VarianceModel(sky: 4, gain: 2).variance(of: 3) == 10)
    }

    @Test func `an image of sky has no gain, and one of nothing is refused`() throws {
        let model = try VarianceModel(of: SyntheticField(64, 64).masked())
        #expect(model == VarianceModel(sky: 100, gain: 0))
        let nothing = MaskedImage(image: Image(width: 64, height: 64, repeating: 1), variance: 0)
        #expect(throws: DetectionError.self) { try VarianceModel(of: nothing) }
    }
}

@Suite struct FillingTests {
    @Test func `bad pixels become like their neighbours and saturated ones stay`() throws {
        var field = SyntheticField(80, 70)
        field.noise = 0.01
        field.sky = { x, y in 50 + x + 0.5 * y }
        var image = try field.masked()
        var draws = Draws(seed: 1, 2)
        for _ in 0..<100 { image.mask[Int(draws.uniform() * 80), Int(draws.uniform() * 70)] = .bad }
        for x in 20..<60 { image.mask[x, 33] = .cosmicRay }
        image.image[5, 5] = .nan
        image.mask[70, 60] = .saturated
        image.image[70, 60] = 9e4
        let truth = image.image
        for y in 0..<70 { for x in 0..<80 where !image.mask[x, y].isEmpty && x < 70 { image.image[x, y] = -1e6 } }
        let filled = image.filled(threads: 2)
        #expect(filled.image[70, 60] == 9e4)
        #expect(filled.mask[30, 33] == [.cosmicRay, .interpolated])
        #expect(abs(filled.image[5, 5] - 57.5) < 1)
        for y in 6..<64 { for x in 6..<70 { #expect(abs(filled.image[x, y] - truth[x, y]) < 1.5) } }
        #expect(filled == image.filled(threads: 1))
    }

    @Test func `what has no usable neighbours is marked`() {
        var image = MaskedImage(image: Image(width: 90, height: 90, repeating: .nan), variance: 1)
        image.image[0, 0] = 3
        let filled = image.filled()
        #expect(filled.image[80, 80] == 0)
        #expect(filled.mask[80, 80].contains(.noData))
        #expect(filled.image[0, 0] == 3 && filled.mask[0, 0].isEmpty)
    }
}
