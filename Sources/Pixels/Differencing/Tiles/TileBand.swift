internal import Imaging

/// The tiles of one row of them.
struct TileBand {
    let firstRow: Int
    /// As wide as the image, as high as a tile's core.
    private(set) var difference: Image<Float>
    private(set) var variance: Image<Float>
    private(set) var scene: Image<Float>
    private(set) var psfs: [GridPSF]
    private(set) var samples: [BlankSky]

    /// Tiles that a thread takes at a time.
    static let group = 4

    init(_ pass: TilePass, row: Int) throws {
        firstRow = row * pass.options.core
        let empty = Image<Float>(width: pass.width, height: pass.options.core, repeating: 0)
        (difference, variance, scene) = (empty, empty, empty)
        let flat = try GridPSF(Image(width: 1, height: 1, repeating: 1))
        psfs = Array(repeating: flat, count: pass.columns)
        samples = Array(repeating: BlankSky([]), count: pass.columns)
    }

    /// - Parameter significance: the whole image, which no tile is made of, so that it is filled at once.
    mutating func withPlaces(_ significance: inout Image<Float>, _ body: (TilePlaces) -> Void) {
        let (width, firstRow) = (difference.width, firstRow)
        significance.withUnsafeMutablePixels { significance in
            difference.withUnsafeMutablePixels { difference in
                variance.withUnsafeMutablePixels { variance in
                    scene.withUnsafeMutablePixels { scene in
                        psfs.withUnsafeMutableBufferPointer { psfs in
                            samples.withUnsafeMutableBufferPointer { samples in
                                body(
                                    TilePlaces(
                                        width: width, firstRow: firstRow, difference: difference,
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

/// Where the tiles of a band are put.
struct TilePlaces {
    let width: Int
    let firstRow: Int
    let difference: UnsafeMutableBufferPointer<Float>
    /// All rows of the image.
    let significance: UnsafeMutableBufferPointer<Float>
    let variance: UnsafeMutableBufferPointer<Float>
    let scene: UnsafeMutableBufferPointer<Float>
    let psfs: UnsafeMutableBufferPointer<GridPSF>
    let samples: UnsafeMutableBufferPointer<BlankSky>

    func take(_ room: TileRoom, _ n: Int, _ pass: TilePass, _ source: Difference) throws {
        let (box, column) = (pass.box(n), n % pass.columns)
        psfs[column] = try GridPSF(room.filters.psf)
        copy(room.white, pass.margin, box, difference, from: firstRow)
        copy(room.significance, pass.margin, box, significance, from: 0)
        copy(room.scene, pass.margin, box, scene, from: firstRow)
        copy(room.variance, NullVariance.margin, box, variance, from: firstRow)
        if n % max(1, pass.columns * pass.rows / 100) == 0 {
            samples[column] = BlankSky(room, box, source, pass)
        }
    }

    /// Puts what of `image` lies within `margin` into a plane whose rows begin with the image's row `first`.
    private func copy(
        _ image: Image<Float>, _ margin: Int, _ box: PixelBox, _ plane: UnsafeMutableBufferPointer<Float>,
        from first: Int
    ) {
        let count = min(box.endX, width) - box.x
        let rows = min(box.endY - first, plane.count / width) + first - box.y
        image.withUnsafePixels { pixels in
            guard let source = pixels.baseAddress, let result = plane.baseAddress, count > 0 else { return }
            for y in 0..<rows {
                let from = source + (y + margin) * image.width + margin
                (result + (box.y - first + y) * width + box.x).update(from: from, count: count)
            }
        }
    }
}
