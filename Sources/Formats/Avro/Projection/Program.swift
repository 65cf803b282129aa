/// A compiled plan: steps, the numbers they refer to, and names for messages. Immutable.
final class Program: Sendable {
    let ops: [Op]
    let targets: [Int32]
    let sizes: [UInt8]
    /// The path of each step, with `[]` for items.
    let paths: [String]
    /// Slots per row of each table; the first is the root.
    let tableWidths: [Int]
    /// Symbols of enum types by type.
    let symbols: [Int: [String]]
    let limits: Limits

    init(_ builder: ProgramBuilder, limits: Limits) {
        ops = builder.ops
        targets = builder.targets
        sizes = builder.sizes
        paths = builder.paths
        tableWidths = builder.request.tables
        symbols = builder.symbols
        self.limits = limits
    }
}
