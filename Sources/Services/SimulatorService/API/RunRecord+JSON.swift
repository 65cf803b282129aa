import Avro

/// Records as the API shows them.
extension RunRecord {
    func json(rate: Double) -> JSON {
        .object([
            .init("id", .string(id)), .init("name", .string(name)), .init("state", .string(state.rawValue)),
            .init("isUnderWay", .boolean(state.isUnderWay)), .init("seed", .string("\(seed)")),
            .init("mostVisits", mostVisits.map { .integer(Int64($0)) } ?? .null),
            .init("beganMs", .integer(beganMs)), .init("endedMs", endedMs.map { .integer($0) } ?? .null),
            .init("error", error.map { .string($0) } ?? .null), .init("counts", counts.json(rate: rate)),
            .init("faults", .array(faults.enumerated().map { $1.json($0) })),
            .init("changesByHand", .integer(Int64(changes))),
            .init("pointing", pointings.last.map(\.json) ?? .null),
            .init("outputs", outputs.map { .string($0) } ?? .null),
        ])
    }
}

extension RunCounts {
    func json(rate: Double) -> JSON {
        .object([
            .init("visits", .integer(Int64(visits))), .init("issued", .integer(Int64(issued))),
            .init("sent", .integer(Int64(sent))), .init("withheld", .integer(Int64(withheld))),
            .init("unheard", .integer(Int64(unheard ?? 0))), .init("refused", .integer(Int64(refused ?? 0))),
            .init("refusedAttempts", .integer(Int64(refusedAttempts ?? 0))),
            .init("bytes", .integer(bytes)), .init("waiting", .integer(Int64(waiting))),
            .init("elapsedSeconds", .number(elapsedSeconds)), .init("perSecond", .number(rate)),
            .init("perSecondOverall", .number(elapsedSeconds > 0 ? Double(sent) / elapsedSeconds : 0)),
            .init("lanes", .array(lanes.map(\.json))),
        ])
    }
}

extension RunCounts.Lane {
    var json: JSON {
        .object([
            .init("transport", .string(name)), .init("sent", .integer(Int64(sent))), .init("bytes", .integer(bytes)),
            .init("waiting", .integer(Int64(waiting))),
            .init("refusedAttempts", .integer(Int64(refusedAttempts ?? 0))),
        ])
    }
}

extension FaultRecord {
    func json(_ number: Int) -> JSON {
        .object([
            .init("number", .integer(Int64(number))), .init("fault", .string(fault)),
            .init("details", .string(details)), .init("probability", .number(probability)),
        ])
    }
}

extension Pointing {
    var json: JSON {
        .object([
            .init("visit", .integer(Int64(visit))), .init("ra", .number(ra)), .init("dec", .number(dec)),
        ])
    }
}
