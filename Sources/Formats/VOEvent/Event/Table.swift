extension What {
    /// A small table, such as a light curve.
    public struct Table: Sendable, Hashable {
        public var name: String?
        public var type: String?
        public var fields: [Field]
        /// Each with a word for each field.
        public var rows: [[String]]
        public var parameters: [Parameter] = []
        public var descriptions: [String] = []
        public var references: [Reference] = []

        public init(name: String? = nil, type: String? = nil, fields: [Field], rows: [[String]]) {
            self.name = name
            self.type = type
            self.fields = fields
            self.rows = rows
        }
    }

    /// A column of a table.
    public struct Field: Sendable, Hashable {
        public var name: String?
        public var dataType: DataType
        public var unit: String?
        public var ucd: String?
        public var utype: String?
        public var descriptions: [String] = []
        public var references: [Reference] = []

        public init(_ name: String?, dataType: DataType = .string, unit: String? = nil, ucd: String? = nil) {
            self.name = name
            self.dataType = dataType
            self.unit = unit
            self.ucd = ucd
        }
    }
}
