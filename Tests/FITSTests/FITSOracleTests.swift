import Bytes
import FITS
import Foundation
import Testing

/// Images of several cameras and programs, as astropy reads them.
@Suite struct FITSOracleTests {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] { return URL(fileURLWithPath: path) }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/data")
    }()
    static let python = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"]
    static let isPossible =
        python != nil && FileManager.default.fileExists(atPath: root.appending(path: "fits-difference-imaging").path)

    @Test(.enabled(if: isPossible, "TOCSIN_PYTHON is not set, or the folder TOCSIN_TEST_DATA is absent"))
    func `Every image of the data folder has the size, pixels and header numbers that astropy finds`() throws {
        var compared = 0
        for line in try Self.expected() {
            let words = line.split(separator: "\t").map(String.init)
            let bytes = Bytes([UInt8](try Data(contentsOf: Self.root.appending(path: words[0]))))
            let hdus = try FITSFile(bytes).hdus
            let hdu = hdus[try #require(Int(words[1]))]
            #expect(hdu.shape.map(String.init).joined(separator: "x") == words[2], "\(line)")
            let pixels = hdu.doubles()
            let finite = pixels.filter(\.isFinite)
            #expect(finite.count == Int(words[3]), "\(line)")
            let sum = finite.reduce(0, +)
            let scale = finite.reduce(0) { $0 + abs($1) }
            // astropy scales integers in single precision.
            let precision = hdu.header.real("BSCALE") == nil ? 1e-12 : 1e-6
            #expect(abs(sum - (Double(words[4]) ?? .nan)) <= precision * max(scale, 1), "\(line) \(sum)")
            for (ours, theirs) in [(finite.min(), words[5]), (finite.max(), words[6])] {
                let (mine, other) = (try #require(ours), try #require(Double(theirs)))
                #expect(abs(mine - other) <= precision * abs(other), "\(line) \(mine)")
            }
            #expect(hdu.header.cards.filter { $0.keyword == "NAXIS1" }.count == 1)
            compared += 1
        }
        #expect(compared > 8)
    }

    /// Path, HDU, shape, number of finite pixels, their sum, least and greatest.
    private static func expected() throws -> [String] {
        let program = """
            import glob, os, sys
            import numpy as np
            from astropy.io import fits
            root = sys.argv[1]
            for path in sorted(glob.glob(root + '/fits-difference-imaging/**/*.fits', recursive=True)):
                with fits.open(path, disable_image_compression=True) as h:
                    for n, x in enumerate(h):
                        if not x.is_image or x.data is None: continue
                        d = x.data.astype('f8'); f = d[np.isfinite(d)]
                        shape = 'x'.join(str(s) for s in d.shape[::-1])
                        print(os.path.relpath(path, root), n, shape, f.size, repr(float(f.sum())), repr(float(f.min())),
                            repr(float(f.max())), sep='\\t')
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = ["-W", "ignore", "-c", program, root.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
