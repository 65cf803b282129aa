import SkyModel

/// Numbers of the sources of one cell of the sky, for ever: what comes and goes changes nobody's.
///
/// What has always been there has its serial. Events are counted within their window of time, of which
/// twelve follow each other before numbers come back: by then nothing tells of the old ones any more.
enum CellNumbers {
    private static let windows = 12
    /// Events of a window; those beyond share.
    private static let perWindow = (DetectorCounter.perCell - lasting) / windows
    /// What has always been there; what is beyond shares.
    private static let lasting = 28_600

    /// Serials of all, those of events last, for they may be others on another night; and the numbers of what has always been
    /// there. Complexity: O(sources).
    ///
    /// - Parameter sources: ascending by identifier.
    static func set(in sources: inout [VariableSource]) {
        let lasting = sources.indices.filter { isLasting(sources[$0].id) }
        let passing = sources.indices.filter { !isLasting(sources[$0].id) }
        let identifiers = (lasting + passing).map { sources[$0].id }
        let serials = ObjectSerials.serials(of: identifiers)
        for (place, serial) in zip(lasting + passing, serials) { sources[place].serial = serial }
        for (rank, place) in lasting.enumerated() {
            sources[place].number = number(ranked: rank, serial: serials[rank])
        }
    }

    /// The serial; those beyond all serials, which share them, come after them.
    private static func number(ranked rank: Int, serial: Int) -> Int {
        let slots = ObjectSerials.slots
        return rank < slots ? serial : slots + (rank - slots) % (lasting - slots)
    }

    /// By identifiers: of the events of whole windows, ascending.
    static func events(_ identifiers: [UInt64]) -> [UInt64: Int] {
        var counts: [Int: Int] = [:]
        var numbers: [UInt64: Int] = [:]
        for identifier in identifiers {
            guard let window = SkyObjectID(rawValue: identifier)?.timeWindow else { continue }
            numbers[identifier] = event(counts[window, default: 0], of: window)
            counts[window, default: 0] += 1
        }
        return numbers
    }

    /// Of a catalogue's event, which no window counts.
    static func event(ofCatalogue identifier: UInt64) -> Int {
        event(Int(identifier & 0xFFFF_FFFF) / windows, of: Int(identifier & 0xFFFF_FFFF) % windows)
    }

    static func isLasting(_ identifier: UInt64) -> Bool {
        switch SkyObjectID.Kind(rawValue: UInt8(truncatingIfNeeded: identifier >> 58)) {
        case .transient, .microlensing, .catalogueTransient: false
        default: true
        }
    }

    private static func event(_ number: Int, of window: Int) -> Int {
        lasting + window % windows * perWindow + number % perWindow
    }
}
