internal import Imaging
internal import Synchronization

/// The tiles put together, in the room of what they are made of.
///
/// Tiles reach into those beside them, so that a band of them is put in its place when the band behind it is done.
struct TilePlanes {
    /// Its image becomes white, its scene as the white difference has it, its template the variance.
    private(set) var difference: Difference
    var significance: Image<Float>
    private(set) var psfs: [GridPSF] = []
    private(set) var blank = BlankSky([])
    private let pass: TilePass

    init(_ pass: TilePass, _ difference: consuming Difference, threads: Int) throws {
        var pass = pass
        pass.colour = try NoiseColour.measured(pass, difference, threads: threads)
        self.pass = pass
        self.difference = consume difference
        significance = Image(width: pass.width, height: pass.height, repeating: 0)
        var samples: [BlankSky] = []
        var waiting: TileBand?
        for row in 0..<pass.rows {
            let band = try band(row, threads)
            psfs += band.psfs
            samples += band.samples
            if let waiting { put(waiting) }
            waiting = band
        }
        if let waiting { put(waiting) }
        blank = BlankSky(samples)
    }

    private mutating func band(_ row: Int, _ threads: Int) throws -> TileBand {
        var band = try TileBand(pass, row: row)
        let failure = Mutex<(any Error)?>(nil)
        let groups = (pass.columns + TileBand.group - 1) / TileBand.group
        let (pass, difference) = (pass, difference)
        band.withPlaces(&significance) { places in
            let lent = Lent(places)
            concurrently(groups, threads: threads) { group in
                var room = TileRoom(pass)
                let first = row * pass.columns + group * TileBand.group
                for n in first..<min(first + TileBand.group, (row + 1) * pass.columns) {
                    do {
                        try room.run(n, difference)
                        try lent.pointer.take(room, n, pass, difference)
                    } catch {
                        failure.withLock { $0 = $0 ?? error }
                        return
                    }
                }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return band
    }

    private mutating func put(_ band: TileBand) {
        difference.image.put(band.difference, atRow: band.firstRow)
        difference.template.put(band.variance, atRow: band.firstRow)
        difference.scene.put(band.scene, atRow: band.firstRow)
    }
}

extension Image<Float> {
    /// Replaces whole rows by those of an image of the same width, as far as they lie in this one.
    fileprivate mutating func put(_ rows: Image, atRow first: Int) {
        let count = Swift.min(rows.height, height - first) * width
        let start = first * width
        withUnsafeMutablePixels { pixels in
            rows.withUnsafePixels { source in
                guard let from = source.baseAddress, let to = pixels.baseAddress, count > 0 else { return }
                (to + start).update(from: from, count: count)
            }
        }
    }
}
