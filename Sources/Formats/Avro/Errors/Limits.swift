/// How much a reader may spend on an input that it does not trust.
///
/// With the default values no reader here holds more than 64 MiB beyond its input, at any moment.
public struct Limits: Sendable, Hashable {
    /// Nesting of values within values (records in unions in arrays ...).
    public var depth: Int
    /// Values of one datum, when it is read as a tree.
    public var values: Int
    /// Items that take no bytes in one datum, such as the items of an array of nulls.
    public var emptyItems: Int
    /// Bytes of memory for the rows of one datum, when it is read by a plan.
    public var rowBytes: Int
    /// Bytes of one block of a container file, decompressed.
    public var blockBytes: Int
    /// Bytes of a container file's header, which holds the schema.
    public var headerBytes: Int
    /// Bytes of a schema's text.
    public var schemaBytes: Int

    /// Limits as given; none of them is checked.
    public init(
        depth: Int = 64, values: Int = 1 << 19, emptyItems: Int = 1 << 16, rowBytes: Int = 16 << 20,
        blockBytes: Int = 16 << 20, headerBytes: Int = 4 << 20, schemaBytes: Int = 1 << 20
    ) {
        self.depth = depth
        self.values = values
        self.emptyItems = emptyItems
        self.rowBytes = rowBytes
        self.blockBytes = blockBytes
        self.headerBytes = headerBytes
        self.schemaBytes = schemaBytes
    }
}
