/// A compiled plan: steps, the numbers they refer to, and names for messages. Immutable.
final class Program: @unchecked Sendable {  // reason: the memory behind its pointers is written in init alone
    let ops: UnsafePointer<Op>
    let targets: UnsafePointer<Int32>
    let sizes: UnsafePointer<UInt8>
    /// The path of each step, with `[]` for items.
    let paths: [String]
    /// Slots per row of each table; the first is the root.
    let tableWidths: [Int]
    /// Symbols of enum types by type.
    let symbols: [Int: [String]]
    let limits: Limits
    let schema: Schema
    let columns: [Column]
    let columnPaths: [String]
    let columnsByPath: [String: Column]

    init(_ builder: ProgramBuilder, columns: [Column], paths columnPaths: [String], limits: Limits) {
        ops = Self.copy(builder.ops)
        targets = Self.copy(builder.targets)
        sizes = Self.copy(builder.sizes)
        paths = builder.paths
        tableWidths = builder.request.tables
        symbols = builder.symbols
        self.limits = limits
        schema = builder.schema
        self.columns = columns
        self.columnPaths = columnPaths
        columnsByPath = Dictionary(zip(columnPaths, columns)) { first, _ in first }
    }

    deinit {
        ops.deallocate()
        targets.deallocate()
        sizes.deallocate()
    }

    private static func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
        memory.initialize(from: elements, count: elements.count)
        return UnsafePointer(memory)
    }
}
