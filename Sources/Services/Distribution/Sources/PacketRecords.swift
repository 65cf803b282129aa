/// The records of files, folders and archives, one after another.
public final class PacketRecords {
    private let files: PacketFiles
    private let opener: PacketOpener
    private var waiting: [PacketRecord] = []
    private var delayed: DistributionError?
    /// The file that the last error was about, where it was read.
    private(set) var refused: PacketFile?

    /// Throws where a path does not exist, or all of them together hold no file that may be a packet.
    public init(paths: [String], opener: PacketOpener) throws(DistributionError) {
        files = try PacketFiles(paths: paths)
        self.opener = opener
    }

    /// Files and entries passed over so far because no packet has such a name, by ending.
    public var passedOver: [String: Int] { files.passedOver }

    /// The next record, or nil at the end. After a `DistributionError` that `isBadInput` the next call goes on.
    public func next() throws -> PacketRecord? {
        while waiting.isEmpty {
            if let error = delayed {
                delayed = nil
                throw error
            }
            refused = nil
            guard let file = try files.next() else { return nil }
            try open(file)
        }
        return waiting.popLast()
    }

    /// Opens a file; an error waits until the records before it are taken.
    private func open(_ file: PacketFile) throws {
        do {
            try opener.open(file.contents, origin: file.origin) { waiting.append($0) }
        } catch let error as DistributionError where error.isBadInput {
            delayed = error
            refused = file
        }
        waiting.reverse()
    }
}
