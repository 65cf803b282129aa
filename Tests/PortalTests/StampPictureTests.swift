import AlertModel
import Bytes
import CZlib
import Testing

@testable import Portal

@Suite struct StampPictureTests {
    private static func image(_ width: Int, _ height: Int, _ value: (Int) -> Float) -> StampImage {
        StampImage(width: width, height: height, pixels: (0..<width * height).map(value))
    }

    @Test(arguments: [1, 3, 8]) func `a PNG file holds the pixels, the first row at the bottom`(scale: Int) throws {
        let picture = StampPicture(Self.image(5, 3) { Float($0) }, stretch: .linear, limits: .minmax)
        let png = try GreyPNG(picture.png(scale: scale))
        #expect(png.width == 5 * scale && png.height == 3 * scale && !png.isMasked)
        for y in 0..<png.height {
            for x in 0..<png.width {
                let value = Double((2 - y / scale) * 5 + x / scale)
                #expect(png.pixels[y * png.width + x] == UInt8(1 + (254 * value / 14).rounded()))
            }
        }
    }

    @Test func `pixels without a value are transparent, and none else`() throws {
        let picture = StampPicture(
            Self.image(4, 1) { [Float.nan, -.infinity, 1, 2][$0] }, stretch: .log, limits: .minmax)
        let png = try GreyPNG(picture.png(scale: 1))
        #expect(png.isMasked && png.pixels == [0, 0, 1, 255])
    }

    @Test func `an image without any value is transparent`() throws {
        let picture = StampPicture(Self.image(6, 6) { _ in .nan })
        #expect(picture.range == nil)
        #expect(try GreyPNG(picture.png(scale: 2)).pixels.allSatisfy { $0 == 0 })
    }

    @Test(arguments: [StampLimits.zscale, .minmax, .percentile(0.5...99.5)])
    func `a constant image is grey`(limits: StampLimits) throws {
        let png = try GreyPNG(StampPicture(Self.image(30, 30) { _ in 7 }, limits: limits).png(scale: 1))
        #expect(Set(png.pixels) == [128])
    }

    @Test func `one pixel is an image`() throws {
        let png = try GreyPNG(StampPicture(Self.image(1, 1) { _ in -3 }).png(scale: 4))
        #expect(png.width == 4 && png.height == 4 && Set(png.pixels) == [128])
    }

    @Test(arguments: [(0, 0), (-3, 5), (.max, 2), (4, .max), (1 << 40, 1 << 40)])
    func `sizes that cannot be become one transparent pixel`(width: Int, height: Int) throws {
        let picture = StampPicture(StampImage(width: width, height: height, pixels: [1, 2]))
        let png = try GreyPNG(picture.png(scale: .max))
        #expect(png.isMasked && Set(png.pixels) == [0])
    }

    @Test func `pixels that an image lacks are transparent, and those too many are not drawn`() throws {
        let few = StampPicture(StampImage(width: 2, height: 2, pixels: [1, 2]), limits: .minmax)
        #expect(try GreyPNG(few.png(scale: 1)).pixels == [0, 0, 1, 255])
        let many = StampPicture(StampImage(width: 1, height: 1, pixels: [1, 2, 3]), limits: .minmax)
        #expect(try GreyPNG(many.png(scale: 1)).pixels.count == 1)
    }

    @Test func `a scale that would make a picture too large is lowered`() throws {
        let picture = StampPicture(Self.image(2048, 1024) { Float($0 % 7) })
        let png = try GreyPNG(picture.png(scale: 30))
        #expect(png.width * png.height <= StampPicture.largest && png.width == 2048 * 2)
        #expect(try GreyPNG(picture.png(scale: -4)).width == 2048)
    }

    @Test(.enabled(if: StampData.isPresent, "needs real packets")) func `every real stamp becomes a picture`() throws {
        for image in try StampData.images(limit: 20) {
            let png = try GreyPNG(StampPicture(image).png(scale: 2))
            #expect(png.width == image.width * 2 && png.height == image.height * 2)
            #expect(png.isMasked == image.pixels.contains { !$0.isFinite })
            #expect(Set(png.pixels).count > 20)
        }
    }
}

/// A reader of the PNG files that are expected here; it checks every checksum.
struct GreyPNG {
    var width = 0
    var height = 0
    var pixels: [UInt8] = []
    var isMasked = false

    struct Failure: Error { var text: String }

    init(_ file: Bytes) throws {
        let bytes = Array(file)
        guard bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) else {
            throw Failure(text: "signature")
        }
        var (offset, packed, types) = (8, [UInt8](), [String]())
        while offset < bytes.count {
            let length = Self.number(bytes[offset..<offset + 4])
            let body = Array(bytes[offset + 4..<offset + 8 + length])
            let sum = Self.number(bytes[offset + 8 + length..<offset + 12 + length])
            guard Int(crc32(0, body, UInt32(body.count))) == sum else { throw Failure(text: "checksum") }
            types.append(String(decoding: body[..<4], as: UTF8.self))
            take(types.last ?? "", body.dropFirst(4), &packed)
            offset += 12 + length
        }
        guard types.first == "IHDR", types.last == "IEND" else { throw Failure(text: "order of chunks \(types)") }
        try unfilter(try inflate(packed))
    }

    private mutating func take(_ type: String, _ data: ArraySlice<UInt8>, _ packed: inout [UInt8]) {
        switch type {
        case "IHDR":
            width = Self.number(data.prefix(4))
            height = Self.number(data.dropFirst(4).prefix(4))
        case "tRNS": isMasked = Array(data) == [0, 0]
        case "IDAT": packed += data
        default: break
        }
    }

    private func inflate(_ packed: [UInt8]) throws -> [UInt8] {
        var lines = [UInt8](repeating: 0, count: (width + 1) * height)
        var length = UInt(lines.count)
        guard uncompress(&lines, &length, packed, UInt(packed.count)) == Z_OK, length == lines.count else {
            throw Failure(text: "data")
        }
        return lines
    }

    private mutating func unfilter(_ lines: [UInt8]) throws {
        for row in 0..<height {
            let line = lines[row * (width + 1)..<(row + 1) * (width + 1)]
            switch line.first {
            case 0: pixels += line.dropFirst()
            case 2: pixels += zip(line.dropFirst(), pixels.suffix(width)).map { $0 &+ $1 }
            default: throw Failure(text: "filter")
            }
        }
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
