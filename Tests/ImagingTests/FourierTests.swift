import Imaging
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct FourierTests {
    private func image(_ width: Int, _ height: Int) throws -> Image<Float> {
        var noise = Noise(seed: UInt64(width * 77 + height))
        return try Image(width: width, height: height, pixels: noise.image(width, height))
    }

    /// The term of the definition.
    private func term(_ image: Image<Float>, _ column: Int, _ row: Int) -> (re: Double, im: Double) {
        var (re, im) = (0.0, 0.0)
        for y in 0..<image.height {
            for x in 0..<image.width {
                let turns =
                    Double(x * column % image.width) / Double(image.width)
                    + Double(y * row % image.height) / Double(image.height)
                re += Double(image[x, y]) * cos(2 * .pi * turns)
                im -= Double(image[x, y]) * sin(2 * .pi * turns)
            }
        }
        return (re, im)
    }

    static let sizes = [
        (1, 1), (2, 3), (5, 4), (6, 9), (9, 6), (15, 10), (16, 16), (18, 25), (25, 18), (27, 8), (8, 30), (45, 2),
        (36, 17), (64, 1), (1, 50),
    ].map { ($0.0, $0.1 == 17 ? 20 : $0.1) }

    @Test(arguments: sizes) func `the spectrum is that of the definition`(width: Int, height: Int) throws {
        let image = try image(width, height)
        let spectrum = try FourierPlan(width: width, height: height).spectrum(of: image)
        for row in stride(from: 0, to: height, by: 3) {
            for column in stride(from: 0, through: width / 2, by: 2) {
                let wanted = term(image, column, row)
                let place = row * spectrum.stride + column
                #expect(abs(Double(spectrum.real[place]) - wanted.re) < 2e-4)
                #expect(abs(Double(spectrum.imaginary[place]) - wanted.im) < 2e-4)
            }
        }
    }

    /// Terms that numpy.fft.rfft2 gives for ((3 x^2 + 7 y + x y^2) mod 11) - 5 on 15 x 12 pixels.
    @Test func `the spectrum is that of numpy`() throws {
        let values = (0..<180).map { n -> Float in
            let (x, y) = (n % 15, n / 15)
            let sum: Int = 3 * x * x + 7 * y + x * y * y
            return Float(sum % 11 - 5)
        }
        let image = try Image(width: 15, height: 12, pixels: values)
        let spectrum = try FourierPlan(width: 15, height: 12).spectrum(of: image)
        let wanted: [(row: Int, column: Int, re: Float, im: Float)] = [
            (0, 0, -44, 0), (0, 3, 16.527864, 19.258156), (1, 1, -28.645034, -47.93359),
            (5, 7, -29.267351, -48.909124), (6, 2, -1.7791266, -12.94419), (11, 6, 43.885943, -2.6478543),
            (8, 0, -2, 15.588457),
        ]
        for term in wanted {
            #expect(abs(spectrum.real[term.row * spectrum.stride + term.column] - term.re) < 1e-4)
            #expect(abs(spectrum.imaginary[term.row * spectrum.stride + term.column] - term.im) < 1e-4)
        }
    }

    @Test(arguments: [(64, 64), (128, 96), (100, 250), (75, 64), (300, 30), (4608, 3), (2, 4500)])
    func `there and back again is the image`(width: Int, height: Int) throws {
        let image = try image(width, height)
        let plan = try FourierPlan(width: width, height: height)
        let spectrum = plan.spectrum(of: image)
        let again = try plan.image(of: spectrum)
        #expect(zip(image.pixels, again.pixels).allSatisfy { abs($0 - $1) < 3e-6 })
        #expect(spectrum == plan.spectrum(of: image, threads: 2))
        #expect(again == (try plan.image(of: spectrum, threads: 2)))
    }

    @Test(arguments: [(512, 16), (4608, 2), (5, 4096)])
    func `a wave has one term, at its frequency`(width: Int, height: Int) throws {
        let (column, row) = (width / 3, height / 2)
        let waves = (0..<width * height).map { n -> Float in
            let turns =
                Double(n % width * column % width) / Double(width) + Double(n / width * row % height) / Double(height)
            return Float(cos(2 * .pi * turns))
        }
        let image = try Image(width: width, height: height, pixels: waves)
        let spectrum = try FourierPlan(width: width, height: height).spectrum(of: image)
        let half = Float(width * height) / 2
        for (place, value) in spectrum.real.enumerated() {
            let isTerm = place == row * spectrum.stride + column
            if abs(value - (isTerm ? half : 0)) > 2e-6 * half || abs(spectrum.imaginary[place]) > 2e-6 * half {
                Issue.record("\(value) at \(place)")
            }
        }
    }

    @Test func `the power of the terms is that of the pixels`() throws {
        let image = try image(90, 80)
        let spectrum = try FourierPlan(width: 90, height: 80).spectrum(of: image)
        let pixels = image.pixels.reduce(0.0) { $0 + Double($1 * $1) }
        let powers = spectrum.powers()
        var terms = 0.0
        for row in 0..<80 {
            for column in 0..<spectrum.columns {
                let isOwn = column == 0 || column == 45
                terms += Double(powers[row * spectrum.stride + column]) * (isOwn ? 1 : 2)
            }
        }
        #expect(abs(terms / 7200 / pixels - 1) < 1e-6)
    }

    @Test func `a product of spectra is a convolution around the edges`() throws {
        var noise = Noise(seed: 3)
        let kernel = try ConvolutionKernel(Image(width: 5, height: 7, pixels: noise.image(5, 7)))
        let image = try image(64, 60)
        let padded = image.cropped(to: PixelBox(x: -8, y: -10, width: 80, height: 80), filledWith: 0)
        let plan = try FourierPlan(width: 80, height: 80)
        var product = plan.spectrum(of: padded)
        try product.multiply(by: plan.spectrum(of: kernel.weights))
        let result = try plan.image(of: product).cropped(to: PixelBox(x: 10, y: 13, width: 64, height: 60))
        let wanted = image.convolved(with: kernel)
        #expect(zip(result.pixels, wanted.pixels).allSatisfy { abs($0 - $1) < 5e-5 })
    }

    @Test func `a tile beyond the image is filled with zeros`() throws {
        let image = try image(70, 40)
        let plan = try FourierPlan(width: 32, height: 32)
        let tile = try plan.image(of: plan.spectrum(of: image, fromX: 50, y: -4))
        let wanted = image.cropped(to: PixelBox(x: 50, y: -4, width: 32, height: 32), filledWith: 0)
        #expect(zip(tile.pixels, wanted.pixels).allSatisfy { abs($0 - $1) < 3e-6 })
        let inside = try plan.image(of: plan.spectrum(of: image, fromX: 20, y: 5))
        let box = PixelBox(x: 20, y: 5, width: 32, height: 32)
        #expect(zip(inside.pixels, image.cropped(to: box).pixels).allSatisfy { abs($0 - $1) < 3e-6 })
    }

    @Test func `frequencies are cycles a pixel`() {
        let spectrum = Spectrum(width: 10, height: 5)
        #expect(spectrum.frequency(column: 5) == 0.5)
        #expect((0..<5).map { spectrum.frequency(row: $0) } == [0, 0.2, 0.4, -0.4, -0.2])
    }

    @Test func `sizes with other prime factors are refused, and fitting ones found`() {
        for side in [0, -4, 7, 22, 1 << 17] {
            #expect(throws: ImagingError.self) { try FourierPlan(width: side, height: 8) }
            #expect(throws: ImagingError.self) { try FourierPlan(width: 8, height: side) }
        }
        #expect([0, 7, 121, 4097, 4608].map(FourierPlan.fittingLength) == [1, 8, 125, 4320, 4608])
        #expect(FourierPlan.fittingLength(70_000) == nil)
    }

    @Test func `spectra of different sizes do not mix`() throws {
        var spectrum = Spectrum(width: 8, height: 8)
        #expect(throws: ImagingError.self) { try spectrum.multiply(by: Spectrum(width: 9, height: 8)) }
        #expect(throws: ImagingError.self) { try spectrum.add(Spectrum(width: 8, height: 9)) }
        #expect(throws: ImagingError.self) { try FourierPlan(width: 9, height: 9).image(of: spectrum) }
    }
}
