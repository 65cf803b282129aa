import Bytes
import Foundation
import Testing

/// What another program reads from the files. TOCSIN_PYTHON names a Python that has astropy.
@Suite struct AstropyTests {
    static let python = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"]

    static let script = """
        import sys, io
        from astropy.io import fits
        from astropy.wcs import WCS
        file = fits.open(io.BytesIO(sys.stdin.buffer.read()))
        file.verify('exception')
        header = file[0].header
        header['CTYPE1'], header['CTYPE2'] = 'RA---TAN', 'DEC--TAN'
        x, y = WCS(header).all_world2pix([[63.48212494675, -46.614396981482]], 0)[0]
        print([h.name for h in file], abs(x - 14.294311) < 0.01, abs(y - 14.454645) < 0.01, file[0].data[2, 3])
        """

    @Test(.enabled(if: python != nil, "TOCSIN_PYTHON does not name a Python with astropy"))
    func `astropy reads a stamp and finds the source's pixel`() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.python))
        process.arguments = ["-c", Self.script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(StampFileTests.file(41).array))
        try input.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("['PRIMARY', 'UNCERT', 'PSFIMAGE'] True True -221.25"), "\(text)")
    }
}
