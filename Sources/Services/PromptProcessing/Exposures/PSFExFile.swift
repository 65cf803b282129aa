internal import Bytes
internal import FITS
public import Imaging

/// A PSF as PSFEx writes it: a table PSF_DATA whose one cell PSF_MASK holds a grid for each term of a polynomial.
///
/// Source of the layout: the PSFEx manual, "The .psf format".
public struct PSFExFile: Sendable {
    /// The PSF by position in the image.
    public let psf: PolynomialPSF
    /// FWHM in pixels as the file tells it; nil where it does not.
    public let fwhm: Double?

    /// - Throws: `PromptProcessingError` with the path and what is missing or out of range.
    public init(path: String) throws {
        do { try self.init(ExposureFile(path: path)) } catch { throw PromptProcessingError(error, path: path) }
    }

    /// Of a file in memory. Complexity: O(bytes).
    public init(contents: [UInt8]) throws { try self.init(ExposureFile(Bytes(contents))) }

    private init(_ file: ExposureFile) throws {
        guard let hdu = file.hdus.first(where: { $0.isTable && $0.header.integer("PSFNAXIS") != nil }) else {
            throw PromptProcessingError(.file, "no table with a card PSFNAXIS: not a PSFEx file")
        }
        let cards = PSFExCards(hdu.header)
        let (width, height, count) = try cards.shape()
        let table = try FITSTable(hdu)
        let column = try table.column("PSF_MASK")
        guard table.rowCount > 0, column.elementCount == width * height * count else {
            throw PromptProcessingError(
                .file,
                "PSF_MASK holds \(column.elementCount ?? 0) values, not \(count) planes of \(width) x \(height)")
        }
        let terms = try (0..<count).map { plane in
            let values = try (0..<width * height).map {
                Float(try table.number(row: 0, column, element: plane * width * height + $0) ?? .nan)
            }
            guard values.allSatisfy(\.isFinite) else {
                throw PromptProcessingError(.file, "plane \(plane) of PSF_MASK holds a value that is not finite")
            }
            return try Image(width: width, height: height, pixels: values)
        }
        psf = try cards.psf(terms)
        fwhm = hdu.header.real("PSF_FWHM")
    }
}

/// The cards of PSFEx's table.
struct PSFExCards {
    private let header: Header

    init(_ header: Header) { self.header = header }

    /// Pixels of a plane along x and y, and the number of planes.
    func shape() throws -> (width: Int, height: Int, count: Int) {
        let axes = header.integer("PSFNAXIS") ?? 0
        let sizes = (1...3).map { Int(clamping: header.integer("PSFAXIS\($0)") ?? 1) }
        guard (2...3).contains(axes), (3...511).contains(sizes[0]), (3...511).contains(sizes[1]),
            (1...231).contains(sizes[2]), sizes[0] % 2 == 1, sizes[1] % 2 == 1
        else {
            throw PromptProcessingError(
                .file, "PSFAXISn of \(sizes) for \(axes) axes: planes are odd, 3 to 511 pixels, at most 231 of them")
        }
        return (sizes[0], sizes[1], sizes[2])
    }

    /// One polynomial of two variables, whatever they are called.
    func psf(_ terms: [Image<Float>]) throws -> PolynomialPSF {
        let variables = header.integer("POLNAXIS") ?? 0
        let groups = header.integer("POLNGRP") ?? 1
        guard variables == 0 || (variables == 2 && groups == 1) else {
            throw PromptProcessingError(
                .file, "a polynomial of \(variables) variables in \(groups) groups; read are two in one group")
        }
        let degree = variables == 0 ? 0 : Int(clamping: header.integer("POLDEG1") ?? 0)
        func number(_ keyword: String, _ other: Double) -> Double { header.real(keyword) ?? other }
        return try PolynomialPSF(
            terms: terms, degree: degree, originX: number("POLZERO1", 1) - 1, originY: number("POLZERO2", 1) - 1,
            scaleX: number("POLSCAL1", 1), scaleY: number("POLSCAL2", 1), sampling: number("PSF_SAMP", 1))
    }
}
