internal import Bytes
internal import Foundation

/// What a run was made from and what came out, so that it can be made again and compared.
public struct Manifest: Sendable, Hashable, Codable {
    /// Of this form: 1.
    public var version = 1
    /// Canonical text of the scenario.
    public var scenario: String
    /// The scenario's.
    public var seed: UInt64
    /// Of the program and of whatever else the bytes depend on, by name.
    public var versions: [String: String]
    /// SHA-256 of each input, by the name that the scenario gives it.
    public var inputs: [String: String]
    /// The folder that their relative paths begin in, seen from the manifest's own; nil where there are none. Not compared.
    public var inputsFolder: String?
    /// Such as `issued`, `sent`, `withheld`, `corrupt`.
    public var counts: [String: Int]
    /// SHA-256 of all outputs in order: see `OutputDigest`.
    public var outputs: String
    /// `OutputDigest` of each transport, in the scenario's order; nil in manifests of earlier programs.
    public var outputsByTransport: [String]?
    /// SHA-256 of the program's file, which tells builds of one version apart; nil where it cannot be read. Not compared.
    public var program: String?
    /// Nil for a run that came to its end; `broken off` for one that was stopped or failed, of which the counts and digests are
    /// those of what was sent until then.
    public var ending: String?
    /// Tries that were refused for expired credentials, by place of the transport; nil where there was none. The other side
    /// decides about them, so a run that is made again has others, and they are not compared.
    public var refusedAttempts: [Int]?

    /// Faults that were changed while the run went on, in that order; nil where none was.
    public var changes: [ManualChange]?

    /// Of this version; the scenario is kept as its canonical text.
    public init(
        scenario: Scenario, versions: [String: String], inputs: [String: String], counts: [String: Int],
        outputs: String, refusedAttempts: [Int]? = nil
    ) {
        self.refusedAttempts = refusedAttempts
        self.scenario = scenario.canonicalText
        seed = scenario.seed
        self.versions = versions
        self.inputs = inputs
        self.counts = counts
        self.outputs = outputs
    }

    /// - Throws: `SimulatorError` where the text is no manifest of this version.
    public init(json: String) throws(SimulatorError) {
        do {
            self = try JSONDecoder().decode(Manifest.self, from: Data(json.utf8))
        } catch {
            throw SimulatorError("This is no manifest of a simulated run.")
        }
        guard version == 1 else { throw SimulatorError("The manifest has version \(version); this program reads 1.") }
    }

    /// JSON with its keys in order, so that equal manifests give equal texts.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return ((try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}") + "\n"
    }

    /// The first thing that differs from `other`, in words; nil where nothing does.
    public func firstDifference(from other: Manifest) -> String? {
        if seed != other.seed { return "seed: \(seed), not \(other.seed)" }
        if let line = Self.firstLine(scenario, other.scenario) { return "scenario, \(line)" }
        if let entry = Self.firstEntry(versions, other.versions) { return "version of \(entry)" }
        if let entry = Self.firstEntry(inputs, other.inputs) { return "input \(entry)" }
        if let entry = Self.firstEntry(counts, other.counts) { return "count of \(entry)" }
        guard outputs != other.outputs else { return nil }
        let pairs = Array(zip(outputsByTransport ?? [], other.outputsByTransport ?? []))
        let place = pairs.firstIndex { $0.0 != $0.1 }.map { " of transport \($0)" } ?? ""
        let isOther = program != nil && other.program != nil && program != other.program
        return "outputs\(place): \(outputs), not \(other.outputs)"
            + (isOther ? " (another build of the program made that)" : "")
    }

    private static func firstLine(_ first: String, _ second: String) -> String? {
        let lines = [first, second].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        for index in 0..<max(lines[0].count, lines[1].count) {
            let (a, b) = (index < lines[0].count ? lines[0][index] : "", index < lines[1].count ? lines[1][index] : "")
            if a != b { return "line \(index + 1): '\(a)', not '\(b)'" }
        }
        return nil
    }

    private static func firstEntry<T: Equatable>(_ first: [String: T], _ second: [String: T]) -> String? {
        for key in Set(first.keys).union(second.keys).sorted() where first[key] != second[key] {
            let texts = [first[key], second[key]].map { value in value.map { "\($0)" } ?? "none" }
            return "'\(key)': \(texts[0]), not \(texts[1])"
        }
        return nil
    }
}

/// SHA-256 over identifier, faults, lengths and CRC-32Cs of every copy that was sent, in order.
public struct OutputDigest: Sendable {
    private var hash = SHA256()

    /// Of no copy yet.
    public init() {}

    /// Goes on with a row of the ledger; times of sending, partitions and offsets do not count.
    public mutating func update(_ row: LedgerRow) {
        var writer = LittleEndianWriter()
        writer.put(row.alertID)
        writer.put(row.faults.rawValue)
        for number in [row.issuedDigest, row.sentDigest, row.sentBytes, UInt32(row.copy)] { writer.put(number) }
        hash.update(writer.bytes)
    }

    /// Sixty-four hexadecimal digits.
    public var hex: String { hash.hex }
}
