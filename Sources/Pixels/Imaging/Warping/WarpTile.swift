internal import CKernels

/// The part of a source that the pixels of one tile of the output need, with a margin of zeros.
struct WarpTile: ~Copyable {
    private let origin: (x: Int, y: Int)
    private let stride: Int
    /// The image and, if there is one, the variance behind it.
    private let pixels: Scratch
    private let variancePlace: Int?
    private let mask: Image<MaskPlanes>
    private let size: (width: Int, height: Int)

    /// - Parameter source: without values that are not finite.
    init(_ source: WarpSource, reach: PixelBox, taps: Int) {
        let radius = taps / 2
        // One pixel more each way: a place up to half a pixel outside has its first tap there.
        let box = PixelBox(
            x: reach.x - radius - 1, y: reach.y - radius - 1, width: reach.width + taps + 2,
            height: reach.height + taps + 2)
        origin = (box.x + radius - 1, box.y + radius - 1)
        size = (source.image.width, source.image.height)
        stride = box.width + 16
        // A vector of the last row reads up to 16 pixels beyond.
        let count = stride * box.height + 16
        variancePlace = source.variance == nil ? nil : count
        pixels = Scratch(2 * count)
        Self.copy(source.image, box, stride, to: pixels.pixels)
        if let variance = source.variance { Self.copy(variance, box, stride, to: pixels.pixels + count) }
        var planes = source.mask.cropped(
            to: PixelBox(x: box.x, y: box.y, width: stride, height: box.height), filledWith: .edge)
        planes.gather(columns: taps, rows: taps)
        mask = planes
    }

    private static func copy(
        _ source: Image<Float>, _ box: PixelBox, _ stride: Int, to place: UnsafeMutablePointer<Float>
    ) {
        (place + stride * box.height).update(repeating: 0, count: 16)
        source.withUnsafePixels { pixels in
            if let start = pixels.baseAddress { copyPadded(start, source.bounds, box, to: place, stride: stride) }
        }
    }

    /// Resamples along a line whose places all lie in the source.
    func warp(_ line: MapLine, _ kernel: UnsafePointer<tocsin_warp_kernel>, to place: WarpPlace, offset: Int) {
        mask.withUnsafePixels { planes in
            guard let start = planes.baseAddress else { return }
            start.withMemoryRebound(to: UInt16.self, capacity: planes.count) { planes in
                var source = tocsin_warp_source(
                    image: pixels.pixels, variance: variancePlace.map { [start = pixels.pixels] in start + $0 },
                    mask: planes, stride: stride)
                var line = tocsin_warp_line(
                    x: line.x - Double(origin.x), y: line.y - Double(origin.y), dx: line.dx, dy: line.dy,
                    area: line.area, darea: line.areaSlope, count: line.count)
                tocsin_warp(
                    kernel, &source, &line, place.image + offset, place.variance.map { $0 + offset },
                    place.mask + offset)
            }
        }
    }

    /// Whether a line lies in the source.
    func holds(_ line: MapLine) -> Bool { line.isInside(size.width, size.height) }
}

/// What is resampled; without a variance none is made.
struct WarpSource: Sendable {
    var image: Image<Float>
    var variance: Image<Float>?
    var mask: Image<MaskPlanes>
}

/// Where pixels of the output go.
struct WarpPlace {
    var image: UnsafeMutablePointer<Float>
    var variance: UnsafeMutablePointer<Float>?
    var mask: UnsafeMutablePointer<UInt16>
}
