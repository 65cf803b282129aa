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

    static let maskScript = """
        import sys, io
        from astropy.io import fits
        file = fits.open(io.BytesIO(sys.stdin.buffer.read()))
        file.verify('exception')
        mask = file['MASK']
        planes = {k[3:]: v for k, v in mask.header.items() if k.startswith('MP_')}
        print([h.name for h in file], mask.data.dtype.kind, mask.data.dtype.itemsize, mask.data[2, 3], mask.data[29, 29])
        print(sorted(planes.items(), key=lambda item: item[1]))
        """

    @Test(.enabled(if: python != nil, "TOCSIN_PYTHON does not name a Python with astropy"))
    func `astropy reads a stamp and finds the source's pixel`() throws {
        let text = try Self.output(Self.script, StampFileTests.file(41))
        #expect(text.contains("['PRIMARY', 'UNCERT', 'PSFIMAGE'] True True -221.25"), "\(text)")
    }

    @Test(.enabled(if: python != nil, "TOCSIN_PYTHON does not name a Python with astropy"))
    func `astropy reads a mask and the names of its planes`() throws {
        let text = try Self.output(Self.maskScript, MaskTests.file())
        #expect(text.contains("['PRIMARY', 'UNCERT', 'PSFIMAGE', 'MASK'] i 4 63 3"), "\(text)")
        let planes =
            "[('BAD', 0), ('SAT', 1), ('INTRP', 2), ('CR', 3), ('EDGE', 4), ('DETECTED', 5), ('DETECTED_NEGATIVE', 6)]"
        #expect(text.contains(planes), "\(text)")
    }

    /// What a script prints of a file.
    private static func output(_ script: String, _ file: Bytes) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = ["-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(file.array))
        try input.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
