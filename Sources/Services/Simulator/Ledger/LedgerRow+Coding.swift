internal import SkyMath

extension LedgerRow {
    private static let unknown = Int64.min

    /// Appends the `LedgerLayout.rowBytes` of this row.
    func encode(to writer: inout LittleEndianWriter, classIndex: UInt32) {
        for number in [alertID, objectID, visit, issuedMs, dueMs, sentMs ?? Self.unknown, offset ?? Self.unknown] {
            writer.put(number)
        }
        writer.put(faults.rawValue)
        for number in [position.ra, position.dec, midpointMjdTai, trueFlux] { writer.put(number) }
        for number in [issuedDigest, sentDigest, sentBytes, classIndex, visitNumber] { writer.put(number) }
        writer.put(partition ?? Int32.min)
        for number in [detector, transport, copy] { writer.put(number) }
        writer.put(band.rawValue)
        writer.put(UInt8((isWithheld ? 1 : 0) | (isCorrupt ? 2 : 0)))
        writer.put(UInt64(0))
    }

    /// Nil where a number is none that a row can hold.
    init?(from reader: inout LittleEndianReader, classes: [String]) {
        alertID = reader.take(Int64.self)
        objectID = reader.take(Int64.self)
        visit = reader.take(Int64.self)
        issuedMs = reader.take(Int64.self)
        dueMs = reader.take(Int64.self)
        sentMs = Self.known(reader.take(Int64.self))
        offset = Self.known(reader.take(Int64.self))
        faults = FaultSet(rawValue: reader.take(UInt64.self))
        let (ra, dec) = (reader.takeDouble(), reader.takeDouble())
        position = SkyPosition(ra: ra, dec: dec)
        midpointMjdTai = reader.takeDouble()
        trueFlux = reader.takeDouble()
        issuedDigest = reader.take(UInt32.self)
        sentDigest = reader.take(UInt32.self)
        sentBytes = reader.take(UInt32.self)
        let classIndex = Int(reader.take(UInt32.self))
        visitNumber = reader.take(UInt32.self)
        let place = reader.take(Int32.self)
        partition = place == Int32.min ? nil : place
        detector = reader.take(UInt16.self)
        transport = reader.take(UInt16.self)
        copy = reader.take(UInt16.self)
        guard let band = Passband(rawValue: reader.take(UInt8.self)), classes.indices.contains(classIndex) else {
            return nil
        }
        self.band = band
        trueClass = classes[classIndex]
        let flags = reader.take(UInt8.self)
        (isWithheld, isCorrupt) = (flags & 1 != 0, flags & 2 != 0)
        guard flags < 4, reader.take(UInt64.self) == 0 else { return nil }
    }

    private static func known(_ number: Int64) -> Int64? { number == unknown ? nil : number }
}
