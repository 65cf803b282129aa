internal import Imaging

/// Pixels `start ..< end` of a row.
public struct Span: Sendable, Hashable {
    /// Counted from 0.
    public var row: Int32
    /// The first column.
    public var start: Int32
    /// One beyond the last column.
    public var end: Int32

    /// The numbers must fit in 32 bits.
    @inlinable
    public init(row: Int, start: Int, end: Int) {
        (self.row, self.start, self.end) = (Int32(row), Int32(start), Int32(end))
    }

    /// Pixels of the run.
    @inlinable public var count: Int { Int(end - start) }
    /// The same as a range: `start ..< end`.
    @inlinable public var columns: Range<Int> { Int(start)..<Int(end) }
}

/// Which side of 0 is looked for.
public enum Polarity: Sendable, Hashable, CaseIterable {
    case positive
    case negative
    case both
}

extension Span {
    /// The runs of pixels that reach `threshold`, in the order of the rows; with both polarities runs of one sign that
    /// touch runs of the other are one. Values that are not numbers never reach it.
    ///
    /// Complexity: O(pixels).
    static func runs(in image: Image<Float>, above threshold: Float, polarity: Polarity) -> [Span] {
        switch polarity {
        case .positive: runs(in: image) { $0 >= threshold }
        case .negative: runs(in: image) { $0 <= -threshold }
        case .both: runs(in: image) { $0.magnitude >= threshold }
        }
    }

    /// The runs of pixels of which `isWanted` is true.
    @inline(__always)
    static func runs<Pixel>(in image: Image<Pixel>, where isWanted: (Pixel) -> Bool) -> [Span] {
        var result = [Span]()
        image.withUnsafePixels { pixels in
            for y in 0..<image.height {
                let start = y * image.width
                var x = 0
                while x < image.width {
                    if x + 16 <= image.width, !anyOf16(pixels, start + x, isWanted) {
                        x += 16
                        continue
                    }
                    let stop = min(image.width, x + 16)
                    while x < stop, !isWanted(pixels[start + x]) { x += 1 }
                    guard x < stop else { continue }
                    let first = x
                    while x < image.width, isWanted(pixels[start + x]) { x += 1 }
                    result.append(Span(row: y, start: first, end: x))
                }
            }
        }
        return result
    }
}

@inline(__always)
private func anyOf16<Pixel>(
    _ pixels: UnsafeBufferPointer<Pixel>, _ start: Int, _ isWanted: (Pixel) -> Bool
) -> Bool {
    guard let place = pixels.baseAddress else { return false }
    var any: Int32 = 0
    for i in 0..<16 { any |= isWanted(place[start + i]) ? 1 : 0 }
    return any != 0
}

extension Image<Float> {
    /// Whether a pixel of the run has at least this value.
    func reaches(_ value: Float, in span: Span) -> Bool {
        let start = Int(span.row) * width
        return withUnsafePixels { pixels in span.columns.contains { pixels[start + $0] >= value } }
    }
}
