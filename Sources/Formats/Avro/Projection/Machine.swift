/// One run of a program over a datum.
struct Machine {
    let ops: UnsafePointer<Op>
    let targets: UnsafePointer<Int32>
    let sizes: UnsafePointer<UInt8>
    let start: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    let tables: UnsafeMutablePointer<RowTable>
    let stopsEarly: Bool
    var depth: Int
    var empties: Int
    var rowBytes: Int
    /// Where and why the run failed.
    var fault: Fault?
    /// The items around the fault, innermost first.
    var items: [Int] = []
    /// The calls of skipped records around the fault, innermost first.
    var calls: [Int] = []

    struct Fault {
        var code: AvroError.Code
        var message: String
        var offset: Int
        var op: Int
    }

    @inline(never)
    mutating func fail(
        _ code: AvroError.Code, _ message: String, _ p: UnsafePointer<UInt8>, _ pc: UnsafePointer<Op>
    ) -> UnsafePointer<UInt8>? {
        fault = Fault(code: code, message: message, offset: p - start, op: pc - ops)
        return nil
    }

    @inline(never)
    mutating func failTruncated(_ p: UnsafePointer<UInt8>, _ pc: UnsafePointer<Op>) -> UnsafePointer<UInt8>? {
        fail(.truncated, "the bytes end within a value", p, pc)
    }

    /// A number that cannot be read: too long, or the end comes first.
    @inline(never)
    mutating func failVarint(_ p: UnsafePointer<UInt8>, _ pc: UnsafePointer<Op>) -> UnsafePointer<UInt8>? {
        end - p >= 10 ? fail(.malformed, "a number longer than 64 bits", p, pc) : failTruncated(p, pc)
    }

    @inline(never)
    mutating func failLength(
        _ length: Int64, _ p: UnsafePointer<UInt8>, _ pc: UnsafePointer<Op>
    ) -> UnsafePointer<UInt8>? {
        length < 0
            ? fail(.malformed, "a length below zero", p, pc)
            : fail(.truncated, "the bytes end within a value of \(length) bytes", p, pc)
    }

    @inline(never)
    mutating func failBranch(_ p: UnsafePointer<UInt8>, _ pc: UnsafePointer<Op>) -> UnsafePointer<UInt8>? {
        p < end ? fail(.malformed, "a union branch that does not exist", p, pc) : failTruncated(p, pc)
    }

    /// The error for the fault, with the numbers of the items in its path.
    func error(_ program: Program) -> AvroError {
        guard let fault else { return AvroError(.malformed, "the datum cannot be read") }
        var numbers = items.reversed().makeIterator()
        let steps = calls.reversed() + [fault.op]
        let whole = steps.map { program.paths[$0] }.joined()
        let parts = whole.drop { $0 == "." }.split(separator: "[]", omittingEmptySubsequences: false)
        var path = String(parts.first ?? "")
        for part in parts.dropFirst() { path += "[\(numbers.next().map(String.init) ?? "")]\(part)" }
        return AvroError(fault.code, fault.message, offset: fault.offset, path: path)
    }
}
