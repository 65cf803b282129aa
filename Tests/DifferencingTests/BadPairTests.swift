import Detection
import Differencing
import Imaging
import Testing

@Suite struct BadPairTests {
    private static let pair = RawPair(seed: 41)

    private func message(_ change: (inout RawPair) -> Void) -> String {
        var pair = Self.pair
        change(&pair)
        do {
            _ = try pair.run()
            return "no error"
        } catch let error as DifferencingError {
            return error.description
        } catch {
            return "another error: \(error)"
        }
    }

    private func plane<Pixel: Sendable>(_ value: Pixel) -> Image<Pixel> {
        Image(width: RawPair.side, height: RawPair.side, repeating: value)
    }

    @Test func `images of different sizes are refused`() {
        let text = message { $0.template = $0.template.cropped(to: PixelBox(x: 0, y: 0, width: 200, height: 100)) }
        #expect(text.contains("288 x 288") && text.contains("200 x 100"))
        #expect(
            message { $0.science = $0.science.cropped(to: PixelBox(x: 0, y: 0, width: 0, height: 0)) }.contains("0 x 0")
        )
    }

    @Test func `an image of which nothing is usable is refused by its name`() {
        #expect(message { $0.science.mask = plane(.bad) } == "every pixel of the science image is masked")
        #expect(message { $0.template.image = plane(.nan) } == "the template holds no finite value")
        #expect(message { $0.science.variance = plane(0) } == "no pixel of the science image has a variance above 0")
        #expect(message { $0.template.variance = plane(-1) } == "no pixel of the template has a variance above 0")
    }

    @Test func `images without common pixels are refused`() {
        let text = message { pair in
            for y in 0..<RawPair.side {
                for x in 0..<RawPair.side {
                    if x < 140 { pair.science.mask[x, y] = .noData } else { pair.template.mask[x, y] = .noData }
                }
            }
        }
        #expect(text.hasPrefix("the images have 0 pixels in common"))
    }

    @Test func `too few stars are counted`() {
        let blank = message { pair in
            var draw = Draw(seed: 42)
            for y in 0..<RawPair.side {
                for x in 0..<RawPair.side {
                    pair.science.image[x, y] = Float(20 * draw.normal())
                    pair.template.image[x, y] = Float(8 * draw.normal())
                }
            }
        }
        #expect(blank.hasPrefix("no stars: of 0 sources"))
        let few = message { pair in
            for y in 0..<RawPair.side {
                for x in 60..<RawPair.side where y % 8 == 0 { pair.science.mask[x, y] = .bad }
            }
        }
        #expect(few.contains("are needed"))
    }

    @Test func `options out of range are refused`() {
        var options = RawPair.options
        options.threshold = -1
        #expect(throws: DifferencingError.self) { try Self.pair.run(options) }
        options = RawPair.options
        options.leastStamps = 500
        #expect(throws: DifferencingError.self) { try Self.pair.run(options) }
    }
}
