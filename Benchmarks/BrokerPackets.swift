import AlertModel
import Avro
import Bytes

/// LSST packets made of one: other identifiers, places and times written over its own, in packets of the same length.
struct BrokerPackets {
    private let bytes: [UInt8]
    private let ids: [(place: Int, id: Int64)]
    private let places: (ra: [Int], dec: [Int], time: [Int])
    private let fluxes: [Int]
    private let layout: BenchmarkSky

    private static let sourceID: Int64 = 1 << 60
    private static let objectID: Int64 = (1 << 60) + 2000
    private static let (ra, dec, time) = (123.456_789_012_3, -12.345_678_901_2, 61_234.567_890_123)
    private static let flux: Float = 1234.567_9
    /// Identifiers of one packet lie within this.
    private static let idStride: Int64 = 4096

    /// `packet` is Confluent-framed, of a built-in schema; its own source is repeated as history.
    init?(template packet: Bytes, history: Int, layout: BenchmarkSky) throws {
        self.layout = layout
        guard let framing = Framing.detect(packet), case .confluent(let number) = framing,
            let schema = SchemaDirectory().schema(id: number),
            case .record(let alert) = try DatumDecoder(schema: schema).decode(framing.datum(of: packet))
        else { return nil }
        let fields = schema.rootNode.fields
        func index(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }
        guard let source = index("diaSource"), let previous = index("prvDiaSources"),
            let id = index("diaSourceId"), case .record(let values) = alert[source]
        else { return nil }
        let names = schema[fields[source].type].fields.map(\.name)
        var record = alert
        record[id] = .long(Self.sourceID)
        record[source] = Self.source(values, names, id: Self.sourceID, time: Self.time)
        record[previous] = .union(
            branch: 1,
            .array(
                (0..<history).map {
                    Self.source(values, names, id: Self.sourceID + 1 + Int64($0), time: Self.time - Double($0 + 1))
                }.reversed()))
        if let object = index("diaObject"), case .union(let branch, .record(var summary)) = alert[object] {
            summary[0] = .long(Self.objectID)
            record[object] = .union(branch: branch, .record(summary))
        }
        bytes = try framing.frame(DatumEncoder(schema: schema).encode(.record(record))).array
        ids = Self.idPlaces(bytes, history: history)
        places = (
            Self.places(Self.ra.bitPattern, bytes), Self.places(Self.dec.bitPattern, bytes),
            Self.places(Self.time.bitPattern, bytes)
        )
        fluxes = Self.places(Self.flux.bitPattern, bytes)
    }

    private static func source(_ values: [Value], _ names: [String], id: Int64, time: Double) -> Value {
        var values = values
        for (index, name) in names.enumerated() {
            switch name {
            case "diaSourceId": values[index] = .long(id)
            case "diaObjectId": values[index] = .union(branch: 1, .long(objectID))
            case "ra": values[index] = .double(ra)
            case "dec": values[index] = .double(dec)
            case "midpointMjdTai": values[index] = .double(time)
            case "psfFlux": values[index] = .union(branch: 1, .float(flux))
            default: break
            }
        }
        return .record(values)
    }

    /// Every identifier has nine bytes as a varint, before and after the shift.
    private static func idPlaces(_ bytes: [UInt8], history: Int) -> [(place: Int, id: Int64)] {
        var result: [(Int, Int64)] = []
        for place in 0..<max(bytes.count - 9, 0) {
            var word: UInt64 = 0
            for step in 0..<9 { word |= UInt64(bytes[place + step] & 0x7F) << UInt64(7 * step) }
            let id = Int64(bitPattern: word >> 1)
            guard (sourceID...objectID).contains(id), bytes[place + 8] < 0x80,
                bytes[place..<(place + 8)].allSatisfy({ $0 >= 0x80 })
            else { continue }
            result.append((place, id))
        }
        return result
    }

    private static func places(_ pattern: some FixedWidthInteger, _ bytes: [UInt8]) -> [Int] {
        let wanted = withUnsafeBytes(of: pattern.littleEndian) { Array($0) }
        return bytes.indices.dropLast(wanted.count - 1).filter {
            bytes[$0] == wanted[0] && bytes[$0..<($0 + wanted.count)].elementsEqual(wanted)
        }
    }

    var byteCount: Int { bytes.count }

    /// Packet `number`, of an object of its own.
    func packet(_ number: Int) -> Bytes {
        let (ra, dec) = layout.place(number)
        let flux = Float(BenchmarkSky.flux(number))
        return Bytes(capacity: bytes.count) { memory in
            memory.copyBytes(from: bytes)
            for (place, id) in ids { write(id + Int64(number) * Self.idStride, at: place, memory) }
            for (value, places) in [
                (ra, places.ra), (dec, places.dec), (Self.time + Double(number) * 1e-5, places.time),
            ] {
                for place in places { memory.storeBytes(of: value.bitPattern, toByteOffset: place, as: UInt64.self) }
            }
            for place in fluxes { memory.storeBytes(of: flux.bitPattern, toByteOffset: place, as: UInt32.self) }
            return bytes.count
        }
    }

    private func write(_ id: Int64, at place: Int, _ memory: UnsafeMutableRawBufferPointer) {
        var word = UInt64(bitPattern: id) << 1
        for step in 0..<9 {
            memory[place + step] = UInt8(truncatingIfNeeded: word & 0x7F) | (step < 8 ? 0x80 : 0)
            word >>= 7
        }
    }
}
