/// One row of a table of visits, by names of columns.
struct OpsimRow {
    var number: Int
    var value: (String) -> OpsimValue?

    /// The first of the columns that exists and is not null; NaN counts as null.
    func number(_ columns: String..., in range: ClosedRange<Double>) throws(ObservingError) -> Double? {
        for column in columns {
            guard let found = value(column), found != .null else { continue }
            if case .real(let real) = found, real.isNaN { continue }
            guard let number = found.number else { throw wrong(column, "is not a finite number") }
            guard range.contains(number) else {
                throw wrong(column, "is \(number), not within \(range.lowerBound) ... \(range.upperBound)")
            }
            return number
        }
        return nil
    }

    func needed(_ column: String, in range: ClosedRange<Double>) throws(ObservingError) -> Double {
        guard let number = try number(column, in: range) else { throw wrong(column, "is missing") }
        return number
    }

    func integer(_ columns: String...) throws(ObservingError) -> Int64? {
        for column in columns {
            switch value(column) {
            case nil, .null: continue
            case .integer(let value): return value
            case .real(let real):
                guard let value = Int64(exactly: real) else { throw wrong(column, "is not a whole number") }
                return value
            case .text: throw wrong(column, "is not a whole number")
            }
        }
        return nil
    }

    func text(_ column: String) throws(ObservingError) -> String? {
        switch value(column) {
        case nil, .null: return nil
        case .text(let text): return text
        case .integer, .real: throw wrong(column, "is not text")
        }
    }

    func wrong(_ column: String, _ reason: String) -> ObservingError {
        ObservingError(row: number, column: column, reason: reason)
    }
}
