import Bytes
import FITS
import Foundation
import Imaging
import PromptProcessing
import SkyMath
import Testing

struct PSFExTests {
    /// A PSF of degree 1: a Gaussian, and nothing but noise-free slopes along x and y.
    private func file(planes: Int = 3, side: Int = 21, degree: Int = 1, sampling: Double = 0.5) throws -> FITSFile {
        var values: [Double] = []
        for plane in 0..<planes {
            for n in 0..<side * side {
                let (dx, dy) = (Double(n % side - side / 2), Double(n / side - side / 2))
                values.append(exp(-(dx * dx + dy * dy) / 18) * (plane == 0 ? 1 : 0.01 * (plane == 1 ? dx : dy)))
            }
        }
        // A cell that is a list is written as columns' rows are not: the table is put together by hand.
        var data = Data()
        for value in values { withUnsafeBytes(of: Float(value).bitPattern.bigEndian) { data.append(contentsOf: $0) } }
        let cards: [(String, String)] = [
            ("XTENSION", "'BINTABLE'"), ("BITPIX", "8"), ("NAXIS", "2"), ("NAXIS1", "\(data.count)"), ("NAXIS2", "1"),
            ("PCOUNT", "0"), ("GCOUNT", "1"), ("TFIELDS", "1"), ("TTYPE1", "'PSF_MASK'"),
            ("TFORM1", "'\(values.count)E'"),
            ("EXTNAME", "'PSF_DATA'"), ("POLNAXIS", "2"), ("POLGRP1", "1"), ("POLNGRP", "1"), ("POLDEG1", "\(degree)"),
            ("POLZERO1", "101.0"), ("POLZERO2", "201.0"), ("POLSCAL1", "50.0"), ("POLSCAL2", "80.0"),
            ("PSF_SAMP", "\(sampling)"), ("PSF_FWHM", "3.5"), ("PSFNAXIS", "3"), ("PSFAXIS1", "\(side)"),
            ("PSFAXIS2", "\(side)"), ("PSFAXIS3", "\(planes)"),
        ]
        return try FITSFile(Self.bytes(cards, data))
    }

    private static func bytes(_ cards: [(String, String)], _ data: Data) -> Bytes {
        func block(_ cards: [(String, String)]) -> [UInt8] {
            let lines = cards.map { name, value in
                let start = name.padding(toLength: 8, withPad: " ", startingAt: 0) + "= "
                let text = value.hasPrefix("'") ? value : String(repeating: " ", count: 20 - value.count) + value
                return (start + text).padding(toLength: 80, withPad: " ", startingAt: 0)
            }
            let text = (lines + ["END"]).map { $0.padding(toLength: 80, withPad: " ", startingAt: 0) }.joined()
            return Array(text.utf8) + [UInt8](repeating: 32, count: (2880 - text.utf8.count % 2880) % 2880)
        }
        let body = [UInt8](data) + [UInt8](repeating: 0, count: (2880 - data.count % 2880) % 2880)
        return Bytes(block([("SIMPLE", "T"), ("BITPIX", "8"), ("NAXIS", "0"), ("EXTEND", "T")]) + block(cards) + body)
    }

    private func contents(_ file: FITSFile) -> [UInt8] { file.encoded().withUnsafeBytes(Array.init) }

    @Test func `a PSFEx file's polynomial is read with its zero points counted from 0`() throws {
        let read = try PSFExFile(contents: contents(file()))
        #expect(read.psf.degree == 1 && read.psf.terms.count == 3)
        #expect(read.psf.originX == 100 && read.psf.originY == 200 && read.psf.sampling == 0.5)
        #expect(read.fwhm == 3.5)
        let values = read.psf.values(atX: 150, y: 280)
        #expect(abs(values[12, 10] - Float(exp(-4.0 / 18) * (1 + 0.01 * 2))) < 1e-6)
    }

    @Test(.enabled(if: RealImages.has("decam-tractor-psfex"), "the DECam files are not in TOCSIN_TEST_DATA"))
    func `the PSF of a real DECam exposure has the width that its file tells`() throws {
        let path = RealImages.folder + "/decam-tractor-psfex/decam-520206-S16-psfex.fits"
        let read = try PSFExFile(path: path)
        let image = read.psf.image(atX: 1000, y: 2000, side: 41)
        #expect(abs(image.pixels.reduce(0, +) - 1) < 1e-4)
        // A round PSF of this FWHM has so much of its light in its highest pixel, for profiles between Gauss and Moffat.
        let fwhm = try #require(read.fwhm)
        let top = Double(image.pixels.max() ?? 0) * fwhm * fwhm
        #expect((0.6...1.0).contains(top))
    }

    @Test func `tables that are no PSF are refused in words`() throws {
        for (planes, side, degree) in [(2, 21, 1), (3, 21, 2)] {
            #expect(throws: (any Error).self) {
                try PSFExFile(contents: contents(file(planes: planes, side: side, degree: degree)))
            }
        }
        #expect(throws: (any Error).self) { try PSFExFile(contents: [UInt8](repeating: 0, count: 5760)) }
    }

    @Test func `damaged PSFEx files give an error or a PSF, never a crash`() throws {
        let whole = contents(try file(side: 11))
        for seed in 0..<400 {
            var draws = Draws(seed: 5, UInt64(seed))
            var damaged = whole
            for _ in 0..<Int(1 + 8 * draws.uniform()) {
                damaged[Int(draws.uniform() * Double(damaged.count))] = UInt8(draws.next() & 255)
            }
            if draws.uniform() < 0.2 { damaged.removeLast(Int(draws.uniform() * Double(damaged.count))) }
            if let read = try? PSFExFile(contents: damaged) {
                _ = read.psf.image(atX: 10, y: 10, side: 15)
            }
        }
    }
}
