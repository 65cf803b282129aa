internal import FITS
internal import Foundation
internal import Templates

/// The files of one coadd: `coadd.fits`, `psf.fits`, `coadd.json` and its state.
struct CoaddFolder {
    let path: String

    private var recordPath: String { path + "/coadd.json" }

    /// - Throws: `PromptProcessingError` where the folder cannot be made.
    func make() throws {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw PromptProcessingError(.file, "the folder cannot be made", path: path)
        }
    }

    /// Nil where there is no coadd yet.
    func record() throws -> CoaddRecord? { try JSONFile.read(CoaddRecord.self, recordPath) }

    /// The coadd as it was left.
    func coadd(_ record: CoaddRecord, frame: TemplateFrame) throws -> Coadd {
        guard !record.state.contains("/") else {
            throw PromptProcessingError(.file, "names a state in another folder", path: recordPath)
        }
        return try CoaddState.coadd(path: path + "/" + record.state, record: record, frame: frame)
    }

    /// Writes all files; the record last, so that it and the state it names are always of one time.
    func write(_ coadd: Coadd, _ template: Template, cards: [Card]) throws {
        let old = try record()?.state
        let state = "state-\(coadd.inputs.count).fits"
        let temporary = state == old ? "state-\(coadd.inputs.count)-again.fits" : state
        try CoaddState.file(coadd).write(path: path + "/" + temporary)
        try CoaddImages(template: template, cards: cards).file().write(path: path + "/coadd.fits")
        try PSFExWriter(template.psf)?.file().write(path: path + "/psf.fits")
        let record = CoaddRecord(
            template, isFrozen: coadd.isFrozen, state: temporary,
            stateSHA256: try FileDigest.sha256(path: path + "/" + temporary))
        try JSONFile.write(record, recordPath)
        if let old, old != temporary { try? FileManager.default.removeItem(atPath: path + "/" + old) }
    }

    /// Marks a coadd as frozen and leaves all else as it is.
    func freeze() throws {
        guard var record = try record() else {
            throw PromptProcessingError(.argument, "there is no coadd to freeze", path: path)
        }
        record.isFrozen = true
        try JSONFile.write(record, recordPath)
    }
}

/// Values as JSON files, with their keys in order.
enum JSONFile {
    /// Nil where there is no such file.
    static func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        do { return try JSONDecoder().decode(type, from: data) } catch {
            throw PromptProcessingError(.file, "is not what `image coadd` writes: \(error)", path: path)
        }
    }

    static func write(_ value: some Encodable, _ path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do { try encoder.encode(value).write(to: URL(filePath: path), options: .atomic) } catch {
            throw PromptProcessingError(.file, "cannot be written", path: path)
        }
    }
}
