internal import Bytes
internal import FITS
internal import Imaging
internal import Templates

/// A coadd in the making as a FITS file: an HDU for each plane of sums and extremes, and the PSFs.
///
/// A number is written as it is, so that a coadd that goes on from the file is the same to the last bit as one that was
/// never written.
enum CoaddState {
    static let extremeNames = ["HIGHEST", "NEXT", "THIRD", "LOWEST"]

    /// Complexity: O(pixels + exposures x places of the PSF).
    static func file(_ coadd: Coadd) -> FITSFile {
        let frame = coadd.frame
        let writer = PlaneWriter(width: frame.width, height: frame.height)
        let sums = coadd.sums.pixels
        var hdus = [
            HDU(header: Header(), format: .uint8, shape: [], data: Bytes()),
            writer.floats("LIGHT", sums.map(\.light)), writer.floats("LIGHT_VARIANCE", sums.map(\.variance)),
            writer.floats("LIGHT_WEIGHT", sums.map(\.weight)), writer.floats("LIGHT_SATURATED", sums.map(\.saturated)),
            writer.integers("LIGHT_COUNT", sums.map(\.count)), writer.integers("LIGHT_PLANES", sums.map(\.planes)),
        ]
        if let extremes = coadd.extremes { hdus += extremePlanes(extremes.pixels, writer) }
        let side = frame.psfGrid.side
        hdus.append(cube("PSF_SUMS", coadd.psfSums.map(Optional.some), side: side))
        hdus.append(
            HDU(
                doubles: coadd.psfWeights, width: coadd.psfWeights.count, height: 1,
                cards: [Card("EXTNAME", .string("PSF_WEIGHTS"))]))
        if coadd.extremes != nil { hdus.append(cube("INPUT_PSFS", coadd.inputPSFs.flatMap { $0 }, side: side)) }
        return FITSFile(hdus: hdus)
    }

    private static func extremePlanes(_ extremes: [EpochExtremes], _ writer: PlaneWriter) -> [HDU] {
        let values = extremeNames.enumerated().flatMap { n, name in
            [
                writer.floats("\(name)_MATCHED", extremes.map { $0[n].value.matched }),
                writer.floats("\(name)_LIGHT", extremes.map { $0[n].value.light }),
                writer.floats("\(name)_VARIANCE", extremes.map { $0[n].value.variance }),
                writer.integers("\(name)_INPUT", extremes.map { $0[n].input }),
            ]
        }
        return values + [
            writer.integers("COMPARED_COUNT", extremes.map(\.count)),
            writer.floats("COMPARED_MEAN", extremes.map(\.mean)),
            writer.floats("COMPARED_SQUARES", extremes.map(\.squares)),
        ]
    }

    /// Square images below each other; those that are not there are NaN.
    private static func cube(_ name: String, _ images: [Image<Float>?], side: Int) -> HDU {
        let nothing = [Float](repeating: .nan, count: side * side)
        return HDU(
            floats: images.flatMap { $0?.pixels ?? nothing }, width: side, height: side * images.count,
            cards: [Card("EXTNAME", .string(name))])
    }
}

/// Planes of one size.
struct PlaneWriter {
    let width: Int
    let height: Int

    func floats(_ name: String, _ values: [Float]) -> HDU {
        HDU(floats: values, width: width, height: height, cards: [Card("EXTNAME", .string(name))])
    }

    /// Unsigned, as FITS has them: signed, with BZERO.
    func integers(_ name: String, _ values: [UInt16]) -> HDU {
        HDU(
            integers: values.map { Int16(truncatingIfNeeded: Int32($0) - 32_768) }, width: width, height: height,
            cards: [Card("EXTNAME", .string(name)), Card("BZERO", .real(32_768)), Card("BSCALE", .real(1))])
    }
}
