extension What {
    /// A small table, such as a light curve.
    public struct Table: Sendable, Hashable {
        /// Nil where the author gives none.
        public var name: String?
        /// In the author's own words; nil for none.
        public var type: String?
        /// The columns, in the order of each row's words.
        public var fields: [Field]
        /// Each with a word for each field.
        public var rows: [[String]]
        /// Values that hold for the whole table.
        public var parameters: [Parameter] = []
        /// Texts for people.
        public var descriptions: [String] = []
        /// Where more is told of the table.
        public var references: [Reference] = []

        /// A valid table has at least one row, and in each a word for each field.
        public init(name: String? = nil, type: String? = nil, fields: [Field], rows: [[String]]) {
            self.name = name
            self.type = type
            self.fields = fields
            self.rows = rows
        }
    }

    /// A column of a table.
    public struct Field: Sendable, Hashable {
        /// Nil where the author gives none.
        public var name: String?
        /// How the words of the column are to be read; `string` where the text says nothing.
        public var dataType: DataType
        /// In the words of the VO, `deg` or `mag`; nil for none.
        public var unit: String?
        /// Unified content descriptor; nil for none.
        public var ucd: String?
        /// What the attribute `utype` says; nil for none.
        public var utype: String?
        /// Texts for people.
        public var descriptions: [String] = []
        /// Where more is told of the column.
        public var references: [Reference] = []

        /// A column without `utype`, descriptions and references.
        public init(_ name: String?, dataType: DataType = .string, unit: String? = nil, ucd: String? = nil) {
            self.name = name
            self.dataType = dataType
            self.unit = unit
            self.ucd = ucd
        }
    }
}
