import Imaging
import Testing

@Suite struct ImageTests {
    let ramp = try? Image(width: 4, height: 3, pixels: (0..<12).map(Float.init))

    @Test func `x runs fastest`() throws {
        var image = try #require(ramp)
        #expect(image[3, 1] == 7)
        image[0, 2] = -1
        #expect(image.pixels[8] == -1)
        #expect(image.map { Int($0) }.pixels.prefix(4) == [0, 1, 2, 3])
    }

    @Test func `a wrong number of pixels is refused by name of the sizes`() {
        let error = #expect(throws: ImagingError.self) { try Image<Float>(width: 3, height: 2, pixels: [1]) }
        #expect(error?.description == "1 pixels for an image of 3 x 2")
        #expect(throws: ImagingError.self) { try Image<Float>(width: .max, height: 2, pixels: []) }
        #expect(throws: ImagingError.self) { try Image<Float>(width: -1, height: -1, pixels: [1]) }
        #expect(Image<Float>(width: -1, height: 2, repeating: 0).pixels.isEmpty)
    }

    @Test func `a crop beyond the image is clipped, or filled where asked`() throws {
        let image = try #require(ramp)
        let box = PixelBox(x: 2, y: -1, width: 4, height: 3)
        #expect(try image.cropped(to: box) == Image(width: 2, height: 2, pixels: [2, 3, 6, 7]))
        let filled = image.cropped(to: box, filledWith: -9)
        #expect(filled.pixels == [-9, -9, -9, -9, 2, 3, -9, -9, 6, 7, -9, -9])
        #expect(image.cropped(to: PixelBox(x: 9, y: 9, width: 2, height: 2)).pixels.isEmpty)
        #expect(image.cropped(to: PixelBox(x: 9, y: 9, width: 2, height: 1), filledWith: 5).pixels == [5, 5])
    }

    @Test func `pixels changed in place are those of the rows`() throws {
        var image = try #require(ramp)
        image.withUnsafeMutablePixels { $0[5] *= 10 }
        #expect(image[1, 1] == 50)
        #expect(image.withUnsafePixels { $0.count } == 12)
    }
}

@Suite struct PixelBoxTests {
    @Test func `an intersection holds the pixels of both boxes`() {
        let boxes = (0..<16).map { n in
            PixelBox(x: n * 7 % 11 - 4, y: n * 5 % 9 - 4, width: n % 6, height: n * 3 % 7)
        }
        for a in boxes {
            for b in boxes {
                let both = a.intersection(b)
                var count = 0
                for y in -10..<20 {
                    for x in -10..<20 where a.contains(x: x, y: y) && b.contains(x: x, y: y) {
                        count += both.contains(x: x, y: y) ? 1 : 1000
                    }
                }
                #expect(both.area == count)
            }
        }
    }

    @Test func `grown and shrunk boxes keep their centre`() {
        let box = PixelBox(aroundX: 10, y: 20, radius: 3)
        #expect(box.grown(by: 2) == PixelBox(aroundX: 10, y: 20, radius: 5))
        #expect(box.grown(by: 2).grown(by: -2) == box)
        #expect(box.grown(by: -4).isEmpty)
        #expect(box.union(PixelBox(x: 0, y: 0, width: 0, height: 5)) == box)
        #expect(box.union(PixelBox(x: 0, y: 0, width: 1, height: 1)) == PixelBox(x: 0, y: 0, width: 14, height: 24))
    }
}

@Suite struct MaskedImageTests {
    @Test func `a pixel without a finite value, a positive variance and a clean mask is not usable`() throws {
        var masked = MaskedImage(image: Image(width: 7, height: 1, repeating: 1), variance: 2)
        masked.image[0, 0] = .nan
        masked.variance[1, 0] = 0
        masked.variance[2, 0] = .nan
        masked.mask[3, 0] = [.saturated, .detected]
        masked.mask[4, 0] = [.detected, .suspect, .interpolated]
        masked.variance[5, 0] = .infinity
        #expect((0..<7).map { masked.isUsable(x: $0, y: 0) } == [false, false, false, false, true, false, true])
        #expect(masked.isUsable(x: 3, y: 0, excluding: .bad))
        let without = masked.maskWithoutData().pixels.map { $0.contains(.noData) }
        #expect(without == [true, true, true, false, false, true, false])
    }

    @Test func `planes of other sizes are refused`() {
        let image = Image<Float>(width: 2, height: 3, repeating: 0)
        let turned = Image<Float>(width: 3, height: 2, repeating: 0)
        #expect(throws: ImagingError.self) {
            try MaskedImage(image: image, variance: turned, mask: Image(width: 2, height: 3, repeating: []))
        }
    }

    @Test func `planes have the bits and names of LSST's images`() {
        let planes: [MaskPlanes] = [
            .bad, .saturated, .interpolated, .cosmicRay, .edge, .detected, .detectedNegative, .suspect, .noData,
        ]
        #expect(planes.map(\.rawValue) == (0..<9).map { 1 << $0 })
        #expect(MaskPlanes.names.count == planes.count)
    }
}
