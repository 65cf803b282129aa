internal import Imaging

/// The state of a search for cosmic rays: what was found, and the image without it.
struct CosmicRaySearch {
    private let image: MaskedImage
    private let noise: Image<Float>
    private let gain: Float
    private let limit: Float
    private let finder: CosmicRayFinder
    /// The image with what was found replaced by the median of its surroundings.
    private var values: Image<Float>
    private var isFound: [Bool]
    /// Places in the rows, in the order of the finding.
    private(set) var found: [Int] = []
    private var new: [Int] = []

    init(_ image: MaskedImage, noise: Image<Float>, gain: Float, limit: Float, _ finder: CosmicRayFinder) {
        (self.image, self.noise, self.gain, self.limit, self.finder) = (image, noise, gain, limit, finder)
        values = image.filled(threads: 1).image
        isFound = Array(repeating: false, count: image.width * image.height)
    }

    var hasNew: Bool { !new.isEmpty }

    /// Looks at all pixels.
    mutating func begin(threads: Int) {
        let search = self
        let bands = mapped((image.height + 63) / 64, threads: threads) { band in
            (max(1, 64 * band)..<max(1, min(search.image.height - 1, 64 * band + 64))).flatMap { search.rays(row: $0) }
        }
        take(bands.flatMap { $0 })
    }

    /// Looks at the pixels next to those found last.
    mutating func goOn() {
        var near = Set<Int>()
        for place in new {
            let box = PixelBox(aroundX: place % image.width, y: place / image.width, radius: 1)
            for y in box.rows where y > 0 && y < image.height - 1 {
                for x in box.columns where x > 0 && x < image.width - 1 && !isFound[y * image.width + x] {
                    near.insert(y * image.width + x)
                }
            }
        }
        take(near.sorted().filter { isRay($0, Float(finder.neighbourThreshold)) })
    }

    private mutating func take(_ places: [Int]) {
        new = places
        found += places
        for place in places { isFound[place] = true }
        let replaced = places.map { surroundings($0) }
        values.withUnsafeMutablePixels { pixels in
            for (place, value) in zip(places, replaced) { pixels[place] = value }
        }
    }

    private func rays(row: Int) -> [Int] {
        var result = [Int]()
        let (width, threshold) = (image.width, Float(finder.threshold))
        values.withUnsafePixels { pixels in
            noise.withUnsafePixels { noise in
                guard let start = pixels.baseAddress else { return }
                for place in row * width + 1..<row * width + width - 1 {
                    let edges = Sharpness.edges(start, place, width: width)
                    guard edges > threshold * noise[place] else { continue }
                    if isRay(place, threshold) { result.append(place) }
                }
            }
        }
        return result
    }

    private func isRay(_ place: Int, _ threshold: Float) -> Bool {
        let (x, y) = (place % image.width, place / image.width)
        guard image.isUsable(x: x, y: y), noise.pixels[place] > 0 else { return false }
        let sharpness = values.withUnsafePixels { pixels in
            pixels.baseAddress.map { Sharpness($0, place, width: image.width) }
        }
        guard let sharpness else { return false }
        let around = max(0, sharpness.surroundings)
        let deviation = (noise.pixels[place] * noise.pixels[place] + gain * around).squareRoot()
        let spread = deviation * (1.25 + 0.2 * limit * limit).squareRoot()
        guard sharpness.edges > threshold * deviation,
            sharpness.edges - limit * around > Float(finder.sharpness) * spread
        else { return false }
        let near = PixelBox(aroundX: x, y: y, radius: 2).intersection(image.bounds)
        return near.rows.allSatisfy { v in
            near.columns.allSatisfy { u in !image.mask[u, v].contains(.saturated) }
        }
    }

    /// The median of the pixels around that were not found; the pixel itself where there are none.
    private func surroundings(_ place: Int) -> Float {
        let box = PixelBox(aroundX: place % image.width, y: place / image.width, radius: 2).intersection(image.bounds)
        var around = [Float]()
        for y in box.rows {
            for n in y * image.width + box.x..<y * image.width + box.endX where !isFound[n] {
                around.append(values.pixels[n])
            }
        }
        guard !around.isEmpty else { return values.pixels[place] }
        return around.withUnsafeMutableBufferPointer { Selection.median(of: $0) }
    }
}
