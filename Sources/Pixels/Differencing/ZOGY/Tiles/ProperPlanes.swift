internal import Imaging
internal import Synchronization

/// The tiles put together.
struct ProperPlanes {
    var difference: Image<Float>
    var variance: Image<Float>
    /// What does not change, in the template's unit.
    var scene: Image<Float>
    /// The score in standard deviations of the sky's noise, and in that unit its noise and what both images have in common
    /// of it.
    var score: Image<Float>
    var noise: Image<Float>
    var common: Image<Float>
    private(set) var psfs: [GridPSF]
    private(set) var terms: [ProperTileTerms]

    /// Tiles that a thread takes at a time.
    private static let group = 4

    init(_ pass: ProperPass, threads: Int) throws {
        let empty = Image<Float>(width: pass.science.width, height: pass.science.height, repeating: 0)
        (difference, variance, scene, score, noise, common) = (empty, empty, empty, empty, empty, empty)
        psfs = Array(repeating: try GridPSF(Image(width: 1, height: 1, repeating: 1)), count: pass.count)
        terms = Array(repeating: ProperTileTerms(), count: pass.count)
        let failure = Mutex<(number: Int, error: any Error)?>(nil)
        withPlaces { places in
            let lent = Lent(places)
            concurrently((pass.count + Self.group - 1) / Self.group, threads: threads) { group in
                var room = ProperRoom(pass)
                for n in group * Self.group..<min((group + 1) * Self.group, pass.count) {
                    do {
                        try room.run(n)
                        try lent.pointer.take(room, n, pass)
                    } catch {
                        failure.withLock { if n < $0?.number ?? .max { $0 = (n, error) } }
                        return
                    }
                }
            }
        }
        if let error = failure.withLock({ $0?.error }) { throw error }
    }

    private mutating func withPlaces(_ body: (ProperPlaces) -> Void) {
        let (width, height) = (difference.width, difference.height)
        psfs.withUnsafeMutableBufferPointer { psfs in
            terms.withUnsafeMutableBufferPointer { terms in
                difference.withUnsafeMutablePixels { difference in
                    variance.withUnsafeMutablePixels { variance in
                        scene.withUnsafeMutablePixels { scene in
                            score.withUnsafeMutablePixels { score in
                                noise.withUnsafeMutablePixels { noise in
                                    common.withUnsafeMutablePixels { common in
                                        body(
                                            ProperPlaces(
                                                width: width, height: height, difference: difference,
                                                variance: variance, scene: scene, score: score, noise: noise,
                                                common: common, psfs: psfs, terms: terms))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where tiles are put.
struct ProperPlaces {
    let width: Int
    let height: Int
    let difference: UnsafeMutableBufferPointer<Float>
    let variance: UnsafeMutableBufferPointer<Float>
    let scene: UnsafeMutableBufferPointer<Float>
    let score: UnsafeMutableBufferPointer<Float>
    let noise: UnsafeMutableBufferPointer<Float>
    let common: UnsafeMutableBufferPointer<Float>
    let psfs: UnsafeMutableBufferPointer<GridPSF>
    let terms: UnsafeMutableBufferPointer<ProperTileTerms>

    func take(_ room: ProperRoom, _ n: Int, _ pass: ProperPass) throws {
        let tile = room.filters.terms
        guard tile.scoreZeroPoint > 0, tile.scoreZeroPoint.isFinite else {
            throw DifferencingError(.singular, "the PSFs have no light in common in tile \(n)")
        }
        psfs[n] = try GridPSF(room.filters.psf)
        terms[n] = tile
        let box = pass.box(n)
        let part = box.intersection(PixelBox(x: 0, y: 0, width: width, height: height))
        for y in part.rows {
            let from = (y - box.y + pass.margin) * room.difference.width + pass.margin
            copyScene(room, Float(1 / tile.zeroPoint), from, y * width + part.x, part.width)
            copyDifference(room, from, y * width + part.x, part.width)
            copyScore(room, ScoreNoise(pass.match), from, y * width + part.x, part.width)
        }
    }

    private func copyDifference(_ room: ProperRoom, _ from: Int, _ to: Int, _ count: Int) {
        room.difference.withUnsafePixels { values in
            room.lightOfDifference.withUnsafePixels { light in
                for n in 0..<count {
                    difference[to + n] = values[from + n]
                    variance[to + n] = 1 + max(0, light[from + n])
                }
            }
        }
    }

    private func copyScene(_ room: ProperRoom, _ unit: Float, _ from: Int, _ to: Int, _ count: Int) {
        room.scene.withUnsafePixels { values in
            for n in 0..<count { scene[to + n] = unit * values[from + n] }
        }
    }

    private func copyScore(_ room: ProperRoom, _ model: ScoreNoise, _ from: Int, _ to: Int, _ count: Int) {
        let (wide, zeroPoint) = (room.difference.width, Float(room.filters.terms.scoreZeroPoint))
        let unit = 1 / zeroPoint.squareRoot()
        room.scores.science.withUnsafePixels { science in
            room.scores.template.withUnsafePixels { template in
                room.lightOfScore.withUnsafePixels { light in
                    guard let own = science.baseAddress, let other = template.baseAddress else { return }
                    for n in 0..<count {
                        let place = from + n
                        score[to + n] = (own[place] - other[place]) * unit
                        let variance = model.variance(own, other, light[place], place, wide)
                        noise[to + n] = (1 + variance / zeroPoint).squareRoot()
                        common[to + n] = max(0, min(own[place], other[place])) * unit
                    }
                }
            }
        }
    }
}
