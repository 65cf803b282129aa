internal import Imaging
internal import Synchronization

/// The tiles put together.
struct TilePlanes {
    var difference: Image<Float>
    var significance: Image<Float>
    var variance: Image<Float>
    var scene: Image<Float>
    private(set) var psfs: [GridPSF] = []
    private(set) var blank = BlankSky([])

    /// Tiles that a thread takes at a time.
    private static let group = 4

    init(_ pass: TilePass, threads: Int) throws {
        let empty = Image<Float>(width: pass.pair.width, height: pass.pair.height, repeating: 0)
        (difference, significance, variance, scene) = (empty, empty, empty, empty)
        let flat = try GridPSF(Image(width: 1, height: 1, repeating: 1))
        psfs = Array(repeating: flat, count: pass.count)
        var samples = Array(repeating: BlankSky([]), count: pass.count)
        let failure = Mutex<(any Error)?>(nil)
        withPlaces(&samples) { places in
            let lent = Lent(places)
            concurrently((pass.count + Self.group - 1) / Self.group, threads: threads) { group in
                var room = TileRoom(pass)
                for n in group * Self.group..<min((group + 1) * Self.group, pass.count) {
                    do {
                        try room.run(n)
                        lent.pointer.psfs[n] = try GridPSF(room.filters.psf)
                    } catch {
                        failure.withLock { $0 = $0 ?? error }
                        return
                    }
                    lent.pointer.take(room, n, pass)
                }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        blank = BlankSky(samples)
    }

    private mutating func withPlaces(_ samples: inout [BlankSky], _ body: (TilePlaces) -> Void) {
        let (width, height) = (difference.width, difference.height)
        difference.withUnsafeMutablePixels { difference in
            significance.withUnsafeMutablePixels { significance in
                variance.withUnsafeMutablePixels { variance in
                    scene.withUnsafeMutablePixels { scene in
                        psfs.withUnsafeMutableBufferPointer { psfs in
                            samples.withUnsafeMutableBufferPointer { samples in
                                body(
                                    TilePlaces(
                                        width: width, height: height, difference: difference,
                                        significance: significance, variance: variance, scene: scene, psfs: psfs,
                                        samples: samples))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where tiles are put.
struct TilePlaces {
    let width: Int
    let height: Int
    let difference: UnsafeMutableBufferPointer<Float>
    let significance: UnsafeMutableBufferPointer<Float>
    let variance: UnsafeMutableBufferPointer<Float>
    let scene: UnsafeMutableBufferPointer<Float>
    let psfs: UnsafeMutableBufferPointer<GridPSF>
    let samples: UnsafeMutableBufferPointer<BlankSky>

    func take(_ room: TileRoom, _ n: Int, _ pass: TilePass) {
        let box = pass.box(n)
        copy(room.white, pass.margin, box, difference)
        copy(room.significance, pass.margin, box, significance)
        copy(room.scene, pass.margin, box, scene)
        copy(room.variance, NullVariance.margin, box, variance)
        if n % max(1, pass.count / 100) == 0 { samples[n] = BlankSky(pass, self, box) }
    }

    /// Puts what of `image` lies within `margin` into a plane.
    private func copy(
        _ image: Image<Float>, _ margin: Int, _ box: PixelBox, _ plane: UnsafeMutableBufferPointer<Float>
    ) {
        let part = box.intersection(PixelBox(x: 0, y: 0, width: width, height: height))
        image.withUnsafePixels { pixels in
            guard let source = pixels.baseAddress, let result = plane.baseAddress else { return }
            for y in part.rows {
                let from = source + (y - box.y + margin) * image.width + margin
                (result + y * width + part.x).update(from: from, count: part.width)
            }
        }
    }
}
