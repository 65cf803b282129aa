internal import Bytes
internal import FITS
internal import Imaging
internal import Templates

/// Writes a coadd's PSF as PSFEx does: a polynomial of the position, of degree 2 or less, that `--psf` reads.
///
/// Source of the layout: the PSFEx manual, "The .psf format".
struct PSFExWriter {
    private let psf: CoaddPSF
    private let degree: Int
    private let places: [(x: Double, y: Double)]
    private let images: [Image<Float>]

    /// The places of the PSF's grid that have light are fitted; nil where there are none.
    init?(_ psf: CoaddPSF) {
        self.psf = psf
        let grid = psf.grid
        let all = (0..<grid.count).map { (x: Double(grid.place($0).x), y: Double(grid.place($0).y)) }
        let known = all.map { (place: $0, image: psf.values(atX: $0.x, y: $0.y)) }.filter {
            $0.image.pixels.max() ?? 0 > 0
        }
        guard !known.isEmpty else { return nil }
        (places, images) = (known.map(\.place), known.map(\.image))
        degree = min(grid.columns, grid.rows, 2, known.count >= 9 ? 2 : known.count >= 4 ? 1 : 0)
    }

    private var originX: Double { Double(psf.grid.width - 1) / 2 }
    private var originY: Double { Double(psf.grid.height - 1) / 2 }
    private var scaleX: Double { Double(max(1, psf.grid.width)) / 2 }
    private var scaleY: Double { Double(max(1, psf.grid.height)) / 2 }

    func file() -> FITSFile {
        let terms = terms()
        let (side, count) = (psf.grid.side, terms.count)
        let values = terms.flatMap(\.pixels)
        let data = HDU(floats: values, width: values.count, height: 1).data
        var hdu = HDU(
            header: Header(cards(side, count)), format: .uint8, shape: [4 * values.count, 1], data: data)
        hdu.isImage = false
        return FITSFile(hdus: [HDU(header: Header(), format: .uint8, shape: [], data: Bytes()), hdu])
    }

    private func cards(_ side: Int, _ count: Int) -> [Card] {
        let effective = psf.effectivePixels(atX: originX, y: originY, side: side)
        return [
            Card("XTENSION", .string("BINTABLE")), Card("TFIELDS", .integer(1)),
            Card("TTYPE1", .string("PSF_MASK")), Card("TFORM1", .string("\(side * side * count)E")),
            Card("TDIM1", .string("(\(side), \(side), \(count))")), Card("EXTNAME", .string("PSF_DATA")),
            Card("POLNAXIS", .integer(2)), Card("POLGRP1", .integer(1)), Card("POLNAME1", .string("X_IMAGE")),
            Card("POLZERO1", .real(originX + 1)), Card("POLSCAL1", .real(scaleX)), Card("POLGRP2", .integer(1)),
            Card("POLNAME2", .string("Y_IMAGE")), Card("POLZERO2", .real(originY + 1)),
            Card("POLSCAL2", .real(scaleY)), Card("POLNGRP", .integer(1)), Card("POLDEG1", .integer(Int64(degree))),
            Card("PSF_FWHM", .real(gaussianFWHM(effectivePixels: effective))),
            Card("PSF_SAMP", .real(1)), Card("PSFNAXIS", .integer(3)), Card("PSFAXIS1", .integer(Int64(side))),
            Card("PSFAXIS2", .integer(Int64(side))), Card("PSFAXIS3", .integer(Int64(count))),
        ]
    }

    /// The terms by least squares, u^i v^j with i fastest.
    private func terms() -> [Image<Float>] {
        let rows = places.map { powers(($0.x - originX) / scaleX, ($0.y - originY) / scaleY) }
        let count = (degree + 1) * (degree + 2) / 2
        let matrix = (0..<count).map { a in
            (0..<count).map { b in rows.reduce(0) { $0 + $1[a] * $1[b] } }
        }
        // The part that each image has in each term: the columns of (A^T A)^-1 A^T.
        let shares = rows.map { solution(of: matrix, $0) }
        return (0..<count).map { term in
            var sum = Image<Float>(width: psf.grid.side, height: psf.grid.side, repeating: 0)
            for (image, share) in zip(images, shares) {
                for y in 0..<sum.height {
                    for x in 0..<sum.width { sum[x, y] += Float(share[term]) * image[x, y] }
                }
            }
            return sum
        }
    }

    private func powers(_ u: Double, _ v: Double) -> [Double] {
        var (result, powerOfV) = ([Double](), 1.0)
        for j in 0...degree {
            var power = powerOfV
            for _ in 0...degree - j {
                result.append(power)
                power *= u
            }
            powerOfV *= v
        }
        return result
    }
}
