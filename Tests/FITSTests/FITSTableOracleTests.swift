import Bytes
import FITS
import Foundation
import Testing

/// Tables that astropy writes, of every type of column, against what astropy reads.
@Suite struct FITSTableOracleTests {
    static let python = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"]

    @Test(.enabled(if: python != nil, "TOCSIN_PYTHON is not set"))
    func `Every cell of astropy's binary and ASCII tables has the value that astropy reads`() throws {
        let lines = try Self.run()
        let encoded = try #require(lines.first.flatMap { Data(base64Encoded: $0) })
        let file = try FITSFile(Bytes([UInt8](encoded)))
        let tables = try file.hdus.filter(\.isTable).map { hdu throws(FITSError) in try FITSTable(hdu) }
        #expect(tables.map(\.name) == ["BINARY", "ARRAYS", "ASCII"])
        var compared = 0
        for line in lines.dropFirst() {
            let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let (table, row) = (tables[try #require(Int(words[0]))], try #require(Int(words[2])))
            let cell = try table.cell(row: row, try table.column(words[1].uppercased()))
            #expect(Self.text(cell) == words[3], "table \(words[0]), column \(words[1]), row \(row)")
            compared += 1
        }
        #expect(compared > 100)
    }

    /// As the program below writes it.
    private static func text(_ cell: TableCell) -> String {
        func join<T>(_ values: [T], _ text: (T) -> String) -> String { values.map(text).joined(separator: ",") }
        return switch cell {
        case .logicals(let values): join(values) { $0.map { $0 ? "1" : "0" } ?? "?" }
        case .bits(let values): join(values) { $0 ? "1" : "0" }
        case .integers(let values): join(values) { $0.map(String.init) ?? "null" }
        case .unsigned(let values): join(values) { $0.map(String.init) ?? "null" }
        case .reals(let values): join(values, number)
        case .complex(let values): join(values) { number($0.real) + "|" + number($0.imaginary) }
        case .text(let values): join(values) { $0 }
        }
    }

    private static func number(_ value: Double) -> String {
        value.isNaN ? "nan" : String(value.bitPattern, radix: 16)
    }

    private static func run() throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = ["-W", "ignore", "-c", program]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Writes three tables, prints them in base64 and then each cell with its value.
    private static let program = """
        import base64, io, struct
        import numpy as np
        from astropy.io import fits
        n = 5; rng = np.random.default_rng(3); C = fits.Column
        k = np.array([1, -2, 2**62, -2**63, 9007199254740993], 'i8')
        scaled = C('Scaled', 'J', disp='I10', array=np.array([6, 8, -29, 0, 400]))
        columns = [
            C('flag', 'L', array=[True, False, True, False, True]), C('b', 'B', array=[0, 1, 127, 128, 255]),
            C('i', 'I', array=[0, -1, 32767, -32768, 5]), C('J', 'J', array=[0, -1, 2**31 - 1, -2**31, 5]),
            C('k', 'K', array=k), C('e', 'E', array=rng.normal(size=n).astype('f4')),
            C('d', 'D', array=np.array([1e-300, np.nan, np.inf, -0.0, 1 / 3])),
            C('c', 'C', array=(rng.normal(size=n) + 1j).astype('c8')), C('m', 'M', array=rng.normal(size=n) + 2j),
            C('name', '12A', array=['a', ' two words ', '', "quote'", 'twelve chars']),
            C('u2', 'I', bzero=2**15, array=np.array([0, 1, 65535, 40000, 7], 'u2')),
            C('u4', 'J', bzero=2**31, array=np.array([0, 1, 2**32 - 1, 3000000000, 7], 'u4')),
            C('u8', 'K', bzero=2**63, array=np.array([0, 1, 2**64 - 1, 2**63, 7], 'u8')),
            C('i1', 'B', bzero=-128, array=np.array([-128, -1, 0, 127, 5], 'i1')), scaled]
        arrays = [
            C('bits', '11X', array=rng.integers(0, 2, (n, 11)).astype(bool)), C('three', '3E', array=rng.normal(size=(n, 3))),
            C('grid', '6J', dim='(3,2)', array=rng.integers(-9, 9, (n, 2, 3))), C('none', '0D', array=np.zeros((n, 0))),
            C('words', '15A', dim='(5,3)', array=np.array([['one', 'two', 'three']] * n)),
            C('pe', 'PE()', array=np.array([np.arange(i, dtype='f4') for i in range(n)], dtype=object)),
            C('qk', 'QK()', array=np.array([np.arange(2 * i, dtype='i8') for i in range(n)], dtype=object)),
            C('pl', 'PL()', array=np.array([np.arange(i) % 2 == 0 for i in range(n)], dtype=object)),
            C('pm', 'PM()', array=np.array([np.arange(i) * 1j for i in range(n)], dtype=object)),
            C('flags', '4L', array=rng.integers(0, 2, (n, 4)).astype(bool))]
        text = [
            C('id', 'I10', array=np.array([1, -2, 2147483647, 0, 5])), C('ra', 'F14.8', array=rng.uniform(0, 360, n)),
            C('mag', 'E15.7', array=rng.normal(20, 1, n)), C('d', 'D25.17', array=rng.normal(size=n)),
            C('s', 'A8', array=['x', 'two', '', 'a b', 'eight888'])]
        hdus = fits.HDUList([
            fits.PrimaryHDU(), fits.BinTableHDU.from_columns(columns, name='BINARY'),
            fits.BinTableHDU.from_columns(arrays, name='ARRAYS'),
            fits.TableHDU.from_columns(fits.ColDefs(text, ascii=True), name='ASCII')])
        buffer = io.BytesIO(); hdus.writeto(buffer); data = buffer.getvalue()
        start = data.index(b'TDISP15 ')
        data = data[:start] + b'TSCAL15 =                 0.25'.ljust(80) + data[start + 80:]
        print(base64.b64encode(data).decode())
        def number(x):
            return 'nan' if np.isnan(x) else '%x' % struct.unpack('>Q', struct.pack('>d', float(x)))[0]
        def one(x):
            if isinstance(x, (bool, np.bool_)): return '1' if x else '0'
            if isinstance(x, (int, np.integer)): return str(int(x))
            if isinstance(x, (complex, np.complexfloating)): return number(x.real) + '|' + number(x.imag)
            if isinstance(x, (str, np.str_)): return str(x).rstrip()
            return number(x)
        with fits.open(io.BytesIO(data), uint=True) as h:
            for t in range(3):
                for name in h[t + 1].columns.names:
                    for row in range(n):
                        value = h[t + 1].data[name][row]
                        if name == 'i1': value = int(value)
                        values = np.asarray(value).ravel() if np.ndim(value) else [value]
                        print(t, name, row, ','.join(one(v) for v in values), sep='\\t')
        """
}
