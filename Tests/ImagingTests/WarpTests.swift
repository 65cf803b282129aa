import Testing

@testable import Imaging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct WarpTests {
    private func noisy(_ width: Int, _ height: Int) throws -> MaskedImage {
        var noise = Noise(seed: 21)
        let image = try Image(width: width, height: height, pixels: noise.image(width, height))
        let variance = try Image(width: width, height: height, pixels: noise.image(width, height).map { 1 + $0 * $0 })
        return try MaskedImage(
            image: image, variance: variance, mask: Image(width: width, height: height, repeating: []))
    }

    /// Turns by `degrees` about (cx, cy) and scales by `scale`; `bend` adds a quadratic distortion.
    private static func turn(
        _ degrees: Double, _ scale: Double, about center: (Double, Double), to target: (Double, Double),
        bend: Double = 0
    ) -> CoordinateMap {
        let (c, s) = (scale * cos(degrees * .pi / 180), scale * sin(degrees * .pi / 180))
        return { x, y in
            let (u, v) = (x - target.0, y - target.1)
            return (center.0 + c * u - s * v + bend * u * u, center.1 + s * u + c * v - bend * u * v)
        }
    }

    @Test(arguments: Lanczos.allCases) func `the identity changes nothing`(kernel: Lanczos) throws {
        let source = try noisy(150, 140)
        let result = source.warped(width: 150, height: 140, kernel: kernel) { ($0, $1) }
        #expect(result.image.distance(to: source.image) < 1e-5)
        #expect(result.variance.distance(to: source.variance) < 1e-4)
        #expect(result.mask[75, 70].isEmpty && result.mask[0, 0] == .edge)
    }

    @Test(arguments: Lanczos.allCases) func `a map that shifts is a shift`(kernel: Lanczos) throws {
        let source = try noisy(60, 50)
        let warped = source.warped(width: 60, height: 50, kernel: kernel) { ($0 - 0.3, $1 + 0.45) }
        let shifted = try source.shifted(byX: 0.3, y: -0.45, kernel: kernel)
        let inner = PixelBox(x: 6, y: 6, width: 48, height: 38)
        #expect(warped.image.cropped(to: inner).distance(to: shifted.image.cropped(to: inner)) < 3e-5)
        #expect(warped.variance.cropped(to: inner).distance(to: shifted.variance.cropped(to: inner)) < 3e-4)
    }

    @Test(arguments: Lanczos.allCases)
    func `values and variances are the sums of their definition`(kernel: Lanczos) throws {
        let source = try noisy(90, 80)
        let map: CoordinateMap = { x, y in (10 + 0.8 * x + 0.1 * y, 15 - 0.1 * x + 0.7 * y) }
        let result = source.warped(width: 70, height: 60, kernel: kernel, map: map)
        let (radius, area) = (kernel.radius, 0.8 * 0.7 + 0.1 * 0.1)
        for y in stride(from: 0, to: 60, by: 7) {
            for x in stride(from: 0, to: 70, by: 5) {
                let place = map(Double(x), Double(y))
                let (column, row) = (Int(place.x.rounded(.down)), Int(place.y.rounded(.down)))
                let box = PixelBox(x: column - radius + 1, y: row - radius + 1, width: 2 * radius, height: 2 * radius)
                let wx = kernel.weights(at: place.x, of: box.x...box.endX - 1)
                let wy = kernel.weights(at: place.y, of: box.y...box.endY - 1)
                var (value, variance) = (0.0, 0.0)
                for v in box.rows {
                    for u in box.columns where source.bounds.contains(x: u, y: v) {
                        let weight = wx[u - box.x] * wy[v - box.y] * area
                        value += weight * Double(source.image[u, v])
                        variance += weight * weight * Double(source.variance[u, v])
                    }
                }
                #expect(abs(Double(result.image[x, y]) - value) < 3e-5)
                #expect(abs(Double(result.variance[x, y]) - variance) < 1e-4)
                #expect(result.mask[x, y] == (source.bounds.intersection(box) == box ? [] : .edge))
            }
        }
    }

    @Test func `a spot turned, scaled and bent keeps its flux and goes where the map says`() throws {
        let spot = GaussianSpot(x: 70, y: 65, sigma: 2.5)
        let map = Self.turn(30, 0.7, about: (70, 65), to: (90.3, 80.6), bend: 2e-5)
        let result = spot.image(140, 130).warped(width: 180, height: 160, kernel: .four, step: 8, map: map)
        #expect(abs(result.total - 1) < 2e-4)
        #expect(abs(result.centroid.x - 90.3) < 1e-3)
        #expect(abs(result.centroid.y - 80.6) < 1e-3)
        let place = map(93, 79)
        #expect(abs(Double(result[93, 79]) / (0.49 * spot.value(place.x, place.y)) - 1) < 1e-3)
    }

    @Test func `a distorted map is followed between the corners of cells as well as it is said to be`() throws {
        let image = GaussianSpot(x: 50, y: 45, sigma: 3).image(100, 90)
        let map = Self.turn(5, 0.95, about: (50, 45), to: (48, 47), bend: 5e-6)
        let exact = image.warped(width: 96, height: 94, step: 1, map: map)
        let cells = image.warped(width: 96, height: 94, step: 16, map: map)
        // 16^2 / 8 x 1e-5 pixels off, times the steepest slope of the spot and its flux.
        let slope = Float(3.2e-4) * 0.61 * (exact.pixels.max() ?? 0) / 3
        #expect(exact.distance(to: cells) < 1.5 * slope)
        #expect(exact.distance(to: cells) > 0)
    }

    @Test func `a bad pixel marks those that are made of it`() throws {
        var source = try noisy(60, 60)
        source.mask[30, 30] = .saturated
        source.image[40, 20] = .nan
        let result = source.warped(width: 60, height: 60) { ($0 + 0.5, $1 + 0.5) }
        for y in 10..<50 {
            for x in 10..<50 {
                let isNear = { (a: Int, b: Int) in (a - 3...a + 2).contains(x) && (b - 3...b + 2).contains(y) }
                #expect(result.mask[x, y] == (isNear(30, 30) ? .saturated : isNear(40, 20) ? .noData : []))
            }
        }
        #expect(result.image.pixels.allSatisfy { $0.isFinite })
    }

    @Test func `beyond the source there is nothing`() throws {
        let source = try noisy(50, 40)
        let result = source.warped(width: 300, height: 200) { ($0 - 140.25, $1 - 70.25) }
        for y in stride(from: 1, to: 200, by: 4) {
            for x in stride(from: 1, to: 300, by: 7) {
                let isInside = x >= 140 && x <= 189 && y >= 70 && y <= 109
                #expect(result.mask[x, y].contains(.noData) == !isInside)
                #expect((result.variance[x, y] == 0) == !isInside)
            }
        }
        let filled = source.image.warped(width: 200, height: 100, outside: .nan) { ($0 - 140.25, $1 - 70.25) }
        #expect(filled[10, 10].isNaN && filled[150, 80] == result.image[150, 80])
    }

    @Test func `maps to nowhere give an image without data`() throws {
        let source = try noisy(30, 30)
        let maps: [CoordinateMap] = [
            { _, _ in (.nan, 3) }, { _, _ in (1e300, -1e300) }, { x, y in (x, y / 0) }, { x, _ in (x, -.infinity) },
            { x, y in (x < 40 ? .nan : 1e6, y) },
        ]
        for map in maps {
            let result = source.warped(width: 60, height: 20, map: map)
            #expect(result.mask.pixels.allSatisfy { $0 == .noData })
            #expect(result.usableValues().isEmpty)
        }
        let torn = source.warped(width: 30, height: 30, step: 4) { x, y in (x > 20 ? .nan : x, y) }
        #expect(torn.mask[10, 10].isEmpty && torn.mask[25, 10] == .noData)
        // At the tear too every pixel is a value or marked.
        #expect(torn.image.pixels.allSatisfy { $0.isFinite })
        for x in 20..<30 { #expect(torn.image[x, 15] == 0 ? torn.mask[x, 15] == .noData : torn.mask[x, 15].isEmpty) }
        #expect(source.warped(width: 0, height: -4) { ($0, $1) }.image.pixels.isEmpty)
        let empty = MaskedImage(image: Image(width: 0, height: 0, repeating: 0), variance: 1)
        #expect(empty.warped(width: 5, height: 5) { ($0, $1) }.mask.pixels.allSatisfy { $0 == .noData })
    }

    @Test func `the result is the same on one thread and two`() throws {
        let source = try noisy(200, 180)
        let map = Self.turn(12, 1.3, about: (100, 90), to: (110, 95), bend: 1e-4)
        let one = source.warped(width: 190, height: 210, threads: 1, map: map)
        #expect(one == source.warped(width: 190, height: 210, threads: 2, map: map))
        #expect(one.image == source.image.warped(width: 190, height: 210, map: map))
    }
}
