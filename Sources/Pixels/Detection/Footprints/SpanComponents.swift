/// Which runs of pixels hang together, neighbours along diagonals included.
struct SpanComponents {
    /// The component of each run, numbered by their first runs.
    let labels: [Int]
    let count: Int

    /// Of runs in the order of the rows and columns, none of which touch in a row. Complexity: O(runs), all but exactly.
    init(_ spans: [Span]) {
        var sets = DisjointSets(spans.count)
        var (above, row) = (0..<0, 0..<0)
        for (n, span) in spans.enumerated() {
            if row.isEmpty || spans[row.lowerBound].row != span.row {
                let isNext = !row.isEmpty && spans[row.lowerBound].row + 1 == span.row
                above = isNext ? row : 0..<0
                row = n..<n
            }
            row = row.lowerBound..<n + 1
            while let first = above.first, spans[first].end < span.start { above = first + 1..<above.upperBound }
            for other in above {
                guard spans[other].start <= span.end else { break }
                sets.unite(n, other)
            }
        }
        (labels, count) = sets.labels()
    }
}

/// Sets of numbers that can be united.
struct DisjointSets {
    private var parents: [Int32]

    init(_ count: Int) { parents = (0..<Int32(count)).map { $0 } }

    mutating func unite(_ a: Int, _ b: Int) {
        let (first, second) = (root(a), root(b))
        parents[max(first, second)] = Int32(min(first, second))
    }

    /// The number of each one's set, in the order of their least members.
    mutating func labels() -> (labels: [Int], count: Int) {
        var labels = Array(repeating: 0, count: parents.count)
        var count = 0
        for n in parents.indices {
            let root = root(n)
            if root == n {
                labels[n] = count
                count += 1
            } else {
                labels[n] = labels[root]
            }
        }
        return (labels, count)
    }

    private mutating func root(_ n: Int) -> Int {
        var n = n
        while Int(parents[n]) != n {
            parents[n] = parents[Int(parents[n])]
            n = Int(parents[n])
        }
        return n
    }
}
