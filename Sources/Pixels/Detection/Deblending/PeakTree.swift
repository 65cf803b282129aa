internal import Imaging

/// The branches of a surface's tree of thresholds, every value being one, that are high and bright enough to be sources.
///
/// The idea of branches is that of SExtractor (Bertin and Arnouts 1996, doi:10.1051/aas:1996164). Here pixels are taken from
/// the highest down, and where two regions meet both stay apart only when each stands out of the saddle by `prominence` and
/// holds the share `contrast` of all light above it.
struct PeakTree {
    /// Of each pixel the number of its branch; -1 for values that are not numbers.
    private(set) var labels: [Int32]
    /// Of each branch the place of its peak among the pixels.
    private(set) var peaks: [Int] = []

    private let offsets: [Int]
    private var roots: [Int32]
    private var regions: [Region] = []
    /// What a branch was merged into, itself where it was not.
    private var branches: [Int32] = []

    /// Pixels that hang together so far, by their branch of the beginning.
    private struct Region {
        var sum: Double
        var count: Double
        var top: Float
        /// The branch that its lesser neighbours join.
        var branch: Int32
    }

    /// - Parameters:
    ///   - values: pixels of a box `width` wide, row after row, with a frame of pixels that are not numbers.
    ///   - prominences: in the values' unit, of a saddle at each pixel.
    /// - Complexity: O(pixels x log pixels).
    init(_ values: [Float], width: Int, prominences: [Float], contrast: Double) {
        labels = Array(repeating: -1, count: values.count)
        roots = labels
        offsets = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]
        let order = values.indices.filter { values[$0].isFinite }.sorted { values[$0] > values[$1] }
        let total = order.reduce(0) { $0 + Double(max(0, values[$1])) }
        for place in order { add(place, values, prominences[place], contrast * total) }
        settle()
    }

    /// Pixels that are higher than all their neighbours and than `threshold`.
    static func maxima(_ values: [Float], width: Int, above threshold: Float) -> Int {
        let offsets = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]
        return values.indices.reduce(0) { count, n in
            guard values[n] > threshold else { return count }
            return offsets.contains { values[n + $0] >= values[n] } ? count : count + 1
        }
    }

    private mutating func add(_ place: Int, _ values: [Float], _ prominence: Float, _ least: Double) {
        let value = values[place]
        var (region, highest) = (-1, -Float.infinity)
        for offset in offsets where roots[place + offset] >= 0 {
            let next = root(Int(roots[place + offset]))
            if values[place + offset] > highest {
                highest = values[place + offset]
                labels[place] = labels[place + offset]
            }
            region = region < 0 || region == next ? next : merged(region, next, at: value, prominence, least)
        }
        if region < 0 {
            region = regions.count
            labels[place] = Int32(region)
            regions.append(Region(sum: 0, count: 0, top: value, branch: Int32(region)))
            branches.append(Int32(region))
            parents.append(Int32(region))
            peaks.append(place)
        }
        regions[region].sum += Double(value)
        regions[region].count += 1
        roots[place] = Int32(region)
    }

    /// One region of two that meet at a value.
    private mutating func merged(_ a: Int, _ b: Int, at value: Float, _ prominence: Float, _ least: Double) -> Int {
        func isSource(_ n: Int) -> Bool {
            regions[n].top - value > prominence && regions[n].sum - Double(value) * regions[n].count > least
        }
        let sources = (isSource(a), isSource(b))
        let isFirstHigher = regions[a].top >= regions[b].top
        let isFirstMain = sources.0 == sources.1 ? isFirstHigher : sources.0
        let (main, other) = isFirstMain ? (a, b) : (b, a)
        if !(sources.0 && sources.1) { branches[Int(regions[other].branch)] = regions[main].branch }
        regions[main].sum += regions[other].sum
        regions[main].count += regions[other].count
        regions[main].top = max(regions[main].top, regions[other].top)
        parents[other] = Int32(main)
        return main
    }

    /// Of each region the one that it became part of, itself where it did not.
    private var parents: [Int32] = []

    private mutating func root(_ n: Int) -> Int {
        var n = n
        while Int(parents[n]) != n {
            parents[n] = parents[Int(parents[n])]
            n = Int(parents[n])
        }
        return n
    }

    /// Numbers the branches that are left.
    private mutating func settle() {
        func last(_ n: Int32) -> Int32 {
            var n = n
            while branches[Int(n)] != n { n = branches[Int(n)] }
            return n
        }
        let lasts = branches.map { last($0) }
        let kept = branches.indices.filter { branches[$0] == Int32($0) }
        var numbers = Array(repeating: Int32(0), count: branches.count)
        for (number, branch) in kept.enumerated() { numbers[branch] = Int32(number) }
        for n in labels.indices where labels[n] >= 0 { labels[n] = numbers[Int(lasts[Int(labels[n])])] }
        peaks = kept.map { peaks[$0] }
    }
}
