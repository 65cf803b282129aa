internal import Imaging
internal import Templates

/// Makes coadds of exposures in a folder, or adds to those that are there.
public struct CoaddRun: Sendable {
    /// Path of the folder in which the coadd is, or will be.
    public let folder: String
    /// For a new coadd; one that is there keeps its tract.
    public var settings: CoaddSettings
    /// At most so many; the result is the same for any number.
    public var threads: Int

    /// Reads and writes nothing yet; `run` does.
    public init(folder: String, settings: CoaddSettings = CoaddSettings(), threads: Int = .max) {
        (self.folder, self.settings, self.threads) = (folder, settings, threads)
    }

    private var tractPath: String { folder + "/tract.json" }

    /// Makes the coadd of some exposures, or adds them to the one that is there, without its former exposures' pixels.
    ///
    /// - Parameters:
    ///   - adding: whether there is a coadd, whose settings then stay as they are.
    ///   - freezing: whether nothing may be added afterwards.
    /// - Throws: `PromptProcessingError` with the file: where a coadd is there that should not be or the reverse, a patch is
    ///   frozen, an exposure is in it already, has no coordinates, too few stars, or nothing in common with any patch.
    ///   Patches before the fault are whole.
    /// - Complexity: O(pixels of exposures x patches that each touches).
    public func run(_ exposures: [ExposureSource], adding: Bool, freezing: Bool) throws -> CoaddSummary {
        try CoaddFolder(path: folder).make()
        let known = try JSONFile.read(CoaddTract.self, tractPath)
        try check(known, adding: adding)
        let sources = try exposures.map { try CoaddSource($0, settings: settings, threads: threads) }
        let tract = try known ?? CoaddTract(for: sources, settings: settings)
        if known == nil { try JSONFile.write(tract, tractPath) }
        var summary = CoaddSummary(notes: notes(sources, tract))
        for patch in try CoaddPatch.all(of: tract, touching: sources) where !sources.isEmpty {
            try extend(patch, sources, &summary)
        }
        let used = Set(summary.patches.flatMap(\.added))
        if let lost = sources.first(where: { !used.contains($0.name) }) {
            let reason = summary.refusals[lost.name] ?? "it lies outside of all patches"
            throw PromptProcessingError(.noData, "is in no coadd: \(reason)", path: lost.source.image.path)
        }
        if freezing { try freeze(tract) }
        return summary
    }

    private func check(_ known: CoaddTract?, adding: Bool) throws {
        if known != nil, !adding {
            throw PromptProcessingError(
                .argument, "there is a coadd already; add to it, or take another folder", path: folder)
        }
        if known == nil, adding { throw PromptProcessingError(.argument, "there is no coadd to add to", path: folder) }
    }

    private func files(_ patch: CoaddPatch) -> CoaddFolder {
        CoaddFolder(path: patch.name.isEmpty ? folder : folder + "/" + patch.name)
    }

    private func extend(_ patch: CoaddPatch, _ sources: [CoaddSource], _ summary: inout CoaddSummary) throws {
        let files = files(patch)
        let record = try files.record()
        var coadd = try record.map { try files.coadd($0, frame: patch.frame) } ?? Coadd(patch.frame)
        var added: [String] = []
        for source in sources {
            try refuseTwice(source, in: coadd)
            do {
                try coadd.add(patch.warp(source, source.exposure(), threads: threads), threads: threads)
                added.append(source.name)
            } catch let error as TemplatesError where [.noOverlap, .allMasked].contains(error.reason) {
                summary.refusals[source.name] = error.message
            } catch { throw PromptProcessingError(error, path: source.source.image.path) }
        }
        guard !added.isEmpty else { return }
        let template: Template
        do {
            template = try coadd.template(rejecting: settings.rejects ? ArtefactOptions() : nil, threads: threads)
        } catch { throw PromptProcessingError(error, path: files.path) }
        try files.make()
        try files.write(coadd, template, cards: patch.cards)
        summary.patches.append(CoaddSummary.Patch(patch.name, template, added: added))
    }

    /// An exposure counts once, whatever its file is called.
    private func refuseTwice(_ source: CoaddSource, in coadd: Coadd) throws {
        guard let twin = coadd.inputs.first(where: { $0.checksum == source.sha256 && $0.id != source.name }),
            !source.name.hasSuffix("]")
        else { return }
        throw PromptProcessingError(.argument, "is in the coadd already, as \(twin.id)", path: source.source.image.path)
    }

    private func freeze(_ tract: CoaddTract) throws {
        for patch in try CoaddPatch.all(of: tract) where try files(patch).record() != nil { try files(patch).freeze() }
    }

    private func notes(_ sources: [CoaddSource], _ tract: CoaddTract) -> [String] {
        sources.flatMap { source in
            let assumed = source.zeroPoint == nil ? ["no zero point: fluxes are taken to be on one scale"] : []
            return (source.notes + assumed).map { "\(source.name): \($0)" }
        }
    }
}
