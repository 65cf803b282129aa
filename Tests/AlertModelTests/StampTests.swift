import AlertModel
import AlertTesting
import Avro
import Bytes
import FITS
import Foundation
import Testing

@Suite struct StampTests {
    @Test(
        .enabled(if: TestData.isPresent && TestData.python != nil, TestData.reason),
        arguments: ["lsst-alerts", "ztf-alerts"])
    func `Stamps of every real packet are the arrays that astropy reads`(folder: String) throws {
        let theirs = try Python.run(Self.program, [TestData.root.path, folder]).split(separator: "\n").map(String.init)
        let ours = try TestData.files(below: folder).flatMap { try lines(of: $0) }
        #expect(ours.count > 100)
        #expect(Set(ours) == Set(theirs) && ours.count == theirs.count)
    }

    /// One line for each stamp: file, record, name, and for each plane its size and the CRC-32 of its big-endian bytes.
    private func lines(of file: String) throws -> [String] {
        let alerts = try AlertDecoder().decode(try TestData.bytes(file))
        return try alerts.enumerated().flatMap { number, alert in
            let stamps = [("S", alert.stamps.science), ("T", alert.stamps.template), ("D", alert.stamps.difference)]
            return try stamps.compactMap { name, bytes in
                try bytes.map { "\(file) \(number) \(name) \(try describe(try Stamp($0)))" }
            }
        }
    }

    private func describe(_ stamp: Stamp) throws -> String {
        guard let image = stamp.image else { return "jpeg" }
        var planes = ["\(image.width)x\(image.height) \(checksum(image.pixels.map { $0.bitPattern.bigEndian }))"]
        if let variance = image.variance { planes.append("U \(checksum(variance.map { $0.bitPattern.bigEndian }))") }
        if let psf = image.psf {
            planes.append("P \(psf.width)x\(psf.height) \(checksum(psf.pixels.map { $0.bitPattern.bigEndian }))")
        }
        return planes.joined(separator: " ")
    }

    private func checksum(_ words: [some FixedWidthInteger]) -> UInt32 {
        words.withUnsafeBytes { CRC32.checksum($0) }
    }

    /// Prints what `lines(of:)` gives, read by fastavro and astropy.
    private static let program = """
        import fastavro, glob, gzip, io, os, struct, sys, zlib, warnings
        import numpy as np
        from astropy.io import fits
        root, folder = sys.argv[1:3]
        def crc(a, kind): return zlib.crc32(np.ascontiguousarray(a, dtype=kind).tobytes())
        def describe(b):
            if b[:3] == b'\\xff\\xd8\\xff': return 'jpeg'
            if b[:2] == b'\\x1f\\x8b': b = gzip.decompress(b)
            with fits.open(io.BytesIO(b)) as h:
                d = h[0].data
                out = ['%dx%d %d' % (d.shape[1], d.shape[0], crc(d, '>f4'))]
                names = [x.name for x in h]
                if 'UNCERT' in names: out.append('U %d' % crc(h['UNCERT'].data, '>f4'))
                if 'PSFIMAGE' in names:
                    d = h['PSFIMAGE'].data
                    out.append('P %dx%d %d' % (d.shape[1], d.shape[0], crc(d, '>f8')))
            return ' '.join(out)
        def records(path):
            if path.endswith('.bin'):
                from lsst.alert.packet import schema as _
                import lsst.alert.packet as p
                b = open(path, 'rb').read()
                v = '%d_%d' % divmod(struct.unpack('>I', b[1:5])[0], 100)
                base = os.path.dirname(p.__file__) + '/schema/' + v.replace('_', '/')
                s = fastavro.schema.load_schema(f'{base}/lsst.v{v}.alert.avsc')
                yield fastavro.schemaless_reader(io.BytesIO(b[5:]), s)
            else:
                yield from fastavro.reader(open(path, 'rb'))
        for path in sorted(glob.glob(f'{root}/{folder}/**/*', recursive=True)):
            if not path.endswith(('.avro', '.bin')): continue
            for n, r in enumerate(records(path)):
                for key, name in (('cutoutScience', 'S'), ('cutoutTemplate', 'T'), ('cutoutDifference', 'D')):
                    b = r.get(key)
                    if isinstance(b, dict): b = b['stampData']
                    if b is not None: print(os.path.relpath(path, root), n, name, describe(b))
        """

    @Test(.enabled(if: TestData.isPresent && TestData.python != nil, TestData.reason))
    func `Stamps of surveys that are not mapped are the arrays that astropy reads`() throws {
        let program = Self.program + Self.everyStamp
        let theirs = try Python.run(program, [TestData.root.path, "nowhere"]).split(separator: "\n").map(String.init)
        let ours = try TestData.files(below: "other-surveys").flatMap { file in
            try blobs(of: file).enumerated().compactMap { number, bytes in
                (try? Stamp(bytes)).map { (number, $0) }
            }.map { "\(file) \($0) \(try describe($1))" }
        }
        #expect(ours.count > 25)
        #expect(ours == theirs)
    }

    /// The byte strings of a file's records, in the order written.
    private func blobs(of file: String) throws -> [Bytes] {
        var reader = try ContainerReader(file: try TestData.bytes(file))
        var found: [Bytes] = []
        while let schema = reader.header?.schema, let block = try reader.next() {
            var offset = 0
            for _ in 0..<block.count {
                collect(try DatumDecoder(schema: schema).decode(block.data, from: &offset), into: &found)
            }
        }
        return found
    }

    private func collect(_ value: Value, into found: inout [Bytes]) {
        switch value {
        case .bytes(let bytes): found.append(bytes)
        case .array(let values), .record(let values): values.forEach { collect($0, into: &found) }
        case .map(let entries): entries.forEach { collect($0.value, into: &found) }
        case .union(_, let inner): collect(inner, into: &found)
        default: break
        }
    }

    /// Goes on after `program`: a line for each byte string of other surveys that holds a stamp.
    private static let everyStamp = """

        def blobs(v):
            if isinstance(v, bytes): yield v
            for x in v.values() if isinstance(v, dict) else v if isinstance(v, list) else ():
                yield from blobs(x)
        for path in sorted(glob.glob(f'{root}/other-surveys/*.avro')):
            found = [b for r in fastavro.reader(open(path, 'rb')) for b in blobs(r)]
            for n, b in enumerate(found):
                plain = gzip.decompress(b) if b[:2] == b'\\x1f\\x8b' else b
                if plain[:6] == b'SIMPLE' or plain[:3] == b'\\xff\\xd8\\xff':
                    print(os.path.relpath(path, root), n, describe(b))
        """

    @Test func `A JPEG is passed on, anything else refused`() throws {
        let jpeg = Bytes([0xff, 0xd8, 0xff, 0xe0, 1, 2])
        guard case .jpeg(let passed) = try Stamp(jpeg) else {
            Issue.record("not taken for a JPEG")
            return
        }
        #expect(passed == jpeg)
        let error = #expect(throws: AlertModelError.self) { try Stamp(Bytes(utf8: "no image")) }
        #expect(error?.reason == "stamp")
        #expect(throws: AlertModelError.self) { try Stamp(Bytes()) }
        let empty = FITSFile(hdus: [HDU(header: Header(), format: .uint8, shape: [], data: Bytes())]).encoded()
        #expect(throws: AlertModelError.self) { try Stamp(empty) }
    }

    @Test func `A mask is read, and planes of another size are left out`() throws {
        let image = HDU(floats: [1, 2, 3, 4, 5, 6], width: 3, height: 2)
        let mask = HDU(
            integers: [0, 1, 2, 4, 8, 16] as [Int32], width: 3, height: 2, cards: [Card("EXTNAME", .string("MASK"))])
        let odd = HDU(floats: [1], width: 1, height: 1, cards: [Card("EXTNAME", .string("UNCERT"))])
        let stamp = try Stamp(FITSFile(hdus: [image, mask, odd]).encoded())
        #expect(stamp.image?.mask == [0, 1, 2, 4, 8, 16])
        #expect(stamp.image?.variance == nil && stamp.image?.psf == nil && stamp.image?.wcs == nil)
    }
}

/// CRC-32 as in zlib.
enum CRC32 {
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        ~bytes.reduce(~0) { crc, byte in table[Int((crc ^ UInt32(byte)) & 0xff)] ^ crc >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
    }
}
