import Distribution

/// Goes over the records of paths, and past those that are no packets.
struct PacketWalk {
    let paths: [String]
    let opener: PacketOpener

    /// Lets others run between the records, so that Ctrl-C is heard on one processor too.
    func forEach(
        _ body: (PacketRecord) throws -> Void, onRefusal: (DistributionError) throws -> Void
    ) async throws {
        let reader = try PacketRecords(paths: paths, opener: opener)
        while true {
            await Task.yield()
            try Task.checkCancellation()
            do {
                guard let record = try reader.next() else {
                    if let words = PassedOver.words(reader.passedOver) { Console.note(words) }
                    return
                }
                try body(record)
            } catch let error as DistributionError where error.isBadInput {
                try onRefusal(error)
            }
        }
    }
}
