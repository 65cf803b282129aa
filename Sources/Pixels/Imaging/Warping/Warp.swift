internal import CKernels

/// A warp of one image onto the pixels of another, tile by tile.
struct Warp: Sendable {
    private static let tile = 128

    let source: WarpSource
    let output: PixelBox
    let table: LanczosTable
    let step: Int
    let map: CoordinateMap

    func run(into place: WarpPlace, threads: Int) {
        let tiling = Tiling(output, width: Self.tile, height: Self.tile)
        let lent = Lent(place)
        concurrently(tiling.count, threads: threads) { n in
            table.values.withUnsafeBufferPointer { values in
                var kernel = tocsin_warp_kernel(table: values.baseAddress, steps: LanczosTable.steps, taps: table.taps)
                fill(tiling.box(n), &kernel, lent.pointer)
            }
        }
    }

    private func fill(_ box: PixelBox, _ kernel: UnsafePointer<tocsin_warp_kernel>, _ place: WarpPlace) {
        let grid = MapGrid(map, over: box, step: step)
        let reach = grid.reach(within: source.image.bounds)
        let tile = WarpTile(source, reach: reach, taps: table.taps)
        for y in box.rows {
            for x in stride(from: box.x, to: box.endX, by: step) {
                let line = grid.line(x: x, y: y)
                let offset = y * output.width + x
                if reach.isEmpty {
                    for i in 0..<line.count { Self.leaveOut(offset + i, place) }
                } else if tile.holds(line) {
                    tile.warp(line, kernel, to: place, offset: offset)
                } else {
                    cross(line, tile, kernel, place, offset)
                }
            }
        }
    }

    /// A line that crosses the edge of the source, or that leads nowhere.
    private func cross(
        _ line: MapLine, _ tile: borrowing WarpTile, _ kernel: UnsafePointer<tocsin_warp_kernel>, _ place: WarpPlace,
        _ offset: Int
    ) {
        for i in 0..<line.count {
            let part = line.part(i)
            if tile.holds(part) {
                tile.warp(part, kernel, to: place, offset: offset + i)
            } else {
                Self.leaveOut(offset + i, place)
            }
        }
    }

    private static func leaveOut(_ n: Int, _ place: WarpPlace) {
        place.image[n] = 0
        place.variance?[n] = 0
        place.mask[n] = MaskPlanes.noData.rawValue
    }
}
