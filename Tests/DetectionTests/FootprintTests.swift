import Detection
import Imaging
import SkyMath
import Testing

@Suite struct FootprintTests {
    private func image(_ rows: [String]) throws -> Image<Float> {
        let values: [Character: Float] = ["#": 9, "+": 6, "-": -8, ".": 0, "?": .nan]
        return try Image(width: rows[0].count, height: rows.count, pixels: rows.joined().map { values[$0] ?? 0 })
    }

    @Test func `pixels hang together along sides and diagonals, whatever their sign`() throws {
        let image = try image([
            "#...+..--.",
            ".+.+...-..",
            "....+.+...",
            "?......+..",
            "#........+",
        ])
        let both = FootprintSet(of: image, settings: .init(peakRadius: 1))
        #expect(both.footprints.map(\.area) == [2, 3, 5, 1, 1])
        #expect(both.footprints[2].peaks.map(\.isNegative) == [true, false])
        #expect(both.footprints[2].box == PixelBox(x: 6, y: 0, width: 3, height: 4))
        let positive = FootprintSet(of: image, settings: .init(polarity: .positive, leastArea: 2))
        #expect(positive.footprints.map(\.area) == [2, 3, 2])
        let negative = FootprintSet(of: image, settings: .init(polarity: .negative))
        #expect(negative.footprints.map(\.area) == [3])
        #expect(negative.footprints[0].highest?.height ?? 0 <= -8)
        #expect(negative.mask(.detectedNegative)[7, 1] == .detectedNegative)
    }

    @Test func `grown regions that touch are one, with the peaks of both`() {
        var image = Image<Float>(width: 40, height: 30, repeating: 0)
        image[10, 10] = 9
        image[17, 10] = -7
        image[30, 20] = 6
        let apart = FootprintSet(of: image, settings: .init(growth: 2))
        #expect(apart.footprints.map(\.area) == [13, 13, 13])
        let grown = FootprintSet(of: image, settings: .init(growth: 3))
        #expect(grown.footprints.map(\.peaks.count) == [2, 1])
        #expect(grown.footprints[0].contains(x: 10, y: 13) && !grown.footprints[0].contains(x: 13, y: 13))
        #expect(grown.footprints[0].highest?.column == 10)
    }

    @Test func `components are those of a flood fill`() {
        var draws = Draws(seed: 8, 4)
        for share in [0.2, 0.4, 0.6] {
            let pixels = (0..<60 * 45).map { _ in Float(draws.uniform() < share ? 9 : 0) }
            guard let image = try? Image(width: 60, height: 45, pixels: pixels) else { return }
            let set = FootprintSet(of: image)
            #expect(set.footprints.map(\.area) == floodedAreas(image))
            #expect(set.mask().pixels.map { $0 == .detected } == pixels.map { $0 > 5 })
        }
    }

    private func floodedAreas(_ image: Image<Float>) -> [Int] {
        var seen = Set<Int>()
        var areas = [Int]()
        for start in image.pixels.indices where image.pixels[start] > 5 && !seen.contains(start) {
            var (stack, area) = ([start], 0)
            seen.insert(start)
            while let n = stack.popLast() {
                area += 1
                for y in max(0, n / 60 - 1)...min(44, n / 60 + 1) {
                    for x in max(0, n % 60 - 1)...min(59, n % 60 + 1)
                    where image[x, y] > 5 && seen.insert(y * 60 + x).inserted { stack.append(y * 60 + x) }
                }
            }
            areas.append(area)
        }
        return areas
    }

    @Test func `an image without detections has none`() {
        #expect(FootprintSet(of: Image<Float>(width: 0, height: 0, repeating: 0)).footprints.isEmpty)
        #expect(FootprintSet(of: Image<Float>(width: 50, height: 5, repeating: .nan)).footprints.isEmpty)
    }
}
