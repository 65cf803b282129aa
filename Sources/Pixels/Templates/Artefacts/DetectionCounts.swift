internal import Detection
internal import Imaging

/// In how many exposures a pixel is part of a detection of some size.
///
/// Larger detections do not count for smaller ones: a cosmic ray in one exposure does not become a source because a ghost
/// in a second and a trail in a third lie over it. What is a source has about the same size in all exposures.
struct DetectionCounts {
    /// By size class, those of smaller classes included.
    private var counts: [Image<UInt8>]

    /// - Complexity: O(pixels x size classes).
    init(_ epochs: [EpochDetections], width: Int, height: Int) {
        let regions = epochs.flatMap(\.footprints)
        let classes = (regions.map { Self.sizeClass($0.area) }.max() ?? 0) + 1
        counts = Array(repeating: Image(width: width, height: height, repeating: 0), count: classes)
        for region in regions {
            let first = Self.sizeClass(region.area)
            for span in region.spans {
                for x in span.columns { add(x, Int(span.row), from: first) }
            }
        }
    }

    private mutating func add(_ x: Int, _ y: Int, from first: Int) {
        for n in first..<counts.count where counts[n][x, y] < .max { counts[n][x, y] += 1 }
    }

    /// Of detections that are not much larger than `area` pixels: at most 4 to 16 times.
    func count(_ x: Int, _ y: Int, forArea area: Int) -> Int {
        Int(counts[min(counts.count - 1, Self.sizeClass(area) + 1)][x, y])
    }

    /// The number of whole powers of 4 in an area.
    private static func sizeClass(_ area: Int) -> Int { (Int.bitWidth - 1 - max(1, area).leadingZeroBitCount) / 2 }
}
