extension Image<MaskPlanes> {
    /// Every pixel that has one of `planes` gives it to those within `radiusX` columns and `radiusY` rows too; the other
    /// planes stay where they are.
    ///
    /// Complexity: O(pixels x log radius).
    public func grown(byX radiusX: Int, y radiusY: Int, planes: MaskPlanes = .all) -> Image {
        let (rx, ry) = (max(0, radiusX), max(0, radiusY))
        guard rx > 0 || ry > 0, width > 0, height > 0 else { return self }
        var spread = cropped(
            to: PixelBox(x: -rx, y: -ry, width: width + 2 * rx, height: height + 2 * ry), filledWith: [])
        spread.keepOnly(planes)
        spread.gather(columns: 2 * rx + 1, rows: 2 * ry + 1)
        spread = spread.cropped(to: bounds)
        spread.insert(self)
        return spread
    }

    /// Adds the planes of `other`, of the same size.
    package mutating func insert(_ other: Image) {
        withUnsafeMutablePixels { planes in
            other.withUnsafePixels { others in
                for i in planes.indices { planes[i].formUnion(others[i]) }
            }
        }
    }

    /// Adds `planes` to all pixels nearer than `margin` pixels to an edge.
    package mutating func markEdges(_ planes: MaskPlanes, margin: Int) {
        markEdges(planes, marginX: margin, marginY: margin)
    }

    /// Adds `planes` to the `marginX` columns and `marginY` rows next to each edge.
    mutating func markEdges(_ planes: MaskPlanes, marginX: Int, marginY: Int) {
        guard marginX > 0 || marginY > 0 else { return }
        let middle = PixelBox(x: marginX, y: marginY, width: width - 2 * marginX, height: height - 2 * marginY)
        for y in 0..<height {
            let isInner = middle.rows.contains(y) && middle.width > 0
            for x in 0..<(isInner ? middle.x : width) { self[x, y].insert(planes) }
            for x in isInner ? middle.endX..<width : 0..<0 { self[x, y].insert(planes) }
        }
    }

    private mutating func keepOnly(_ planes: MaskPlanes) {
        withUnsafeMutablePixels { for i in $0.indices { $0[i].formIntersection(planes) } }
    }

    /// Every pixel becomes the union of the `columns` x `rows` pixels that begin at it, as far as they lie in the image.
    ///
    /// Windows are made of two overlapping ones whose length is a power of two.
    mutating func gather(columns: Int, rows: Int) {
        let (width, height) = (width, height)
        withUnsafeMutablePixels { planes in
            for y in 0..<height {
                let row = UnsafeMutableBufferPointer(rebasing: planes[y * width..<(y + 1) * width])
                if row.contains(where: { !$0.isEmpty }) { gatherWindows(row, step: 1, length: columns) }
            }
            gatherWindows(planes, step: width, length: rows)
        }
    }
}

/// Unites every element with the `length - 1` that follow it in distances of `step`.
private func gatherWindows(_ planes: UnsafeMutableBufferPointer<MaskPlanes>, step: Int, length: Int) {
    var reach = 1
    while 2 * reach <= length {
        unite(planes, by: reach * step)
        reach *= 2
    }
    if length > reach { unite(planes, by: (length - reach) * step) }
}

private func unite(_ planes: UnsafeMutableBufferPointer<MaskPlanes>, by distance: Int) {
    guard distance < planes.count else { return }
    for i in 0..<planes.count - distance { planes[i].formUnion(planes[i + distance]) }
}

extension MaskPlanes {
    /// Every plane there can be.
    public static let all = MaskPlanes(rawValue: .max)
}
